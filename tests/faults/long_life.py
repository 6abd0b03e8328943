"""Ninety days on one device: it opens each morning, signs, closes, hands over and erases, offline.

The clock is simulated and sometimes jumps; sockets are forbidden, and where the system allows it the
process has no network at all. As a program: python -m tests.faults.long_life FOLDER DAYS SIGNATURES SEED
"""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NoReturn

from desktop_app.app.clock import randomness
from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import JOURNAL_FILE, Journal, open_journal
from tests.benchmarks.measure import percentile
from tests.faults.device import make_device, pack_of, signs
from tests.faults.figures import Figures
from tests.faults.handing import whole_runs
from tests.faults.witness import look

DAYS, SIGNATURES = 90, 50_000
FIRST_DAY = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
JUMP_EVERY_DAYS = 7
JUMPS = (timedelta(days=-400), timedelta(hours=-3), timedelta(hours=5))
ERASE_AFTER_DAYS = 3
UNDONE_SHARE = 0.02
STATUS = Path("/proc/self/statm")
PAGE_BYTES = 4096
MIB = 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]


@dataclass(kw_only=True)
class World:
    """The device's clock, which may be wrong, and the time that really passes."""

    now: datetime = FIRST_DAY
    steady_s: float = 0.0

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.steady_s += seconds
        self.now += timedelta(seconds=seconds)


