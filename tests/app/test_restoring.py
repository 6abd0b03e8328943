"""A dead tablet comes back from its second copy; a damaged journal costs what is damaged and no more."""

import io
import os
import shutil
from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.app.journals import open_all, read_all
from desktop_app.app.restoring import (
    LostRun,
    RestoreNotNeeded,
    own_file,
    restore_from,
    salvage_own,
)
from desktop_app.app.settings import change_settings
from desktop_app.campaign.pack import Pack
from desktop_app.journal.frame import WholeFrame, find_frames
from desktop_app.journal.mirror import SecondCopyFromNewerVersion, SecondCopyUnreadable
from desktop_app.journal.mirror_reading import NoSecondCopy, read_copy
from desktop_app.journal.problems import JournalDamaged, JournalRestored
from desktop_app.journal.proof import examine
from desktop_app.journal.rebuilding import TwoHistories
from desktop_app.journal.store import HandedOver, open_journal
from tests.journal.restoring import Device, copy_all, records_of, restored_in
from tests.making import clock_at, journal_with, made_key, published, signature

COUNT = 3


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return published(made_key(), tmp_path_factory.mktemp("restoring") / "open-doors.inkpack")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Device:
    """Three signatures, one taken back, one shift closed; nobody writes into its files."""
    folder = tmp_path_factory.mktemp("device")
    home = Home(folder=folder / "home")
    with journal_with(home.folder, pack, [signature() for _ in range(COUNT - 1)]) as journal:
        kept = journal.keep(signature(), pack)
        journal.undo(kept.record_id, pack)
        journal.close_shift(pack, place="Berlin", shift="1")
        journal.keep(signature(), pack)
        mirror = copy_all(journal, folder / "stick")
        return Device(
            home=home,
            pack=pack,
            device=journal.device,
            records=records_of(journal, pack),
            copy=mirror.path,
        )


@pytest.fixture
def device(tmp_path: Path, whole: Device) -> Device:
    """A copy of it that a test may break."""
    shutil.copytree(whole.home.folder, tmp_path / "home")
    shutil.copytree(whole.copy.parent, tmp_path / "stick" / whole.copy.parent.name)
    return Device(
        home=Home(folder=tmp_path / "home"),
        pack=whole.pack,
        device=whole.device,
        records=whole.records,
        copy=tmp_path / "stick" / whole.copy.parent.name / whole.copy.name,
    )


@pytest.fixture
def other(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "other")


def break_journal(device: Device, seq: int = 2) -> None:
    """Damage the sealed part of a record."""
    path = own_file(device.home)
    data = path.read_bytes()
    place = data.index(device.records[seq - 1].sealed) + 100
    path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


def asides(home: Home) -> list[str]:
    return sorted(path.name for path in home.folder.glob("journal-set-aside-*"))


# ---- a dead tablet ------------------------------------------------------------------------------------


def test_on_another_device_all_records_come_back_and_are_proved(
    device: Device, other: Home
) -> None:
    (restored,) = restore_from(other, device.copy)
    assert (restored.device, restored.record_count, restored.lost) == (device.device, 6, ())
    assert restored.signature_count == 3
    with restored_in(other, device.device) as journal:
        assert records_of(journal, device.pack) == device.records
        assert journal.counts() == {device.pack.id: 3}
        assert journal.device == device.device
        assert (journal.has_key, journal.damages) == (False, ())
        closed = journal.last_closed(device.pack.id)
        assert closed is not None
        assert (closed.record_count, closed.signature_count) == (5, 2)
    assert not own_file(other).exists()


def test_without_undos_the_proof_of_a_devices_own_journal_holds(
    tmp_path: Path, pack: Pack, other: Home
) -> None:
    with journal_with(tmp_path / "home", pack, [signature() for _ in range(3)]) as journal:
        journal.close_shift(pack, place="", shift="")
        mirror = copy_all(journal, tmp_path / "stick")
        device = journal.device
    restore_from(other, mirror.path)
    with restored_in(other, device) as journal:
        assert examine(journal._engine) == ()


