"""Merges as a coordinator does it, step by step: batches, slips, and what is confirmed to the devices."""

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import ClassVar

from desktop_app.app.acknowledging import WrittenAcknowledgements, write_acknowledgements
from desktop_app.app.clock import now
from desktop_app.app.home import Home
from desktop_app.console.given_merging import MergeAsked
from desktop_app.problems import Problem
from desktop_app.register.merge import merging
from desktop_app.register.result import MergeProgress, MergeResult
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey

MAX_SLIPS_BYTES = 1024 * 1024

MergeStep = MergeProgress | MergeResult | WrittenAcknowledgements


class SlipsUnreadable(Problem):
    """The file of slips is not there, or no text; nothing was merged."""

    code: ClassVar[str] = "merge.slips_unreadable"


def merge_and_confirm(
    register: Register, key: CampaignKey, asked: MergeAsked, home: Home
) -> Generator[MergeStep, None, None]:
    """Merge, then write down for the devices what is safe.

    Gives how far it is, the result, and at last what was confirmed. A problem that comes after the
    result is one of confirming alone: everything is merged.

    Raises:
        CannotWriteAcknowledgements, and what `merging` raises.
    """
    for step in merging(
        register,
        asked.paths,
        key,
        accept_devices=asked.accept_devices,
        accept_coordinator=asked.accept_coordinator,
        slips=asked.slips,
    ):
        yield step
        if isinstance(step, MergeResult):
            yield write_acknowledgements(
                register, key, step.chains, home=home, to=asked.acknowledge_to, clock=now
            )


def slips_in(file: Path) -> tuple[str, ...]:
    """Read slips from a file, one a line.

    Raises:
        SlipsUnreadable.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(MAX_SLIPS_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SlipsUnreadable(path=str(file)) from error
    return slip_lines(text.splitlines())


def slip_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Leave out lines that are none: empty ones and those that begin with #."""
    stripped = (line.strip() for line in lines)
    return tuple(line for line in stripped if line and not line.startswith("#"))
