"""Finds what there is to merge: batches and packs in the files and folders that were named."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_app.batches.batch import BATCH_SUFFIX, NAME_PATTERN, Opening
from desktop_app.problems import UNREADABLE
from desktop_app.register.problems import NothingFound
from desktop_app.sealing.chain import device_id

PACK_SUFFIX = ".inkpack"
MAX_OPENING_BYTES = 4096


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The files to merge, each once, in a fixed order, and the folders that could not be read."""

    batches: tuple[Path, ...]
    packs: tuple[Path, ...]
    closed_folders: tuple[Path, ...]


def find_sources(paths: Sequence[Path]) -> Sources:
    """Look through files and folders, folders with all that is below them.

    A batch that is named as a file brings the packs that lie beside its device's folder, because
    batches are dropped as CAMPAIGN/DEVICE/FIRST-LAST-SHA256.inkbatch.

    Raises:
        NothingFound: no path was named, one is not there, or in one there is nothing to merge.
    """
    batches: list[Path] = []
    packs: list[Path] = []
    closed: list[Path] = []
    for path in paths:
        here, packs_here = _look(path, closed)
        if not here and path.suffix != PACK_SUFFIX:
            raise NothingFound(path=str(path))
        batches += here
        packs += packs_here
    if not batches:
        raise NothingFound(path=", ".join(str(path) for path in paths))
    return Sources(batches=_once(batches), packs=_once(packs), closed_folders=tuple(closed))


def promised_count(path: Path) -> int:
    """Count the records that the name of an unreadable batch promises; 1 if it promises none."""
    match = NAME_PATTERN.match(path.name)
    if match is None or max(len(match.group(1)), len(match.group(2))) > 9:
        return 1
    count = int(match.group(2)) - int(match.group(1)) + 1
    return count if 1 <= count <= 500 else 1


def claimed_device(path: Path) -> tuple[str, bytes] | None:
    """Read which device a batch claims to be from, and its public key; proved is nothing yet."""
    try:
        with path.open("rb") as file:
            opening = msgspec.json.decode(file.readline(MAX_OPENING_BYTES), type=Opening)
    except (OSError, *UNREADABLE):
        return None
    if device_id(opening.device_key) != opening.device:
        return None
    return opening.device, opening.device_key


def _look(path: Path, closed: list[Path]) -> tuple[list[Path], list[Path]]:
    if path.is_dir():
        found = _files_below(path, closed)
        return _with(BATCH_SUFFIX, found), _with(PACK_SUFFIX, found)
    if not path.is_file():
        return [], []
    if path.suffix == PACK_SUFFIX:
        return [], [path]
    return [path], _with(PACK_SUFFIX, _beside_device_folder(path))


def _files_below(path: Path, closed: list[Path]) -> list[Path]:
    def note(error: OSError) -> None:
        closed.append(Path(error.filename or path))

    below = os.walk(path, onerror=note)
    return [Path(folder, name) for folder, _, names in below for name in names]


def _beside_device_folder(batch: Path) -> list[Path]:
    campaign_folder = batch.absolute().parent.parent
    return list(campaign_folder.glob(f"*{PACK_SUFFIX}"))


def _with(suffix: str, paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.suffix == suffix and path.is_file())


def _once(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple({os.path.realpath(path): path for path in paths}.values())
