"""What was taken back on a device counts nowhere, in whatever order its batches come."""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal, open_journal
from desktop_app.register import steps
from desktop_app.register.duplicates import Duplicates, find_duplicates
from desktop_app.register.merge import merge
from desktop_app.register.people import open_people
from desktop_app.register.problems import RegisterFull
from desktop_app.register.store import Register, open_locked_register, open_register
from desktop_app.register.tables import TABLES_VERSION
from desktop_app.sealing.keys import CampaignKey, unlock_key_file
from desktop_app.sealing.record import read_header
from desktop_app.signature.consent import Choice
from desktop_app.signature.undo import RecordId, Undo, undo_bytes
from tests.making import (
    PASSPHRASE,
    clock_at,
    draft,
    idea_folder,
    journal_with,
    published,
    signature,
)
from tests.register.given import (
    as_version_2,
    is_summed_up,
    logical_dump,
    opened,
    register_at,
    write_batch,
)

MUSEUM = Path(__file__).parents[1] / "museum" / "0.1.0"


def names(register: Register, campaign: str = "open-doors") -> list[str]:
    """The people who count, by their first names."""
    with open_people(register, campaign) as people:
        return sorted(person.signature.given_name for person in people if person is not None)


def record_id(journal: Journal, pack: Pack, seq: int) -> RecordId:
    (stored,) = journal.records(pack.id, seq, seq)
    return RecordId(read_header(stored.record.header_bytes).id)


def written(folder: Path, journal: Journal, pack: Pack) -> list[Path]:
    """A batch for each record, in order."""
    last = journal.record_counts()[pack.id]
    return [write_batch(folder, journal, pack, seq, seq) for seq in range(1, last + 1)]


