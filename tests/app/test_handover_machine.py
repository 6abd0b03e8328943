"""Whatever people do in whatever order: all that was handed over arrives once, and the rest is due."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop_app.app import handover_plan
from desktop_app.app.handover import plan, summed_up, write_batches
from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.batches.reading import read_batch
from desktop_app.journal.kept import KeptRecord
from desktop_app.journal.store import open_journal
from tests.examples import examples
from tests.making import clock_at, device_home, made_key, published, signature

SMALL = 3
"""Records in a batch, so that few make many batches."""


class Device(RuleBasedStateMachine):
    """A device that signs, undoes, closes, hands over, is confirmed and erases; sticks that spoil."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(mock.patch.object(handover_plan, "MAX_RECORDS", SMALL))
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        published(made_key(), folder / "open-doors.inkpack")
        self.home: Home = device_home(folder / "home", folder / "open-doors.inkpack")
        self.pack = find_campaign(self.home, None).pack
        self.stick = folder / "stick"
        self.kept: list[KeptRecord] = []
        self.gone: set[int] = set()
        self.open()

    def open(self) -> None:
        self.journal = open_journal(self.home.folder, clock=clock_at(), randomness=os.urandom)

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            self.stack.close()

    @property
    def count(self) -> int:
        return self.journal.record_counts().get(self.pack.id, 0)

    @rule(count=st.integers(1, 5))
    def sign(self, count: int) -> None:
        self.kept += [self.journal.keep(signature(pack=self.pack), self.pack) for _ in range(count)]

    @precondition(lambda self: self.kept)
    @rule()
    def take_back(self) -> None:
        self.journal.undo(self.kept.pop().record_id, self.pack)

    @precondition(lambda self: self.count)
    @rule()
    def close(self) -> None:
        self.journal.close_shift(self.pack, place="Berlin", shift="1")

    @rule(batches=st.integers(0, 3), is_again=st.booleans())
    def hand_over_and_stop(self, batches: int, is_again: bool) -> None:
        going = write_batches([self.journal], self.home, self.stick, is_again=is_again)
        for _, written in zip(range(batches), going, strict=False):
            self.gone |= set(range(written.first, written.last + 1))
        going.close()

    @rule()
    def hand_over(self) -> None:
        planned = plan([self.journal])
        written = list(write_batches([self.journal], self.home, self.stick))
        fresh = [each for each in written if each.last not in self.gone]
        assert summed_up(fresh).record_count == planned.record_count
        self.gone |= {seq for each in written for seq in range(each.first, each.last + 1)}
        assert plan([self.journal]).runs == ()

    @precondition(lambda self: self.gone)
    @rule(data=st.data())
    def confirm_and_erase(self, data: st.DataObject) -> None:
        first = data.draw(st.sampled_from(sorted(self.gone)))
        last = first
        while last + 1 in self.gone and data.draw(st.booleans()):
            last += 1
        self.journal.acknowledge(self.pack.id, [(first, last)])
        self.journal.erase(self.pack.id, first, last)
        for file in self.stick.rglob("*.inkbatch"):
            if self._is_erased(file) and read_batch(file).damages:
                file.unlink()  # spoiled before: nobody can write it again

    @rule()
    def switch_off_and_on(self) -> None:
        self.journal.close()
        self.open()

    @precondition(lambda self: self.stick.exists())
    @rule(data=st.data())
    def spoil_a_file(self, data: st.DataObject) -> None:
        files = sorted(self.stick.rglob("*.inkbatch"))
        if files:
            file = data.draw(st.sampled_from(files))
            file.write_bytes(file.read_bytes()[:-20])
            if self._is_erased(file):
                file.unlink()  # nobody can write it again: the coordinator has it

    def _is_erased(self, file: Path) -> bool:
        first, last = (int(number) for number in file.name.split("-")[:2])
        stored = self.journal.records(self.pack.id, first, last)
        return not all(record.record.sealed for record in stored)

    @rule()
    def bring_the_stick(self) -> None:
        """The coordinator takes all away; nothing of it is asked for again."""
        for path in self.stick.rglob("*.inkbatch") if self.stick.exists() else ():
            numbers = [int(number) for number in path.name.split("-")[:2]]
            assert set(range(numbers[0], numbers[1] + 1)) <= set(range(1, self.count + 1))
        shutil.rmtree(self.stick, ignore_errors=True)

    @invariant()
    def what_is_not_handed_over_is_planned(self) -> None:
        if hasattr(self, "journal"):
            planned = {s for r in plan([self.journal]).runs for s in range(r.first, r.last + 1)}
            assert planned == set(range(1, self.count + 1)) - self.gone

    @precondition(lambda self: self.stick.exists())
    @rule()
    def prove_the_stick(self) -> None:
        """Once more is handed over, everything under a final name is whole."""
        self.hand_over()
        for path in self.stick.rglob("*.inkbatch"):
            assert read_batch(path).damages == ()


Device.TestCase.settings = settings(
    max_examples=examples(25), stateful_step_count=25, deadline=None
)
TestDevice = Device.TestCase