def test_a_stick_or_the_folder_on_it_will_do_and_brings_every_device(
    tmp_path: Path, device: Device, pack: Pack, other: Home
) -> None:
    stick = device.copy.parent.parent
    with journal_with(tmp_path / "second", pack, [signature()]) as second:
        copy_all(second, stick)
    assert len(restore_from(other, stick)) == 2
    with pytest.raises(RestoreNotNeeded):
        restore_from(other, device.copy.parent)
    with read_all(other) as journals:
        assert sorted(sum(j.counts().values()) for j in journals.restored) == [1, 3]
        assert journals.own is None


def test_it_takes_nothing_new_and_notes_what_was_handed_over(device: Device, other: Home) -> None:
    restore_from(other, device.copy)
    with open_all(other) as journals:
        (restored,) = journals.restored
        with pytest.raises(JournalRestored):
            restored.keep(signature(), device.pack)
        with pytest.raises(JournalRestored):
            restored.undo("0" * 32, device.pack)  # type: ignore[arg-type]
        run = HandedOver(campaign=device.pack.id, first=1, last=4, sha256="0" * 64)
        restored.note_handed_over(run)
        assert restored.acknowledge(device.pack.id, [(1, 2)]) == 2
        assert restored.erase(device.pack.id, 1, 2) == 2
    with restored_in(other, device.device) as journal:
        assert journal.not_handed_over() == {device.pack.id: 2}
        assert journal.erased_runs(device.pack.id) == ((1, 2),)


def test_the_devices_own_journal_is_untouched_by_anothers(
    device: Device, other: Home, pack: Pack
) -> None:
    journal_with(other.folder, pack, [signature()]).close()
    before = own_file(other).read_bytes()
    restore_from(other, device.copy)
    assert (own_file(other).read_bytes(), asides(other)) == (before, [])
    with read_all(other) as journals:
        assert [sum(j.counts().values()) for j in journals.counted] == [1, 3]


@pytest.mark.slow
def test_from_every_prefix_exactly_the_whole_records_come_back(
    tmp_path: Path, whole: Device
) -> None:
    data = whole.copy.read_bytes()
    ends = [f.place + f.size_bytes for f in find_frames(io.BytesIO(data))][1:]
    edges = {end + step for end in ends for step in (-1, 0, 1)}
    for length in sorted(edges | set(range(0, len(data), 499))):
        if length <= len(data):
            assert_prefix_gives(tmp_path / str(length), whole, data[:length], ends)


@pytest.mark.slow
def test_from_every_byte_cut_exactly_the_whole_records_are_read(
    tmp_path: Path, whole: Device
) -> None:
    """What is restored is what is read; building a journal 7 500 times would take long."""
    data = whole.copy.read_bytes()
    opening, *ends = [f.place + f.size_bytes for f in find_frames(io.BytesIO(data))]
    path = tmp_path / whole.copy.name
    for length in range(opening, len(data)):
        path.write_bytes(data[:length])
        copy = read_copy(path)
        count = sum(end <= length for end in ends)
        read = [(frame.header, frame.sealed) for frame in copy.frames()]
        assert read == [(r.header_bytes, r.sealed) for r in whole.records[:count]]
        assert (copy.lost(), copy.unnamed_count()) == ({}, 0)


def assert_prefix_gives(folder: Path, whole: Device, prefix: bytes, ends: list[int]) -> None:
    count = sum(end <= len(prefix) for end in ends)
    folder.mkdir()
    path = folder / whole.copy.name
    path.write_bytes(prefix)
    home = Home(folder=folder)
    if not count:
        with pytest.raises((SecondCopyUnreadable, RestoreNotNeeded)):
            restore_from(home, path)
        return
    (restored,) = restore_from(home, path)
    assert (restored.record_count, restored.lost, restored.damaged_place_count) == (count, (), 0)
    with restored_in(home, whole.device) as journal:
        assert records_of(journal, whole.pack) == whole.records[:count]


