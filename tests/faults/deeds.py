"""What happens on a device in a shift, through the vault's and the console's own calls, told as it goes.

What is told must be there ever after: `thanked ID`, `undone ID`, `closed NUMBER`, `handed FIRST LAST`,
`acknowledged LAST`, `erased LAST`. Of `erasing LAST` any part may have happened, or nothing.
"""

from pathlib import Path
from random import Random

from desktop_app.campaign.pack import Pack
from desktop_app.journal.ballast import BALLAST_BYTES
from desktop_app.journal.store import JOURNAL_FILE, HandedOver, Journal
from tests.faults.device import opened, signs
from tests.faults.killing import Tell, Told
from tests.faults.scene import said
from tests.faults.witness import Seen, look

LOST = "thanked but lost"


def do_something(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    """Let somebody sign; now and then the shift is closed, or data handed over and erased."""
    deeds = (let_sign, close, hand_over, acknowledge, erase)
    (deed,) = chance.choices(deeds, weights=(16, 2, 2, 1, 1))
    deed(journal, pack, chance, tell)


def let_sign(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    """Let somebody sign, and now and then think better of it."""
    kept = journal.keep(signs(pack, chance), pack)
    tell(f"thanked {kept.record_id}")
    if chance.random() < 0.2:
        journal.undo(kept.record_id, pack)
        tell(f"undone {kept.record_id}")


def close(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    """Close the shift."""
    closed = journal.close_shift(pack, place="Berlin", shift="1")
    if closed.is_recorded:
        tell(f"closed {closed.record_count}")


def hand_over(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    """Note that what is new was handed over."""
    first, last = journal.handed_over_until(pack.id) + 1, journal.record_counts().get(pack.id, 0)
    if first <= last:
        run = HandedOver(
            campaign=pack.id, first=first, last=last, sha256=chance.randbytes(32).hex()
        )
        journal.note_handed_over(run)
        tell(f"handed {first} {last}")


def acknowledge(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    """Note that a coordinator has merged what was handed over."""
    last = journal.handed_over_until(pack.id)
    if last:
        journal.acknowledge(pack.id, [(1, last)])
        tell(f"acknowledged {last}")


def erase(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    """Erase what a coordinator has merged."""
    for _, last in journal.acknowledged_runs(pack.id):
        tell(f"erasing {last}")
        journal.erase(pack.id, 1, last)
        tell(f"erased {last}")


def prove_told(home: Path, pack: Pack, told: Told, *, ballast_bytes: int = BALLAST_BYTES) -> Seen:
    """Open the journal as the next start does, and see that all that was told is there.

    Raises:
        AssertionError: with LOST, or what is wrong. Problem: the journal does not open.
    """
    with opened(home, ballast_bytes=ballast_bytes) as journal:
        count, jumps = journal.count(pack.id), journal.jumps()
        acknowledged = sum(last - first + 1 for first, last in journal.acknowledged_runs(pack.id))
        erased = journal.erased_count(pack.id)
    assert not jumps, "a jump of a clock that never jumped"
    seen = look(home / JOURNAL_FILE)
    assert said(told, "thanked") | said(told, "found") <= seen.kinds.keys(), LOST
    assert said(told, "undone") <= seen.undone, LOST
    closings = [record_id for record_id, kind in seen.kinds.items() if kind == "closing"]
    assert len(said(told, "closed")) <= len(closings), LOST
    handed = {(pack.id, *map(int, run.split())) for run in said(told, "handed")}
    assert handed <= seen.handed_over, LOST
    assert acknowledged >= _most(told, "acknowledged"), LOST
    assert _most(told, "erased") <= erased == len(seen.erased) <= _most(told, "erasing"), "erased"
    assert count == len(seen.kinds) - len(closings) - 2 * len(seen.undone)
    return seen


def _most(told: Told, kind: str) -> int:
    return max(map(int, said(told, kind)), default=0)
