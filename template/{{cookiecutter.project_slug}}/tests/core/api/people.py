"""Who may come to an address: one of each kind, to be tried on every address that there is."""

from django.contrib.auth.models import Permission
from django.test import Client

from shop.accounts.models import User


def everybody() -> dict[str, User | None]:
    """Nobody, a customer, staff without any right, and staff with every right."""
    clerk = User.objects.create_user("clerk@example.com", is_staff=True)
    manager = User.objects.create_user("manager@example.com", is_staff=True)
    manager.user_permissions.set(Permission.objects.all())
    return {
        "anonymous": None,
        "customer": User.objects.create_user("customer@example.com"),
        "staff without rights": clerk,
        "staff with rights": manager,
    }


def answers_to_everybody(path: str) -> dict[str, tuple[int, bytes]]:
    """What each kind of person gets at an address: the status and the body."""
    answers = {}
    for name, person in everybody().items():
        client = Client()
        if person:
            client.force_login(person)
        answer = client.get(path)
        answers[name] = (answer.status_code, answer.content)
    return answers