@dataclass(kw_only=True)
class Life:
    """What was seen on the way. Times are in seconds, one for each day or each signature."""

    kept: int = 0
    undone: int = 0
    closings: int = 0
    batches: int = 0
    jumps: int = 0
    jumps_noted: int = 0
    records: int = 0
    merged_until: int = 0
    erased: int = 0
    on_stick: int = 0
    opening_s: list[float] = field(default_factory=list)
    keeping_s: list[float] = field(default_factory=list)
    memory_bytes: list[int] = field(default_factory=list)


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Live for ninety days; times are judged by `dev.py bench journal`."""
    life = lived(folder, DAYS, SIGNATURES, seed)
    first, last = tenths(life.keeping_s)
    grown_mib = memory_grown_bytes(life) / MIB
    figures = Figures(
        {
            "days": DAYS,
            "signatures": life.kept,
            "taken back": life.undone,
            "closings": life.closings,
            "batches": life.batches,
            "jumps of the clock noted": life.jumps_noted,
            "records erased": life.erased,
            "% of the first tenth's time to commit in the last": round(100 * last / first),
            "ms to open and check at the end": round(life.opening_s[-1] * 1000),
            "KiB more memory than on day 10": round(grown_mib * 1024),
            "wrong: memory not flat": int(grown_mib > MOST_GROWTH_MIB),
        }
    )
    return {"a long life": figures}


MOST_GROWTH_MIB = 24


def tenths(values: list[float]) -> tuple[float, float]:
    """Give the medians of the first and the last tenth."""
    count = max(1, len(values) // 10)
    return percentile(values[:count], 0.5), percentile(values[-count:], 0.5)


def memory_grown_bytes(life: Life) -> int:
    """Tell how much more memory the last days took than those after the first ninth."""
    days = max(1, len(life.memory_bytes) // 9)
    return max(life.memory_bytes[-days:]) - max(life.memory_bytes[: 2 * days])


def lived(folder: Path, days: int, signatures: int, seed: int) -> Life:
    """Live in a process of its own, without a network where the system allows it.

    Raises:
        AssertionError: with what the process said, and the seed that brings it back.
    """
    command = [sys.executable, "-m", "tests.faults.long_life", str(folder)]
    command += [str(days), str(signatures), str(seed)]
    answer = subprocess.run(
        [*_without_network(), *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, f"seed {seed}:\n{answer.stderr[-4000:]}"
    return Life(**json.loads(answer.stdout))


def live(folder: Path, days: int, signatures: int, seed: int) -> Life:
    """Live day after day in this process.

    Raises:
        AssertionError: a count, the chain or a batch is wrong.
    """
    _forbid_sockets()
    make_device(folder)
    pack, home, chance = pack_of(folder), Home(folder=folder / "home"), Random(seed)
    stick = folder / "stick"
    stick.mkdir()
    world, life = World(), Life()
    for day in range(days):
        if day % JUMP_EVERY_DAYS == JUMP_EVERY_DAYS - 1:
            world.now += chance.choice(JUMPS)  # while the device was off
        begun_s = time.perf_counter()
        with open_journal(
            home.folder,
            clock=lambda: world.now,
            randomness=randomness,
            steady=lambda: world.steady_s,
        ) as journal:
            life.opening_s.append(time.perf_counter() - begun_s)
            today = signatures * (day + 1) // days - signatures * day // days
            _one_day(journal, pack, chance, world, life, today)
            _evening(journal, home, stick, pack, life)
            _erase_old(journal, pack, life)
        life.memory_bytes.append(int(STATUS.read_text().split()[1]) * PAGE_BYTES)
        world.passes(16 * 3600)
    _prove(home, stick, pack, life)
    return life


def _one_day(
    journal: Journal, pack: Pack, chance: Random, world: World, life: Life, signatures: int
) -> None:
    is_first = not life.jumps and len(life.opening_s) > 1  # so that no life is without a jump
    jumps_at = chance.randrange(max(1, signatures)) if is_first or chance.random() < 0.1 else None
    for number in range(signatures):
        if number == jumps_at:  # somebody sets the clock while the kiosk runs
            world.now += timedelta(days=chance.choice((-1, 1)))
            life.jumps += 1
        signature = signs(pack, chance)
        begun_s = time.perf_counter()
        kept = journal.keep(signature, pack)
        life.keeping_s.append(time.perf_counter() - begun_s)
        life.kept += 1
        if chance.random() < UNDONE_SHARE:
            journal.undo(kept.record_id, pack)
            life.undone += 1
        world.passes(8 * 3600 / max(1, signatures))
    assert journal.count(pack.id) == life.kept - life.undone


def _evening(journal: Journal, home: Home, stick: Path, pack: Pack, life: Life) -> None:
    closed = journal.close_shift(pack, place="Berlin", shift="evening")
    assert closed.is_recorded
    assert closed.signature_count == life.kept - life.undone
    life.closings += 1
    life.batches += sum(1 for _ in write_batches([journal], home, stick))
    assert not any(journal.not_handed_over().values())


def _erase_old(journal: Journal, pack: Pack, life: Life) -> None:
    """The coordinator has merged what was handed over some days ago; it may go."""
    old = [each for each in journal.hand_overs() if each.last <= life.merged_until]
    if life.closings % ERASE_AFTER_DAYS == 0 and old:
        journal.acknowledge(pack.id, [(each.first, each.last) for each in old])
        for first, last in journal.acknowledged_runs(pack.id):
            journal.erase(pack.id, first, last)
    if life.closings % ERASE_AFTER_DAYS == 0:
        life.merged_until = journal.record_counts()[pack.id]
    life.erased = journal.erased_count(pack.id)
    life.jumps_noted = len(journal.jumps())


def _prove(home: Home, stick: Path, pack: Pack, life: Life) -> None:
    seen = look(home.folder / JOURNAL_FILE)
    records = life.kept + life.undone + life.closings
    assert len(seen.kinds) == records
    assert len(seen.undone) == life.undone
    assert len(seen.erased) == life.erased
    assert life.jumps_noted >= life.jumps
    numbers = [seq for first, last in whole_runs(stick) for seq in range(first, last + 1)]
    assert sorted(numbers) == list(range(1, records + 1))
    life.records = records
    life.on_stick = len(numbers)


def _without_network() -> list[str]:
    """Give how a process is started without any network interface, if that is allowed here."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    is_allowed = subprocess.run([unshare, "-n", "true"], capture_output=True, check=False)
    return [unshare, "-n"] if is_allowed.returncode == 0 else []


def _forbid_sockets() -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket, on a device that knows no network")

    refusing: Callable[..., NoReturn] = refuse
    socket.socket = refusing  # type: ignore[misc]


if __name__ == "__main__":
    place, days, signatures, seed = sys.argv[1:]
    print(json.dumps(asdict(live(Path(place), int(days), int(signatures), int(seed)))))
