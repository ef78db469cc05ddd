"""Where a form in the header leads: the visitor's country changes, and the page stays."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from shop.carts.services.keeping import send_to
from storefront.chosen import keep_country
from storefront.countries import is_sold_to
from storefront.crossing import own_form
from storefront.shopper import cart_of


@own_form
def country(request: HttpRequest) -> HttpResponse:
    """Say where things go, from any page, and come back to it. A cart goes there too."""
    code = request.POST.get("country", "")
    if not is_sold_to(code):
        raise Http404(f"The shop does not sell to `{code[:20]}`.")
    if cart := cart_of(request):
        send_to(token=cart.token, country="" if code == settings.SHOP_COUNTRY else code)
    response = HttpResponseRedirect(way_back(request.POST.get("back", "")))
    response.status_code = 303
    return keep_country(request, response, code)


def way_back(address: str) -> str:
    """The page that the form was on, if it is one of ours: nobody is led elsewhere by a link to this shop."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else "/"
