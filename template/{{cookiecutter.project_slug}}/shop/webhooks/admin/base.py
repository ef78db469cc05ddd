"""Admin pages on which nobody types in, and an action that goes through a service."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.core.errors import ShopError

M = TypeVar("M", bound=Model)


class OnlyLooking(admin.ModelAdmin[M]):
    """Whoever may look looks. What is here was written by machines."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def each(self, request: HttpRequest, chosen: QuerySet[M], verb: Callable[[M], object], done: str) -> None:
        """Do something to each; one that refuses does not hold up the others."""
        count = 0
        for one in chosen:
            try:
                verb(one)
                count += 1
            except ShopError as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        if count:
            self.message_user(request, f"{count} {done}.", messages.SUCCESS)
