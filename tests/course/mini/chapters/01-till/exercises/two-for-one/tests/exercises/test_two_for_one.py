from till.prices import Price, two_for_one


def test_the_second_is_free() -> None:
    assert two_for_one(Price(100), 2) == Price(100)


def test_of_three_two_are_paid() -> None:
    assert two_for_one(Price(100), 3) == Price(200)
