"""Sets answer as the API's description says."""

import pytest
from django.test import Client

from shop.bundles.models import BundleItem
from tests.builders import a_published_product, a_variant
from tests.core.api.contract import assert_as_described

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?full=1", 400)])
def test_a_set_is_as_described(client: Client, query: str, status: int) -> None:
    bundle = a_variant(product=a_published_product(), sku="SET")
    BundleItem.objects.create(bundle=bundle, component=a_variant(), quantity=2)

    answer = client.get(f"/api/v1/bundles/SET/{query}")

    assert answer.status_code == status
    assert_as_described(answer, "/api/v1/bundles/{sku}/")


def test_no_set_is_as_described(client: Client) -> None:
    assert_as_described(client.get("/api/v1/bundles/NONE/"), "/api/v1/bundles/{sku}/")
