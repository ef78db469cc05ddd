"""Endpoints in the admin: staff register them, see a secret once, and give a new one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from shop.core.admin import ServiceAdmin, become
from shop.webhooks import topics
from shop.webhooks.keys import key_of
from shop.webhooks.models import Endpoint
from shop.webhooks.services.endpoints import change_endpoint, register_endpoint, rotate_secret


class EndpointForm(forms.ModelForm[Endpoint]):
    """An endpoint as people write it."""

    url = forms.URLField(label="URL", max_length=500, assume_scheme="https")
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Endpoint
        fields = ("name", "url", "topics", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = [(one, f"{one}: {says}") for one, says in topics.known().items()]  # type: ignore[attr-defined]


@admin.register(Endpoint)
class EndpointAdmin(ServiceAdmin[Endpoint]):
    """All endpoints. One that is not needed any more is switched off: what was sent there stays."""

    form = EndpointForm
    list_display = ("name", "url", "is_active", "why_off")
    list_filter = ("is_active",)
    ordering = ("name",)
    actions = ("rotate",)

    def has_rotate_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may give endpoints new secrets."""
        return request.user.has_perm("webhooks.rotate_endpoint")

    def save_model(self, request: HttpRequest, obj: Endpoint, form: Any, change: bool) -> None:
        """Register or change it, through the service."""
        data = form.cleaned_data
        told = {"name": data["name"], "url": data["url"], "wants": data["topics"]}
        if change:
            made = change_endpoint(endpoint=obj, is_active=data["is_active"], **told)
        else:
            made = register_endpoint(**told)
            self.show_secret(request, made)
        become(obj, made)

    @admin.action(description="Give a new secret", permissions=["rotate"])
    def rotate(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> None:
        """Give each a new secret, and show it once."""
        for endpoint in queryset:
            self.show_secret(request, rotate_secret(endpoint=endpoint))

    def show_secret(self, request: HttpRequest, endpoint: Endpoint) -> None:
        """Show a secret to the one who has asked for it, this once."""
        told = f"The secret of {endpoint}, which is shown this once: {key_of(endpoint)}"
        self.message_user(request, told, messages.WARNING)
