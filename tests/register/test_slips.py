"""Closing slips against what came: a cut tail, a fork and a swapped device are each named."""

import os
import shutil
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal, open_journal
from desktop_app.register.chains import Chain
from desktop_app.register.merge import merge
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.slips import ComparedSlip, SlipState
from desktop_app.register.store import Register, open_register
from desktop_app.register.tables import TABLES_VERSION
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.slip import ClosingSlip, slip_text
from tests.making import NOON, PASSPHRASE, clock_at, signature
from tests.register.given import as_version_2, device, people, register_at, write_batch

COUNT = 5


def slip_of(journal: Journal, pack: Pack) -> str:
    """What this device prints now."""
    count = journal.record_counts()[pack.id]
    (last,) = journal.records(pack.id, count, count)
    return slip_text(
        ClosingSlip(
            campaign=pack.id,
            device=journal.device,
            count=count,
            head=last.chain,
            closed_at=NOON,
        )
    )


@pytest.fixture
def ana(tmp_path: Path, pack: Pack):
    with device(tmp_path / "Ana", pack, people(COUNT, "Ana")) as journal:
        yield journal


@pytest.fixture
def ben(tmp_path: Path, pack: Pack):
    with device(tmp_path / "Ben", pack, people(COUNT, "Ben")) as journal:
        yield journal


@pytest.fixture
def batches(tmp_path: Path) -> Path:
    return tmp_path / "batches"


def compared(
    register: Register, path: Path, key: CampaignKey, *slips: str, accept: str | None = "all"
) -> tuple[ComparedSlip, ...]:
    return merge(register, [path], key, slips=slips, accept_devices=accept).slips


def test_slip_of_a_device_of_which_all_came_is_complete(register, batches, ana, pack, key) -> None:
    write_batch(batches, ana, pack, 1, COUNT)
    (slip,) = compared(register, batches, key, slip_of(ana, pack))
    assert slip == ComparedSlip(
        state=SlipState.COMPLETE,
        campaign=pack.id,
        device=ana.device,
        expected=COUNT,
        found=COUNT,
        is_given=True,
    )
    assert not slip.differs


def test_cut_tail_is_named_with_its_numbers_also_later_and_until_it_comes(
    register, batches, ana, pack, key
) -> None:
    write_batch(batches, ana, pack, 1, COUNT - 1)
    (slip,) = compared(register, batches, key, slip_of(ana, pack))
    assert (slip.state, slip.found, slip.missing) == (SlipState.CUT_TAIL, 4, ((5, 5),))
    assert slip.differs
    (later,) = compared(register, batches, key)
    assert (later.state, later.missing, later.is_given) == (SlipState.CUT_TAIL, ((5, 5),), False)
    write_batch(batches, ana, pack, COUNT, COUNT)
    assert compared(register, batches, key) == ()
    (again,) = compared(register, batches, key, slip_of(ana, pack))
    assert again.state is SlipState.COMPLETE


def test_gap_in_the_middle_is_not_a_cut_tail(register, batches, ana, pack, key) -> None:
    write_batch(batches, ana, pack, 1, 2)
    write_batch(batches, ana, pack, 4, 5)
    (slip,) = compared(register, batches, key, slip_of(ana, pack))
    assert (slip.state, slip.missing) == (SlipState.GAPS, ((3, 3),))


def test_device_that_went_on_after_it_was_closed_is_fine(register, batches, ana, pack, key) -> None:
    before = slip_of(ana, pack)
    ana.keep(signature(), pack)
    write_batch(batches, ana, pack, 1, COUNT + 1)
    (slip,) = compared(register, batches, key, before)
    assert (slip.state, slip.differs) == (SlipState.SIGNED_AFTER, False)


@pytest.mark.parametrize("runs", [[(1, 6)], [(1, 4), (6, 6)]])
def test_fork_is_named_even_when_the_record_itself_did_not_come(
    register, batches, ana, pack, key, tmp_path, runs
) -> None:
    """A copy of the home signs on twice: both are the same device, each with its own fifth."""
    shutil.copytree(tmp_path / "Ana", tmp_path / "copy")
    with open_journal(tmp_path / "copy", clock=clock_at(), randomness=os.urandom) as copy:
        copy.keep(signature(), pack)
        ana.keep(signature(), pack)
        closed = slip_of(ana, pack)
        copy.keep(signature(), pack)
        for first, last in runs:
            write_batch(batches, copy, pack, first, last)
        write_batch(batches, copy, pack, 7, 7)
    (slip,) = compared(register, batches, key, closed)
    assert slip.state is SlipState.FORK
    assert slip.differs


