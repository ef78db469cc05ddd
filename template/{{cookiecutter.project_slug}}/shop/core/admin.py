"""Admin pages that write through services, and show a refusal where others show a stack of calls."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from shop.core.errors import ShopError

M = TypeVar("M", bound=Model)


class ServiceAdmin(admin.ModelAdmin[M]):
    """Pages of which a subclass says what saving means. Nothing is deleted by a click."""

    @classmethod
    def also_shows(cls, *inlines: "type[InlineModelAdmin[Any, M]]") -> None:
        """Let another module, or another domain, add its part to these pages."""
        cls.inlines = (*cls.inlines, *inlines)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: what is not needed any more is put away, because what is kept names it."""
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a page; when a service refuses, say so above the form, with nothing written."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ShopError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def become(empty: M, made: M) -> None:
    """Let the object that the admin holds be the one that a service made."""
    empty.__dict__.update(made.__dict__)