def test_a_longer_copy_is_taken_and_a_shorter_one_not_needed(
    tmp_path: Path, device: Device, other: Home
) -> None:
    whole = device.copy.read_bytes()
    ends = [f.place + f.size_bytes for f in find_frames(io.BytesIO(whole))]
    for count in (3, 2, 6, 6, 4):
        device.copy.write_bytes(whole[: ends[count]])
        if count in (2, 4) or ends[count] == len(whole) == -1:
            with pytest.raises(RestoreNotNeeded):
                restore_from(other, device.copy)
            continue
        try:
            (restored,) = restore_from(other, device.copy)
            assert restored.record_count == count
        except RestoreNotNeeded:
            assert count == 6
        if count == 3:
            note_handed_over(other, device)
    with restored_in(other, device.device) as journal:
        assert records_of(journal, device.pack) == device.records
        assert journal.not_handed_over() == {device.pack.id: 4}  # the notes are still there


def note_handed_over(home: Home, device: Device) -> None:
    with open_all(home) as journals:
        journals.restored[0].note_handed_over(
            HandedOver(campaign=device.pack.id, first=1, last=2, sha256="0" * 64)
        )


def test_damaged_frames_are_named_and_everything_else_comes_back(
    device: Device, other: Home
) -> None:
    data = bytearray(device.copy.read_bytes())
    for seq in (2, 4, 6):
        data[data.index(device.records[seq - 1].sealed) + 50] ^= 1
    device.copy.write_bytes(data)
    (restored,) = restore_from(other, device.copy)
    assert restored.record_count == 3
    assert [(run.first, run.last) for run in restored.lost] == [(2, 2), (4, 4), (6, 6)]
    with restored_in(other, device.device) as journal:
        assert [stored.seq for stored in journal.records(device.pack.id, 1, 9)] == [1, 3, 5]
        assert journal.counts() == {device.pack.id: 2}
        assert journal.not_handed_over() == {device.pack.id: 3}


def test_damage_around_a_record_costs_nothing(device: Device, other: Home) -> None:
    """Marker, checksum, voucher: what matters is whole, and the device or the next record vouches."""
    data = bytearray(device.copy.read_bytes())
    frames = list(find_frames(io.BytesIO(bytes(data))))
    data[frames[1].place] ^= 1
    data[frames[2].place + 20] ^= 1
    data[frames[4].place - 3] ^= 1  # the voucher of number 3 stands at its end
    device.copy.write_bytes(data)
    (restored,) = restore_from(other, device.copy)
    assert (restored.record_count, restored.lost) == (6, ())


def flipped(whole: Device, folder: Path, position: int, bit: int) -> None:
    data = bytearray(whole.copy.read_bytes())
    frames = [f for f in find_frames(io.BytesIO(bytes(data))) if isinstance(f, WholeFrame)]
    hit = sum(f.place + f.size_bytes <= position for f in frames)
    data[position] ^= 1 << bit
    path = folder / whole.copy.name
    path.write_bytes(data)
    (restored,) = restore_from(Home(folder=folder), path)
    lost = [seq for run in restored.lost for seq in range(run.first, run.last + 1)]
    assert restored.record_count + len(lost) + restored.damaged_place_count >= 6
    assert restored.record_count >= 5
    assert lost in ([], [hit])
    if restored.record_count == 5:
        assert lost or restored.damaged_place_count


@pytest.mark.slow
def test_a_flipped_bit_in_a_copy_costs_one_record_at_most_and_it_is_named(
    tmp_path: Path, whole: Device
) -> None:
    size = whole.copy.stat().st_size
    for position in range(0, size, 311):
        folder = tmp_path / str(position)
        folder.mkdir()
        flipped(whole, folder, position, position % 8)


@pytest.mark.parametrize("content", [b"", b"Shopping list", bytes(3000)])
def test_what_is_no_copy_restores_nothing(tmp_path: Path, other: Home, content: bytes) -> None:
    (tmp_path / "x.inkmirror").write_bytes(content)
    with pytest.raises(SecondCopyUnreadable):
        restore_from(other, tmp_path / "x.inkmirror")
    with pytest.raises(NoSecondCopy):
        restore_from(other, tmp_path / "nowhere")
    with pytest.raises(NoSecondCopy):
        restore_from(other, other.folder)