@pytest.fixture(scope="session")
def undone_drop(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two devices; on the first Ana signs twice and takes the first back, and Cem his only one."""
    folder = tmp_path_factory.mktemp("undone")
    ana = signature(draft("Ana", email="ana@example.org"))
    people = [ana, ana, signature(draft("Ben")), signature(draft("Cem", email="cem@example.org"))]
    with journal_with(folder / "one", pack, people) as journal:
        journal.undo(record_id(journal, pack, 1), pack)
        journal.undo(record_id(journal, pack, 4), pack)
        batches = written(folder / "b", journal, pack)
        batches += [write_batch(folder / "b", journal, pack, 1, 6)]
        batches += [write_batch(folder / "b", journal, pack, 4, 6)]
    with journal_with(folder / "two", pack, [ana, signature(draft("Dan"))]) as journal:
        journal.undo(record_id(journal, pack, 2), pack)
        batches += written(folder / "b", journal, pack)
    return batches


@pytest.fixture(scope="session")
def undone_at_once(
    undone_drop: list[Path], key: CampaignKey, tmp_path_factory: pytest.TempPathFactory
) -> tuple:
    with register_at(tmp_path_factory.mktemp("once") / "r.sqlite") as register:
        merge(register, undone_drop, key, accept_devices="all")
        assert names(register) == ["Ana", "Ben"]
        return logical_dump(register)


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_repetition_of_batches_with_undos_give_the_same_register(
    data, undone_drop, undone_at_once, key, tmp_path_factory
):
    order = data.draw(st.permutations(range(len(undone_drop))))
    repeated = data.draw(st.lists(st.sampled_from(range(len(undone_drop))), max_size=4))
    sequence = [undone_drop[number] for number in [*order, *repeated]]
    cuts = data.draw(st.lists(st.integers(0, len(sequence)), max_size=5).map(sorted))
    with register_at(tmp_path_factory.mktemp("r") / "r.sqlite") as register:
        for start, end in itertools.pairwise([0, *cuts, len(sequence)]):
            if sequence[start:end]:
                result = merge(register, sequence[start:end], key, accept_devices="all")
                assert is_summed_up(result)
        assert logical_dump(register) == undone_at_once
        assert names(register) == ["Ana", "Ben"]
        assert find_duplicates(register) == Duplicates(
            signatures=3, people=2, duplicates=1, taken_back=3
        )


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (1, 1, 0, 1)])
def test_it_counts_until_its_undo_comes_and_never_after(
    register, pack, key, tmp_path, order: tuple[int, ...]
):
    with journal_with(tmp_path / "d", pack, [signature(draft("Ana"))]) as journal:
        journal.undo(record_id(journal, pack, 1), pack)
        batches = written(tmp_path / "b", journal, pack)
    merged: set[int] = set()
    for number in order:
        merge(register, [batches[number]], key, accept_devices="all")
        merged.add(number)
        counted = find_duplicates(register)
        is_there, is_undone = 0 in merged, merged == {0, 1}
        assert counted.signatures == (1 if is_there and not is_undone else 0)
        assert counted.taken_back == (1 if is_undone else 0)


def test_next_one_counts_when_the_first_of_one_person_is_taken_back(register, pack, key, tmp_path):
    signatures = [
        signature(draft("Ana", share=share)) for share in (Choice.NO, Choice.YES, Choice.YES)
    ]
    with journal_with(tmp_path / "d", pack, signatures) as journal:
        merge(register, written(tmp_path / "b", journal, pack), key, accept_devices="all")
        first, second, third = (record_id(journal, pack, seq) for seq in (1, 2, 3))
        assert [opened(register)[each][-1] for each in (first, second, third)] == [
            *(None, first, first)
        ]
        journal.undo(first, pack)
        merge(register, [write_batch(tmp_path / "b", journal, pack, 4, 4)], key)

    assert [opened(register)[each][-1] for each in (first, second, third)] == [None, None, second]
    assert find_duplicates(register) == Duplicates(
        signatures=2, people=1, duplicates=1, taken_back=1
    )
    with open_people(register, pack.id) as people:
        (person,) = people
        assert person is not None
        assert person.says_yes("share_with_starter"), "what was taken back refuses nothing either"


# ---- whom an undo does not reach ------------------------------------------------------------------


def naming(other: RecordId) -> Callable[[Undo], bytes]:
    """What a hostile device seals: an undo that names any record."""
    return lambda undo: undo_bytes(msgspec.structs.replace(undo, record_id=other))


def test_device_cannot_take_back_what_another_took_in(register, pack, key, tmp_path, monkeypatch):
    with journal_with(tmp_path / "one", pack, [signature(draft("Ana"))]) as journal:
        batches = written(tmp_path / "b", journal, pack)
        victim = record_id(journal, pack, 1)
    with journal_with(tmp_path / "two", pack, [signature(draft("Ben"))]) as journal:
        monkeypatch.setattr("desktop_app.journal.journal.undo_bytes", naming(victim))
        journal.undo(record_id(journal, pack, 1), pack)
        batches += written(tmp_path / "b", journal, pack)

    merge(register, batches, key, accept_devices="all")

    assert names(register) == ["Ana", "Ben"]
    assert find_duplicates(register).taken_back == 0


def test_undo_reaches_no_other_campaign(register, pack, key, tmp_path, monkeypatch):
    ideas = published(key, tmp_path / "i.inkpack", idea_folder(tmp_path / "i"))
    with journal_with(tmp_path / "d", pack, [signature(draft("Ana"))]) as journal:
        journal.keep(signature(pack=ideas, given=draft_of_idea()), ideas)
        own = record_id(journal, ideas, 1)
        monkeypatch.setattr(
            "desktop_app.journal.journal.undo_bytes", naming(record_id(journal, pack, 1))
        )
        journal.undo(own, ideas)
        batches = [
            *written(tmp_path / "b", journal, pack),
            *written(tmp_path / "b", journal, ideas),
        ]

    merge(register, batches, key, accept_devices="all")

    assert find_duplicates(register) == Duplicates(signatures=2, people=2, duplicates=0)


def draft_of_idea():
    from desktop_app.signature.draft import Draft

    return Draft(idea="More trees")


@pytest.mark.parametrize("names_its", ["undo", "nobody"])
def test_undo_of_what_is_no_signature_changes_nothing(
    register, pack, key, tmp_path, monkeypatch, names_its: str
):
    with journal_with(tmp_path / "d", pack, [signature(draft("Ana")), signature()]) as journal:
        journal.undo(record_id(journal, pack, 2), pack)
        other = {"undo": record_id(journal, pack, 3), "nobody": RecordId("0" * 32)}[names_its]
        monkeypatch.setattr("desktop_app.journal.journal.undo_bytes", naming(other))
        journal.undo(record_id(journal, pack, 1), pack)
        merge(register, written(tmp_path / "b", journal, pack), key, accept_devices="all")

    assert names(register) == ["Ana"]


def test_undo_that_is_none_is_damage_and_never_stops_the_rest(
    register, pack, key, tmp_path, monkeypatch
):
    monkeypatch.setattr("desktop_app.journal.journal.undo_bytes", lambda _: b"\xc1 no undo")
    with journal_with(tmp_path / "d", pack, [signature(draft("Ana"))]) as journal:
        journal.undo(record_id(journal, pack, 1), pack)
        batch = write_batch(tmp_path / "b", journal, pack, 1, 2)

    result = merge(register, [batch], key, accept_devices="all")

    assert (result.new, result.damaged) == (1, 1)
    assert [each.code for each in result.damaged_files] == ["undo.unreadable"]
    assert names(register) == ["Ana"]


def test_signature_that_two_records_take_back_is_one(register, pack, key, tmp_path, monkeypatch):
    """No device of ours writes two, but whoever has its key may."""
    people = [signature(draft("Ana")), signature(draft("Ben"))]
    with journal_with(tmp_path / "d", pack, people) as journal:
        first = record_id(journal, pack, 1)
        journal.undo(first, pack)
        monkeypatch.setattr("desktop_app.journal.journal.undo_bytes", naming(first))
        journal.undo(record_id(journal, pack, 2), pack)
        merge(register, written(tmp_path / "b", journal, pack), key, accept_devices="all")

    assert find_duplicates(register) == Duplicates(
        signatures=1, people=1, duplicates=0, taken_back=1
    )
    assert names(register) == ["Ben"]


def test_undo_in_a_batch_with_a_stolen_id_is_honoured(register, pack, key, tmp_path):
    """A record whose id is taken stays out with its flag; the rest of its batch comes in."""
    is_armed = False

    def randomness(count: int) -> bytes:
        return b"\1" * 16 if is_armed and count == 16 else os.urandom(count)

    batches = []
    for name in ("Ana", "Ben"):
        flagged = msgspec.structs.replace(signature(draft(name)), was_quick=True)
        other = signature(draft(f"{name}'s friend"))
        with open_journal(tmp_path / name, clock=clock_at(), randomness=randomness) as journal:
            is_armed = True
            journal.keep(flagged, pack)
            is_armed = False
            journal.undo(journal.keep(other, pack).record_id, pack)
            batches.append(write_batch(tmp_path / "b", journal, pack, 1, 3))

    for batch, new, conflicts in zip(batches, (3, 2), (0, 1), strict=True):
        result = merge(register, [batch], key, accept_devices="all")
        assert (result.new, result.conflicts, result.quick) == (new, conflicts, 1 - conflicts)
    assert names(register) == ["Ana"]


# ---- registers of 0.1.0 ---------------------------------------------------------------------------


def as_version_1(path: Path) -> Path:
    """Take away what version 1 lacked: so 0.1.0 would have kept these very records."""
    as_version_2(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE undo")
    connection.execute("UPDATE register SET version = 1")
    connection.execute("PRAGMA user_version=1")
    connection.commit()
    connection.close()
    return path


def version_of(path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    versions = (
        connection.execute("PRAGMA user_version").fetchone()[0],
        connection.execute("SELECT version FROM register").fetchone()[0],
    )
    connection.close()
    return versions


def opened_again(path: Path) -> Register:
    return open_register(path, PASSPHRASE, clock=clock_at(), randomness=os.urandom)


@pytest.mark.sqlite
def test_old_register_honours_an_undo_of_what_it_took_in_years_ago(tmp_path: Path):
    path = Path(shutil.copy(MUSEUM / "suite-1" / "register.sqlite", tmp_path))
    key_file = Path(shutil.copy(MUSEUM / "suite-1.key", tmp_path))
    key = unlock_key_file(key_file, PASSPHRASE)
    home = Path(shutil.copytree(MUSEUM / "suite-1" / "device", tmp_path / "device"))
    from desktop_app.campaign.reading import read_pack

    pack = read_pack(MUSEUM / "suite-1" / "open-doors.inkpack")
    assert version_of(path) == (1, 1)
    with open_journal(home, clock=clock_at(), randomness=os.urandom) as journal:
        journal.undo(record_id(journal, pack, 2), pack)
        batch = write_batch(tmp_path / "b", journal, pack, 4, 4)

    opened_again(path).close()
    assert version_of(path) == (TABLES_VERSION, TABLES_VERSION)
    with opened_again(path) as register:
        assert names(register) == ["Marta", "Иван", "محمد"]
        assert merge(register, [batch], key).new == 1
        assert names(register) == ["Marta", "محمد"]
    with open_locked_register(path) as locked:
        assert find_duplicates(locked).taken_back == 1


@pytest.mark.sqlite
def test_undo_that_an_old_register_did_not_understand_is_honoured_at_the_next_merge(
    undone_drop, undone_at_once, drop, key, tmp_path
):
    path = tmp_path / "r.sqlite"
    with register_at(path) as register:
        merge(register, undone_drop, key, accept_devices="all")
    as_version_1(path)

    with opened_again(path) as register:
        assert find_duplicates(register).taken_back == 0, "nobody has opened the undos yet"
        again = merge(register, undone_drop[:1], key)

        assert (again.new, again.known) == (0, 1)
        assert names(register) == ["Ana", "Ben"]
        assert logical_dump(register) == undone_at_once


@pytest.mark.sqlite
def test_counting_steps_forward_without_the_passphrase(undone_drop, key, tmp_path):
    path = tmp_path / "r.sqlite"
    with register_at(path) as register:
        merge(register, undone_drop, key, accept_devices="all")
    as_version_1(path)

    with open_locked_register(path) as locked:
        assert find_duplicates(locked).signatures == 6
    assert version_of(path) == (TABLES_VERSION, TABLES_VERSION)


@pytest.mark.sqlite
def test_step_for_which_there_is_no_room_leaves_the_register_as_it_was(
    undone_drop, key, tmp_path, monkeypatch
):
    path = tmp_path / "r.sqlite"
    with register_at(path) as register:
        merge(register, undone_drop, key, accept_devices="all")
    as_version_1(path)
    mark = steps.mark_as_ours

    def full(connection) -> None:  # SQLite's own full disk, in the middle of the step
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.exec_driver_sql("INSERT INTO unsettled VALUES (hex(zeroblob(1000000)))")

    monkeypatch.setattr(steps, "mark_as_ours", full)
    with pytest.raises(RegisterFull):
        opened_again(path)
    assert version_of(path) == (1, 1)

    monkeypatch.setattr(steps, "mark_as_ours", mark)
    with opened_again(path) as register:
        assert find_duplicates(register).signatures == 6
    assert version_of(path) == (TABLES_VERSION, TABLES_VERSION)
