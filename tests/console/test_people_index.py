"""Which people are shown, and in which order."""

from desktop_app.console.coordinator.people_index import Column, Wanted, order, searched
from desktop_app.register.listing import Listed, Standing


def row(name: str, **more: object) -> Listed:
    values = {"record_id": name, "campaign": "c", "hour": "2026-11-25T12"}
    return Listed(**{"standing": Standing.COUNTS, **values, "name": name, **more})  # type: ignore[arg-type]


ROWS = [
    row("Zoë Ångström", email="zoe@example.org", country="SE", place="Märkt"),
    row("ana Abel", email="ana@example.org", country="DE", hour="2026-11-25T09"),
    row("Björn Zander", standing=Standing.DUPLICATE, country="DE"),
    row("", standing=Standing.DAMAGED),
]
TEXTS = [searched(each) for each in ROWS]


def test_all_are_shown_as_they_came_where_nothing_is_wanted():
    assert order(ROWS, TEXTS, Wanted()) == [0, 1, 2, 3]


def test_words_are_found_without_accents_and_capitals_in_any_order():
    assert order(ROWS, TEXTS, Wanted(words="angstrom ZOE")) == [0]
    assert order(ROWS, TEXTS, Wanted(words="markt")) == [0]
    assert order(ROWS, TEXTS, Wanted(words="ANA@example")) == [1]
    assert order(ROWS, TEXTS, Wanted(words="nobody")) == []


def test_names_are_sorted_as_people_read_them():
    assert order(ROWS, TEXTS, Wanted(column=Column.NAME)) == [3, 1, 2, 0]
    assert order(ROWS, TEXTS, Wanted(column=Column.NAME, is_descending=True)) == [0, 2, 1, 3]


def test_equal_ones_stay_as_they_came_both_ways():
    assert order(ROWS, TEXTS, Wanted(column=Column.COUNTRY)) == [3, 1, 2, 0]
    assert order(ROWS, TEXTS, Wanted(column=Column.COUNTRY, is_descending=True)) == [0, 1, 2, 3]


def test_one_standing_alone_can_be_shown():
    assert order(ROWS, TEXTS, Wanted(standing=Standing.DUPLICATE)) == [2]
    assert order(ROWS, TEXTS, Wanted(standing=Standing.DUPLICATE, words="zander")) == [2]
    assert order(ROWS, TEXTS, Wanted(standing=Standing.DAMAGED, words="zander")) == []


def test_every_column_can_be_sorted_by():
    for column in Column:
        assert sorted(order(ROWS, TEXTS, Wanted(column=column))) == [0, 1, 2, 3]


def test_no_name_stands_in_what_is_wanted():
    assert "Zander" not in repr(Wanted(words="Zander"))