def test_a_copy_of_the_future_is_left_alone(device: Device, other: Home) -> None:
    import msgspec

    from desktop_app.journal.frame import frame_bytes

    data = device.copy.read_bytes()
    opening = next(find_frames(io.BytesIO(data)))
    newer = msgspec.structs.replace(opening.content, version=2)
    device.copy.write_bytes(frame_bytes(newer) + data[opening.size_bytes :])
    with pytest.raises(SecondCopyFromNewerVersion):
        restore_from(other, device.copy)


def test_a_record_that_somebody_else_put_in_is_not_restored(
    tmp_path: Path, device: Device, other: Home, pack: Pack
) -> None:
    with journal_with(tmp_path / "evil", pack, [signature() for _ in range(9)]) as evil:
        theirs = copy_all(evil, tmp_path / "evil-stick").path.read_bytes()
    frames = list(find_frames(io.BytesIO(theirs)))
    seventh = theirs[frames[7].place : frames[8].place]
    device.copy.write_bytes(device.copy.read_bytes() + seventh)
    (restored,) = restore_from(other, device.copy)
    assert restored.record_count == 6


# ---- this device's own journal -----------------------------------------------------------------------


def test_a_whole_journal_that_holds_all_needs_nothing(device: Device) -> None:
    before = own_file(device.home).read_bytes()
    with pytest.raises(RestoreNotNeeded):
        restore_from(device.home, device.copy)
    with pytest.raises(RestoreNotNeeded):
        salvage_own(device.home, folders=tuple)
    assert own_file(device.home).read_bytes() == before
    with journal_with(device.home.folder, device.pack, [signature()]) as journal:
        assert journal.device == device.device
    with pytest.raises(RestoreNotNeeded):  # the copy lags behind
        restore_from(device.home, device.copy)


