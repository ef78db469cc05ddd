"""Payments in the admin, with what can be done about a card: take what is set aside."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from shop.card_payments.capturing import capture_payment
from shop.core.errors import ShopError
from shop.payments.admin import PaymentAdmin
from shop.payments.models import Payment

admin.site.unregister(Payment)


@admin.register(Payment)
class CardPaymentAdmin(PaymentAdmin):
    """All payments; who may change them may take their money, and change nothing else."""

    actions = ("capture",)

    def has_capture_permission(self, request: HttpRequest) -> bool:
        """Who may take money."""
        return request.user.has_perm("payments.change_payment")

    @admin.action(description="Take what is set aside", permissions=["capture"])
    def capture(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        """Take the money of each; one that is refused does not hold up the others."""
        for payment in queryset:
            try:
                capture_payment(payment=payment)
            except ShopError as refusal:
                self.message_user(request, f"{payment}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{payment}: {payment.asked} taken.", messages.SUCCESS)
