"""Room for one more signature, given up when the disk is full."""

import os
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.ballast import Ballast
from desktop_app.journal.problems import JournalFull
from desktop_app.journal.store import Journal, open_journal, read_journal
from tests.journal.test_closing import full_disk
from tests.making import clock_at, journal_with, made_key, published, signature

SIZE = 256 * 1024


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return published(made_key(), tmp_path / "open-doors.inkpack")


def journal_at(folder: Path) -> Journal:
    ballast = Ballast(folder=folder, size_bytes=SIZE)
    return open_journal(folder, clock=clock_at(), randomness=os.urandom, ballast=ballast)


class FullUntilFreed:
    """SQLite's own full disk, which has room again once the ballast is gone."""

    def __init__(self, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
        self.freed: list[bool] = []
        full_disk(journal)
        whole = Ballast.free

        def free(ballast: Ballast) -> bool:
            self.freed.append(whole(ballast))
            connection = journal._engine.raw_connection()
            connection.cursor().execute("PRAGMA max_page_count=100000")
            connection.close()
            return self.freed[-1]

        monkeypatch.setattr(Ballast, "free", free)  # the disk, not the journal, is what is played


def test_it_is_real_bytes_in_the_home(tmp_path: Path) -> None:
    with journal_at(tmp_path):
        ballast = tmp_path / "ballast"
        assert ballast.stat().st_size == SIZE
        if os.name != "nt":
            assert ballast.stat().st_blocks * 512 >= SIZE
        assert len(set(ballast.read_bytes())) == 256  # nothing that a file system would pack
        before = ballast.stat().st_mtime_ns
    with journal_at(tmp_path):
        assert ballast.stat().st_mtime_ns == before
    assert not list(tmp_path.glob("*.part"))


def test_the_signature_in_flight_is_kept_when_the_disk_is_full(
    tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal_at(tmp_path) as journal:
        disk = FullUntilFreed(journal, monkeypatch)
        counts = [journal.keep(signature(), pack).count for _ in range(30)]
        assert counts == list(range(1, 31))
        assert disk.freed == [True]
        assert not (tmp_path / "ballast").exists()
    with journal_at(tmp_path) as again:
        assert again.count(pack.id) == 30
        assert (tmp_path / "ballast").stat().st_size == SIZE


@pytest.mark.parametrize("what", ["undo", "close", "many"])
def test_everything_that_is_written_is_tried_once_more(
    tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    with journal_at(tmp_path) as journal:
        kept = [journal.keep(signature(), pack).record_id for _ in range(40)]
        disk = FullUntilFreed(journal, monkeypatch)
        if what == "undo":
            assert [journal.undo(each, pack) for each in kept] == list(range(39, -1, -1))
        elif what == "close":
            for number in range(40):
                assert journal.close_shift(pack, place="", shift="").is_recorded
                assert journal.keep(signature(), pack).count == 41 + number
        else:
            assert journal.keep_all([signature()] * 40, pack) == 80
        assert disk.freed == [True]


def test_without_ballast_a_full_disk_is_said(tmp_path: Path, pack: Pack) -> None:
    with journal_at(tmp_path) as journal:
        (tmp_path / "ballast").unlink()
        full_disk(journal)
        with pytest.raises(JournalFull):
            journal.keep_all([signature()] * 40, pack)
        assert journal.counts() == {}


def test_a_disk_that_stays_full_is_said_and_loses_nothing(tmp_path: Path, pack: Pack) -> None:
    with journal_at(tmp_path) as journal:
        journal.keep(signature(), pack)
        full_disk(journal)
        with pytest.raises(JournalFull):
            journal.keep_all([signature()] * 40, pack)
        assert not (tmp_path / "ballast").exists()
        assert journal.count(pack.id) == 1
    with journal_at(tmp_path) as again:
        assert again.count(pack.id) == 1


def test_where_there_is_no_room_none_is_made(tmp_path: Path) -> None:
    ballast = Ballast(folder=tmp_path, size_bytes=SIZE, left_free_bytes=2**60)
    assert not ballast.take_on(os.urandom)
    assert list(tmp_path.iterdir()) == []
    assert not ballast.free()


def test_what_a_killed_start_left_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "ballast.part").write_bytes(b"half")
    (tmp_path / "ballast").write_bytes(b"less")
    assert Ballast(folder=tmp_path, size_bytes=SIZE).take_on(os.urandom)
    assert [path.name for path in tmp_path.iterdir()] == ["ballast"]


def test_failing_to_make_it_is_harmless(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "ballast").mkdir(parents=True)
    with journal_at(tmp_path) as journal:
        assert journal.keep(signature(), pack).count == 1


def test_looking_makes_none(tmp_path: Path, pack: Pack) -> None:
    journal_with(tmp_path, pack, [signature()]).close()
    (tmp_path / "ballast").unlink()
    reader = read_journal(tmp_path, clock=clock_at(), randomness=os.urandom)
    assert reader is not None
    reader.close()
    assert not (tmp_path / "ballast").exists()
