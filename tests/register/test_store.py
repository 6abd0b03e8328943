import os
import sqlite3
from pathlib import Path

import pytest

from desktop_app.journal.store import JOURNAL_FILE
from desktop_app.problems import Problem
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.engine import register_place
from desktop_app.register.merge import merge
from desktop_app.register.problems import (
    NotARegister,
    RegisterDamaged,
    RegisterFromNewerVersion,
    RegisterInUse,
    RegisterMissing,
    RegisterPassphraseWrong,
    RegisterUnreadable,
    RegisterUrlUnknown,
)
from desktop_app.register.store import open_or_create_register, open_register
from desktop_app.register.tables import TABLES_VERSION
from desktop_app.sealing.passphrase import PassphraseTooShort
from tests.making import PASSPHRASE, QUICK, clock_at, open_doors
from tests.register.given import device, register_at

pytestmark = pytest.mark.sqlite

GIVEN: dict = {"clock": clock_at(), "randomness": os.urandom}


def test_register_opens_again_with_its_passphrase_typed_a_little_differently(tmp_path: Path):
    register_at(tmp_path / "r.sqlite").close()

    typed = "  " + PASSPHRASE.replace(" ", "   ")

    open_register(f"sqlite:///{tmp_path / 'r.sqlite'}", typed, **GIVEN).close()


def test_wrong_passphrase_is_told(tmp_path: Path):
    register_at(tmp_path / "r.sqlite").close()

    with pytest.raises(RegisterPassphraseWrong):
        open_register(tmp_path / "r.sqlite", "another passphrase", **GIVEN)


def test_short_passphrase_makes_no_register(tmp_path: Path):
    with pytest.raises(PassphraseTooShort):
        open_or_create_register(tmp_path / "r.sqlite", "short", **GIVEN, hardness=QUICK)

    assert list(tmp_path.iterdir()) == []


def test_missing_register_is_not_made_by_looking(tmp_path: Path):
    with pytest.raises(RegisterMissing):
        open_register(tmp_path / "r.sqlite", PASSPHRASE, **GIVEN)

    assert list(tmp_path.iterdir()) == []


def test_making_that_was_killed_at_the_start_is_completed(tmp_path: Path):
    (tmp_path / "r.sqlite").touch()

    register_at(tmp_path / "r.sqlite").close()

    open_register(tmp_path / "r.sqlite", PASSPHRASE, **GIVEN).close()


def test_only_the_owner_may_read_the_file(tmp_path: Path):
    register_at(tmp_path / "r.sqlite").close()

    if os.name != "nt":
        assert (tmp_path / "r.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="rights are told in another way there")
def test_only_the_owner_may_read_the_journal_of_the_database(tmp_path: Path):
    before = os.umask(0)
    try:
        with register_at(tmp_path / "r.sqlite") as register, register.transaction() as connection:
            connection.exec_driver_sql("UPDATE register SET created_at = 'now'")
            beside = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)

    assert beside == {"r.sqlite": 0o600, "r.sqlite-wal": 0o600}


@pytest.mark.parametrize(
    "url",
    ["postgresql://host", "postgresql+pg8000://host/db", "mysql://x", "sqlite://", "http://x/y"],
)
def test_other_databases_are_refused_politely(url: str):
    with pytest.raises(RegisterUrlUnknown):
        register_place(url)


def test_register_of_a_newer_version_is_not_touched(tmp_path: Path):
    path = tmp_path / "r.sqlite"
    register_at(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={TABLES_VERSION + 1}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(RegisterFromNewerVersion):
        open_register(path, PASSPHRASE, **GIVEN)

    assert path.read_bytes() == before


def test_file_that_is_no_database_is_told(tmp_path: Path):
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"no database, but long enough to be looked at " * 100)

    with pytest.raises(NotARegister):
        open_or_create_register(path, PASSPHRASE, **GIVEN)


def test_journal_of_a_device_is_not_taken_for_a_register(tmp_path: Path):
    device(tmp_path, open_doors_without_key := open_doors(), []).close()
    assert open_doors_without_key.id == "open-doors"

    with pytest.raises(NotARegister):
        open_or_create_register(tmp_path / JOURNAL_FILE, PASSPHRASE, **GIVEN)


def test_folder_in_the_place_of_the_file_is_told(tmp_path: Path):
    (tmp_path / "r.sqlite").mkdir()

    with pytest.raises(RegisterUnreadable):
        open_or_create_register(tmp_path / "r.sqlite", PASSPHRASE, **GIVEN)


def test_file_in_the_place_of_the_folder_is_told(tmp_path: Path):
    (tmp_path / "folder").touch()

    with pytest.raises(Problem) as caught:
        open_or_create_register(tmp_path / "folder" / "r.sqlite", PASSPHRASE, **GIVEN)

    assert caught.value.code == "register.unreadable"


def test_second_writer_is_told_that_the_register_is_in_use(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("desktop_app.register.on_sqlite.BUSY_TIMEOUT_MS", 10)
    path = tmp_path / "r.sqlite"
    with (
        register_at(path),
        pytest.raises(RegisterInUse),
    ):
        open_register(path, PASSPHRASE, **GIVEN)


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE register SET locked_key = 'x'",
        "UPDATE register SET locked_key = x'ff'",
        "UPDATE register SET locked_key = 1000000000000",
        "UPDATE register SET locked_key = CAST(zeroblob(9) AS TEXT)",
        f"UPDATE register SET locked_key = CAST('{'[' * 100_000}' AS BLOB)",
        "DELETE FROM register",
        "INSERT INTO register SELECT 2, version, locked_key, created_at FROM register",
    ],
)
def test_tampered_locked_key_is_told(tmp_path: Path, edit: str):
    path = tmp_path / "r.sqlite"
    register_at(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(edit)
    connection.close()

    with pytest.raises(RegisterDamaged):
        open_register(path, PASSPHRASE, **GIVEN)


@pytest.mark.parametrize("edited", ["'x'", "7", "1000000000000", "x'00'", "CAST(x'ff' AS TEXT)"])
def test_tampered_key_of_a_device_is_told(register, drop, key, edited: str):
    merge(register, drop["Ana"][:1], key, accept_devices="all")
    with register.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE device SET public_key = {edited}")

    with pytest.raises(RegisterDamaged):
        merge(register, drop["Ana"][:1], key)


def test_tampered_header_is_a_conflict_and_never_stops_the_rest(register, drop, key):
    merge(register, drop["Ana"][3:4], key, accept_devices="all")
    with register.transaction() as connection:
        connection.exec_driver_sql("UPDATE record SET header = 'text' WHERE seq = 3")

    result = merge(register, drop["Ana"][:1], key)

    assert (result.known, result.new, result.conflicts) == (4, 4, 1)


def test_name_of_a_campaign_that_is_none_is_told(register, drop, key):
    merge(register, drop["Ana"][:1], key, accept_devices="all")
    with register.transaction() as connection:
        connection.exec_driver_sql("UPDATE signature SET campaign = x'ff'")

    with pytest.raises(RegisterDamaged):
        find_duplicates(register)


def test_bug_in_a_statement_stays_a_bug(tmp_path: Path):
    with register_at(tmp_path / "r.sqlite") as register, register.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    from sqlalchemy.exc import IntegrityError

    with (
        pytest.raises(IntegrityError),
        register_at(tmp_path / "r.sqlite") as register,
        register.transaction() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
