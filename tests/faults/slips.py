"""What closing slips find: tails cut off, holes, forks and swapped devices, each to be named as what it is.

`dev.py faults slips`. Real journals are closed, what they hand over is tampered with in one way, all is
merged into a register of its own, and the slip must say just that, with the very numbers.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from desktop_app.app.closing import slip_of
from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal
from desktop_app.register.merge import merge
from desktop_app.register.slips import SlipState
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.slip import ALPHABET, slip_text
from tests.faults.figures import Figures
from tests.making import journal_with, made_key, published, signature
from tests.register.given import register_at, write_batch

TRIES = 400


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A device that was closed, its slip, and where its batches go."""

    folder: Path
    pack: Pack
    journal: Journal
    slip: str
    count: int
    chance: Random

    def brings(self, *numbers: int, journal: Journal | None = None) -> None:
        """Hand these records over, cut into batches anyhow."""
        left = list(numbers)
        while left:
            size = 1
            while size < len(left) and left[size] == left[0] + size and self.chance.random() < 0.7:
                size += 1
            first, last = left[0], left[size - 1]
            write_batch(self.folder / "batches", journal or self.journal, self.pack, first, last)
            left = left[size:]


Tampering = Callable[[Scene], tuple[SlipState, tuple[tuple[int, int], ...]]]
"""Hands over what it likes; gives what the slip must say, and which numbers are missing."""


def untouched(scene: Scene) -> tuple[SlipState, tuple[tuple[int, int], ...]]:
    """All comes."""
    scene.brings(*range(1, scene.count + 1))
    return SlipState.COMPLETE, ()


def went_on(scene: Scene) -> tuple[SlipState, tuple[tuple[int, int], ...]]:
    """People sign after the shift was closed."""
    sign(scene.journal, scene.pack, scene.chance)
    scene.brings(*range(1, scene.journal.record_counts()[scene.pack.id] + 1))
    return SlipState.SIGNED_AFTER, ()


def cut_tail(scene: Scene) -> tuple[SlipState, tuple[tuple[int, int], ...]]:
    """The last records are dropped, at least one."""
    last = scene.chance.randrange(1, scene.count)
    scene.brings(*range(1, last + 1))
    return SlipState.CUT_TAIL, ((last + 1, scene.count),)


def hole(scene: Scene) -> tuple[SlipState, tuple[tuple[int, int], ...]]:
    """A record in between, or the first, is dropped."""
    lost = scene.chance.randrange(1, scene.count)
    scene.brings(*(seq for seq in range(1, scene.count + 1) if seq != lost))
    return SlipState.GAPS, ((lost, lost),)


def fork(scene: Scene) -> tuple[SlipState, tuple[tuple[int, int], ...]]:
    """A copy of the home from before the last records hands over other ones, as many or more."""
    with journal_with(scene.folder / "copy", scene.pack, []) as copy:
        while copy.record_counts()[scene.pack.id] < scene.count:
            sign(copy, scene.pack, scene.chance)
        scene.brings(*range(1, copy.record_counts()[scene.pack.id] + 1), journal=copy)
    return SlipState.FORK, ()


def swapped(scene: Scene) -> tuple[SlipState, tuple[tuple[int, int], ...]]:
    """Another device comes in the place of the one that was closed."""
    with journal_with(scene.folder / "other", scene.pack, []) as other:
        while other.record_counts().get(scene.pack.id, 0) < scene.count:
            sign(other, scene.pack, scene.chance)
        scene.brings(*range(1, scene.count + 1), journal=other)
    return SlipState.MISSING_DEVICE, ((1, scene.count),)


TAMPERINGS: dict[str, Tampering] = {
    "untouched": untouched,
    "went on": went_on,
    "tail cut": cut_tail,
    "hole": hole,
    "forked": fork,
    "swapped": swapped,
}


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Tamper as often as pays; gives how often each was named."""
    return {"closing slips": tampered_with(folder, seed, TRIES)}


def tampered_with(folder: Path, seed: int, tries: int) -> Figures:
    """Tamper with so many devices, each way in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    key = made_key()
    pack = published(key, folder / "open-doors.inkpack")
    figures = Figures()
    for number in range(tries):
        name = list(TAMPERINGS)[number % len(TAMPERINGS)]
        chance = Random(seed * 1_000_000 + number)
        is_named = _is_named(folder / "try", pack, key, TAMPERINGS[name], chance)
        figures[f"{name} and named" if is_named else f"wrong: {name} and not named"] += 1
        shutil.rmtree(folder / "try")
    return figures


def sign(journal: Journal, pack: Pack, chance: Random) -> None:
    """Some people sign; now and then one takes it back."""
    for _ in range(chance.randint(1, 3)):
        kept = journal.keep(signature(pack=pack), pack)
        if chance.random() < 0.2:
            journal.undo(kept.record_id, pack)


def _is_named(
    folder: Path, pack: Pack, key: CampaignKey, tampering: Tampering, chance: Random
) -> bool:
    """Let a device be closed and tampered with; tell whether the slip says just what happened."""
    with journal_with(folder / "device", pack, []) as journal:
        sign(journal, pack, chance)
        shutil.copytree(folder / "device", folder / "copy")
        for _ in range(chance.randint(1, 2)):
            sign(journal, pack, chance)
        closed = journal.close_shift(pack, place="Berlin", shift="1")
        slip = slip_text(slip_of(closed))
        scene = Scene(
            folder=folder,
            pack=pack,
            journal=journal,
            slip=slip,
            count=closed.record_count,
            chance=chance,
        )
        state, missing = tampering(scene)
    with register_at(folder / "register.sqlite") as register:
        result = merge(
            register,
            [folder / "batches"],
            key,
            accept_devices="all",
            slips=[slip, _mistyped(slip, chance)],
        )
    mistyped, said = result.slips
    return (
        (said.state, said.missing) == (state, missing)
        and mistyped.state is SlipState.MISTYPED
        and bool(result.without_slip) == (state is SlipState.MISSING_DEVICE)
    )


def _mistyped(slip: str, chance: Random) -> str:
    """Copy a slip with one wrong letter."""
    place = chance.choice([n for n, letter in enumerate(slip) if letter != "-"])
    wrong = chance.choice(ALPHABET.replace(slip[place], ""))
    return slip[:place] + wrong + slip[place + 1 :]
