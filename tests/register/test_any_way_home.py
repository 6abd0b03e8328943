"""Batches come home in any way: what a register means is a function of which came and what was decided.

A machine merges any runs of three devices in any order, split, repeated and lost, takes merges back,
revokes devices and lets people withdraw; a model of a few lines says what must count.
"""

import itertools
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop_app.campaign.pack import Pack
from desktop_app.register.chains import Chain
from desktop_app.register.duplicates import Duplicates, find_duplicates
from desktop_app.register.finding import find_by_email
from desktop_app.register.merge import merge
from desktop_app.register.merges import take_back_merge
from desktop_app.register.revoking import restore, revoke
from desktop_app.register.withdrawals import erase
from desktop_app.sealing.keys import CampaignKey
from tests.making import draft, made_key, published, signature
from tests.register.given import is_summed_up, logical_dump, register_at
from tests.register.stalls import StallDevice, put

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

Place = tuple[int, int]
"""A device by its place in the list, and the number of a record."""


class Material:
    """Three devices on which some of four people sign, more than once; some take it back."""

    def __init__(self) -> None:
        self.key: CampaignKey = made_key()
        with tempfile.TemporaryDirectory() as folder:
            self.pack: Pack = published(self.key, Path(folder, "open-doors.inkpack"))
        self.devices = [StallDevice(self.pack, Random(seed)) for seed in range(3)]
        self.who: dict[Place, str] = {}
        self.undoes: dict[Place, Place] = {}
        for number, steps in enumerate(("AB-A!uA", "BCu-ABv", "DuDC-A!")):
            self._write(number, steps)
        self.places = [
            (number, seq)
            for number, device in enumerate(self.devices)
            for seq in range(1, device.count + 1)
        ]

    def _write(self, number: int, steps: str) -> None:
        """A letter signs; u takes back the signature before, v one before that; - and ! close."""
        device = self.devices[number]
        signed: list[int] = []
        for step in steps:
            if step.isupper():
                device.sign(signature(draft(step, email=f"{step}@example.org")))
                signed.append(device.count)
                self.who[number, device.count] = step
            elif step in "uv":
                undone = signed[-1 if step == "u" else -2]
                device.undo(device.entries[undone - 1].header.id)
                self.undoes[number, device.count] = (number, undone)
            elif step == "-":
                device.close()
            else:  # what a thief may seal: an undo that names a signature of another device
                other = self.devices[number - 1]
                device.undo(other.entries[0].header.id if other.count else "0" * 32)

    def write(self, folder: Path, number: int, first: int, last: int, is_vouched: bool) -> Path:
        device = self.devices[number]
        run = device.run(first, last)
        data = device.vouched_batch(run) if is_vouched else device.signed_batch(run)
        return put(folder, run, data)


material = cache(Material)

runs = st.tuples(st.integers(0, 2), st.integers(1, 7), st.integers(1, 7), st.booleans()).map(
    lambda run: (run[0], min(run[1:3]), max(run[1:3]), run[3])
)


def counted(
    stored: set[Place], erased: set[Place], revoked: dict[int, int]
) -> tuple[Duplicates, set[str]]:
    """Say what must count of what is here, and who."""
    made = material()

    def is_revoked(place: Place) -> bool:
        return place[1] >= revoked.get(place[0], 1000)

    signatures = {place for place in stored if place in made.who} - erased
    undone = {
        made.undoes[place] for place in stored if place in made.undoes and not is_revoked(place)
    } & signatures
    untrusted = {place for place in signatures - undone if is_revoked(place)}
    standing = signatures - undone - untrusted
    names = Counter(made.who[place] for place in standing)
    return Duplicates(
        signatures=len(standing),
        people=len(names),
        duplicates=len(standing) - len(names),
        taken_back=len(undone),
        revoked=len(untrusted),
    ), set(names)


