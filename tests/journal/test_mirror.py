"""The second copy on a real disk: what is in it is whole or named, and nothing wrong is believed."""

import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.campaign.pack import Pack
from desktop_app.journal.copying import (
    SecondCopyOfOtherHistory,
    copy_next,
    frames_after,
    missing_count,
    new_copy,
    open_copy,
)
from desktop_app.journal.frame import (
    MARKER,
    BrokenPlace,
    Frame,
    WholeFrame,
    find_frames,
    frame_bytes,
    is_vouched,
    mended,
    opening_bytes,
)
from desktop_app.journal.mirror import (
    Mirror,
    SecondCopyAway,
    SecondCopyFromNewerVersion,
    SecondCopyFull,
    SecondCopyOfAnotherDevice,
    SecondCopyReadOnly,
    SecondCopyUnreadable,
    mirror_file,
    new_mirror,
    open_mirror,
)
from desktop_app.journal.numbers import Numbers
from desktop_app.journal.store import Journal
from tests.making import journal_with, made_key, published, signature

COUNT = 4


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return published(made_key(), tmp_path_factory.mktemp("mirror") / "open-doors.inkpack")


@pytest.fixture
def journal(tmp_path: Path, pack: Pack) -> Iterator[Journal]:
    with journal_with(tmp_path / "home", pack, [signature() for _ in range(COUNT)]) as journal:
        yield journal


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> tuple[bytes, list[int]]:
    """The bytes of a small second copy, and where each frame ends."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "stick").mkdir()
    with journal_with(folder / "home", pack, [signature() for _ in range(3)]) as journal:
        mirror = new_copy(journal, folder / "stick")
        copy_all(journal, mirror)
        data = mirror.path.read_bytes()
    return data, [f.place + f.size_bytes for f in find_frames(io.BytesIO(data))]


def copy_all(journal: Journal, mirror: Mirror) -> int:
    count = 0
    while copied := copy_next(journal, mirror):
        count += copied
    return count


def records_in(path: Path) -> list[Frame]:
    with path.open("rb") as file:
        found = [f.content for f in find_frames(file) if isinstance(f, WholeFrame)]
    return [content for content in found if isinstance(content, Frame)]


def test_each_frame_is_the_record_and_is_vouched_for(
    journal: Journal, stick: Path, pack: Pack
) -> None:
    mirror = new_copy(journal, stick)
    assert copy_all(journal, mirror) == COUNT
    frames = records_in(mirror.path)
    for frame, stored in zip(frames, journal.records(pack.id, 1, COUNT), strict=True):
        assert (frame.seq, frame.header) == (stored.seq, stored.record.header_bytes)
        assert (frame.sealed, frame.chain) == (stored.record.sealed, stored.chain)
        assert is_vouched(frame)
    assert mirror.path == stick / "inkstand-second-copy" / f"{journal.device}.inkmirror"


def test_no_private_key_is_in_it(journal: Journal, stick: Path) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    assert journal._key.own().private_bytes_raw() not in mirror.path.read_bytes()


def test_each_new_record_and_catching_up_are_one_way(
    journal: Journal, stick: Path, pack: Pack
) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    for _ in range(3):
        journal.keep(signature(), pack)
        assert copy_next(journal, mirror) == 1
    at_once = frames_after(journal, {})[0]
    assert mirror.path.read_bytes() == opening_bytes(journal.device_public_key) + b"".join(at_once)
    assert (mirror.positions(), missing_count(journal, mirror)) == ({pack.id: COUNT + 3}, 0)


def test_frames_come_in_portions(journal: Journal, pack: Pack) -> None:
    frames, after = frames_after(journal, {pack.id: 1}, limit=2)
    assert (len(frames), after) == (2, {pack.id: 3})
    assert frames_after(journal, after, limit=2)[1] == {pack.id: COUNT}
    assert frames_after(journal, {pack.id: COUNT}) == ([], {pack.id: COUNT})


def test_opened_again_it_goes_on_where_it_was(journal: Journal, stick: Path, pack: Pack) -> None:
    copy_all(journal, new_copy(journal, stick))
    journal.keep(signature(), pack)
    mirror = open_copy(journal, stick)
    assert mirror.positions() == {pack.id: COUNT}
    assert (copy_all(journal, mirror), list(mirror.broken)) == (1, [])


# ---- what a crash leaves ----------------------------------------------------------------------------


def test_from_every_cut_the_whole_frames_are_read_and_the_copy_goes_on(
    tmp_path: Path, pack: Pack, small: tuple[bytes, list[int]]
) -> None:
    data, ends = small
    for length in range(len(data) + 1):
        found = list(find_frames(io.BytesIO(data[:length])))
        whole = [f for f in found if isinstance(f, WholeFrame)]
        assert len(whole) == sum(end <= length for end in ends)
        torn = [f for f in found if isinstance(f, BrokenPlace)]
        assert [f.is_tail for f in torn] == [True] * (length not in (0, *ends))


def test_a_torn_end_is_cut_off_and_written_again(journal: Journal, stick: Path, pack: Pack) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    whole = mirror.path.read_bytes()
    frames = list(find_frames(io.BytesIO(whole)))
    for cut in (0, 1, 9, frames[0].size_bytes, frames[2].place - 1, len(whole) - 1):
        mirror.path.write_bytes(whole[:cut])
        again = open_copy(journal, stick)
        copy_all(journal, again)
        assert mirror.path.read_bytes() == whole
        assert not again.broken


def test_zeros_after_a_power_cut_are_an_end(journal: Journal, stick: Path, pack: Pack) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    whole = mirror.path.read_bytes()
    journal.keep(signature(), pack)
    copy_all(journal, mirror)
    longer = mirror.path.read_bytes()
    for zeroed in (whole + bytes(3000), whole[:-2000] + bytes(2000), bytes(40)):
        mirror.path.write_bytes(zeroed)
        copy_all(journal, open_copy(journal, stick))
        assert mirror.path.read_bytes() == longer


# ---- damage -----------------------------------------------------------------------------------------


def assert_one_frame_at_most_is_lost(data: bytes, ends: list[int], position: int, bit: int) -> None:
    changed = bytearray(data)
    changed[position] ^= 1 << bit
    found = list(find_frames(io.BytesIO(bytes(changed))))
    whole = [f.content for f in found if isinstance(f, WholeFrame)]
    broken = [f for f in found if isinstance(f, BrokenPlace)]
    original = [f.content for f in find_frames(io.BytesIO(data)) if isinstance(f, WholeFrame)]
    hit = sum(end <= position for end in ends)
    assert whole == original[:hit] + original[hit + 1 :]
    assert len(broken) == 1
    assert broken[0].place <= position < broken[0].place + broken[0].size_bytes
    if broken[0].unproved is not None:
        mend = mended(broken[0].unproved, original[1].device_key)
        assert (
            mend is None
            or msgspec.structs.replace(mend, voucher=b"")
            == msgspec.structs.replace(original[hit], voucher=b"")
            or mend.voucher == b""
        )


def test_a_flipped_bit_at_every_place_spoils_one_frame_which_is_named_by_its_place(
    small: tuple[bytes, list[int]],
) -> None:
    data, ends = small
    for position in range(len(data)):
        assert_one_frame_at_most_is_lost(data, ends, position, position % 8)


@pytest.mark.slow
def test_every_flipped_bit_spoils_one_frame_which_is_named_by_its_place(
    small: tuple[bytes, list[int]],
) -> None:
    data, ends = small
    for position in range(len(data)):
        for bit in range(8):
            assert_one_frame_at_most_is_lost(data, ends, position, bit)


def test_a_damaged_frame_is_found_by_its_number_and_written_again(
    journal: Journal, stick: Path, pack: Pack
) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    whole = mirror.path.read_bytes()
    place = whole.index(records_in(mirror.path)[1].sealed) + 100
    mirror.path.write_bytes(whole[:place] + b"\x00\x01\x02" + whole[place + 3 :])
    again = open_copy(journal, stick)
    assert [(b.campaign, b.seq) for b in again.broken] == [(pack.id, 2)]
    assert again.missing() == {pack.id: [(2, 2)]}
    assert missing_count(journal, again) == 1
    assert copy_all(journal, again) == 1
    assert open_copy(journal, stick).missing() == {}


@given(st.binary(max_size=4000))
def test_any_bytes_are_read_without_harm(data: bytes) -> None:
    found = list(find_frames(io.BytesIO(data)))
    assert sum(f.size_bytes for f in found) == len(data)
    assert not [f for f in found if isinstance(f, WholeFrame)]


@given(st.lists(st.sampled_from([MARKER, MARKER[:5], b"\x00\x10\x00\x00", b"\xff" * 36, b"x"])))
def test_markers_and_lengths_that_lie_lead_nowhere(pieces: list[bytes]) -> None:
    frame = opening_bytes(b"k" * 32)
    found = list(find_frames(io.BytesIO(b"".join(pieces) + frame + b"".join(pieces) + frame)))
    assert [f.size_bytes for f in found if isinstance(f, WholeFrame)] == [len(frame)] * 2


def test_long_damage_is_read_in_little_memory(small: tuple[bytes, list[int]]) -> None:
    data, _ = small
    found = list(find_frames(io.BytesIO(data + bytes(3_000_000) + data)))
    assert len([f for f in found if isinstance(f, WholeFrame)]) == 8
    assert max(f.size_bytes for f in found) < 1_100_000


def test_a_frame_that_somebody_else_made_is_not_vouched_for(journal: Journal, stick: Path) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    first, second = records_in(mirror.path)[:2]
    for change in (
        {"seq": 2},
        {"campaign": "other"},
        {"voucher": second.voucher},
        {"device_key": b"x" * 32},
        {"chain": second.chain},
        {"sealed": second.sealed},
        {"header": second.header},
        {"header": first.header.replace(b'"hour":"2026', b'"hour":"2027')},
    ):
        assert not is_vouched(msgspec.structs.replace(first, **change))
    assert is_vouched(msgspec.structs.replace(first, sealed=b""))  # erased


# ---- another's files, and places that are not there --------------------------------------------------


def test_what_is_no_copy_is_refused_and_kept(journal: Journal, stick: Path) -> None:
    path = new_copy(journal, stick).path
    for foreign in (b"Shopping list", os.urandom(5000), bytes(5000), b"{}"):
        path.write_bytes(foreign)
        with pytest.raises(SecondCopyUnreadable):
            open_copy(journal, stick)
        with pytest.raises(SecondCopyUnreadable):
            new_copy(journal, stick)
        assert path.read_bytes() == foreign


def test_anothers_copy_and_one_of_the_future_are_refused_and_kept(
    tmp_path: Path, journal: Journal, stick: Path, pack: Pack
) -> None:
    mine = new_copy(journal, stick).path
    with journal_with(tmp_path / "other", pack, [signature()]) as other:
        theirs = new_copy(other, stick)
        copy_all(other, theirs)
    mine.write_bytes(theirs.path.read_bytes())
    with pytest.raises(SecondCopyOfAnotherDevice):
        open_copy(journal, stick)
    mine.write_bytes(b"".join(map(frame_bytes, records_in(theirs.path))))  # the opening is lost
    with pytest.raises(SecondCopyUnreadable):
        open_copy(journal, stick)
    opening = next(find_frames(io.BytesIO(opening_bytes(journal.device_public_key)))).content
    mine.write_bytes(frame_bytes(msgspec.structs.replace(opening, version=2)))
    with pytest.raises(SecondCopyFromNewerVersion):
        open_copy(journal, stick)
    mine.write_bytes(frame_bytes(msgspec.structs.replace(opening, format="other")))
    with pytest.raises(SecondCopyUnreadable):
        open_copy(journal, stick)


def test_a_pulled_stick_is_away_and_its_mount_point_is_no_stick(
    journal: Journal, stick: Path, pack: Pack
) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    pulled = stick.rename(stick.with_name("pocket"))
    journal.keep(signature(), pack)
    for make_mount_point in (lambda: None, stick.mkdir):
        make_mount_point()
        with pytest.raises(SecondCopyAway):
            copy_next(journal, mirror)
        with pytest.raises(SecondCopyAway):
            open_copy(journal, stick)
        assert not list(stick.glob("**/*"))
    stick.rmdir()
    pulled.rename(stick)
    assert copy_all(journal, open_copy(journal, stick)) == 1


def test_a_file_that_changed_meanwhile_is_opened_again_before_it_goes_on(
    journal: Journal, stick: Path, pack: Pack
) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    whole = mirror.path.read_bytes()
    journal.keep(signature(), pack)
    mirror.path.write_bytes(whole[:-3])  # it came back with less than was there
    with pytest.raises(SecondCopyAway):
        copy_next(journal, mirror)
    assert copy_all(journal, open_copy(journal, stick)) == 2


def test_only_choosing_makes_a_file(journal: Journal, stick: Path) -> None:
    with pytest.raises(SecondCopyAway):
        open_copy(journal, stick)
    with pytest.raises(SecondCopyAway):
        new_copy(journal, stick / "nowhere")
    assert list(stick.iterdir()) == []
    new_copy(journal, stick)
    assert open_copy(journal, stick).positions() == {}


def test_a_copy_with_more_or_with_another_history_is_left_alone(
    tmp_path: Path, journal: Journal, stick: Path, pack: Pack
) -> None:
    import shutil

    journal.close()
    shutil.copytree(tmp_path / "home", tmp_path / "earlier")  # a backup, put back later
    with journal_with(tmp_path / "home", pack, [signature()]) as ahead:
        mirror = new_copy(ahead, stick)
        copy_all(ahead, mirror)
    data = mirror.path.read_bytes()
    with journal_with(tmp_path / "earlier", pack, []) as earlier:
        for _ in range(3):
            with pytest.raises(SecondCopyOfOtherHistory):
                open_copy(earlier, stick)
            with pytest.raises(SecondCopyOfOtherHistory):
                new_copy(earlier, stick)
            earlier.keep(signature(), pack)  # now there are as many, but others
    assert mirror.path.read_bytes() == data


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, SecondCopyFull),
        (errno.EFBIG, SecondCopyFull),
        (errno.EROFS, SecondCopyReadOnly),
        (errno.EACCES, SecondCopyReadOnly),
        (errno.EIO, SecondCopyAway),
        (errno.ENODEV, SecondCopyAway),
    ],
)
def test_what_the_stick_refuses_is_said_and_leaves_whole_frames(
    journal: Journal, stick: Path, number: int, problem: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = new_copy(journal, stick)
    before = mirror.path.read_bytes()
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) < 1500:
            raise OSError(number, "refused")
        return write(descriptor, data[:1000])

    with monkeypatch.context() as patch:  # a stick that ends in the middle of a frame
        patch.setattr(os, "write", half)
        with pytest.raises(problem):
            copy_next(journal, mirror)
    assert mirror.path.read_bytes() == before
    assert copy_all(journal, mirror) == COUNT
    assert len(records_in(mirror.path)) == COUNT


def test_a_write_that_did_not_reach_the_disk_is_no_copy(
    journal: Journal, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = new_copy(journal, stick)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(SecondCopyAway):
            copy_next(journal, mirror)
    assert mirror.positions() == {}


def test_a_link_under_the_name_is_not_followed(journal: Journal, stick: Path) -> None:
    mirror = new_copy(journal, stick)
    target = mirror.path.rename(stick / "elsewhere")
    mirror.path.symlink_to(target)
    before = target.read_bytes()
    with pytest.raises(SecondCopyAway):
        copy_next(journal, mirror)
    with pytest.raises(SecondCopyAway):
        open_copy(journal, stick)
    assert target.read_bytes() == before


# ---- erasing ----------------------------------------------------------------------------------------


def test_erased_sealed_parts_are_gone_from_the_folder_and_the_rest_is_vouched_for(
    journal: Journal, stick: Path, pack: Pack
) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    sealed = [stored.record.sealed for stored in journal.records(pack.id, 1, COUNT)]
    mirror.erase(pack.id, 2, 3)
    left = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    assert [part in left for part in sealed] == [True, False, False, True]
    assert [is_vouched(frame) for frame in records_in(mirror.path)] == [True] * COUNT
    assert mirror.positions() == open_mirror(stick, journal.device_public_key).positions()
    journal.keep(signature(), pack)
    assert copy_all(journal, mirror) == 1


def test_erasing_that_was_interrupted_leaves_the_old_or_the_new(
    journal: Journal, stick: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    old = mirror.path.read_bytes()

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(SecondCopyFull):
            mirror.erase(pack.id, 1, 2)
    assert [path.read_bytes() for path in mirror.path.parent.iterdir()] == [old]
    part = mirror.path.with_name(f"{mirror.path.name}.part")
    part.write_bytes(old[:2000])  # killed while the new file was written
    assert open_copy(journal, stick).positions() == {pack.id: COUNT}
    assert not part.exists()
    mirror.path.rename(part)  # a file system that lost the name in a power cut
    assert open_copy(journal, stick).positions() == {pack.id: COUNT}


@given(st.lists(st.integers(1, 30)))
def test_numbers_are_a_set(numbers: list[int]) -> None:
    kept = Numbers()
    for number in numbers:
        kept.add(number)
    there = set(numbers)
    assert kept.count() == len(there)
    assert kept.last() == max(there, default=0)
    assert [n for n in range(32) if n in kept] == sorted(there)
    missing = [n for first, last in kept.gaps() for n in range(first, last + 1)]
    assert missing == [n for n in range(1, kept.last()) if n not in there]
    assert [n for first, last in kept.runs() for n in range(first, last + 1)] == sorted(there)


def test_the_place_of_a_copy_is_named_after_its_device() -> None:
    assert mirror_file(Path("x"), "d").as_posix() == "x/inkstand-second-copy/d.inkmirror"
    with pytest.raises(SecondCopyAway):
        new_mirror(Path("nowhere"), b"k" * 32)


def test_erasing_what_is_gone_writes_nothing(journal: Journal, stick: Path, pack: Pack) -> None:
    mirror = new_copy(journal, stick)
    copy_all(journal, mirror)
    mirror.erase(pack.id, 1, 2)
    before = mirror.path.stat().st_mtime_ns, mirror.path.stat().st_ino
    mirror.erase(pack.id, 1, 2)
    open_copy(journal, stick).erase(pack.id, 2, 2)
    assert (mirror.path.stat().st_mtime_ns, mirror.path.stat().st_ino) == before
    assert mirror.missing() == {}
