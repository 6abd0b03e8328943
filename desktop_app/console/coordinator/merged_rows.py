"""What came of a merge, put into words: a row a device, and a line for all that was refused or is missing.

No Qt: what is said is decided here, the page only sets it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache, partial
from typing import Protocol, TypeVar

from desktop_app.console.coordinator.refusals import refusal
from desktop_app.language import Words, mark
from desktop_app.register.result import Break, Gap, MergeResult, MetDevice
from desktop_app.register.slips import ComparedSlip, SlipState

SHORT_ID = 8
MOST_RUNS = 12
"""So many runs of numbers are said in a row; all of them stand among the lines."""

VERDICTS: Mapping[SlipState, str] = {
    SlipState.COMPLETE: mark("Closing slip: complete."),
    SlipState.SIGNED_AFTER: mark("Closing slip: complete. The device went on after it was closed."),
    SlipState.CUT_TAIL: mark("Closing slip: the end is missing, %(numbers)s."),
    SlipState.GAPS: mark("Closing slip: missing are %(numbers)s."),
    SlipState.FORK: mark(
        "Closing slip: another history came than the one that was closed. Look at this device."
    ),
    SlipState.REVOKED: mark("Closing slip: complete as far as the device is trusted."),
    SlipState.MISSING_DEVICE: mark("Closing slip: nothing of this device has come yet."),
    SlipState.WAITING_DEVICE: mark("Closing slip: the device waits to be accepted."),
    SlipState.MISTYPED: mark("Not readable, compare it with the paper: %(text)s"),
}


@dataclass(frozen=True, kw_only=True)
class DeviceRow:
    """One device: its four words or the beginning of its id, its numbers, and what is to be said."""

    id: str
    name: str
    numbers: str
    notes: tuple[str, ...] = ()
    accept: str = ""
    """The four words by which a device is accepted that waits; empty for all others."""


@dataclass(frozen=True, kw_only=True)
class ByDevice:
    """A result, sorted by devices once: there may be thousands of them, and of gaps."""

    result: MergeResult
    known: Mapping[str, str]
    """The four words of devices, by their ids."""
    met: Mapping[str, MetDevice]
    slips: Mapping[str, Sequence[ComparedSlip]]
    gaps: Mapping[str, Sequence[Gap]]
    breaks: Mapping[str, Sequence[Break]]
    without_slip: frozenset[str]

    @property
    def waiting(self) -> tuple[str, ...]:
        """The devices that wait to be accepted."""
        return tuple(device for device, met in self.met.items() if not met.is_accepted)

    @property
    def others(self) -> tuple[str, ...]:
        """All others: those that came, then those of which something is missing."""
        every = dict.fromkeys((*self.met, *self.slips, *self.gaps, *self.breaks))
        waiting = frozenset(self.waiting)
        return tuple(device for device in every if device not in waiting)


def by_device(result: MergeResult, known: Mapping[str, str]) -> ByDevice:
    """Sort a result by devices."""
    told = {**known, **{device.id: device.words for device in result.devices if device.words}}
    return ByDevice(
        result=result,
        known=told,
        met={device.id: device for device in result.devices if device.id},
        slips=_grouped(slip for slip in result.slips if slip.device),
        gaps=_grouped(result.gaps),
        breaks=_grouped(result.breaks),
        without_slip=frozenset(chain.device for chain in result.without_slip),
    )


def device_row(device: str, found: ByDevice, words: Words, zone: tzinfo | None) -> DeviceRow:
    """Put one device into words."""
    met, slips = found.met.get(device), found.slips.get(device, ())
    notes = [
        *_gap_notes(found.gaps.get(device, ()), words),
        *_break_notes(found.breaks.get(device, ()), words),
        *(_verdict(slip, words) for slip in slips),
    ]
    if device in found.without_slip:
        notes.append(words.say("Came without a closing slip."))
    if met is not None:
        notes += [*_of_others(met, words), *_closing_notes(met, words, zone)]
    return DeviceRow(
        id=device,
        name=name_of(device, found.known),
        numbers=_device_numbers(met, slips, words),
        notes=tuple(notes),
        accept=met.words if met is not None and not met.is_accepted else "",
    )


def summary(result: MergeResult, words: Words) -> tuple[str, ...]:
    """Say the whole in numbers; what is zero is left out but for what everybody wants to know."""
    return (_numbers(result, words), *_of_others(result, words))


def slip_lines(result: MergeResult, words: Words) -> tuple[str, ...]:
    """Name the slips that could not be read."""
    return tuple(_verdict(slip, words) for slip in result.slips if slip.state is SlipState.MISTYPED)


def refused_lines(result: MergeResult, words: Words) -> tuple[str, ...]:
    """List every file and record that was refused, and why."""
    why = cache(partial(refusal, words))
    counted = cache(words.number)
    damaged = (
        f"{_plain(each.name)}{f' ({counted(each.count)})' if each.count else ''}: {why(each.code)}"
        for each in result.damaged_files
    )
    unread = (
        f"{_plain(each.name)}: {why(each.code)}"
        for each in (*result.unreadable, *result.packs_left_aside)
    )
    # NOTE: A record that contradicts another one; %(file)s is a file, %(device)s a device's id.
    template = words.say("%(file)s: number %(number)s of %(device)s says something else than here.")
    conflicts = (
        template % {"file": _plain(each.name), "number": each.seq, "device": each.device[:SHORT_ID]}
        for each in result.conflict_list
    )
    return (*damaged, *unread, *conflicts)


def missing_lines(result: MergeResult, known: Mapping[str, str]) -> tuple[str, ...]:
    """List every run of numbers that a device wrote and that did not come."""
    return tuple(
        f"{name_of(each.device, known)} · {each.campaign}: {_run(each.first, each.last)}"
        for each in result.gaps
    )


def name_of(device: str, known: Mapping[str, str]) -> str:
    """Name a device: its four words, and the beginning of its id."""
    short = device[:SHORT_ID]
    return f"{known[device]} · {short}" if known.get(device) else short


def _device_numbers(met: MetDevice | None, slips: Sequence[ComparedSlip], words: Words) -> str:
    parts = []
    if slips:
        parts.append(_part(words.say("Expected by slip: %(number)s"), _expected(slips), words))
    if met is None:
        # NOTE: Of a device of which nothing came in this merge.
        parts.append(words.say("Nothing came this time"))
        return " · ".join(parts)
    return " · ".join((*parts, _numbers(met, words)))


def _expected(slips: Iterable[ComparedSlip]) -> int:
    """Add up the campaigns of a device: of each its latest slip, which counts the earlier ones too."""
    latest: dict[str, int] = {}
    for slip in slips:
        latest[slip.campaign] = max(slip.expected, latest.get(slip.campaign, 0))
    return sum(latest.values())


def _numbers(counts: MergeResult | MetDevice, words: Words) -> str:
    """Say the four numbers of a merge or of a device."""
    return " · ".join(
        (
            # NOTE: How many records were found in the files.
            _part(words.say("Found: %(number)s"), counts.found, words),
            # NOTE: How many of them came for the first time.
            _part(words.say("New: %(number)s"), counts.new, words),
            # NOTE: How many of them were here already.
            _part(words.say("Known: %(number)s"), counts.known, words),
            # NOTE: How many of them could not be used.
            _part(words.say("Damaged: %(number)s"), counts.damaged, words),
        )
    )


def _of_others(counts: MergeResult | MetDevice, words: Words) -> list[str]:
    """Say what is rare, where there is any."""
    said = (
        (counts.waiting, words.say("Waiting until the device is accepted: %(number)s")),
        (
            counts.conflicts,
            words.say(
                "In conflict with what is here: %(number)s. A device was copied, or somebody has its"
                " key."
            ),
        ),
        (counts.erased, words.say("Erased before, and so they stay: %(number)s")),
        (counts.revoked, words.say("Not trusted any more, left out: %(number)s")),
        (
            counts.quick,
            words.say(
                "Given faster than hands can type: %(number)s. They count; look at where and when."
            ),
        ),
    )
    return [_part(template, number, words) for number, template in said if number]


def _gap_notes(gaps: Iterable[Gap], words: Words) -> list[str]:
    by_campaign: dict[str, list[tuple[int, int]]] = {}
    for gap in gaps:
        by_campaign.setdefault(gap.campaign, []).append((gap.first, gap.last))
    # NOTE: Numbers of records that did not come; %(campaign)s is the id of a campaign.
    template = words.say("Missing in %(campaign)s: %(numbers)s.")
    return [
        template % {"campaign": campaign, "numbers": _runs(runs, words)}
        for campaign, runs in by_campaign.items()
    ]


def _break_notes(breaks: Iterable[Break], words: Words) -> list[str]:
    template = words.say(
        "Not one chain in %(campaign)s from number %(number)s on: whoever has this device has put"
        " other records among its own. Look at the device, and compare its closing slips."
    )
    return [
        template % {"campaign": each.campaign, "number": words.number(each.seq)} for each in breaks
    ]


def _closing_notes(met: MetDevice, words: Words, zone: tzinfo | None) -> list[str]:
    notes = []
    if met.closed_at is not None:
        at = words.day_and_time(met.closed_at.astimezone(zone))
        notes.append(words.say("The shift was closed: %(time)s") % {"time": f"\u2068{at}\u2069"})
    if met.clock_jumps:
        template = words.say("Its clock was moved: %(number)s times. No harm is done by that.")
        notes.append(_part(template, met.clock_jumps, words))
    return notes


def _verdict(slip: ComparedSlip, words: Words) -> str:
    facts = {"numbers": _runs(slip.missing, words), "text": f"\u2068{slip.text}\u2069"}
    return words.say(VERDICTS[slip.state]) % facts


def _runs(runs: Iterable[tuple[int, int]], words: Words) -> str:
    every = tuple(runs)
    said = ", ".join(_run(first, last) for first, last in every[:MOST_RUNS])
    more = len(every) - MOST_RUNS
    return said if more <= 0 else f"{said} … (+{words.number(more)})"


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}\u2013{last}"


def _part(template: str, number: int, words: Words) -> str:
    return template % {"number": words.number(number)}


def _plain(untrusted_name: str) -> str:
    """Keep a file's name in one line, and its direction from disturbing the sentence around it."""
    if untrusted_name.isprintable():
        return f"\u2068{untrusted_name}\u2069"
    kept = "".join(letter if letter.isprintable() else "?" for letter in untrusted_name)
    return f"\u2068{kept}\u2069"


class _OfDevice(Protocol):
    @property
    def device(self) -> str: ...


D = TypeVar("D", bound=_OfDevice)


def _grouped(every: Iterable[D]) -> dict[str, list[D]]:
    grouped: dict[str, list[D]] = {}
    for each in every:
        grouped.setdefault(each.device, []).append(each)
    return grouped
