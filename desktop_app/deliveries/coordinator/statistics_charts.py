"""All charts of a campaign's statistics, with their words: the same on screen and in the report."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.campaign.pack import Pack
from desktop_app.deliveries.charts import (
    TELL_ALL,
    Bar,
    Chart,
    ChartKind,
    Named,
    Told,
    grouped,
    shortened,
    told_by_name,
    told_in_place,
)
from desktop_app.deliveries.coordinator.time_charts import time_charts
from desktop_app.language import Words, locale_of
from desktop_app.register.statistics import Answers, Statistics
from desktop_app.register.tallies import Counts

THRESHOLD = 5
"""What is meant for others tells no number of people below this one."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """How charts are worded.

    Attributes:
        title: the campaign's; empty where the register has no pack.
        consents: the statements by id that are asked with Yes and No, in the order of the pack; None
            where the register has no pack, and all that was answered is shown by its id.
        threshold: numbers below are not told; `TELL_ALL` tells all.
    """

    words: Words
    title: str = ""
    consents: Mapping[str, str] | None = None
    threshold: int = TELL_ALL


def naming_by(pack: Pack | None, words: Words, threshold: int = TELL_ALL) -> Naming:
    """Take the words of a pack, in the language of the charts or in its own."""
    if pack is None:
        return Naming(words=words, threshold=threshold)
    text = pack.text(words.language).words
    return Naming(
        words=words,
        title=text.title,
        consents={each.id: text.consents[each.id].statement for each in pack.choices},
        threshold=threshold,
    )


def charts_of(found: Statistics, naming: Naming) -> tuple[Chart, ...]:
    """Make the charts that have something to show, in the order of reading."""
    return tuple(_charts(found, naming))


@dataclass(frozen=True, kw_only=True)
class _Said:
    """The words of a chart; `kind` heads the names of its table."""

    name: str
    title: str
    kind: str
    note: str = ""


def _charts(found: Statistics, naming: Naming) -> Iterator[Chart]:
    yield from time_charts(found, naming.words, naming.threshold)
    maker = _Maker(naming.words, naming.threshold)
    yield from _of_places(found, naming.words, maker)
    yield from _of_people(found, naming.words, maker)
    yield from _of_sources(found, naming.words, maker)
    yield from _of_choices(found, naming, maker)


def _of_places(found: Statistics, words: Words, maker: "_Maker") -> Iterator[Chart]:
    no_place = words.say("No place noted")
    places = _Said(
        name="places",
        title=words.say("By place"),
        kind=words.say("Place"),
        note=words.say("Where the device stood; without what was signed on paper."),
    )
    yield from maker.by_name(places, found.places, lambda place: place or no_place)
    shifts = _Said(
        name="shifts",
        title=words.say("By shift"),
        kind=words.say("Shift"),
        note=words.say("Place and shift as the volunteers set them."),
    )
    yield from maker.shifts(shifts, found, no_place)


def _of_people(found: Statistics, words: Words, maker: "_Maker") -> Iterator[Chart]:
    languages = _Said(
        name="languages",
        title=words.say("By language"),
        kind=words.say("Language"),
        note=words.say("The language in which the petition was read."),
    )
    yield from maker.by_name(languages, found.languages, lambda code: _language(words, code))
    countries = _Said(
        name="countries",
        title=words.say("By country"),
        kind=words.say("Country"),
        note=words.say("As people gave it."),
    )
    no_country = words.say("No country given")
    yield from maker.by_name(
        countries, found.countries, lambda code: words.country(code) if code else no_country
    )


def _of_sources(found: Statistics, words: Words, maker: "_Maker") -> Iterator[Chart]:
    devices = _Said(
        name="devices",
        title=words.say("By device"),
        kind=words.say("Device"),
        note=words.say(
            "By the four words that a device shows itself. Paper was copied on one, too."
        ),
    )
    known = found.device_words
    yield from maker.by_name(devices, found.devices, lambda device: known[device] or device[:8])
    on_paper = words.count(
        "On paper (%(number)s sheet)", "On paper (%(number)s sheets)", len(found.sheets.by)
    )
    kinds = ((words.say("On a device"), found.kiosk_count), (on_paper, found.paper_count))
    sources = _Said(
        name="sources", title=words.say("On a device or on paper"), kind=words.say("How")
    )
    yield from maker.in_place(sources, kinds)


def _of_choices(found: Statistics, naming: Naming, maker: "_Maker") -> Iterator[Chart]:
    words = naming.words
    note = words.say("A No in any signature of a person, or later, is a No.")
    for number, (statement, answers) in enumerate(_asked(found, naming), start=1):
        kinds = ((words.say("Yes"), answers.yes), (words.say("No"), answers.no))
        not_asked = (words.say("Not asked"), answers.not_asked)
        choice = _Said(
            name=f"choice_{number}", title=statement, kind=words.say("Answer"), note=note
        )
        yield from maker.in_place(choice, kinds, not_asked)


def _asked(found: Statistics, naming: Naming) -> Iterator[tuple[str, Answers]]:
    nobody = Answers(yes=0, no=0, not_asked=found.totals.people - found.totals.unreadable)
    if naming.consents is None:
        yield from found.choices.items()
        return
    for consent, statement in naming.consents.items():
        yield statement, found.choices.get(consent, nobody)


def _language(words: Words, code: str) -> str:
    """Name a language; a tag that nobody knows is shown as it is, never as another language."""
    is_known = locale_of(code).language == code.partition("-")[0].lower()
    return words.language_name(code) if is_known else code


class _Maker:
    """Makes charts of kinds by name, and of answers."""

    def __init__(self, words: Words, threshold: int) -> None:
        self._words = words
        self._threshold = threshold

    def by_name(
        self, say: _Said, counts: Counts[str], label: Callable[[str], str]
    ) -> Iterator[Chart]:
        """Show kinds by name, the most first, and those that are not told, or too many, together."""
        told = told_by_name(counts.by.items(), self._threshold, counts.beyond)
        named = replace(told, kept=tuple((label(kind), count) for kind, count in told.kept))
        yield from self._named(say, named, counts.total)

    def shifts(self, say: _Said, found: Statistics, no_place: str) -> Iterator[Chart]:
        """Show shifts; of a place whose number is not told none, and none by subtraction."""
        places = told_by_name(found.places.by.items(), self._threshold).kept
        by_place = grouped(found.shifts.by.items())
        kept: list[Named] = []
        for place, _ in places:
            shown = place or no_place
            for shift, count in told_by_name(by_place.get(place, ()), self._threshold).kept:
                kept.append((f"{shown} · {shift}" if shift else shown, count))
        kept.sort(key=lambda each: (-each[1], each[0]))
        hidden = found.shifts.total - sum(count for _, count in kept)
        kinds = len(found.shifts.by) - len(kept)
        told = Told(kept=tuple(kept), other_kinds=kinds, other_count=hidden)
        yield from self._named(say, told, found.shifts.total)

    def in_place(self, say: _Said, kinds: Sequence[Named], *harmless: Named) -> Iterator[Chart]:
        """Show kinds that have a place of their own, also where there are none.

        Who was not asked, say, is harmless: it tells of the form, not of somebody.
        """
        counts = [count for _, count in kinds]
        told = told_in_place(counts, self._threshold)
        total = sum(counts) + sum(count for _, count in harmless)
        if not total or (None in told and not any(told)):
            return
        shown = zip([*kinds, *harmless], [*told, *(count for _, count in harmless)], strict=True)
        bars = tuple(self._bar(label, count, total) for (label, _), count in shown)
        yield self._chart(say, bars)

    def _named(self, say: _Said, told: Told, total: int) -> Iterator[Chart]:
        if not told.kept:
            return
        told = shortened(told)
        bars = [self._bar(label, count, total) for label, count in told.kept]
        if told.other_count:
            bars.append(self._bar(self._others(told.other_kinds), told.other_count, total))
        yield self._chart(say, tuple(bars))

    def _others(self, kinds: int) -> str:
        if not kinds:
            return self._words.say("Others")
        return self._words.count("%(number)s other", "%(number)s others together", kinds)

    def _bar(self, label: str, count: int | None, total: int) -> Bar:
        words = self._words
        if count is None:
            return Bar(label=label, count=None, number=words.say("not told"))
        return Bar(
            label=label, count=count, number=words.number(count), share=words.share(count / total)
        )

    def _chart(self, say: _Said, bars: tuple[Bar, ...]) -> Chart:
        words = self._words
        return Chart(
            name=say.name,
            kind=ChartKind.BARS,
            title=say.title,
            note=say.note,
            headings=(say.kind, words.say("People"), words.say("Share")),
            bars=bars,
        )
