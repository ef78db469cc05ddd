"""The places on pages that other parts of the shop fill."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shop.core.slots import parts

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **given: Any) -> SafeString:
    """Show what the shop's parts have put into a slot, one after the other.

    A part's template sees what the part's own function made of it, and nothing of what the page knows.

    Args:
        name: the slot, such as `product.details`.
        given: what the page tells the parts; the request comes along.
    """
    request = context.get("request")
    made = ((part.template, part.context({"request": request, **given})) for part in parts(name))
    written = ((render_to_string(file, dict(own), request),) for file, own in made if own is not None)
    return format_html_join("", "{}", written)
