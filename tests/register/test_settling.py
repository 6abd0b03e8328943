"""What a change touches is settled as if all had been: after whatever was done, in any order."""

import tempfile
from functools import cache
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from desktop_app.campaign.pack import Pack
from desktop_app.register import settling
from desktop_app.register.bringing_back import bring_back_merge
from desktop_app.register.chains import Chain
from desktop_app.register.deciding import decide, undo_decision
from desktop_app.register.duplicates import settle_campaign
from desktop_app.register.merge import merge, merging
from desktop_app.register.merges import past_merges, take_back_merge
from desktop_app.register.revoking import restore, revoke
from desktop_app.register.store import Register
from desktop_app.register.tables import decision_table, signature_table, unsettled_table
from desktop_app.register.withdrawals import erase
from desktop_app.sealing.keys import CampaignKey
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import Signature
from tests.making import draft, made_key, published, signature
from tests.register.given import register_at
from tests.register.stalls import StallDevice, put

PHONE = "+493012345678"
PEOPLE = {  # name, e-mail and phone
    "A": ("Ana", "a@example.org", ""),
    "B": ("Ben", "b@example.org", PHONE),
    "E": ("Eva", "a@example.org", ""),  # lives with Ana
    "C": ("Cem", "", PHONE),
    "D": ("Dua", "", PHONE),  # lives with Cem
    "N": ("Nia", "", ""),
}
STEPS = ("ACAuBNAEC", "CABuDAvBN", "EuDCABACu")
"""What is done on each device: a letter signs; u takes back the signature before, v one before that."""


def signed_by(letter: str) -> Signature:
    name, email, phone = PEOPLE[letter]
    made = signature(draft(name, phone=phone, sms=Choice.YES if phone else Choice.NO))
    return msgspec.structs.replace(made, email=email)


class Material:
    """Three devices on which the same few sign, more than once; some take it back."""

    def __init__(self) -> None:
        self.key: CampaignKey = made_key()
        with tempfile.TemporaryDirectory() as folder:
            self.pack: Pack = published(self.key, Path(folder, "open-doors.inkpack"))
        self.devices = [StallDevice(self.pack, Random(seed)) for seed in range(len(STEPS))]
        for device, steps in zip(self.devices, STEPS, strict=True):
            signed: list[int] = []
            for step in steps:
                if step in "uv":
                    undone = signed[-1 if step == "u" else -2]
                    device.undo(device.entries[undone - 1].header.id)
                else:
                    device.sign(signed_by(step))
                    signed.append(device.count)

    def write(self, folder: Path, number: int, first: int, last: int) -> Path:
        run = self.devices[number].run(first, last)
        return put(folder, run, self.devices[number].signed_batch(run))


material = cache(Material)
runs = st.tuples(st.integers(0, 2), st.integers(1, 9), st.integers(1, 9)).map(
    lambda run: (run[0], min(run[1:]), max(run[1:]))
)


def standing(register: Register) -> dict[str, tuple[str | None, str | None]]:
    """Whose duplicate each signature is, and why it is away."""
    table = signature_table
    query = select(table.c.record_id, table.c.duplicate_of, table.c.away)
    with register.transaction() as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def settled_whole(register: Register) -> dict[str, tuple[str | None, str | None]]:
    """The same after all was decided anew."""
    with register.transaction() as connection:
        settle_campaign(connection, material().pack.id)
    return standing(register)


def is_settled(register: Register) -> bool:
    with register.transaction() as connection:
        return not connection.execute(select(unsettled_table)).all()