def test_swapped_devices_are_named_the_one_that_is_missing_and_the_one_without_a_slip(
    register, batches, ana, ben, pack, key
) -> None:
    write_batch(batches, ben, pack, 1, COUNT)
    result = merge(register, [batches], key, slips=[slip_of(ana, pack)], accept_devices="all")
    (slip,) = result.slips
    assert (slip.state, slip.device) == (SlipState.MISSING_DEVICE, ana.device[:10])
    assert (slip.expected, slip.found, slip.missing) == (COUNT, 0, ((1, COUNT),))
    assert result.without_slip == (Chain(campaign=pack.id, device=ben.device),)


def test_nobody_asks_for_slips_before_one_was_given(register, batches, ana, pack, key) -> None:
    write_batch(batches, ana, pack, 1, COUNT)
    result = merge(register, [batches], key, accept_devices="all")
    assert (result.slips, result.without_slip) == ((), ())


def test_device_that_waits_is_not_missing(register, batches, ana, pack, key) -> None:
    write_batch(batches, ana, pack, 1, COUNT)
    (slip,) = compared(register, batches, key, slip_of(ana, pack), accept=None)
    assert (slip.state, slip.found, slip.differs) == (SlipState.WAITING_DEVICE, 0, False)


def test_mistyped_slip_stops_nothing_and_is_not_kept(register, batches, ana, pack, key) -> None:
    write_batch(batches, ana, pack, 1, COUNT)
    right = slip_of(ana, pack)
    wrong = right.replace(right[3], "Z" if right[3] != "Z" else "Y", 1)
    result = merge(register, [batches], key, slips=[wrong, "?", right], accept_devices="all")
    assert result.new == COUNT
    assert [(slip.state, slip.code, slip.text) for slip in result.slips] == [
        (SlipState.MISTYPED, "slip.mistyped", wrong),
        (SlipState.MISTYPED, "slip.unreadable", "?"),
        (SlipState.COMPLETE, "", ""),
    ]
    assert compared(register, batches, key) == ()


def test_slip_of_another_campaign_is_missing_there(register, batches, ana, pack, key) -> None:
    write_batch(batches, ana, pack, 1, COUNT)
    other = ClosingSlip(
        campaign="another", device=ana.device, count=2, head=bytes(32), closed_at=NOON
    )
    (slip,) = compared(register, batches, key, slip_text(other))
    assert (slip.state, slip.campaign, slip.found) == (SlipState.MISSING_DEVICE, "another", 0)


def test_two_shifts_of_one_device_are_compared_each(register, batches, ana, pack, key) -> None:
    first = slip_of(ana, pack)
    ana.keep(signature(), pack)
    write_batch(batches, ana, pack, 1, COUNT + 1)
    states = {s.state for s in compared(register, batches, key, first, slip_of(ana, pack), first)}
    assert states == {SlipState.COMPLETE, SlipState.SIGNED_AFTER}


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("head", "zz"),
        ("head", "ab"),
        ("device", 7),
        ("device", "no hex"),
        ("count", "many"),
        ("count", -1),
        ("count", 10**12),
        ("campaign", b"\x00\xff"),
        ("campaign", "Two Words"),
        ("closed_at", "yesterday"),
        ("closed_at", "2026-11-25T10:00"),
    ],
)
def test_slip_that_the_disk_has_damaged_is_a_problem(
    register, batches, ana, pack, key, column, value
) -> None:
    write_batch(batches, ana, pack, 1, COUNT)
    compared(register, batches, key, slip_of(ana, pack))
    with register.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE slip SET {column} = ?", (value,))
    with pytest.raises(RegisterDamaged):
        compared(register, batches, key)


@pytest.mark.sqlite
def test_register_of_version_2_gets_its_tables_and_goes_on(
    tmp_path, batches, ana, pack, key
) -> None:
    path = tmp_path / "old.sqlite"
    write_batch(batches, ana, pack, 1, COUNT)
    with register_at(path) as register:
        merge(register, [batches], key, accept_devices="all")
    as_version_2(path)
    with open_register(path, PASSPHRASE, clock=clock_at(), randomness=os.urandom) as register:
        (slip,) = compared(register, batches, key, slip_of(ana, pack))
        assert slip.state is SlipState.COMPLETE
        with register.transaction() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    assert version == TABLES_VERSION
