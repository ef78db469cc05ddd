"""What a module needs is found from its imports, and from theirs."""

import pytest

from shopwright.course.imports import imported, needed
from shopwright.course.tree import Blob

TREE = {
    "shop/__init__.py": Blob(b""),
    "shop/orders/__init__.py": Blob(b'"""Orders."""\n'),
    "shop/orders/models.py": Blob(b"import os\nfrom shop.orders import states\n"),
    "shop/orders/states.py": Blob(b"def late():\n    from shop.core.clock import now\n"),
    "shop/core/clock.py": Blob(b"import shop.orders.models\n"),
    "shop/far.py": Blob(b"1"),
}


def test_modules_of_the_store_are_found_and_others_are_not() -> None:
    assert imported("shop/orders/models.py", TREE) == {"shop/orders/__init__.py", "shop/orders/states.py"}


@pytest.mark.parametrize("first", ["shop/orders/models.py", "shop/core/clock.py"])
def test_a_circle_of_imports_is_followed_once(first: str) -> None:
    assert needed([first], TREE) == set(TREE) - {"shop/__init__.py", "shop/far.py"}