class Changes(RuleBasedStateMachine):
    """A register in which nothing may be left to decide after any change."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.register = register_at(Path(self.folder.name, "r.sqlite"))
        self.decided: list[int] = []
        self.revoked: set[int] = set()

    def _paths(self, chosen) -> list[Path]:
        return [material().write(Path(self.folder.name, "b"), *run) for run in chosen]

    def _ids(self) -> list[str]:
        return sorted(standing(self.register))

    def _merges(self, *, stand: bool) -> list[int]:
        merges = past_merges(self.register)
        return [
            each.id
            for each in merges
            if (each.taken_back_at is None if stand else each.aside_count > 0)
        ]

    @rule(chosen=st.lists(runs, min_size=1, max_size=3))
    def merge(self, chosen) -> None:
        merge(self.register, self._paths(chosen), material().key, accept_devices="all", processes=1)
        assert is_settled(self.register)

    @rule(chosen=st.lists(runs, min_size=1, max_size=3))
    def break_a_merge_off(self, chosen) -> None:
        steps = merging(
            self.register, self._paths(chosen), material().key, accept_devices="all", processes=1
        )
        next(steps)
        steps.close()

    @rule(data=st.data())
    def take_back(self, data) -> None:
        if standing_merges := self._merges(stand=True):
            take_back_merge(self.register, data.draw(st.sampled_from(standing_merges)))

    @rule(data=st.data())
    def bring_back(self, data) -> None:
        if gone := self._merges(stand=False):
            bring_back_merge(self.register, data.draw(st.sampled_from(gone)), material().key)

    @rule(data=st.data(), is_same=st.booleans())
    def decide(self, data, is_same) -> None:
        if len(ids := self._ids()) > 1:
            pair = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
            self.decided.append(decide(self.register, *pair, is_same=is_same).id)

    @precondition(lambda self: self.decided)
    @rule(data=st.data())
    def undo_decision(self, data) -> None:
        chosen = data.draw(st.sampled_from(self.decided))
        self.decided.remove(chosen)
        with self.register.transaction() as connection:
            query = select(decision_table.c.id).where(decision_table.c.id == chosen)
            is_there = connection.execute(query).first() is not None
        if is_there:  # else somebody of the pair was erased
            undo_decision(self.register, chosen)

    @rule(data=st.data())
    def erase(self, data) -> None:
        if ids := self._ids():
            erase(self.register, data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2)))

    @rule(number=st.integers(0, 2), seq=st.integers(1, 9), is_trusted=st.booleans())
    def revoke(self, number, seq, is_trusted) -> None:
        chain = Chain(campaign=material().pack.id, device=material().devices[number].id)
        with self.register.transaction() as connection:
            query = select(signature_table.c.seq).where(signature_table.c.device == chain.device)
            is_met = connection.execute(query).first() is not None
        if is_trusted:
            restore(self.register, chain)
        elif is_met:
            revoke(self.register, chain, seq)

    @invariant()
    def nothing_is_left_to_decide(self) -> None:
        before = standing(self.register)
        if is_settled(self.register):
            assert before == settled_whole(self.register)

    def teardown(self) -> None:
        if hasattr(self, "register"):
            self.register.close()
            self.folder.cleanup()


def walk_through(examples: int) -> None:
    run_state_machine_as_test(
        Changes,
        settings=settings(
            max_examples=examples,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_after_any_change_all_is_as_if_everything_had_been_decided_anew(database):
    walk_through(30 if database == "sqlite" else 5)


@pytest.mark.slow
@pytest.mark.sqlite
def test_after_changes_of_nearly_all_it_is_the_same(monkeypatch):
    monkeypatch.setattr(settling, "FEW", 0)
    walk_through(10)


def merged(register: Register, *paths: Path) -> None:
    merge(register, paths, material().key, accept_devices="all", processes=1)


def test_decisions_hold_as_before_when_somebody_else_comes(register, tmp_path):
    """ "Two people" about two whom other decisions put together parts nobody the second time either."""
    device = StallDevice(material().pack, Random(7))
    one, other, third, _ = [device.sign(signed_by(letter)) for letter in "ABBN"]
    merged(register, put(tmp_path, run := device.run(1, 3), device.signed_batch(run)))
    decide(register, one, other, is_same=True)
    decide(register, one, third, is_same=False)

    merged(register, put(tmp_path, run := device.run(4, 4), device.signed_batch(run)))

    assert standing(register) == settled_whole(register)


def test_what_another_merge_left_unsettled_meanwhile_is_settled_by_this_one(
    register, tmp_path, monkeypatch
):
    monkeypatch.setattr("desktop_app.register.merge.BATCHES_AT_ONCE", 1)
    made = material()
    paths = [made.write(tmp_path / "b", *run) for run in ((0, 1, 1), (0, 2, 2), (1, 1, 9))]
    this, other = (
        merging(register, chosen, made.key, accept_devices="all", processes=1)
        for chosen in (paths[:2], paths[2:])
    )
    next(this)
    next(other)
    other.close()

    list(this)

    assert is_settled(register)
    before = standing(register)
    assert len(before) > len(PEOPLE)
    assert before == settled_whole(register)
