"""Power cuts below SQLite: at every write, sync and rename of a story, in every way they may end.

The journal's own code runs on a watched disk. Wherever the power could be cut, what it would leave is
kept, with what had been told by then; afterwards each of these is opened as the next start would,
and must hold it all.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest.mock import patch

from desktop_app.campaign.pack import Pack
from desktop_app.journal import engine
from desktop_app.problems import Problem
from tests.faults.deeds import LOST
from tests.faults.device import make_device, pack_of
from tests.faults.disk import Disk, Name, Survival, write_out
from tests.faults.figures import Figures
from tests.faults.killing import Told
from tests.faults.quick_folder import quick_folder
from tests.faults.stories import STORIES, Story
from tests.faults.vfs import watched

WRONG_LOST = f"wrong: {LOST}"
WRONG_CORRUPT = "wrong: corrupt"
SEEDS = 8


@dataclass(frozen=True, kw_only=True)
class Left:
    """What a power cut would leave, and what had been told by then."""

    files: dict[Name, bytes] = field(repr=False)
    told: tuple[str, ...]


@contextmanager
def settings(**values: str | int) -> Iterator[None]:
    """Open journals with other settings than ours, to see that it makes a difference."""
    with patch.dict(engine.PRAGMAS, values):
        yield


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Cut the power everywhere, in every story, with several seeds."""
    make_device(folder)
    pack = pack_of(folder)
    results: dict[str, Figures] = {}
    for name, story in STORIES.items():
        figures = results[f"power cuts in {name}"] = Figures()
        for each in range(seed, seed + SEEDS):
            figures.update(cut_everywhere(story, pack, each))
    return results


def cut_everywhere(story: Story, pack: Pack, seed: int, *, most_cuts: int | None = None) -> Figures:
    """Play a story and prove what power cuts on the way would leave, or some of them, by chance."""
    with quick_folder() as folder:
        lefts = _lefts(story, pack, folder, seed)
    if most_cuts is not None:
        lefts = Random(f"some {seed}").sample(lefts, min(most_cuts, len(lefts)))
    return _judged(lefts, story, pack)


def _lefts(story: Story, pack: Pack, folder: Path, seed: int) -> list[Left]:
    chance, cutting = Random(seed), Random(f"cuts {seed}")
    told, lefts = Told(), list[Left]()

    def cut() -> None:
        lefts.extend(
            Left(files=disk.after_cut(survival, cutting), told=tuple(told)) for survival in Survival
        )

    def tell(message: str) -> None:
        told.append(message)
        cut()

    story.begin(folder, pack, chance)
    disk = Disk(folder, cut)
    with watched(disk):
        story.play(disk.root, pack, chance, tell)
    return lefts


def _judged(lefts: list[Left], story: Story, pack: Pack) -> Figures:
    """Prove all that cuts have left, each state once."""
    figures, known = Figures(), dict[bytes, list[str]]()
    for left in lefts:
        key = _hash(left)
        if key not in known:
            known[key] = _verdict(left, story, pack)
        figures.update(["cuts", *known[key]])
    figures["states"] = len(known)
    return figures


def _verdict(left: Left, story: Story, pack: Pack) -> list[str]:
    with quick_folder() as folder:
        write_out(left.files, folder)
        try:
            story.prove(folder, pack, list(left.told))
        except Problem as problem:
            return [f"{WRONG_CORRUPT} ({problem})"]
        except AssertionError as wrong:
            return [WRONG_LOST if LOST in str(wrong) else f"{WRONG_CORRUPT} ({wrong})"]
    return []


def _hash(left: Left) -> bytes:
    sha256 = hashlib.sha256(repr(left.told).encode())
    for name, content in sorted(left.files.items()):
        sha256.update(f"{name} {len(content)} ".encode())
        sha256.update(content)
    return sha256.digest()
