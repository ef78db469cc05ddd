"""The page that shows it all: what came, what waits and for how long, what needs a person, and who rests."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from shop.webhooks.admin.base import OnlyLooking
from shop.webhooks.models import Delivery, Fate, State
from shop.webhooks.models.overview import Overview
from shop.webhooks.overview import endpoints_now, oldest, sources_now
from shop.webhooks.selectors import incoming

MOST = 10  # of what needs a person, the newest


@admin.register(Overview)
class OverviewAdmin(OnlyLooking[Overview]):
    """One page instead of a list. Costs five queries, whatever there is."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show how it stands, to who has the right."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        sources, endpoints = sources_now(), endpoints_now()
        dead = Delivery.objects.filter(state=Fate.DEAD).select_related("announcement", "endpoint")
        told = {
            **self.admin_site.each_context(request),
            "title": "Webhooks",
            "sources": sources,
            "endpoints": endpoints,
            "oldest": oldest([*(one.queue for one in sources), *(one.queue for one in endpoints)]),
            "letters": incoming(states=[State.DEAD, State.ASIDE])[:MOST],
            "undelivered": dead.order_by("-id")[:MOST],
        }
        return TemplateResponse(request, "admin/webhooks/overview.html", told)
