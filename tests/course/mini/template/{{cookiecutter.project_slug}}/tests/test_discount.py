from datetime import time

from till.prices import Price, evening_price


def test_bread_is_cheaper_after_six() -> None:
    assert evening_price(Price(300), time(18, 30)) == Price(200)
