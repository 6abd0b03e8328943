"""Charts as values: what is told, what small numbers hide, and long and strange times."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.deliveries.charts import (
    MOST_BARS,
    Chart,
    shortened,
    told_by_name,
    told_in_place,
)
from desktop_app.deliveries.coordinator.statistics_charts import THRESHOLD, Naming, charts_of
from desktop_app.deliveries.coordinator.time_charts import MOST_COLUMNS
from desktop_app.language import Catalogues
from desktop_app.register.statistics import Statistics
from tests.deliveries.counted import FIRST_DAY, campaign_counted, counts, nobody_counted

LOCALES = Path(__file__).parents[2] / "resources" / "locale"
WORDS = Catalogues(LOCALES).words("en")
CONSENTS = {"share_with_starter": "Share my name?", "sms": "Text me?"}

some_counts = st.lists(st.integers(0, 40), max_size=12)


def charts(found: Statistics, threshold: int = 0, language: str = "en") -> dict[str, Chart]:
    words = Catalogues(LOCALES).words(language)
    naming = Naming(words=words, consents=CONSENTS, threshold=threshold)
    return {chart.name: chart for chart in charts_of(found, naming)}


def lines(chart: Chart) -> dict[str, str]:
    return {bar.label: bar.number for bar in chart.bars}


def test_every_chart_is_there_and_its_table_says_all_that_is_drawn() -> None:
    found = charts(campaign_counted())

    named = [name for name in found if not name.startswith("hours_")]
    assert named == [
        *("days", "hours", "places", "shifts", "languages", "countries", "devices", "sources"),
        *("choice_1", "choice_2"),
    ]
    assert len([name for name in found if name.startswith("hours_")]) == 4
    for chart in found.values():
        assert max(chart.length(bar) for bar in chart.bars) == 1.0
        assert all(bar.number == WORDS.number(bar.count or 0) for bar in chart.bars)


def test_kinds_are_named_and_empty_ones_say_so() -> None:
    found = charts(campaign_counted())

    assert lines(found["places"])["No place noted"] == "5"
    assert lines(found["countries"])["Germany"] == "300"
    assert lines(found["countries"])["No country given"] == "50"
    assert lines(found["devices"]) == {
        "acid anchor apple arena": "300",
        "baker bench bison blaze": "150",
        "ffee0011": "62",
    }
    assert lines(found["sources"]) == {"On a device": "475", "On paper (2 sheets)": "37"}
    assert found["choice_2"].title == "Text me?"
    assert lines(found["choice_2"]) == {"Yes": "0", "No": "0", "Not asked": "512"}


def test_unknown_language_is_shown_as_its_tag_and_never_as_another() -> None:
    shown = lines(charts(campaign_counted())["languages"])

    assert (shown["English"], shown["zz-xx"]) == ("130", "6")


def test_without_its_pack_consents_go_by_their_ids() -> None:
    found = charts_of(campaign_counted(), Naming(words=WORDS))

    assert [chart.title for chart in found[-2:]] == ["share_with_starter", "email_updates"]


def test_nobody_has_no_chart() -> None:
    assert charts(nobody_counted()) == {}


@pytest.mark.parametrize("language", ["en", "ar", "fa", "de"])
def test_small_numbers_are_in_no_chart_that_is_meant_for_others(language: str) -> None:
    found = charts(campaign_counted(), THRESHOLD, language)

    for name, chart in found.items():
        of_people = (
            chart.bars[:-1] if name.startswith("choice_") else chart.bars
        )  # not asked: the form
        assert all(bar.count is None or bar.count == 0 or bar.count >= 5 for bar in of_people)
    assert not [name for name in found if name.startswith("hours_")]


def test_shift_does_not_give_away_another_of_its_place() -> None:
    shown = lines(charts(campaign_counted(), THRESHOLD)["shifts"])

    assert not [label for label in shown if label.startswith("München")]
    assert shown["2 others together"] == "120"


@given(some_counts, st.integers(1, 9))
def test_nobody_works_out_a_small_number_by_subtraction(numbers: list[int], least: int) -> None:
    """A single one that is not told is the whole less the others."""
    told = told_in_place(numbers, least)

    hidden = [count for count, shown in zip(numbers, told, strict=True) if shown is None]
    assert all(shown is None or shown == 0 or shown >= least for shown in told)
    assert all(count == shown for count, shown in zip(numbers, told, strict=True) if shown)
    if hidden and any(told):
        assert len(hidden) > 1
        assert sum(hidden) >= least


@given(some_counts, st.integers(0, 9), st.integers(0, 3))
def test_named_kinds_and_others_are_the_whole(
    numbers: Sequence[int], least: int, beyond: int
) -> None:
    named = [(f"k{place}", count) for place, count in enumerate(sorted(numbers, reverse=True))]
    told = told_by_name(named, least, beyond)
    few = shortened(told, 4)

    for each in (told, few):
        assert sum(count for _, count in each.kept) + each.other_count == sum(numbers) + beyond
        assert all(count >= max(least, 1) for _, count in each.kept)
        kinds = len(each.kept) + each.other_kinds
        assert kinds == len([count for count in numbers if count])
    assert len(few.kept) + bool(few.other_count) <= 4
    if told.other_kinds and told.kept:
        assert told.other_kinds > 1


def test_many_kinds_are_told_as_others() -> None:
    many = counts({f"Place {number}": 500 - number for number in range(400)}, beyond=7)

    shown = charts(campaign_counted(places=many))["places"].bars

    assert len(shown) == MOST_BARS
    assert shown[-1].label == "386 others together"
    assert sum(bar.count or 0 for bar in shown) == many.total


@pytest.mark.parametrize(
    ("days", "first_label", "columns"),
    [
        (1, "November 20, 2026", 1),
        (31, "November 20, 2026", 31),
        (32, "Week from November 16, 2026", 6),
        (400, "Week from November 16, 2026", 58),
        (800, "November 2026", 27),
        (4000, "Before that", MOST_COLUMNS),
    ],
)
def test_longer_times_have_wider_columns(days: int, first_label: str, columns: int) -> None:
    every = {(FIRST_DAY + timedelta(days=number), 12): 1 for number in range(days)}
    found = campaign_counted(hours=counts(every), paper_days=counts({}))

    bars = charts(found)["days"].bars

    assert (bars[0].label, len(bars)) == (first_label, columns)
    assert sum(bar.count or 0 for bar in bars) == days


def test_clock_of_another_century_makes_no_column_for_each_month_between() -> None:
    ends = {(date.min, 0): 1, (FIRST_DAY, 12): 8, (date.max, 23): 2}

    bars = charts(campaign_counted(hours=counts(ends), paper_days=counts({})))["days"].bars

    assert [bar.count for bar in bars] == [1, 8, 2]


@pytest.mark.parametrize("first", [date.min, date.min + timedelta(days=3), date.max])
def test_week_at_the_end_of_the_calendar(first: date) -> None:
    last = first - timedelta(days=40) if first == date.max else first + timedelta(days=40)
    found = campaign_counted(hours=counts({(first, 1): 2, (last, 1): 3}), paper_days=counts({}))

    assert sum(bar.count or 0 for bar in charts(found)["days"].bars) == 5
