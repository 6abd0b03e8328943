"""One writer at a time: the second is told so, and neither loses anything."""

import os
from pathlib import Path

import pytest

from desktop_app.app.home import Home, HomeInUse
from desktop_app.campaign.pack import Pack
from desktop_app.journal.problems import JournalInUse
from desktop_app.journal.store import Journal, open_journal, read_journal
from tests.making import clock_at, journal_with, made_key, published, signature


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return published(made_key(), tmp_path / "open-doors.inkpack")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite ask once in the place of three seconds."""
    monkeypatch.setattr("desktop_app.journal.engine.BUSY_TIMEOUT_MS", 1)


def opened(folder: Path) -> Journal:
    return open_journal(folder, clock=clock_at(), randomness=os.urandom)


def test_who_writes_while_another_does_is_told_and_loses_nothing(
    tmp_path: Path, pack: Pack
) -> None:
    with journal_with(tmp_path, pack, [signature()]) as first, opened(tmp_path) as second:
        connection = first._engine.raw_connection()
        connection.cursor().execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalInUse):
            second.keep(signature(), pack)
        with pytest.raises(JournalInUse):
            opened(tmp_path)
        connection.cursor().execute("ROLLBACK")
        connection.close()
        counts = [writer.keep(signature(), pack).count for writer in (second, first, second)]
        assert counts == [2, 3, 4]
    with opened(tmp_path) as again:
        assert again.count(pack.id) == 4


def test_looking_goes_on_while_another_writes(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature()]) as writer:
        connection = writer._engine.raw_connection()
        connection.cursor().execute("BEGIN IMMEDIATE")
        reader = read_journal(tmp_path, clock=clock_at(), randomness=os.urandom)
        assert reader is not None
        with reader:
            assert reader.count(pack.id) == 1
        connection.cursor().execute("ROLLBACK")
        connection.close()


def test_a_second_inkstand_in_one_home_is_told(tmp_path: Path) -> None:
    home = Home(folder=tmp_path)
    with home.alone(), pytest.raises(HomeInUse), Home(folder=tmp_path).alone():
        raise AssertionError
