"""Verifies batch files without any key: hashes, links, signatures, and what is missing between."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from desktop_app.batches.batch import BATCH_SUFFIX
from desktop_app.batches.reading import Batch, read_batch
from desktop_app.problems import Problem
from desktop_app.sealing.chain import CHAIN_START, chain_hash


class NothingToVerify(Problem):
    """No batch file was found where it was looked for."""

    code: ClassVar[str] = "verify.nothing_found"


BROKEN = "chain.broken"
FORKED = "chain.forked"


@dataclass(frozen=True, kw_only=True)
class DamagedPlace:
    """A damaged record (`seq` from 1) or file (`seq` 0).

    Two codes are of records that are proved each by itself: `chain.broken`, it does not follow from the
    one before; `chain.forked`, another file has another record with this number. Then a device was
    copied, or somebody has its key.
    """

    file: str
    seq: int
    code: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Numbers that are in none of the files, between the first and the last that are."""

    campaign: str
    device: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What a look at some batch files found."""

    files: int
    records: int
    damages: tuple[DamagedPlace, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, kw_only=True)
class _Link:
    """Where a proved record stands in its chain."""

    previous: str
    chain: str
    file: str


def verify(paths: list[Path]) -> Verified:
    """Prove every record of some batch files or folders of them.

    Raises:
        NothingToVerify: there is no batch file at all.
    """
    files = sorted(set(_batch_files(paths)))
    if not files:
        raise NothingToVerify(path=", ".join(str(path) for path in paths)[:200])
    records = 0
    damages: list[DamagedPlace] = []
    numbers: dict[tuple[str, str], set[int]] = defaultdict(set)
    links: dict[tuple[str, str], dict[int, _Link]] = defaultdict(dict)
    for file in files:
        try:
            batch = read_batch(file)
        except Problem as problem:
            damages.append(DamagedPlace(file=str(file), seq=0, code=problem.code))
            continue
        records += len(batch.records)
        numbers[batch.campaign, batch.device] |= set(range(batch.first, batch.last + 1))
        damages += [DamagedPlace(file=str(file), seq=d.seq, code=d.code) for d in batch.damages]
        damages += _forks(batch, str(file), links[batch.campaign, batch.device])
    damages += [broken for _, chain in sorted(links.items()) for broken in _breaks(chain)]
    gaps = tuple(gap for place, seqs in sorted(numbers.items()) for gap in _gaps(*place, seqs))
    return Verified(files=len(files), records=records, damages=tuple(damages), gaps=gaps)


def _forks(batch: Batch, file: str, there: dict[int, _Link]) -> Iterator[DamagedPlace]:
    """Add a batch's records to those of its chain; gives the numbers that are another's already."""
    for proved in batch.records:
        previous, seq = proved.header.previous, proved.header.seq
        chain = chain_hash(bytes.fromhex(previous), proved.record.header_bytes).hex()
        link = there.setdefault(seq, _Link(previous=previous, chain=chain, file=file))
        if link.chain != chain:
            yield DamagedPlace(file=file, seq=seq, code=FORKED)


def _breaks(chain: dict[int, _Link]) -> Iterator[DamagedPlace]:
    """Give the records that do not follow from the one before, where that is there."""
    before = _Link(previous="", chain=CHAIN_START.hex(), file="")
    for seq, link in sorted(chain.items()):
        follows = chain.get(seq - 1, before if seq == 1 else None)
        if follows is not None and link.previous.lower() != follows.chain:
            yield DamagedPlace(file=link.file, seq=seq, code=BROKEN)


def _batch_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from path.rglob(f"*{BATCH_SUFFIX}")
        elif path.suffix != ".inkpack":
            yield path


def _gaps(campaign: str, device: str, seqs: set[int]) -> Iterator[Gap]:
    ordered = sorted(seqs)
    for before, after in pairwise(ordered):
        if after > before + 1:
            yield Gap(campaign=campaign, device=device, first=before + 1, last=after - 1)
