"""Damage is found, named, and costs nothing but what was hit."""

import os
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.app.restoring import is_damaged
from desktop_app.campaign.pack import Pack
from desktop_app.journal.damage import Damage, Part
from desktop_app.journal.frame import Frame
from desktop_app.journal.problems import JournalDamaged
from desktop_app.journal.salvage import salvage
from desktop_app.journal.store import (
    HandedOver,
    Journal,
    examine_journal,
    open_journal,
    read_journal,
)
from tests.journal.test_clock import Clocks
from tests.making import clock_at, idea_folder, made_key, published, signature

OPEN_DOORS, IDEAS = "open-doors", "where-you-live"
SEED = 4  # of which bits are flipped; any other is as good
STRIDE = 251  # every so many bytes; tests/faults flips them all


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a journal with something in every table but the vouchers of restored ones."""
    folder = tmp_path_factory.mktemp("whole")
    key = made_key()
    pack = published(key, folder / "p.inkpack")
    ideas = published(key, folder / "i.inkpack", idea_folder(folder / "ideas"))
    clocks = Clocks()
    with clocks.journal(folder) as journal:
        kept = [journal.keep(signature(), pack) for _ in range(5)]
        journal.undo(kept[3].record_id, pack)
        clocks.now += timedelta(days=1)
        journal.keep(signature(), ideas)
        journal.close_shift(pack, place="here", shift="now")
        journal.keep(signature(), pack)
        journal.note_handed_over(HandedOver(campaign=pack.id, first=1, last=4, sha256="7" * 64))
        journal.acknowledge(pack.id, [(1, 3)])
        journal.erase(pack.id, 1, 2)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    (tmp_path / "journal.sqlite").write_bytes((whole / "journal.sqlite").read_bytes())
    return tmp_path


def damaged(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "journal.sqlite")
    assert connection.execute(statement).rowcount == 1
    connection.commit()
    connection.close()


def readable(folder: Path) -> dict[tuple[str, int], Frame]:
    """All that can be saved of a journal, from its bytes."""
    found = salvage(folder / "journal.sqlite")
    return {(frame.campaign, frame.seq): frame for frame in found.frames()}


CASES = [
    ("UPDATE record SET sealed = zeroblob(640) WHERE campaign = 'open-doors' AND seq = 5",
     Damage(part=Part.SEALED, campaign=OPEN_DOORS, seq=5)),
    ("UPDATE record SET sealed = x'' WHERE campaign = 'open-doors' AND seq = 5",
     Damage(part=Part.SEALED, campaign=OPEN_DOORS, seq=5)),
    ("UPDATE record SET chain = zeroblob(32) WHERE campaign = 'open-doors' AND seq = 4",
     Part.LINK),
    ("UPDATE record SET chain = zeroblob(32) WHERE campaign = 'where-you-live' AND seq = 1",
     Part.LINK),
    ("UPDATE record SET seq = 77 WHERE campaign = 'open-doors' AND seq = 4",
     Damage(part=Part.NUMBER, campaign=OPEN_DOORS, seq=4)),
    ("UPDATE record SET campaign = 'open-door' WHERE campaign = 'open-doors' AND seq = 4",
     Damage(part=Part.NUMBER, campaign=OPEN_DOORS, seq=4)),
    ("DELETE FROM record WHERE campaign = 'open-doors' AND seq = 4",
     Damage(part=Part.MISSING, campaign=OPEN_DOORS, seq=4)),
    ("DELETE FROM record WHERE campaign = 'open-doors' AND seq = 8",
     Damage(part=Part.MISSING, campaign=OPEN_DOORS, seq=8)),
    ("DELETE FROM record WHERE campaign = 'where-you-live'",
     Damage(part=Part.MISSING, campaign=IDEAS, seq=1)),
    ("UPDATE checkpoint SET signature = zeroblob(64) WHERE campaign = 'open-doors'",
     Damage(part=Part.CHECKPOINT, campaign=OPEN_DOORS)),
    ("UPDATE checkpoint SET count = 3 WHERE campaign = 'open-doors'",
     Damage(part=Part.CHECKPOINT, campaign=OPEN_DOORS)),
    ("DELETE FROM checkpoint WHERE campaign = 'open-doors'",
     Damage(part=Part.CHECKPOINT, campaign=OPEN_DOORS)),
    ("UPDATE device SET private_key = zeroblob(32)", Damage(part=Part.DEVICE_KEY)),
    ("UPDATE device SET private_key = x''", Damage(part=Part.DEVICE_KEY)),
    ("UPDATE device SET public_key = zeroblob(32)", Damage(part=Part.DEVICE_KEY)),
    ("UPDATE device_again SET private_key = zeroblob(32)", Damage(part=Part.DEVICE_KEY)),
    ("DELETE FROM device_again", Damage(part=Part.DEVICE_KEY)),
    ("DELETE FROM device", Damage(part=Part.DEVICE_KEY)),
    ("UPDATE handed_over SET last = 3", Damage(part=Part.HANDED_OVER, campaign=OPEN_DOORS)),
    ("UPDATE handed_over SET sha256 = 'x'", Damage(part=Part.HANDED_OVER, campaign=OPEN_DOORS)),
    ("UPDATE handed_over SET row_sha256 = NULL",
     Damage(part=Part.HANDED_OVER, campaign=OPEN_DOORS)),
    ("UPDATE undone SET seq = 5", Damage(part=Part.UNDONE, campaign=OPEN_DOORS, seq=6)),
    ("DELETE FROM undone", Damage(part=Part.UNDONE, campaign=OPEN_DOORS, seq=6)),
    ("UPDATE closing SET closed_at_minute = 3", Damage(part=Part.CLOSING, campaign=OPEN_DOORS)),
    ("UPDATE closing SET signature_count = 3", Damage(part=Part.CLOSING, campaign=OPEN_DOORS)),
    ("DELETE FROM closing", Damage(part=Part.CLOSING, campaign=OPEN_DOORS, seq=7)),
    ("UPDATE clock SET last_minute = 3", Damage(part=Part.CLOCK)),
    ("UPDATE clock_jump SET before_minute = 3", Part.CLOCK),
    ("UPDATE acknowledged SET last = 7", Damage(part=Part.ACKNOWLEDGED, campaign=OPEN_DOORS)),
    ("UPDATE erased SET last = 3", Damage(part=Part.ERASED, campaign=OPEN_DOORS)),
    ("INSERT INTO erased VALUES ('open-doors', 5, 5, x'')",
     Damage(part=Part.ERASED, campaign=OPEN_DOORS)),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "named"), CASES, ids=[case[0] for case in CASES])
def test_damage_is_named(folder: Path, statement: str, named: Damage | Part) -> None:
    before = readable(folder)
    damaged(folder, statement)
    damages = examine_journal(folder)
    assert named in damages or named in [damage.part for damage in damages]
    with pytest.raises(JournalDamaged) as caught:
        open_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert caught.value.facts["reason"]
    lost = {
        (d.campaign, d.seq) for d in damages if d.part in (Part.SEALED, Part.HEADER, Part.MISSING)
    }
    after = readable(folder)
    assert {key for key in before if after.get(key) != before[key]} <= lost
    assert len(lost) <= 3


def test_a_whole_journal_has_no_damage(folder: Path) -> None:
    assert examine_journal(folder) == ()
    assert examine_journal(folder / "nowhere") == ()


def test_a_damaged_header_is_told_from_a_damaged_link(folder: Path) -> None:
    damaged(
        folder,
        "UPDATE record SET header = CAST(replace(CAST(header AS TEXT), 'kiosk', 'paper') AS BLOB) "
        "WHERE campaign = 'open-doors' AND seq = 5",
    )
    assert examine_journal(folder) == (Damage(part=Part.HEADER, campaign=OPEN_DOORS, seq=5),)
    with pytest.raises(JournalDamaged) as caught:
        open_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert caught.value.facts == {
        "reason": "header of record 5 in open-doors", "campaign": OPEN_DOORS, "number": 5
    }  # fmt: skip


def test_where_the_next_record_knows_the_right_link_it_is_given(folder: Path) -> None:
    right = readable(folder)[(OPEN_DOORS, 4)].chain
    damaged(
        folder, "UPDATE record SET chain = zeroblob(32) WHERE campaign = 'open-doors' AND seq = 4"
    )
    (damage,) = examine_journal(folder)
    assert damage == Damage(part=Part.LINK, campaign=OPEN_DOORS, seq=4)
    assert readable(folder)[(OPEN_DOORS, 4)].chain == right


def test_several_damages_are_all_listed(folder: Path) -> None:
    damaged(folder, "UPDATE record SET sealed = x'00' WHERE campaign = 'open-doors' AND seq = 4")
    damaged(folder, "UPDATE record SET header = x'00' WHERE campaign = 'open-doors' AND seq = 8")
    damaged(folder, "UPDATE clock SET last_minute = 3")
    found = {(damage.part, damage.seq) for damage in examine_journal(folder)}
    assert found == {(Part.SEALED, 4), (Part.HEADER, 8), (Part.CLOCK, 0)}


NOTES = [
    "UPDATE checkpoint SET signature = zeroblob(64) WHERE campaign = 'open-doors'",
    "DELETE FROM checkpoint WHERE campaign = 'open-doors'",
    "UPDATE handed_over SET last = 3",
    "UPDATE device SET private_key = zeroblob(32)",
    "UPDATE clock SET last_minute = 3",
    "DELETE FROM undone",
]


@pytest.mark.parametrize("statement", NOTES)
def test_a_damaged_note_keeps_nobody_from_the_records(folder: Path, statement: str) -> None:
    damaged(folder, statement)
    journal = read_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert journal is not None
    with journal:
        assert journal.damages
        assert len(journal.records(OPEN_DOORS, 1, 99)) == 8  # type: ignore[arg-type]
        assert journal.record_counts() == {OPEN_DOORS: 8, IDEAS: 1}
        assert journal.counts() == {OPEN_DOORS: 5, IDEAS: 1}
        assert journal.sign(b"still vouched for")
        journal.hand_overs()
        journal.not_handed_over()


def test_a_damaged_hand_over_is_not_believed(folder: Path) -> None:
    damaged(folder, "UPDATE handed_over SET last = 8")
    journal = read_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert journal is not None
    with journal:
        assert journal.hand_overs() == ()
        assert journal.not_handed_over() == {OPEN_DOORS: 8, IDEAS: 1}


def test_a_damaged_record_is_not_read_as_if_nothing_were(folder: Path) -> None:
    damaged(folder, "UPDATE record SET sealed = x'00' WHERE campaign = 'open-doors' AND seq = 4")
    with pytest.raises(JournalDamaged):
        read_journal(folder, clock=clock_at(), randomness=os.urandom)


def test_a_trigger_that_somebody_put_in_is_found(folder: Path) -> None:
    connection = sqlite3.connect(folder / "journal.sqlite")
    connection.execute(
        "CREATE TRIGGER theirs AFTER INSERT ON record BEGIN DELETE FROM checkpoint; END"
    )
    connection.close()
    assert Damage(part=Part.TABLES) in examine_journal(folder)


# ---- single bits ----------------------------------------------------------------------------------


def contents(path: Path) -> list[object]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.text_factory = bytes
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            connection.execute("PRAGMA user_version").fetchone(),
            *(
                sorted(connection.execute(f"SELECT * FROM {name.decode()}").fetchall(), key=repr)
                for (name,) in tables.fetchall()
            ),
        ]
    finally:
        connection.close()


@pytest.mark.slow
def test_a_flipped_bit_is_found_and_costs_one_record_at_most(folder: Path) -> None:
    """A sample; `tests/faults` goes through all of them."""
    file = folder / "journal.sqlite"
    before, whole, said = file.read_bytes(), readable(folder), contents(file)
    for place in range(SEED, len(before), STRIDE):
        flipped = bytearray(before)
        flipped[place] ^= 1 << (place % 8)
        file.write_bytes(flipped)
        if is_damaged(Home(folder=folder)):
            after = readable(folder)
            lost = [key for key in whole if after.get(key) != whole[key]]
            assert len(lost) <= 1, (place, lost)
        else:
            assert contents(file) == said, f"a bit at {place} means something"


@pytest.mark.parametrize("bytes_lost", [100, 4096])
def test_without_its_first_page_every_record_is_still_read(folder: Path, bytes_lost: int) -> None:
    file = folder / "journal.sqlite"
    whole = readable(folder)
    file.write_bytes(bytes(bytes_lost) + file.read_bytes()[bytes_lost:])
    with pytest.raises(JournalDamaged):
        open_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert is_damaged(Home(folder=folder))
    assert readable(folder) == whole


def test_a_large_journal_loses_no_more_than_the_page_that_was_hit(
    tmp_path: Path, whole: Path, pack_of_whole: Callable[[], Pack]
) -> None:
    pack = pack_of_whole()
    with open_journal(tmp_path, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep_all([signature()] * 400, pack)
    file = tmp_path / "journal.sqlite"
    before, whole_rows = file.read_bytes(), readable(tmp_path)
    assert len(whole_rows) == 400
    for page in range(0, len(before) // 4096, 23):
        torn = bytearray(before)
        torn[page * 4096 : (page + 1) * 4096] = os.urandom(4096)
        file.write_bytes(torn)
        after = readable(tmp_path)
        assert sum(after.get(key) == whole_rows[key] for key in whole_rows) >= 400 - 4
    file.write_bytes(before)
    assert examine_journal(tmp_path) == ()


@pytest.fixture
def pack_of_whole(tmp_path: Path) -> Callable[[], Pack]:
    return lambda: published(made_key(), tmp_path / "p.inkpack")


def test_a_restored_journal_without_a_key_is_whole_and_takes_nothing(tmp_path: Path) -> None:
    from desktop_app.journal.problems import JournalRestored

    pack = published(made_key(), tmp_path / "p.inkpack")
    with open_journal(tmp_path, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep(signature(), pack)
    connection = sqlite3.connect(tmp_path / "journal.sqlite")
    connection.execute("UPDATE device SET private_key = x''")
    connection.execute("DELETE FROM device_again")
    connection.commit()
    connection.close()
    from desktop_app.journal.device_key import copy_device_key
    from desktop_app.journal.engine import open_engine

    engine = open_engine(tmp_path / "journal.sqlite", is_read_only=False)
    with engine.begin() as made:
        copy_device_key(made)
    engine.dispose()
    assert examine_journal(tmp_path) == ()
    with open_journal(tmp_path, clock=clock_at(), randomness=os.urandom) as restored:
        assert not restored.has_key
        assert restored.counts() == {pack.id: 1}
        for write in (
            lambda: restored.keep(signature(), pack),
            lambda: restored.sign(b"x"),
        ):
            with pytest.raises(JournalRestored):
                write()
        assert not restored.close_shift(pack, place="", shift="").is_recorded


def test_the_journal_class_is_what_opening_gives(folder: Path) -> None:
    with open_journal(folder, clock=clock_at(), randomness=os.urandom) as journal:
        assert isinstance(journal, Journal)
        assert journal.damages == ()
