"""Of a damaged journal, everything that is whole is found, whatever SQLite says to the file."""

import os
import re
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.frame import is_vouched
from desktop_app.journal.salvage import NothingToSalvage, salvage
from desktop_app.journal.store import open_journal
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import Header, Kind, Record, SuiteId, read_header
from tests.journal.flips import Outcome, Small, flip, small_journal
from tests.journal.restoring import records_of
from tests.making import clock_at, journal_with, made_key, published, signature

STEP = 1009
PAGE = 4096


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small_journal(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def key() -> CampaignKey:
    return made_key(SuiteId.MLKEM768_X25519)


@pytest.fixture(scope="session")
def large_records(tmp_path_factory: pytest.TempPathFactory, key: CampaignKey) -> Pack:
    """A campaign whose records are longer than a page of the file."""
    import shutil

    from tests.making import OPEN_DOORS

    folder = tmp_path_factory.mktemp("drawn")
    shutil.copytree(OPEN_DOORS, folder / "campaign")
    settings = folder / "campaign" / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    assert 'drawn_signature = "off"' in text or "drawn_signature" in text
    settings.write_text(with_drawing(text), encoding="utf-8")
    return published(key, folder / "drawn.inkpack", folder / "campaign")


def with_drawing(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.lstrip("# ").startswith("drawn_")]
    return "\n".join(lines).replace("[ask]", '[ask]\ndrawn_signature = "optional"', 1)


@pytest.mark.slow
def test_a_flipped_bit_is_harmless_or_found_and_all_else_is_handed_over(
    tmp_path: Path, small: Small
) -> None:
    outcomes = {
        flip(small, tmp_path / "home", position, position % 8)
        for position in range(7, len(small.data), STEP)
    }
    assert outcomes == set(Outcome)


@pytest.mark.slow
def test_where_the_file_begins_every_flipped_bit_is_harmless_or_found(
    tmp_path: Path, small: Small
) -> None:
    """The first bytes tell SQLite what the file is."""
    for position in range(0, 108, 3):
        flip(small, tmp_path / "home", position, position % 8)


def test_a_page_of_zeros_costs_no_more_than_the_records_on_it(tmp_path: Path, small: Small) -> None:
    for page in range(len(small.data) // PAGE):
        path = tmp_path / "journal.sqlite"
        data = bytearray(small.data)
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        path.write_bytes(data)
        saved = salvage(path)
        there = {frame.seq: frame for frame in saved.frames()}
        for seq, record in enumerate(small.records, start=1):
            stood_there = small.data.index(record.header_bytes) // PAGE == page
            assert (seq in there) is not stood_there
        assert all(is_vouched(frame) for frame in there.values())


def test_records_longer_than_a_page_are_put_together(tmp_path: Path, large_records: Pack) -> None:
    pack = large_records
    with journal_with(tmp_path, pack, [signature(pack=pack) for _ in range(300)]) as journal:
        records = records_of(journal, pack)
    assert len(records[0].sealed) > PAGE
    data = bytearray((tmp_path / "journal.sqlite").read_bytes())
    data[:PAGE] = os.urandom(PAGE)
    (tmp_path / "journal.sqlite").write_bytes(data)
    saved = salvage(tmp_path / "journal.sqlite")
    there = {frame.seq: (frame.header, frame.sealed) for frame in saved.frames()}
    assert there == {
        seq: (record.header_bytes, record.sealed) for seq, record in enumerate(records, start=1)
    }


def test_without_sqlite_a_thousand_records_are_found(tmp_path: Path, small: Small) -> None:
    with open_journal(tmp_path, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep_all([signature() for _ in range(1000)], small.pack)
        records = records_of(journal, small.pack)
    path = tmp_path / "journal.sqlite"
    data = bytearray(path.read_bytes())
    for page in range(len(data) // PAGE):  # no page says any more what it is and what it holds
        data[page * PAGE : page * PAGE + 8] = bytes(8)
    path.write_bytes(data)
    saved = salvage(path)
    there = {frame.seq: (frame.header, frame.sealed) for frame in saved.frames()}
    assert there == {
        seq: (record.header_bytes, record.sealed) for seq, record in enumerate(records, start=1)
    }
    assert saved.lost() == {}


def test_without_the_devices_key_the_last_records_are_vouched_for_by_the_checkpoint(
    tmp_path: Path, small: Small
) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(small.data)
    saved = salvage(path)
    seed = saved._key.private
    assert seed is not None
    path.write_bytes(small.data.replace(seed.private_bytes_raw(), bytes(32)))
    frames = sorted(salvage(path).frames(), key=lambda frame: frame.seq)
    assert [bool(frame.voucher) for frame in frames] == [False] * 5 + [True]
    assert is_vouched(frames[-1])


def test_a_key_that_only_the_second_copy_knows_will_do(tmp_path: Path, small: Small) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(small.data)
    public = salvage(path).device_key
    path.write_bytes(small.data.replace(public, bytes(32)))
    with pytest.raises(NothingToSalvage):
        salvage(path)
    assert len(list(salvage(path, [b"x" * 32, public]).frames())) == len(small.records)


def test_a_flipped_letter_in_a_checkpoint_names_no_record(tmp_path: Path, small: Small) -> None:
    name = small.pack.id.encode()
    places = [p for p in range(len(small.data)) if small.data.startswith(name + b"\x06", p)]
    assert places
    for place in places:
        assert flip(small, tmp_path / "home", place + 1, 1) is Outcome.FOUND


@pytest.mark.parametrize("content", [b"", b"x", bytes(5000), b"SQLite format 3\0" + bytes(100)])
def test_in_what_is_no_journal_nothing_is_found(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(content)
    with pytest.raises(NothingToSalvage):
        salvage(path)
    with pytest.raises(NothingToSalvage):
        salvage(tmp_path / "nowhere.sqlite")


def test_the_file_is_only_read(tmp_path: Path, small: Small) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(small.data)
    path.chmod(0o400)
    list(salvage(path).frames())
    assert path.read_bytes() == small.data
    assert [p.name for p in tmp_path.iterdir()] == ["journal.sqlite"]


@pytest.mark.slow
def test_a_flipped_type_of_an_undo_note_costs_nothing(small: Small, tmp_path: Path) -> None:
    # What SQLite keeps before a text tells its type: flipped, the note is no text any more, or NULL.
    header = next(r for r in map(read_header_of, small.records) if r.kind is Kind.UNDO)
    undone = read_header_of(small.records[3]).id.encode()
    assert header.seq == 5
    places = [m.start() for m in re.finditer(undone, small.data)]
    assert len(places) >= 3  # the note, its index, and the signature's own header
    before = {place - back for place in places for back in range(1, 16)}
    flips = [(place, bit) for place in sorted(before) for bit in (2, 5)]
    outcomes = {flip(small, tmp_path / "home", place, bit) for place, bit in flips}
    assert Outcome.FOUND in outcomes


def read_header_of(record: Record) -> Header:
    return read_header(record.header_bytes)
