"""What the report of a campaign's statistics says: totals, charts, pace, and how to read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.deliveries.charts import TELL_ALL, Chart
from desktop_app.deliveries.coordinator.statistics_charts import Naming, charts_of
from desktop_app.language import Words
from desktop_app.register.statistics import Statistics
from desktop_app.register.tallies import LONGEST_GAP_S, SHORT_GAP_S, Pace


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Numbers that have no chart: lines of a label and a number, and how to read them."""

    name: str
    title: str
    notes: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The report as it is to be read, on paper or page by page.

    Attributes:
        campaign: its title.
        facts: a label and what stands beside it.
        reading: paragraphs that say how the numbers are to be read.
        page_number: what stands below each page, with `%(page)s` and `%(pages)s`.
    """

    title: str
    campaign: str
    language: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    totals: Figures
    charts: tuple[Chart, ...]
    pace: Figures
    reading_title: str
    reading: tuple[str, ...]
    page_number: str


def report_of(found: Statistics, made_at: datetime, naming: Naming) -> Report:
    """Word the report.

    Args:
        found: the numbers.
        made_at: now, in the zone in which hours were counted.
        naming: language, title, consents, and which numbers are not told.
    """
    words = naming.words
    return Report(
        title=words.say("Statistics"),
        campaign=naming.title or found.campaign,
        language=words.language,
        made_on=made_at.date(),
        facts=tuple(_facts(found, made_at, words)),
        totals=_totals(found, words),
        charts=charts_of(found, naming),
        pace=_pace(found.pace, words),
        reading_title=words.say("How these numbers are to be read"),
        reading=tuple(_reading(naming, made_at)),
        page_number=words.say("Page %(page)s of %(pages)s"),
    )


def _facts(found: Statistics, made_at: datetime, words: Words) -> Iterator[tuple[str, str]]:
    days = sorted({day for day, _ in found.hours.by} | set(found.paper_days.by))
    if days:
        ends = dict.fromkeys((words.day(days[0]), words.day(days[-1])))
        yield words.say("Signed"), " – ".join(ends)
    yield words.say("Campaign"), found.campaign
    yield words.say("Counted on"), words.day_and_time(made_at)


def _totals(found: Statistics, words: Words) -> Figures:
    totals = found.totals
    lines = [
        (words.say("People who count, each once"), totals.people),
        (words.say("Signed again by the same person"), totals.duplicates),
        (words.say("Taken back on the device right after signing"), totals.taken_back),
        (words.say("From devices that are not trusted any more"), totals.revoked),
        (words.say("All signatures in the register"), totals.signatures),
    ]
    apart = [
        (words.say("Damaged: counted as people, but in no chart"), totals.unreadable),
        (words.say("Erased at somebody's wish, and in no other number"), totals.erased),
        (words.say("A single consent withdrawn later"), totals.consents_withdrawn),
    ]
    shown = [*lines, *(each for each in apart if each[1])]
    return Figures(
        name="totals",
        title=words.say("Signatures and people"),
        notes=(),
        lines=tuple((label, words.number(count)) for label, count in shown),
    )


def _pace(pace: Pace, words: Words) -> Figures:
    lines = [(words.say("Signed on a device"), words.number(pace.kiosk_count))]
    if pace.median_gap_s is not None:
        below = words.say("From one signature to the next, below %(seconds)s seconds")
        lines += [
            (
                words.say("From one signature to the next, half of all within"),
                _duration(pace.median_gap_s, words),
            ),
            (
                below % {"seconds": words.number(SHORT_GAP_S)},
                _with_share(pace.short_gap_count, pace.gap_count, words),
            ),
            (words.say("Times that were measured"), words.number(pace.gap_count)),
        ]
    pauses = words.say("Pauses of more than %(minutes)s minutes, left out")
    more = [
        (pauses % {"minutes": words.number(LONGEST_GAP_S // 60)}, pace.pause_count),
        (words.say("Left out because the clock was moved back"), pace.backward_count),
    ]
    lines += [(label, words.number(count)) for label, count in more if count]
    lines.append(
        (
            words.say("Marked by devices as faster than hands can type"),
            _with_share(pace.quick_count, pace.kiosk_count, words),
        )
    )
    note = words.say(
        "No device notes when somebody begins. What is measured is the time from one signature to the"
        " next on the same device, waiting included: signing took less. All signatures given on"
        " devices are in it, also those that count twice or were taken back."
    )
    return Figures(
        name="pace", title=words.say("How quickly people signed"), notes=(note,), lines=tuple(lines)
    )


def _with_share(count: int, total: int, words: Words) -> str:
    number = words.number(count)
    return f"{number} ({words.share(count / total)})" if total else number


def _duration(seconds: float, words: Words) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return words.count("%(number)s second", "%(number)s seconds", rest)
    return words.say("%(minutes)s min %(seconds)s s") % {
        "minutes": words.number(minutes),
        "seconds": words.number(rest),
    }


def _reading(naming: Naming, made_at: datetime) -> Iterator[str]:
    words = naming.words
    yield words.say(
        "All charts count people, each once: the first signature of each that counts. The same"
        " address with two names is two people. Numbers change when more devices are merged, and when"
        " people withdraw."
    )
    offset = f"UTC{made_at:%z}"
    yield words.say(
        "Hours and days are those of the time zone %(zone)s on the day of each signature."
    ) % {"zone": f"{made_at:%Z} ({offset[:-2]}:{offset[-2:]})"}
    yield words.say(
        "Who has signed is told by their own words. Inkstand counts what was typed and proves nobody's"
        " name, country or address."
    )
    if naming.threshold > TELL_ALL:
        hidden = words.say(
            "Numbers of fewer than %(number)s people are not told, because they may single somebody out;"
            " nor are some others from which they could be worked out. Whoever lays several tables side"
            " by side may still learn more than one of them tells."
        )
        yield hidden % {"number": words.number(naming.threshold)}
    else:
        yield words.say(
            "All numbers are told, small ones as well: they may single somebody out. This paper is for"
            " the coordinator only."
        )
