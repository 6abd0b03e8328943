"""A register of an older version becomes one of this version, or stays what it was."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from desktop_app.register import stepping
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.merge import merge
from desktop_app.register.merges import past_merges
from desktop_app.register.problems import (
    RegisterDamaged,
    RegisterFull,
    RegisterInUse,
    RegisterReadOnly,
)
from desktop_app.register.store import open_register
from desktop_app.register.tables import TABLES_VERSION, metadata
from tests.making import PASSPHRASE, clock_at
from tests.register.given import (
    as_version_2,
    as_version_3,
    device,
    logical_dump,
    people,
    register_at,
    write_batch,
)

pytestmark = pytest.mark.sqlite
MUSEUM = Path(__file__).parents[1] / "museum"


def opened_again(path: Path):
    return open_register(path, PASSPHRASE, clock=clock_at(), randomness=os.urandom)


@pytest.fixture
def filled(tmp_path, pack, key):
    """A register of this version with two devices of which one took something back."""
    path = tmp_path / "register" / "r.sqlite"
    for name in ("Ana", "Ben"):
        with device(tmp_path / name, pack, [*people(6, name), *people(2, "Same")]) as journal:
            journal.undo(journal.keep(people(1, "Undone")[0], pack).record_id, pack)
            journal.close_shift(pack, place="Heumarkt", shift="1")
            write_batch(tmp_path / "b", journal, pack, 1, 11)
    with register_at(path) as register:
        merge(register, [tmp_path / "b"], key, accept_devices="all")
    return path


def schema(path: Path) -> dict[str, set[str]]:
    """The columns of each table, and all indexes with names of their own."""
    connection = sqlite3.connect(path)
    tables = {
        name: {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    tables["(indexes)"] = {name for (name,) in connection.execute(query)}
    connection.close()
    return tables


@pytest.mark.parametrize("older", [as_version_2, as_version_3])
def test_older_register_has_all_that_it_had_and_the_tables_of_a_new_one(
    filled, tmp_path, key, older
):
    whole = schema(filled)
    with opened_again(filled) as register:
        before, counted = logical_dump(register), find_duplicates(register)
    older(filled)

    with opened_again(filled) as register:
        merge(register, [tmp_path / "b"], key)
        assert logical_dump(register) == before
        assert find_duplicates(register) == counted
        assert [each.record_count for each in past_merges(register)] == [0]
    assert schema(filled) == whole
    assert [path.name for path in filled.parent.iterdir()] == ["r.sqlite"]


@pytest.mark.parametrize("file", ["0.1.0/suite-1/register.sqlite", "tables-3/register.sqlite"])
def test_museums_register_gets_the_tables_of_a_new_one(tmp_path, filled, file):
    path = Path(shutil.copy(MUSEUM / file, tmp_path / "old.sqlite"))

    opened_again(path).close()

    assert schema(path) == schema(filled)
    assert schema(path).keys() - {"(indexes)", "sqlite_sequence"} == set(metadata.tables)


def test_register_of_this_version_is_not_copied(filled, monkeypatch):
    monkeypatch.setattr(stepping, "_make_copy", None)

    opened_again(filled).close()


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (OSError(28, "full"), RegisterFull),
        (PermissionError(13, "no"), RegisterReadOnly),
        (sqlite3.DatabaseError("torn"), Exception),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
@pytest.mark.parametrize("step", ["_make_copy", "_compare", "_put_in_place"])
def test_step_that_fails_leaves_the_old_register_and_nothing_beside_it(
    filled, monkeypatch, step, error, problem
):
    as_version_3(filled)
    before, beside = filled.read_bytes(), sorted(filled.parent.iterdir())

    def fails(*_):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(stepping, step, fails)
        with pytest.raises(problem):
            opened_again(filled)

    assert filled.read_bytes() == before
    assert sorted(filled.parent.iterdir()) == beside
    opened_again(filled).close()


def test_copy_that_lacks_something_is_never_put_in_place(filled, monkeypatch):
    as_version_3(filled)
    before = filled.read_bytes()
    whole = stepping._step

    def loses_a_record(engine):
        whole(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM record WHERE seq = 3")

    monkeypatch.setattr(stepping, "_step", loses_a_record)

    with pytest.raises(RegisterDamaged):
        opened_again(filled)

    assert filled.read_bytes() == before


def test_leftover_of_a_killed_step_is_swept_away(filled):
    as_version_3(filled)
    leftover = filled.with_name("r.sqlite.stepping")
    leftover.write_bytes(b"half")

    opened_again(filled).close()

    assert not leftover.exists()


def test_register_that_another_program_writes_to_is_left_alone(filled, monkeypatch):
    monkeypatch.setattr("desktop_app.register.on_sqlite.BUSY_TIMEOUT_MS", 10)
    as_version_3(filled)
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(RegisterInUse):
            opened_again(filled)
    finally:
        other.close()

    opened_again(filled).close()


def test_version_is_noted_twice(filled):
    as_version_3(filled)
    opened_again(filled).close()
    connection = sqlite3.connect(filled)
    versions = [
        connection.execute(query).fetchone()[0]
        for query in ("PRAGMA user_version", "SELECT version FROM register")
    ]
    connection.close()

    assert versions == [TABLES_VERSION, TABLES_VERSION]
