"""Whatever is done in whatever order, the counts are right and the chain is whole."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from desktop_app.campaign.pack import Pack
from desktop_app.journal.runs import Run, joined, size_of
from desktop_app.journal.store import HandedOver, examine_journal
from desktop_app.signature.undo import RecordId
from tests.examples import examples
from tests.journal.test_clock import Clocks
from tests.making import idea_folder, made_key, published, signature


class AnyOrder(RuleBasedStateMachine):
    """A device on which everything happens, beside a model that only counts."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        key = made_key()
        self.packs = [
            published(key, self.folder / "p.inkpack"),
            published(key, self.folder / "i.inkpack", idea_folder(self.folder / "i")),
        ]
        self.clocks = Clocks()
        self.journal = self.clocks.journal(self.folder)
        self.kinds: dict[str, list[str]] = {pack.id: [] for pack in self.packs}
        self.ids: dict[str, list[RecordId]] = {pack.id: [] for pack in self.packs}
        self.undone: set[RecordId] = set()
        self.acknowledged: dict[str, list[Run]] = {pack.id: [] for pack in self.packs}
        self.erased: dict[str, set[int]] = {pack.id: set() for pack in self.packs}
        self.jump_count = 0
        self.has_jumped = False

    def _count(self, pack: Pack) -> int:
        return sum(record_id not in self.undone for record_id in self.ids[pack.id])

    def _written(self, pack: Pack, kind: str) -> None:
        self.kinds[pack.id].append(kind)
        self.jump_count += self.has_jumped
        self.has_jumped = False

    @rule(number=st.integers(0, 1))
    def keep(self, number: int) -> None:
        pack = self.packs[number]
        kept = self.journal.keep(signature(), pack)
        self.ids[pack.id].append(kept.record_id)
        self._written(pack, "signature")
        assert kept.count == self._count(pack)

    @precondition(lambda self: any(self.ids.values()))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        pack = data.draw(st.sampled_from([p for p in self.packs if self.ids[p.id]]))
        record_id = data.draw(st.sampled_from(self.ids[pack.id]))
        if record_id not in self.undone:
            self._written(pack, "undo")
        self.undone.add(record_id)
        assert self.journal.undo(record_id, pack) == self._count(pack)

    @rule(number=st.integers(0, 1))
    def close_shift(self, number: int) -> None:
        pack = self.packs[number]
        kinds = self.kinds[pack.id]
        if kinds[-1:] != ["closing"]:
            self._written(pack, "closing")
        closed = self.journal.close_shift(pack, place="here", shift="now")
        assert closed.is_recorded
        assert (closed.record_count, closed.signature_count) == (len(kinds), self._count(pack))
        assert self.journal.last_closed(pack.id) == closed

    @rule(number=st.integers(0, 1), first=st.integers(-1, 9), length=st.integers(0, 9))
    def acknowledge(self, number: int, first: int, length: int) -> None:
        campaign = self.packs[number].id
        count = len(self.kinds[campaign])
        self.journal.acknowledge(campaign, [(first, first + length)])
        self.acknowledged[campaign].append((max(1, first), min(first + length, count)))
        assert self.journal.acknowledged_runs(campaign) == joined(self.acknowledged[campaign])

    @rule(
        number=st.integers(0, 1),
        first=st.integers(1, 9),
        last=st.integers(0, 12),
        is_due=st.booleans(),
    )
    def erase(self, number: int, first: int, last: int, is_due: bool) -> None:
        campaign = self.packs[number].id
        allowed = {seq for a, b in self.acknowledged[campaign] for seq in range(a, b + 1)}
        asked = set(range(first, min(last, len(self.kinds[campaign])) + 1))
        gone = (asked if is_due else asked & allowed) - self.erased[campaign]
        assert self.journal.erase(campaign, first, last, is_due=is_due) == len(gone)
        self.erased[campaign] |= gone

    @precondition(lambda self: any(self.kinds.values()))
    @rule(data=st.data())
    def hand_over(self, data: st.DataObject) -> None:
        pack = data.draw(st.sampled_from([p for p in self.packs if self.kinds[p.id]]))
        first = data.draw(st.integers(1, len(self.kinds[pack.id])))
        last = data.draw(st.integers(first, len(self.kinds[pack.id])))
        before = self.journal.handed_over_until(pack.id)
        self.journal.note_handed_over(
            HandedOver(campaign=pack.id, first=first, last=last, sha256="0" * 64)
        )
        assert self.journal.handed_over_until(pack.id) == max(before, last)

    @rule(minutes=st.integers(0, 300))
    def time_passes(self, minutes: int) -> None:
        self.clocks.pass_by(timedelta(minutes=minutes))

    @precondition(lambda self: not self.has_jumped)
    @rule(days=st.sampled_from([-400, -1, 1, 400]))
    def clock_jumps(self, days: int) -> None:
        self.clocks.now += timedelta(days=days)
        self.has_jumped = True

    @precondition(lambda self: not self.has_jumped)
    @rule()
    def reopen(self) -> None:
        self.journal.close()
        assert examine_journal(self.folder) == ()
        self.clocks.steady_s = 0.0
        self.journal = self.clocks.journal(self.folder)

    @invariant()
    def counts_are_right(self) -> None:
        if not hasattr(self, "journal"):
            return
        used = {campaign: kinds for campaign, kinds in self.kinds.items() if kinds}
        assert self.journal.record_counts() == {c: len(kinds) for c, kinds in used.items()}
        assert self.journal.counts() == {
            pack.id: self._count(pack) for pack in self.packs if pack.id in used
        }
        for campaign, gone in self.erased.items():
            assert self.journal.erased_count(campaign) == len(gone)  # type: ignore[arg-type]
            assert size_of(self.journal.erased_runs(campaign)) == len(gone)  # type: ignore[arg-type]
        assert len(self.journal.jumps()) == self.jump_count

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            assert examine_journal(self.folder) == ()
            shutil.rmtree(self.folder)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=examples(25), stateful_step_count=30, deadline=None)
