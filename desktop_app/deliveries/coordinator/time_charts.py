"""Charts of when people signed: by day, by hour of the day, and by hour of single days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.deliveries.charts import TELL_ALL, Bar, Chart, ChartKind, told_in_place
from desktop_app.language import Words
from desktop_app.register.statistics import Statistics

MOST_DAYS = 31
MOST_COLUMNS = 60
MOST_SINGLE_DAYS = 10
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A span of time that has a column."""

    label: str
    mark: str
    count: int


def time_charts(found: Statistics, words: Words, threshold: int) -> Iterator[Chart]:
    """Make the charts that have something to show.

    Hours of single days are told only where all numbers are: they would give away, by subtraction,
    what the charts above do not tell.
    """
    by_day: Counter[date] = Counter(dict(found.paper_days.by))
    by_hour: Counter[int] = Counter()
    for (day, hour), count in found.hours.by.items():
        by_day[day] += count
        by_hour[hour] += count
    untold = found.paper_undated + found.untimed + found.hours.beyond + found.paper_days.beyond
    yield from _chart(
        "days",
        words.say("By day"),
        _days_note(words, untold),
        _days(by_day, words),
        words,
        threshold,
    )
    hours_note = words.say(
        "All days together. Only what was signed on a device: of paper nobody knows the hour."
    )
    columns = _hours(by_hour, words)
    yield from _chart("hours", words.say("By hour"), hours_note, columns, words, threshold)
    if threshold == TELL_ALL and len(by_day) > 1:
        yield from _single_days(found, words)


def _days_note(words: Words, untold: int) -> str:
    note = words.say("The day of signing; on paper the day that was noted beside the name.")
    if not untold:
        return note
    left_out = words.count(
        "%(number)s signature without a day is left out.",
        "%(number)s signatures without a day are left out.",
        untold,
    )
    return f"{note} {left_out}"


def _single_days(found: Statistics, words: Words) -> Iterator[Chart]:
    """Give the hours of each day; of many days those on which most people signed."""
    days: dict[date, Counter[int]] = {}
    for (day, hour), count in found.hours.by.items():
        days.setdefault(day, Counter())[hour] += count
    busiest = sorted(days, key=lambda day: (-days[day].total(), day))[:MOST_SINGLE_DAYS]
    for day in sorted(busiest):
        title = words.weekday(day)
        columns = _hours(days[day], words)
        yield from _chart(f"hours_{day.isoformat()}", title, "", columns, words, TELL_ALL)


def _chart(
    name: str, title: str, note: str, columns: Sequence[Column], words: Words, threshold: int
) -> Iterator[Chart]:
    told = told_in_place([column.count for column in columns], threshold)
    if not any(told):
        return
    total = sum(column.count for column in columns)
    bars = tuple(
        Bar(
            label=column.label,
            mark=column.mark,
            count=count,
            number=words.number(count) if count is not None else words.say("not told"),
            share=words.share(count / total) if count is not None else "",
        )
        for column, count in zip(columns, told, strict=True)
    )
    yield Chart(
        name=name,
        kind=ChartKind.COLUMNS,
        title=title,
        note=note,
        headings=(words.say("When"), words.say("People"), words.say("Share")),
        bars=bars,
    )


def _hours(by_hour: Mapping[int, int], words: Words) -> list[Column]:
    """Give a column for each hour from the first with a signature to the last."""
    if not by_hour:
        return []
    return [
        Column(
            label=f"{hour:02}:00–{(hour + 1) % 24:02}:00",
            mark=words.number(hour),
            count=by_hour.get(hour, 0),
        )
        for hour in range(min(by_hour), max(by_hour) + 1)
    ]


def _days(by_day: Mapping[date, int], words: Words) -> list[Column]:
    """Give days; of a longer time weeks or months; and where that is still too long, the latest.

    A clock that was wrong may leave one day in another century: only then are empty months left out.
    """
    if not by_day:
        return []
    first, last = min(by_day), max(by_day)
    if (last - first).days < MOST_DAYS:
        days = _every(first, last, 1)
        return [
            Column(label=words.day(day), mark=words.short_day(day), count=by_day.get(day, 0))
            for day in days
        ]
    monday = first - first.weekday() * DAY if first.toordinal() > first.weekday() else first
    if (last - monday).days < MOST_COLUMNS * 7:
        weeks = Counter(dict.fromkeys(_every(monday, last, 7), 0))
        for day, count in by_day.items():
            weeks[monday + (day - monday) // (7 * DAY) * 7 * DAY] += count
        since = words.say("Week from %(day)s")
        return [
            Column(label=since % {"day": words.day(day)}, mark=words.short_day(day), count=count)
            for day, count in sorted(weeks.items())
        ]
    return _months(by_day, words)


def _months(by_day: Mapping[date, int], words: Words) -> list[Column]:
    months: Counter[date] = Counter()
    for day, count in by_day.items():
        months[day.replace(day=1)] += count
    first, last = min(months), max(months)
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    if length <= MOST_COLUMNS:
        for number in range(length):
            years, month = divmod(first.month - 1 + number, 12)
            months[date(first.year + years, month + 1, 1)] += 0
    kept = sorted(months.items())
    before = sum(count for _, count in kept[: -MOST_COLUMNS + 1]) if len(kept) > MOST_COLUMNS else 0
    columns = [
        Column(label=words.month(month), mark=words.number(month.month), count=count)
        for month, count in (kept[-MOST_COLUMNS + 1 :] if before else kept)
    ]
    if before:
        columns.insert(0, Column(label=words.say("Before that"), mark="…", count=before))
    return columns


def _every(first: date, last: date, step_days: int) -> Iterable[date]:
    return (first + number * DAY for number in range(0, (last - first).days + 1, step_days))
