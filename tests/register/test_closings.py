"""Closings in the register, and which runs of a chain a device may be told are safely merged."""

import itertools
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.journal.store import Journal, open_journal
from desktop_app.register.chains import Chain, confirmed_runs
from desktop_app.register.merge import merge
from desktop_app.register.store import open_register
from desktop_app.register.tables import closing_table
from desktop_app.sealing.acknowledgement import ConfirmedRun
from tests.making import NOON, PASSPHRASE, clock_at, made_key, signature
from tests.register.given import (
    as_version_2,
    device,
    logical_dump,
    people,
    register_at,
    write_batch,
)

PLACE = "Heumarkt, neben dem Brunnen"


@pytest.fixture
def journal(tmp_path: Path, pack):
    with device(tmp_path / "device", pack, people(4)) as journal:
        yield journal


@pytest.fixture
def batches(tmp_path: Path) -> Path:
    return tmp_path / "batches"


def chain_of(journal: Journal, pack) -> Chain:
    return Chain(campaign=pack.id, device=journal.device)


def run(journal: Journal, pack, first: int, last: int) -> ConfirmedRun:
    (stored,) = journal.records(pack.id, last, last)
    return ConfirmedRun(first=first, last=last, chain=stored.chain.hex())


def confirmed(register, journal: Journal, pack, key) -> tuple[ConfirmedRun, ...]:
    with register.transaction() as connection:
        return confirmed_runs(connection, chain_of(journal, pack), key)


# ---- closings ------------------------------------------------------------------------------------


def test_a_device_is_closed_until_somebody_signs_again(register, batches, journal, pack, key):
    journal.close_shift(pack, place=PLACE, shift="2")
    write_batch(batches, journal, pack, 1, 5)
    (met,) = merge(register, [batches], key, accept_devices="all").devices
    assert (met.is_closed, met.clock_jumps, met.new) == (True, 0, 5)
    assert met.closed_at == NOON
    journal.keep(signature(), pack)
    write_batch(batches, journal, pack, 6, 6)
    (met,) = merge(register, [batches], key).devices
    assert not met.is_closed
    assert met.closed_at is None


def test_jumps_of_the_clock_are_counted_over_all_closings(register, batches, tmp_path, pack, key):
    seconds = itertools.count(0.0)
    days = iter([0, 0, 3, 3, 1, 1, 1, 1])
    now: list[datetime] = [NOON]
    with open_journal(
        tmp_path / "d", clock=lambda: now[0], randomness=os.urandom, steady=lambda: next(seconds)
    ) as journal:
        for day in days:
            now[0] = NOON + timedelta(days=day)
            journal.keep(signature(), pack)
            if day == 3:
                journal.close_shift(pack, place=PLACE, shift="2")
        journal.close_shift(pack, place=PLACE, shift="2")
        jumps = len(journal.jumps())
        count = journal.record_counts()[pack.id]
        write_batch(batches, journal, pack, 1, count)
    (met,) = merge(register, [batches], key, accept_devices="all").devices
    assert (met.is_closed, met.clock_jumps) == (True, jumps)
    assert jumps == 2


@pytest.mark.sqlite
def test_nothing_of_a_closing_is_readable_on_the_disk(
    register, register_path, batches, journal, pack, key
):
    journal.close_shift(pack, place=PLACE, shift="2")
    write_batch(batches, journal, pack, 1, 5)
    merge(register, [batches], key, accept_devices="all")
    assert b"Heumarkt" not in register_path.read_bytes()


def test_closings_come_in_in_any_order_and_once(tmp_path, batches, journal, pack, key):
    journal.close_shift(pack, place=PLACE, shift="2")
    journal.keep_all(people(2, "Late"), pack)
    journal.close_shift(pack, place=PLACE, shift="3")
    parts = [write_batch(batches, journal, pack, *part) for part in [(1, 3), (4, 6), (5, 8)]]
    dumps = []
    for number, order in enumerate(itertools.permutations(parts)):
        with register_at(tmp_path / f"{number}.sqlite") as register:
            for path in order:
                merge(register, [path], key, accept_devices="all")
            dumps.append((logical_dump(register), closings(register)))
    assert all(dump == dumps[0] for dump in dumps)
    assert len(dumps[0][1]) == 2


def closings(register) -> list[tuple]:
    with register.transaction() as connection:
        rows = connection.execute(select(closing_table).order_by("record_id")).all()
    return [(*row[:4], register.locker.unlock(row.record_id, row.opened)) for row in rows]


@pytest.mark.sqlite
def test_closing_that_a_register_of_version_2_kept_unread_is_opened_by_the_next_merge(
    tmp_path, batches, journal, pack, key
):
    path = tmp_path / "old.sqlite"
    journal.close_shift(pack, place=PLACE, shift="2")
    batch = write_batch(batches, journal, pack, 1, 5)
    with register_at(path) as register:
        merge(register, [batches], key, accept_devices="all")
    as_version_2(path)
    with open_register(path, PASSPHRASE, clock=clock_at(), randomness=os.urandom) as register:
        assert confirmed(register, journal, pack, key) == (run(journal, pack, 1, 4),)
        (met,) = merge(register, [batch], key).devices
        assert met.is_closed
        assert confirmed(register, journal, pack, key) == (run(journal, pack, 1, 5),)


# ---- what may be confirmed -----------------------------------------------------------------------


def test_what_is_here_in_one_piece_is_one_run(register, batches, journal, pack, key):
    write_batch(batches, journal, pack, 1, 3)
    write_batch(batches, journal, pack, 3, 4)
    merge(register, [batches], key, accept_devices="all")
    assert confirmed(register, journal, pack, key) == (run(journal, pack, 1, 4),)


def test_a_gap_ends_a_run(register, batches, journal, pack, key):
    write_batch(batches, journal, pack, 1, 2)
    write_batch(batches, journal, pack, 4, 4)
    merge(register, [batches], key, accept_devices="all")
    assert confirmed(register, journal, pack, key) == (
        run(journal, pack, 1, 2),
        run(journal, pack, 4, 4),
    )


def test_each_history_of_a_forked_device_is_confirmed_for_itself(
    register, batches, journal, pack, key, tmp_path
):
    """The first four are common; then the copy's next two came, and the original's seventh."""
    shutil.copytree(tmp_path / "device", tmp_path / "copy")
    with open_journal(tmp_path / "copy", clock=clock_at(), randomness=os.urandom) as copy:
        copy.keep_all(people(2, "Other"), pack)
        journal.keep_all(people(3, "Mine"), pack)
        write_batch(batches, copy, pack, 1, 6)
        merge(register, [batches], key, accept_devices="all")
        write_batch(batches, journal, pack, 7, 7)
        merge(register, [batches], key)
        assert confirmed(register, journal, pack, key) == (
            run(copy, pack, 1, 6),
            run(journal, pack, 7, 7),
        )


def test_another_key_confirms_nothing(register, batches, journal, pack, key):
    write_batch(batches, journal, pack, 1, 4)
    merge(register, [batches], key, accept_devices="all")
    assert confirmed(register, journal, pack, made_key()) == ()


def test_a_device_of_which_nothing_is_here_is_told_nothing(register, journal, pack, key):
    assert confirmed(register, journal, pack, key) == ()
