from till.prices import Price
from till.receipts import receipt


def test_a_receipt_ends_with_the_total() -> None:
    assert receipt([Price(100), Price(250)]).splitlines()[-1] == "total 3.50"
