"""Transfers in the admin: staff send, say what came, and give up."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from shop.accounts.models import User
from shop.core.admin import ServiceAdmin, become
from shop.inventory.models import Location
from shop.inventory.services.ledger import Slip
from shop.warehouses.forms import UnitsField
from shop.warehouses.models import Transfer, TransferLine
from shop.warehouses.services.transfers import give_up_transfer, receive_transfer, send_transfer


class TransferForm(forms.ModelForm[Transfer]):
    """A new transfer; or what came of one that is under way."""

    units = UnitsField(required=False)
    key = forms.CharField(
        label="Arrival", max_length=40, required=False, help_text="Its name, such as the number of a scan."
    )
    give_up = forms.BooleanField(required=False, help_text="What has not come will not come.")

    class Meta:
        model = Transfer
        fields = ("origin", "destination")

    def clean(self) -> dict[str, Any]:
        """An arrival has a name, so that it comes once however often the button is pressed."""
        told = super().clean() or {}
        if self.instance.pk and told.get("units") and not told.get("key"):
            raise ValidationError("This arrival needs a name, such as the number of a scan.", code="no-key")
        return told


class LineInline(admin.TabularInline[TransferLine, Transfer]):
    """What was sent, what came, what is lost."""

    model = TransferLine
    fields = readonly_fields = ("variant", "sent", "received", "lost", "under_way")
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what is sent is said when it is sent."""
        return False

    @admin.display(description="Under way")
    def under_way(self, line: TransferLine) -> int:
        """Still between the two places."""
        return line.under_way


@admin.register(Transfer)
class TransferAdmin(ServiceAdmin[Transfer]):
    """What is under way. To send is one right, to say what came is another."""

    form = TransferForm
    list_display = ("public_id", "origin", "destination", "state", "sent_at", "closed_at", "by")
    list_filter = ("state", "origin", "destination")
    list_select_related = ("origin", "destination", "by")
    search_fields = ("public_id", "lines__variant__sku")
    ordering = ("-id",)

    def get_fields(self, request: HttpRequest, obj: Transfer | None = None) -> tuple[str, ...]:
        """Sending asks from where to where; arriving asks what came."""
        return (
            ("origin", "destination", "state", "key", "units", "give_up")
            if obj
            else (
                "origin",
                "destination",
                "units",
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Transfer | None = None) -> tuple[str, ...]:
        """What is under way keeps its way."""
        return ("origin", "destination", "state") if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Transfer | None) -> list[Any]:
        """The lines of a transfer that is there."""
        return [LineInline] if obj else []

    def save_model(self, request: HttpRequest, obj: Transfer, form: Any, change: bool) -> None:
        """Send; or receive; or give up."""
        told = form.cleaned_data
        slip = Slip(by=request.user if isinstance(request.user, User) else None)
        if not change:
            become(obj, sent(told["origin"], told["destination"], told["units"], slip))
            return
        if told["units"]:
            become(obj, receive_transfer(transfer=obj, key=told["key"], units=told["units"], slip=slip))
        if told["give_up"]:
            become(obj, give_up_transfer(transfer=obj))


def sent(origin: Location, destination: Location, units: dict[int, int], slip: Slip) -> Transfer:
    """Do what a form says."""
    return send_transfer(origin=origin, destination=destination, units=units, slip=slip)
