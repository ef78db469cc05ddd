"""Deliveries in the admin: staff see what was given up and why, and have it tried again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.outbox.models import Delivery, Event
from shop.outbox.services.replaying import replay


class Looking(admin.ModelAdmin[Any]):
    """Pages to look at. Nobody types in what happened."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


@admin.register(Event)
class EventAdmin(Looking):
    """What happened, the newest first."""

    list_display = ("topic", "key", "at", "spread_at")
    search_fields = ("=key", "=topic")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Delivery)
class DeliveryAdmin(Looking):
    """Who has to hear of it, and how far that is."""

    list_display = ("consumer", "event", "state", "attempts", "due_at", "ended_at", "error")
    list_filter = ("state", "consumer")
    list_select_related = ("event",)
    search_fields = ("=event__key",)
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("try_again",)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may have deliveries tried again."""
        return request.user.has_perm("outbox.replay_delivery")

    @admin.action(description="Try again what was given up", permissions=["replay"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """Have the chosen ones tried again."""
        count = replay(deliveries=list(chosen.values_list("pk", flat=True)))
        self.message_user(request, f"{count} will be tried again.", messages.SUCCESS)
