"""How the shop stands, on one page of the admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from shop.health.figures import figures, last_check, orders_by_hour
from shop.health.models import Overview
from shop.health.rows import rows
from shop.outbox.admin import Looking


@admin.register(Overview)
class OverviewAdmin(Looking):
    """One page instead of a list. Costs twelve queries, whatever there is."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show how the shop stands, to who has the right."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        hours, told = orders_by_hour(), rows(figures(), last_check())
        context = {
            **self.admin_site.each_context(request),
            "title": "How the shop stands",
            "rows": told,
            "ill": sum(not row.is_well for row in told),
            "hours": hours,
            "most": max([*hours.values(), 1]),
        }
        return TemplateResponse(request, "admin/health/overview.html", context)
