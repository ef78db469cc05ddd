from till.prices import Price


def test_things_are_counted() -> None:
    from till.counting import count

    assert count([Price(1), Price(2)]) == 2