def test_a_damaged_journal_and_its_copy_complete_each_other(device: Device) -> None:
    """Number 2 is damaged on the device, number 5 in the copy, and the last ones never came there."""
    with open_journal(device.home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep(signature(), device.pack)
        journal.note_handed_over(
            HandedOver(campaign=device.pack.id, first=1, last=2, sha256="0" * 64)
        )
        records = records_of(journal, device.pack)
    break_journal(device, 2)
    data = bytearray(device.copy.read_bytes())
    data[data.index(device.records[4].sealed) + 50] ^= 1
    device.copy.write_bytes(data)
    (restored,) = restore_from(device.home, device.copy)
    assert (restored.record_count, restored.lost) == (7, ())
    assert restored.set_aside == "journal-set-aside-1.sqlite"
    assert asides(device.home) == [
        "journal-set-aside-1.sqlite",
        "journal-set-aside-1.sqlite-journal",
    ]
    with restored_in(device.home, device.device) as journal:
        assert records_of(journal, device.pack) == records
        assert journal.not_handed_over() == {device.pack.id: 5}
    with journal_with(device.home.folder, device.pack, [signature()]) as own:
        assert own.device != device.device
    with read_all(device.home) as journals:
        assert sum(sum(j.counts().values()) for j in journals.counted) == 5


def test_a_journal_that_lacks_what_the_copy_has_is_set_aside_and_nothing_is_lost(
    device: Device, whole: Device
) -> None:
    """An old state of the tablet came back, from a backup say."""
    with open_journal(device.home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep(signature(), device.pack)
        copy_all(journal, device.copy.parent.parent)
    shutil.copy(own_file(whole.home), own_file(device.home))
    (restored,) = restore_from(device.home, device.copy)
    assert (restored.record_count, restored.set_aside) == (7, "journal-set-aside-1.sqlite")
    assert (device.home.folder / restored.set_aside).read_bytes() == own_file(
        whole.home
    ).read_bytes()


def test_two_histories_are_told_and_nothing_is_changed(device: Device, whole: Device) -> None:
    with open_journal(device.home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep(signature(), device.pack)
        copy_all(journal, device.copy.parent.parent)
    shutil.copy(own_file(whole.home), own_file(device.home))
    with open_journal(device.home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep(signature(), device.pack)
    before = own_file(device.home).read_bytes()
    with pytest.raises(TwoHistories):
        restore_from(device.home, device.copy)
    break_journal(device, 2)
    with pytest.raises(TwoHistories):
        restore_from(device.home, device.copy)
    assert len(own_file(device.home).read_bytes()) == len(before)
    assert asides(device.home) == []
    assert not list(device.home.folder.glob("restored/*/*"))


def test_salvage_saves_all_but_the_damaged_record_and_names_it(device: Device) -> None:
    break_journal(device, 2)
    restored = salvage_own(device.home, folders=tuple)
    assert restored.record_count == 5
    assert restored.lost == (LostRun(campaign="open-doors", first=2, last=2),)
    assert restored.set_aside
    with pytest.raises(RestoreNotNeeded):
        salvage_own(device.home, folders=tuple)


def test_salvage_takes_what_is_damaged_from_the_chosen_copy(device: Device) -> None:
    change_settings(device.home, second_copy=str(device.copy.parent.parent))
    break_journal(device, 2)
    restored = salvage_own(device.home, folders=tuple)
    assert (restored.record_count, restored.lost) == (6, ())


def test_salvage_takes_it_from_a_drive_that_is_plugged_in(device: Device) -> None:
    break_journal(device, 2)
    restored = salvage_own(device.home, folders=lambda: [device.copy.parent.parent])
    assert (restored.record_count, restored.lost) == (6, ())


def test_a_second_set_aside_takes_the_next_number(device: Device) -> None:
    path = own_file(device.home)
    break_journal(device)
    damaged = path.read_bytes()
    salvage_own(device.home, folders=tuple)
    path.write_bytes(damaged)
    restored = salvage_own(device.home, folders=tuple)
    assert restored.set_aside == "journal-set-aside-2.sqlite"


def test_a_damaged_journal_is_handed_over_from_memory_and_nothing_is_changed(
    device: Device,
) -> None:
    break_journal(device, 2)
    before = {p: p.read_bytes() for p in device.home.folder.rglob("*") if p.is_file()}
    with open_all(device.home) as journals:
        assert journals.is_own_damaged
        assert journals.lost == (LostRun(campaign="open-doors", first=2, last=2),)
        assert journals.own is not None
        assert len(records_of(journals.own, device.pack)) == 5
    after = {p: p.read_bytes() for p in device.home.folder.rglob("*") if p.is_file()}
    assert {p: after[p] for p in before} == before
    with pytest.raises(JournalDamaged), read_all(device.home):
        pass


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The process dies at each of the moments at which something gets its name."""
    names: list[str] = []
    replace = Path.replace

    def dying(self: Path, target: Path) -> Path:
        if names and self.name == names[0]:
            names.pop(0)
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    return names


@pytest.mark.parametrize(
    "name", ["journal.sqlite.part", "journal.sqlite-journal", "journal.sqlite"]
)
def test_killed_at_any_name_it_leaves_nothing_wrong_and_doing_it_again_completes_it(
    device: Device, killed: list[str], name: str
) -> None:
    break_journal(device, 2)
    own_file(device.home).with_name("journal.sqlite-journal").touch()
    killed.append(name)
    with pytest.raises(KeyboardInterrupt):
        restore_from(device.home, device.copy)
    assert not killed
    with open_all(device.home) as journals:
        assert {len(records_of(j, device.pack)) for j in journals.all} <= {5, 6}
    (restored,) = restore_from(device.home, device.copy)
    assert (restored.record_count, restored.lost) == (6, ())
    assert restored.set_aside == "journal-set-aside-1.sqlite"
    assert not list(device.home.folder.glob("restored/*/*.part*"))
