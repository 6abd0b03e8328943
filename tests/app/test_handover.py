"""Handing over: in runs of 500, noted batch by batch, going on where it stopped."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.app import handover
from desktop_app.app.handover import plan, summed_up, write_batches
from desktop_app.app.home import Home
from desktop_app.batches.reading import read_batch
from desktop_app.batches.refusals import CannotWriteBatch, FolderFull, FolderGone, NoRoom
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import read_pack
from desktop_app.journal.store import Journal, open_journal
from tests.making import NOON, clock_at, device_home, journal_with, made_key, published, signature


@pytest.fixture(scope="session")
def inkpack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pack") / "open-doors.inkpack"
    published(made_key(), file)
    return file


@pytest.fixture(scope="session")
def pack(inkpack: Path) -> Pack:
    return read_pack(inkpack)


@pytest.fixture
def home(tmp_path: Path, inkpack: Path) -> Home:
    return device_home(tmp_path / "home", inkpack)


@pytest.fixture
def journal(home: Home, pack: Pack):
    with journal_with(home.folder, pack, []) as journal:
        yield journal


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def sign(journal: Journal, pack: Pack, count: int) -> None:
    journal.keep_all([signature(pack=pack) for _ in range(count)], pack)


def runs(written: list[handover.WrittenBatch]) -> list[tuple[int, int]]:
    return [(each.first, each.last) for each in written]


def test_batches_hold_500_at_most_and_each_tells_how_far_it_is(home, journal, pack, stick) -> None:
    sign(journal, pack, 1100)
    planned = plan([journal])
    assert (planned.signature_count, planned.record_count) == (1100, 1100)
    written = list(write_batches([journal], home, stick))
    assert runs(written) == [(1, 500), (501, 1000), (1001, 1100)]
    assert [(each.done, each.planned) for each in written] == [(1, 3), (2, 3), (3, 3)]
    assert summed_up(written).signature_count == 1100
    assert sum(path.stat().st_size for path in stick.rglob("*.inkbatch")) < planned.size_bytes
    assert plan([journal]).runs == ()
    assert all(read_batch(each.path).damages == () for each in written)


def test_whoever_stops_has_handed_over_what_was_written_and_goes_on_there(
    home, journal, pack, stick
) -> None:
    sign(journal, pack, 1100)
    going = write_batches([journal], home, stick)
    assert next(going).last == 500
    going.close()
    assert journal.handed_over_until(pack.id) == 500
    assert runs(list(write_batches([journal], home, stick))) == [(501, 1000), (1001, 1100)]


def test_what_was_taken_back_does_not_count_but_travels(home, journal, pack, stick) -> None:
    sign(journal, pack, 2)
    journal.undo(journal.keep(signature(pack=pack), pack).record_id, pack)
    journal.close_shift(pack, place="Berlin", shift="1")
    written = list(write_batches([journal], home, stick))
    summary = summed_up(written)
    assert (summary.signature_count, summary.record_count) == (2, 5)
    assert summary.signature_count == journal.count(pack.id)
    assert not summary.is_plain


def test_handing_over_again_is_harmless_and_the_files_are_the_same(
    home, journal, pack, stick
) -> None:
    sign(journal, pack, 3)
    list(write_batches([journal], home, stick))
    before = {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}
    assert runs(list(write_batches([journal], home, stick, is_again=True))) == [(1, 3)]
    assert before == {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}


def test_erased_records_are_left_out_and_the_runs_end_there(home, journal, pack, stick) -> None:
    sign(journal, pack, 10)
    list(write_batches([journal], home, stick))
    journal.acknowledge(pack.id, [(1, 2), (5, 6)])
    journal.erase(pack.id, 1, 10)
    written = list(write_batches([journal], home, stick / "again", is_again=True))
    assert runs(written) == [(3, 4), (7, 10)]
    assert all(read_batch(each.path).damages == () for each in written)
    assert summed_up(written).signature_count == 6


def test_a_batch_that_was_spoiled_on_the_stick_is_written_anew(home, journal, pack, stick) -> None:
    sign(journal, pack, 3)
    (first,) = write_batches([journal], home, stick)
    whole = first.path.read_bytes()
    first.path.write_bytes(whole[:1000] + bytes(len(whole) - 1000))
    (again,) = write_batches([journal], home, stick)
    assert again.path == first.path
    assert again.path.read_bytes() == whole
    assert list(write_batches([journal], home, stick)) == []


def test_a_batch_that_is_gone_from_the_stick_is_not_missed(home, journal, pack, stick) -> None:
    """The coordinator takes batches off the stick: that is what it is for."""
    sign(journal, pack, 3)
    (first,) = write_batches([journal], home, stick)
    first.path.unlink()
    assert list(write_batches([journal], home, stick)) == []


def test_too_little_room_is_said_before_anything_is_written(
    home, journal, pack, stick, monkeypatch
) -> None:
    sign(journal, pack, 3)
    usage = shutil.disk_usage(home.folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(NoRoom) as caught:
        list(write_batches([journal], home, stick))
    assert caught.value.facts["missing"].endswith(" MB")
    assert list(stick.rglob("*")) == []
    assert journal.handed_over_until(pack.id) == 0


def test_a_stick_that_is_pulled_keeps_what_was_written_and_the_next_goes_on(
    home, journal, pack, stick, tmp_path
) -> None:
    sign(journal, pack, 600)
    going = write_batches([journal], home, stick)
    next(going)
    stick.rename(tmp_path / "in the pocket")
    with pytest.raises(FolderGone):
        next(going)
    assert not stick.exists()
    assert journal.handed_over_until(pack.id) == 500
    (tmp_path / "in the pocket").rename(stick)
    assert runs(list(write_batches([journal], home, stick))) == [(501, 600)]


def test_a_stick_that_fills_up_leaves_nothing_half_and_the_next_goes_on(
    home, journal, pack, stick, monkeypatch
) -> None:
    sign(journal, pack, 600)
    going = write_batches([journal], home, stick)
    next(going)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(FolderFull):
            next(going)
    assert len(list(stick.rglob("*.inkbatch*"))) == 1
    assert runs(list(write_batches([journal], home, stick))) == [(501, 600)]


def test_a_pack_that_the_disk_does_not_give_keeps_no_signature_here(
    home, journal, pack, stick, monkeypatch
) -> None:
    sign(journal, pack, 1)
    (file,) = home.campaigns.rglob("*.inkpack")
    whole = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path == file:
            raise OSError(5, "Input/output error")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    assert runs(list(write_batches([journal], home, stick))) == [(1, 1)]
    assert not list(stick.rglob("*.inkpack"))


def test_two_devices_hand_over_into_one_folder(home, journal, pack, inkpack, stick, tmp_path):
    other_home = device_home(tmp_path / "other", inkpack)
    with journal_with(other_home.folder, pack, [signature(pack=pack)]) as other:
        sign(journal, pack, 2)
        written = list(write_batches([journal, other], home, stick))
    assert sorted(each.run.device for each in written) == sorted([journal.device, other.device])
    assert summed_up(written).signature_count == 3


def test_leftovers_of_an_interrupted_hand_over_are_swept(home, journal, pack, stick) -> None:
    sign(journal, pack, 3)
    (first,) = write_batches([journal], home, stick, is_again=True)
    leftover = first.path.with_name(f"{first.path.name}.1.part")
    leftover.write_bytes(b"half")
    foreign = first.path.with_name("holiday.jpg.part")
    foreign.write_bytes(b"half")
    list(write_batches([journal], home, stick))
    assert not leftover.exists()
    assert foreign.exists()


def test_the_folder_that_is_a_file_is_refused(home, journal, pack, tmp_path) -> None:
    sign(journal, pack, 1)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWriteBatch):
        list(write_batches([journal], home, tmp_path / "file"))


def test_what_was_handed_over_when_and_whether_confirmed_is_remembered(
    home, journal, pack, stick
) -> None:
    sign(journal, pack, 3)
    (first,) = write_batches([journal], home, stick)
    (noted,) = journal.hand_overs()
    assert (noted.first, noted.last, noted.is_acknowledged) == (1, 3, False)
    assert first.path.name == f"1-3-{noted.sha256}.inkbatch"
    assert noted.handed_over_at is not None
    assert abs(noted.handed_over_at - NOON) < timedelta(minutes=1)
    journal.acknowledge(pack.id, [(1, 3)])
    assert journal.hand_overs()[0].is_acknowledged


def test_a_longer_run_that_was_handed_over_again_counts_as_handed_over(
    home, journal, pack, stick
) -> None:
    sign(journal, pack, 3)
    list(write_batches([journal], home, stick))
    sign(journal, pack, 2)
    assert runs(list(write_batches([journal], home, stick, is_again=True))) == [(1, 5)]
    assert journal.handed_over_until(pack.id) == 5
    assert plan([journal]).runs == ()


def test_the_journal_may_be_reopened_between_batches(home, pack, stick) -> None:
    for expected in ([(1, 2)], [(3, 4)]):
        with open_journal(home.folder, clock=clock_at(), randomness=os.urandom) as journal:
            sign(journal, pack, 2)
            assert runs(list(write_batches([journal], home, stick))) == expected
