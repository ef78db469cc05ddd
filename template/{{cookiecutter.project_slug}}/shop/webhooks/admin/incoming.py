"""What came, in the admin: every message as it came, and what became of it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from shop.webhooks.admin.base import OnlyLooking
from shop.webhooks.models import Incoming
from shop.webhooks.services.replaying import replay

LONGEST = 10_000  # signs of a body that a page shows


@admin.register(Incoming)
class IncomingAdmin(OnlyLooking[Incoming]):
    """All messages, the newest first."""

    list_display = ("message_id", "source", "kind", "state", "received_at", "attempts", "why")
    list_filter = ("state", "source")
    search_fields = ("message_id",)
    date_hierarchy = "received_at"
    ordering = ("-id",)
    actions = ("replay",)
    fields = readonly_fields = (
        "source",
        "message_id",
        "kind",
        "version",
        "state",
        "why",
        "received_at",
        "copies",
        "attempts",
        "waits",
        "replays",
        "due_at",
        "finished_at",
        "headers",
        "text",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incoming]:
        """Without the bodies, which only the page of one message shows."""
        return super().get_queryset(request).defer("body")

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may have messages tried again."""
        return request.user.has_perm("webhooks.replay_incoming")

    @admin.action(description="Try again what is dead or was set aside", permissions=["replay"])
    def replay(self, request: HttpRequest, queryset: QuerySet[Incoming]) -> None:
        """Let the chosen ones wait for a worker again."""
        self.each(request, queryset, lambda message: replay(message=message), "wait for a worker again")

    @admin.display(description="Came again")
    def copies(self, message: Incoming) -> str:
        """How often the same came."""
        return f"{message.repeats.count()} times"

    @admin.display(description="Body")
    def text(self, message: Incoming) -> str:
        """The bytes as text, as far as they are; shortened if need be."""
        return bytes(message.body).decode(errors="backslashreplace")[:LONGEST]
