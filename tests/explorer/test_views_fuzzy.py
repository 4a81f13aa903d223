from explorer.views.fuzzy import best, places, score

NAMES = ("revenue_by_month", "raw_orders", "orders", "unique_orders", "rate", "orderLines")


def ranked(typed: str) -> list[str]:
    return best(typed, ((name, name) for name in NAMES), 10)


def test_a_name_fits_when_it_has_all_letters_in_order() -> None:
    assert ranked("rbm") == ["revenue_by_month"]
    assert ranked("mbr") == []
    assert ranked("zzz") == []


def test_the_whole_name_comes_first_then_starts_of_words() -> None:
    assert ranked("orders")[:2] == ["orders", "raw_orders"]


def test_starts_of_words_and_humps_win_over_letters_in_between() -> None:
    by_hump, between = score("ol", "orderLines"), score("oe", "orderLines")

    assert by_hump is not None and between is not None
    assert by_hump > between
    assert ranked("uo")[0] == "unique_orders"


def test_nothing_typed_keeps_everything_in_order() -> None:
    assert ranked("") == list(NAMES)
    assert ranked("  ") == list(NAMES)


def test_spaces_and_capitals_do_not_matter() -> None:
    assert ranked("Unique Orders") == ["unique_orders"]
    assert ranked("RAW o") == ["raw_orders"]


def test_the_letters_that_were_found_can_be_shown() -> None:
    assert places("rbm", "revenue_by_month") == {0, 8, 11}
    assert places("orders", "raw_orders") == set(range(4, 10))
    assert places("x", "raw_orders") == frozenset()


def test_no_more_than_asked_for_are_found_among_thousands() -> None:
    names = [(f"metric_{i}_of_some_module_{i % 71}", i) for i in range(5000)]

    assert len(best("mos", names, 100)) == 100
