"""What goes out, in the admin: what was said, to whom, and what came of it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from shop.webhooks.admin.base import OnlyLooking
from shop.webhooks.models import Delivery
from shop.webhooks.services.redelivering import redeliver


@admin.register(Delivery)
class DeliveryAdmin(OnlyLooking[Delivery]):
    """All deliveries, the newest first."""

    list_display = ("announcement", "endpoint", "state", "attempts", "status", "why", "due_at")
    list_filter = ("state", "endpoint")
    list_select_related = ("announcement", "endpoint")
    search_fields = ("announcement__public_id",)
    ordering = ("-id",)
    actions = ("redeliver",)
    fields = readonly_fields = (
        "announcement",
        "endpoint",
        "state",
        "attempts",
        "status",
        "why",
        "due_at",
        "finished_at",
        "body",
    )

    def has_redeliver_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may have deliveries tried again."""
        return request.user.has_perm("webhooks.replay_delivery")

    @admin.action(description="Try dead letters again", permissions=["redeliver"])
    def redeliver(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Let the chosen ones wait for a worker again."""
        self.each(request, queryset, lambda one: redeliver(delivery=one), "wait for a worker again")

    @admin.display(description="Body")
    def body(self, delivery: Delivery) -> str:
        """What is sent, to the byte."""
        return delivery.announcement.body
