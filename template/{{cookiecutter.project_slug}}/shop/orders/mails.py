"""What buyers are told by mail: in the language in which they ordered, with amounts as it writes them."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from shop.core.money import Money
from shop.orders.models import Order, OrderContact
from shop.orders.selectors import order_now


def placed_mail(order: Order, contact: OrderContact, language: str) -> EmailMultiAlternatives:
    """The mail that an order was placed, not sent yet. Costs two queries.

    Its Message-ID is made of the order. If it is sent twice, mail programs see that it is one mail.
    """
    with translation.override(language):
        told = words(order, contact, language)
        subject, _, text = rendered("placed", "txt", language, told).partition("\n")
        html = rendered("placed", "html", language, told)
    mail = EmailMultiAlternatives(
        subject.strip(), text.strip() + "\n", to=[contact.email], headers={"Message-ID": message_id(order)}
    )
    mail.attach_alternative(html, "text/html")
    return mail


def words(order: Order, contact: OrderContact, language: str) -> dict[str, object]:
    """What the mail's templates may say."""

    def written(amount: int) -> str:
        return Money(amount, order.currency).format(language)

    now = order_now(order)
    lines = [
        {
            "quantity": line.quantity,
            "name": line.name,
            "options": line.options,
            "total": written(line.gross_amount),
        }
        for line in now.lines
    ]
    to = contact.shipping
    address = [to.name, to.line1, to.line2, f"{to.postcode} {to.city}".strip(), to.part, to.country]
    return {
        "order": order,
        "lines": lines,
        "total": written(sum(line.gross_amount for line in now.lines)),
        "tax": written(sum(line.tax_amount for line in now.lines)),
        "address": [part for part in address if part],
        "shop": settings.SHOP_NAME,
    }


def rendered(name: str, ending: str, language: str, told: dict[str, object]) -> str:
    """A template of a mail: that of the language if there is one, else the English one."""
    tongue = language.partition("-")[0]
    return render_to_string([f"orders/mail/{name}.{tongue}.{ending}", f"orders/mail/{name}.{ending}"], told)


def message_id(order: Order) -> str:
    """What the mail is called by mail programs: the same, whenever it is sent."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<placed.{order.public_id}@{domain}>"
