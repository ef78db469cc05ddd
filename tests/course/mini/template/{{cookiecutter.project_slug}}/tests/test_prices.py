from till.prices import Price, total


def test_prices_add_up() -> None:
    assert total([Price(120), Price(80)]) == Price(200)
