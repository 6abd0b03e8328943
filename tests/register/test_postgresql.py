"""What is special about a register in PostgreSQL: who else may be there, and what can go wrong."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from desktop_app.problems import Problem
from desktop_app.register import on_postgresql
from desktop_app.register.engine import register_place, shown
from desktop_app.register.merge import merge
from desktop_app.register.problems import (
    NotARegister,
    RegisterFromNewerVersion,
    RegisterInUse,
    RegisterMissing,
    RegisterPassphraseWrong,
    RegisterReadOnly,
    RegisterUnreachable,
)
from desktop_app.register.store import (
    change_passphrase,
    open_locked_register,
    open_or_create_register,
    open_register,
)
from desktop_app.register.tables import TABLES_VERSION
from desktop_app.register.withdrawals import erase
from tests.making import PASSPHRASE, QUICK, clock_at, draft, signature
from tests.register.given import (
    Database,
    device,
    opened,
    people,
    place_of,
    register_at,
    write_batch,
)
from tests.register.postgresql import USER, cluster, new_place
from tests.register.test_canary import CANARIES, forms_of

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
GIVEN: dict = {"clock": clock_at(), "randomness": os.urandom}


@pytest.fixture
def url(tmp_path: Path) -> str:
    place = place_of(tmp_path / "register")
    assert isinstance(place, str)
    return place


def changed(url: str, *statements: str) -> None:
    """Change the database behind the register's back."""
    place = make_url(url)
    with psycopg.connect(
        host=str(place.query["host"]),
        user=place.username,
        dbname=place.database,
        options=str(place.query["options"]),
        autocommit=True,
    ) as connection:
        for statement in statements:
            connection.execute(statement)


def test_register_is_made_at_the_first_merge_and_opens_again(tmp_path, url, pack, key):
    with pytest.raises(RegisterMissing):
        open_register(url, PASSPHRASE, **GIVEN)
    with device(tmp_path / "d", pack, people(3)) as journal:
        batch = write_batch(tmp_path / "b", journal, pack, 1, 3)
    with register_at(tmp_path / "register") as register:
        assert merge(register, [batch], key, accept_devices="all").new == 3

    with open_register(url, PASSPHRASE, **GIVEN) as register:
        assert len(opened(register)) == 3
    with pytest.raises(RegisterPassphraseWrong):
        open_register(url, "another passphrase", **GIVEN)
    open_locked_register(url).close()


def test_url_may_leave_the_driver_out(url):
    place = register_place(url.replace("postgresql+psycopg", "postgresql"))

    assert not isinstance(place, Path)
    assert place.drivername == "postgresql+psycopg"


def test_two_coordinators_take_turns(tmp_path, url, monkeypatch):
    monkeypatch.setattr(on_postgresql, "LOCK_TIMEOUT_MS", 20)
    with (
        register_at(tmp_path / "register") as first,
        open_register(url, PASSPHRASE, **GIVEN) as second,
    ):
        with first.transaction(), pytest.raises(RegisterInUse), second.transaction():
            pass
        with second.transaction() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_newer_register_is_not_touched(tmp_path, url):
    register_at(tmp_path / "register").close()
    changed(url, f"UPDATE register SET version = {TABLES_VERSION + 1}")

    with pytest.raises(RegisterFromNewerVersion):
        open_register(url, PASSPHRASE, **GIVEN)


def test_table_of_another_program_is_not_taken_for_a_register(url):
    changed(url, "CREATE TABLE register (id integer, name text)")

    with pytest.raises(NotARegister):
        open_register(url, PASSPHRASE, **GIVEN)


def test_other_tables_beside_ours_do_no_harm(tmp_path, url):
    changed(url, "CREATE TABLE something_else (id integer)")

    register_at(tmp_path / "register").close()
    open_register(url, PASSPHRASE, **GIVEN).close()