class AnyWayHome(RuleBasedStateMachine):
    """A register and its model."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.register = register_at(Path(self.folder.name, "r.sqlite"))
        self.merged_in: dict[Place, int] = {}
        self.erased: set[Place] = set()
        self.withdrawn: set[str] = set()
        self.revoked: dict[int, int] = {}
        self.standing: list[int] = []

    @rule(chosen=st.lists(runs, min_size=1, max_size=4))
    def merge(self, chosen) -> None:
        made = material()
        paths = [made.write(Path(self.folder.name, "b"), *run) for run in chosen]
        result = merge(self.register, paths, made.key, accept_devices="all", processes=1)
        assert is_summed_up(result)
        assert (result.damaged, result.conflicts) == (0, 0)
        came = {
            (number, seq) for number, first, last, _ in chosen for seq in range(first, last + 1)
        }
        new = {
            place
            for place in came
            if place not in self.merged_in and place[1] < self.revoked.get(place[0], 1000)
        }
        erased = {p for p in new if p in self.erased or made.who.get(p) in self.withdrawn}
        assert (result.new, result.erased) == (len(new - erased), len(erased))
        self.merged_in |= dict.fromkeys(new, result.merge_id)
        self.erased |= erased
        self.standing.append(result.merge_id)
        for gap in result.gaps:
            number = next(n for n, each in enumerate(made.devices) if each.id == gap.device)
            missing = {(number, seq) for seq in range(gap.first, gap.last + 1)}
            assert not missing & self.merged_in.keys()

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def take_back(self, data) -> None:
        merge_id = data.draw(st.sampled_from(self.standing))
        take_back_merge(self.register, merge_id)
        self.standing.remove(merge_id)
        self.merged_in = {place: by for place, by in self.merged_in.items() if by != merge_id}

    @precondition(lambda self: self.merged_in)
    @rule(data=st.data())
    def revoke(self, data) -> None:
        number, seq = data.draw(st.sampled_from(sorted(self.merged_in)))
        revoke(self.register, self._chain(number), seq)
        self.revoked[number] = seq

    @precondition(lambda self: self.revoked)
    @rule(data=st.data())
    def restore(self, data) -> None:
        number = data.draw(st.sampled_from(sorted(self.revoked)))
        restore(self.register, self._chain(number))
        del self.revoked[number]

    @rule(name=st.sampled_from("ABCD"))
    def withdraw(self, name: str) -> None:
        found = find_by_email(self.register, f"{name}@example.org")
        ids = {each.record_id for each in found}
        made = material()
        here = {
            place
            for place in self.merged_in
            if made.who.get(place) == name and place not in self.erased
        }
        assert ids == {made.devices[n].entries[seq - 1].header.id for n, seq in here}
        if ids:
            erase(self.register, sorted(ids))
            self.erased |= here
            self.withdrawn.add(name)

    @invariant()
    def means_what_the_model_says(self) -> None:
        stored = set(self.merged_in)
        expected, names = counted(stored, self.erased, self.revoked)
        assert find_duplicates(self.register) == expected
        records, *_, opened = logical_dump(self.register)
        made = material()
        numbers = {device.id: number for number, device in enumerate(made.devices)}
        assert {(numbers[row[2]], row[3]) for row in records} == stored
        by_person = {row[0]: row[1] for row in opened}
        assert len(by_person) == len((stored & made.who.keys()) - self.erased)
        assert len(names) == expected.people

    def teardown(self) -> None:
        if hasattr(self, "register"):
            self.register.close()
            self.folder.cleanup()

    def _chain(self, number: int) -> Chain:
        made = material()
        return Chain(campaign=made.pack.id, device=made.devices[number].id)


def test_whatever_is_done_in_any_order_the_register_means_what_the_model_says():
    run_state_machine_as_test(
        AnyWayHome,
        settings=settings(
            max_examples=25,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chosen=st.lists(runs, min_size=1, max_size=8),
    data=st.data(),
)
def test_same_batches_in_another_order_split_and_repeated_give_the_same_register(chosen, data):
    """Whatever was lost: two coordinators who have the same batches have the same register."""
    made = material()
    order = data.draw(st.permutations([*chosen, *data.draw(st.lists(st.sampled_from(chosen)))]))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order)), max_size=4)))
    dumps = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, groups in enumerate(([chosen], _cut(order, cuts))):
            with register_at(folder / f"{number}.sqlite") as register:
                for group in groups:
                    paths = [made.write(folder / "b", *run) for run in group]
                    merge(register, paths, made.key, accept_devices="all", processes=1)
                dumps.append(logical_dump(register))
                here = {
                    (device, seq)
                    for device, first, last, _ in chosen
                    for seq in range(first, last + 1)
                }
                assert find_duplicates(register) == counted(here, set(), {})[0]
    assert dumps[0] == dumps[1]


def _cut(order: list, cuts: list[int]) -> list[list]:
    bounds = [0, *cuts, len(order)]
    return [group for start, end in itertools.pairwise(bounds) if (group := order[start:end])]


def test_what_is_taken_back_after_it_was_found_again_comes_again(tmp_path):
    """A smaller batch that was known all over is in the ledger; its records went with the larger one."""
    made = material()
    larger, smaller = (made.write(tmp_path / "b", 0, 1, last, False) for last in (7, 3))
    with register_at(tmp_path / "r.sqlite") as register:
        first = merge(register, [larger], made.key, accept_devices="all")
        merge(register, [smaller], made.key)
        take_back_merge(register, first.merge_id)

        again = merge(register, [smaller], made.key, accept_devices="all")

        assert (again.new, again.known) == (3, 0)


def test_undo_of_a_device_that_was_revoked_before_takes_nothing_back(tmp_path):
    """A thief seals undos of everybody who signed before; revoking the device brings them back."""
    made = material()
    device = StallDevice(made.pack, Random(9))
    for name in "AB":
        device.sign(signature(draft(name, email=f"{name}@example.org")))
    for entry in list(device.entries):
        device.undo(entry.header.id)
    path = device.write(tmp_path / "b")
    chain = Chain(campaign=made.pack.id, device=device.id)
    with register_at(tmp_path / "r.sqlite") as register:
        merge(register, [path], made.key, accept_devices="all")
        assert find_duplicates(register).people == 0

        revoke(register, chain, 3)

        assert find_duplicates(register).people == 2
        restore(register, chain)
        assert find_duplicates(register).people == 0
