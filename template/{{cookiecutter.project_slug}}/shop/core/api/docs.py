"""What explains the API to programs and to people. Nothing of it is fetched from another host."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request

from shop.core.api.openapi import document
from shop.core.api.problems import problem_types
from shop.core.api.views import PublicApi

# Scripts and pictures of this shop alone, so that nobody can smuggle in others. Swagger UI sets styles as it
# draws, which this allows and scripts cannot abuse.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class SchemaApi(PublicApi):
    """The description of the API, as OpenAPI 3.1."""

    schema = None
    # {% if reached("catalog-api.throttling") %}
    throttle_scope = "docs"
    # {% endif %}
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer)

    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(document(), content_type=request.accepted_renderer.media_type)


class Page(PublicApi):
    """A page for people."""

    schema = None
    # {% if reached("catalog-api.throttling") %}
    throttle_scope = "docs"
    # {% endif %}
    renderer_classes = (TemplateHTMLRenderer,)
    template: str

    def get(self, request: Request) -> HttpResponse:
        page = render_to_string(self.template, self.context())
        return HttpResponse(page, headers={"Content-Security-Policy": POLICY})

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        return {}


class DocsPage(Page):
    """The description, to be read and tried."""

    template = "api/docs.html"


class ProblemsPage(Page):
    """All that can go wrong; the type of every problem leads here."""

    template = "api/problems.html"

    def context(self) -> dict[str, Any]:
        return {"problems": problem_types()}