def test_user_without_rights_is_told(tmp_path, url):
    register_at(tmp_path / "register").close()
    schema = str(make_url(url).query["options"]).removeprefix("-csearch_path=")
    changed(
        url,
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN",
        f'GRANT USAGE ON SCHEMA "{schema}" TO reader',
        f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema}" TO reader',
    )
    try:
        with pytest.raises(RegisterReadOnly):
            open_register(url.replace(f"{USER}@", "reader@"), PASSPHRASE, **GIVEN)
    finally:
        changed(url, "DROP OWNED BY reader", "DROP ROLE reader")


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql+psycopg://ana:very-secret@127.0.0.1:1/petition",
        "postgresql+psycopg://ana:very-secret@/petition?host=/nowhere",
        "postgresql+psycopg://inkstand:very-secret@/no_such_database?host=HERE",
        "postgresql+psycopg://nobody:very-secret@/postgres?host=HERE",
    ],
)
def test_server_that_is_not_there_or_refuses_is_told_without_the_password(wrong):
    wrong = wrong.replace("HERE", str(Database.sockets))

    with pytest.raises(RegisterUnreachable) as caught:
        open_or_create_register(wrong, PASSPHRASE, **GIVEN, hardness=QUICK)

    assert "very-secret" not in str(caught.value) + repr(caught.value.facts)
    assert "very-secret" not in shown(register_place(wrong))


def test_missing_driver_is_told(monkeypatch, url):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(RegisterUnreachable) as caught:
        open_register(url, PASSPHRASE, **GIVEN)

    assert "psycopg" in str(caught.value.facts["reason"])


def test_server_that_goes_away_is_told_and_what_was_written_is_there(tmp_path, pack, key):
    with device(tmp_path / "d", pack, people(4)) as journal:
        batches = [write_batch(tmp_path / "b", journal, pack, seq, seq) for seq in range(1, 5)]
    folder = Path(tempfile.mkdtemp(prefix="inkstand-"))
    try:
        with cluster(folder) as sockets:
            place = new_place(sockets, "one")
            register = open_or_create_register(place, PASSPHRASE, **GIVEN, hardness=QUICK)
            merge(register, batches[:2], key, accept_devices="all")
        with pytest.raises(Problem) as caught:
            merge(register, batches, key, accept_devices="all")
        assert caught.value.code == "register.unreachable"
        register.close()
        with (
            cluster(folder, is_new=False),
            open_register(place, PASSPHRASE, **GIVEN) as again,
        ):
            assert merge(again, batches, key).new == 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_passphrase_is_changed(tmp_path, url):
    with register_at(tmp_path / "register") as register:
        change_passphrase(register, PASSPHRASE, "another that nobody guesses", hardness=QUICK)

    with pytest.raises(RegisterPassphraseWrong):
        open_register(url, PASSPHRASE, **GIVEN)
    open_register(url, "another that nobody guesses", **GIVEN).close()


def test_nothing_of_a_person_is_readable_in_the_servers_files(tmp_path, pack, key):
    """Also not in its log of changes, and not after the person was erased."""
    given = draft(CANARIES["given_name"], CANARIES["family_name"], CANARIES["email"])
    made = signature(given)
    with device(tmp_path / "d", pack, [made, made]) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, 2)
    folder = Path(tempfile.mkdtemp(prefix="inkstand-"))
    try:
        with (
            cluster(folder) as sockets,
            open_or_create_register(
                new_place(sockets, "one"), PASSPHRASE, **GIVEN, hardness=QUICK
            ) as register,
        ):
            merge(register, [tmp_path / "b"], key, accept_devices="all")
            erase(register, list(opened(register)))
            assert merge(register, [tmp_path / "b"], key).known == 2
            with register._engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            ) as connection:
                connection.exec_driver_sql("CHECKPOINT")
        files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    assert sum(len(data) for data in files) > 1_000_000
    for text in [CANARIES["given_name"], CANARIES["family_name"], CANARIES["email"]]:
        for form in forms_of(text):
            assert not any(form in data for data in files)
