"""Journals of older versions are brought forward on a copy; killed at any moment, one of both is whole."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.journal import stepping, steps
from desktop_app.journal.problems import (
    JournalDamaged,
    JournalFull,
    JournalInUse,
    JournalReadOnly,
    JournalUnreadable,
)
from desktop_app.journal.store import Journal, examine_journal, open_journal, read_journal
from desktop_app.problems import Problem
from tests.making import clock_at, made_key, published, signature

MUSEUM = Path(__file__).parents[1] / "museum"
OLD = {
    1: MUSEUM / "0.1.0" / "suite-1" / "device" / "journal.sqlite",
    2: MUSEUM / "tables-2" / "journal.sqlite",  # written by the last commit with tables version 2
}
COUNTS = {1: {"open-doors": 3}, 2: {"open-doors": 2, "where-you-live": 1}}
HAND_OVERS = {1: [(1, 3)], 2: [(1, 3)]}


@pytest.fixture(params=[1, 2])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def folder(tmp_path: Path, version: int) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copyfile(OLD[version], home / "journal.sqlite")
    return home


def opened(folder: Path) -> Journal:
    return open_journal(folder, clock=clock_at(), randomness=os.urandom)


def version_of(folder: Path) -> int:
    connection = sqlite3.connect(folder / "journal.sqlite")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return version


def rows(path: Path) -> list[object]:
    connection = sqlite3.connect(path)
    found = [
        sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall())
        for table, columns in {
            "record": "*",
            "checkpoint": "*",
            "device": "*",
            "handed_over": "campaign, first, last, sha256, handed_over_at",
        }.items()
    ]
    connection.close()
    return list(found)


def test_a_journal_of_old_steps_forward_with_all_that_is_in_it(folder: Path, version: int) -> None:
    before = rows(OLD[version])
    with opened(folder) as journal:
        assert journal.counts() == COUNTS[version]
        assert [(each.first, each.last) for each in journal.hand_overs()] == HAND_OVERS[version]
        assert (journal.last_at(), journal.jumps()) == (None, ())
    assert version_of(folder) == 3
    assert rows(folder / "journal.sqlite") == before
    assert examine_journal(folder) == ()
    assert {path.name for path in folder.iterdir()} <= {
        "journal.sqlite",
        "journal.sqlite-journal",
        "ballast",
    }
    if os.name != "nt":
        assert stat.S_IMODE((folder / "journal.sqlite").stat().st_mode) == 0o600


def test_a_journal_that_has_stepped_is_used_like_any(
    folder: Path, version: int, tmp_path: Path
) -> None:
    pack = published(made_key(), tmp_path / "p.inkpack")
    with opened(folder) as journal:
        kept = journal.keep(signature(), pack)
        assert kept.count == COUNTS[version]["open-doors"] + 1
        journal.undo(kept.record_id, pack)
        journal.close_shift(pack, place="", shift="")
        journal.erase(pack.id, 1, 2, is_due=True)
    with opened(folder) as journal:
        assert journal.counts() == COUNTS[version]


def test_looking_at_an_old_journal_steps_nowhere(folder: Path, version: int) -> None:
    before = (folder / "journal.sqlite").read_bytes()
    journal = read_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert journal is not None
    with journal:
        assert journal.counts() == COUNTS[version]
        assert journal.acknowledged_runs("open-doors") == ()  # type: ignore[arg-type]
        assert journal.last_closed("open-doors") is None  # type: ignore[arg-type]
        assert [(each.first, each.last) for each in journal.hand_overs()] == HAND_OVERS[version]
        assert sum(journal.hours(clock_at()().replace(hour=0)).values()) == sum(
            COUNTS[version].values()
        )
    assert (folder / "journal.sqlite").read_bytes() == before


MOMENTS = {
    "before the copy": (stepping, "make_private"),
    "before the step": (stepping, "step_forward"),
    "in the middle of the step": (steps, "copy_device_key"),
    "at the end of the step": (steps, "set_tables_version"),
    "before the proof": (stepping, "_prove_copy"),
    "after the proof": (stepping, "sync_file"),
    "after the rename": (stepping, "sync_folder"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no fork")
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_one_of_both_is_whole(folder: Path, version: int, moment: str) -> None:
    before = rows(folder / "journal.sqlite")
    killed_when(*MOMENTS[moment], lambda: opened(folder))
    looker = read_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert looker is not None
    with looker:
        assert looker.counts() == COUNTS[version]
    assert version_of(folder) == (3 if moment == "after the rename" else version)
    with opened(folder) as journal:
        assert journal.counts() == COUNTS[version]
    assert rows(folder / "journal.sqlite") == before
    assert not list(folder.glob("*.stepping*"))


def killed_when(module: object, name: str, work: Callable[[], object]) -> None:
    """Do some work in a process of its own that is gone, without a word, when it calls a function."""
    child = os.fork()
    if child == 0:
        try:
            setattr(module, name, lambda *_: os._exit(9))
            work()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (OSError(28, "No space left on device"), JournalFull),
        (OSError(30, "Read-only file system"), JournalReadOnly),
        (OSError(5, "Input/output error"), JournalUnreadable),
    ],
)
@pytest.mark.parametrize("moment", [m for m in MOMENTS if m != "after the rename"])
def test_a_disk_that_refuses_leaves_the_old_journal(
    folder: Path,
    version: int,
    moment: str,
    error: OSError,
    problem: type[Problem],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = (folder / "journal.sqlite").read_bytes()

    def refuse(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(*MOMENTS[moment], refuse)
        with pytest.raises(problem):
            opened(folder)
    assert (folder / "journal.sqlite").read_bytes() == before
    assert not list(folder.glob("*.stepping*"))
    with opened(folder) as journal:
        assert journal.counts() == COUNTS[version]


def test_a_copy_that_is_not_whole_is_not_put_in_place(
    folder: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = steps.copy_device_key

    def lose_a_record(connection: object) -> None:
        whole(connection)  # type: ignore[arg-type]
        connection.exec_driver_sql("UPDATE record SET sealed = x'00' WHERE seq = 1")

    with monkeypatch.context() as patch:
        patch.setattr(steps, "copy_device_key", lose_a_record)
        with pytest.raises(JournalUnreadable):
            opened(folder)
    with opened(folder) as journal:
        assert journal.counts() == COUNTS[version]


def test_a_damaged_journal_of_old_is_left_as_it_is(folder: Path, version: int) -> None:
    connection = sqlite3.connect(folder / "journal.sqlite")
    connection.execute("UPDATE record SET sealed = x'00' WHERE seq = 1")
    connection.commit()
    connection.close()
    before = (folder / "journal.sqlite").read_bytes()
    with pytest.raises(JournalDamaged):
        opened(folder)
    assert (folder / "journal.sqlite").read_bytes() == before


def test_while_another_writes_nothing_steps(
    folder: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.journal.engine.BUSY_TIMEOUT_MS", 1)
    other = sqlite3.connect(folder / "journal.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalInUse):
        opened(folder)
    other.execute("ROLLBACK")
    other.close()
    opened(folder).close()
