"""Sticks and cards, found by what three systems would answer, and on this machine."""

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.app import drives
from desktop_app.app.block_devices import disk_of
from desktop_app.app.drives import Asked, Mount, Room, free_bytes, on_one_disk, removable_drives
from desktop_app.app.windows_labels import label

GIB = 1024**3


class Sysfs:
    """A tree as the kernel shows it, with the disks that a test plugs in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "class" / "block").mkdir(parents=True)

    def disk(self, name: str, *, bus: str, removable: int = 0, parts: tuple[str, ...] = ()) -> None:
        real = self.folder / "devices" / bus / name
        real.mkdir(parents=True)
        (real / "removable").write_text(f"{removable}\n")
        self._show(real)
        for part in parts:
            (real / part).mkdir()
            (real / part / "partition").write_text("1\n")
            self._show(real / part)

    def layer(self, name: str, on: str) -> None:
        real = self.folder / "devices" / "virtual" / "block" / name
        (real / "slaves").mkdir(parents=True)
        (real / "slaves" / on).symlink_to(os.path.realpath(self.folder / "class" / "block" / on))
        self._show(real)

    def _show(self, real: Path) -> None:
        (self.folder / "class" / "block" / real.name).symlink_to(real)


@pytest.fixture
def sysfs(tmp_path: Path) -> Sysfs:
    made = Sysfs(tmp_path / "sys")
    made.disk("sda", bus="pci0/ata1", parts=("sda1", "sda2", "sda5"))
    return made


def mount(device: str, folder: str, filesystem: str = "vfat", options: str = "rw") -> Mount:
    return Mount(
        device=device,
        folder=folder,
        filesystem=filesystem,
        options=frozenset(options.split(",")),
    )


ROOT = mount("/dev/sda2", "/", "ext4")
HOME = mount("/dev/sda5", "/home", "ext4")


def asked(
    *mounts: Mount,
    sysfs: Path = Path("/nowhere"),
    platform: str = "linux",
    room: Callable[[str], Room | None] = lambda _: Room(free_bytes=3 * GIB, total_bytes=8 * GIB),
    may_write: Callable[[str], bool] = lambda _: True,
) -> Asked:
    return Asked(
        platform=platform,
        mounts=lambda: mounts,
        sysfs=sysfs,
        room=room,
        may_write=may_write,
    )


def names(found: Asked) -> list[str]:
    return [drive.name for drive in removable_drives(found)]


# ---- Linux ------------------------------------------------------------------------------------------


def test_a_stick_is_found_with_all_that_a_volunteer_needs_to_know(sysfs: Sysfs) -> None:
    sysfs.disk("sdb", bus="pci0/usb1/1-2", removable=1, parts=("sdb1",))
    stick = mount("/dev/sdb1", "/run/media/ana/PETITION", "exfat")

    (found,) = removable_drives(asked(ROOT, HOME, stick, sysfs=sysfs.folder))

    assert found == drives.Drive(
        path=Path("/run/media/ana/PETITION"),
        name="PETITION",
        free_bytes=3 * GIB,
        total_bytes=8 * GIB,
        is_writable=True,
        filesystem="exfat",
    )


def test_a_card_is_found_although_nothing_flags_it_removable(sysfs: Sysfs) -> None:
    sysfs.disk("mmcblk1", bus="platform/mmc1", parts=("mmcblk1p1",))

    assert names(asked(ROOT, mount("/dev/mmcblk1p1", "/srv/CARD"), sysfs=sysfs.folder)) == ["CARD"]


def test_the_card_that_a_tablet_starts_from_is_none(sysfs: Sysfs) -> None:
    sysfs.disk("mmcblk0", bus="platform/mmc0", parts=("mmcblk0p1", "mmcblk0p2", "mmcblk0p3"))
    system = (
        mount("/dev/mmcblk0p2", "/", "ext4"),
        mount("/dev/mmcblk0p1", "/boot/firmware"),
        mount("/dev/mmcblk0p3", "/media/ana/rest", "ext4"),
    )

    assert names(asked(*system, sysfs=sysfs.folder)) == []


def test_a_disk_on_a_cable_is_found_wherever_it_is_mounted(sysfs: Sysfs) -> None:
    sysfs.disk("sdc", bus="pci0/usb2/2-1", removable=0, parts=("sdc1",))

    assert names(asked(ROOT, mount("/dev/sdc1", "/data/BIG"), sysfs=sysfs.folder)) == ["BIG"]


def test_an_inner_disk_counts_only_where_people_put_disks(sysfs: Sysfs) -> None:
    sysfs.disk("nvme0n1", bus="pci0/nvme0", parts=("nvme0n1p1", "nvme0n1p2"))
    inner = mount("/dev/nvme0n1p1", "/data", "ext4")
    by_hand = mount("/dev/nvme0n1p2", "/mnt/COPY", "ext4")

    assert names(asked(ROOT, inner, by_hand, sysfs=sysfs.folder)) == ["COPY"]


def test_an_encrypted_stick_is_known_by_the_disk_beneath(sysfs: Sysfs) -> None:
    sysfs.disk("sdb", bus="pci0/usb1/1-2", removable=1, parts=("sdb1",))
    sysfs.layer("dm-0", on="sdb1")

    assert disk_of("/dev/dm-0", sysfs.folder) == {"sdb"}
    assert names(asked(ROOT, mount("/dev/dm-0", "/a/SAFE", "ext4"), sysfs=sysfs.folder)) == ["SAFE"]


def test_an_encrypted_system_disk_is_none(sysfs: Sysfs) -> None:
    sysfs.layer("dm-0", on="sda2")
    root, rest = mount("/dev/dm-0", "/", "ext4"), mount("/dev/sda1", "/mnt/rest", "ext4")

    assert names(asked(root, rest, sysfs=sysfs.folder)) == []


def test_what_is_no_disk_is_none(sysfs: Sysfs) -> None:
    others = (
        mount("server:/share", "/mnt/share", "nfs"),
        mount("/dev/loop3", "/media/snap", "squashfs", "ro"),
        mount("gvfsd-fuse", "/run/media/ana/phone", "fuse"),
    )

    assert names(asked(ROOT, *others, sysfs=sysfs.folder)) == []


def test_a_stick_that_takes_no_writing_is_listed_as_such(sysfs: Sysfs) -> None:
    sysfs.disk("sdb", bus="pci0/usb1/1-2", removable=1, parts=("sdb1", "sdb2"))
    locked = mount("/dev/sdb1", "/media/A", options="ro,nosuid")
    of_another = mount("/dev/sdb2", "/media/B", "ext4")

    found = removable_drives(
        asked(ROOT, locked, of_another, sysfs=sysfs.folder, may_write=lambda f: f != "/media/B")
    )

    assert [drive.is_writable for drive in found] == [False, False]


def test_a_drive_that_does_not_answer_is_left_out(sysfs: Sysfs) -> None:
    sysfs.disk("sdb", bus="pci0/usb1/1-2", removable=1, parts=("sdb1", "sdb2", "sdb3"))
    rooms = {
        "/media/B": Room(free_bytes=0, total_bytes=0),
        "/media/C": Room(free_bytes=0, total_bytes=9),
    }
    mounts = [mount(f"/dev/sdb{n}", f"/media/{name}") for n, name in enumerate("ABC", start=1)]

    assert names(asked(ROOT, *mounts, sysfs=sysfs.folder, room=rooms.get)) == ["C"]


def test_one_folder_is_listed_once_and_all_in_order(sysfs: Sysfs) -> None:
    sysfs.disk("sdb", bus="pci0/usb1/1-2", removable=1, parts=("sdb1", "sdb2"))
    one, two = mount("/dev/sdb2", "/media/B"), mount("/dev/sdb1", "/media/A")

    assert names(asked(one, ROOT, one, two, sysfs=sysfs.folder)) == ["A", "B"]


def test_without_the_kernels_tree_a_stick_is_still_found_where_desktops_put_it() -> None:
    assert names(asked(ROOT, mount("/dev/sdb1", "/media/ana/PETITION"))) == ["PETITION"]


# ---- Windows and macOS ------------------------------------------------------------------------------


def test_windows_says_itself_what_is_removable() -> None:
    system = mount("C:\\", "C:\\", "ntfs", "rw,fixed")
    stick = mount("E:\\", "E:\\", "fat32", "rw,removable")
    disc = mount("D:\\", "D:\\", "cdfs", "ro,cdrom")

    assert names(asked(system, disc, stick, platform="win32")) == ["E:"]


@pytest.mark.parametrize(
    ("told", "text", "said"),
    [(1, "PETITION", "PETITION (E:)"), (1, "", "E:"), (0, "rest", "E:")],
)
def test_a_drive_of_windows_is_called_by_its_label(told: int, text: str, said: str) -> None:
    class Kernel:
        @staticmethod
        def GetVolumeInformationW(folder, buffer, size, *rest) -> int:
            assert (folder, size, len(rest)) == ("E:\\", 261, 5)
            buffer.value = text
            return told

    def load(name: str) -> Any:
        return Kernel

    assert label("E:\\", load) == said


def test_where_windows_does_not_answer_the_letter_is_the_name() -> None:
    def refuse(name: str) -> Any:
        raise OSError(name)

    assert label("E:\\", refuse) == "E:"


def test_macos_shows_volumes_and_hides_its_own() -> None:
    system = mount("/dev/disk3s1s1", "/", "apfs", "ro,local")
    rest = mount("/dev/disk3s5", "/System/Volumes/Data", "apfs", "rw,dontbrowse")
    other_of_system = mount("/dev/disk3s7", "/Volumes/More", "apfs")
    hidden = mount("/dev/disk5s1", "/Volumes/.snapshot", "apfs", "rw,dontbrowse")
    share = mount("//ana@server/share", "/Volumes/share", "smbfs")
    stick = mount("/dev/disk4s1", "/Volumes/PETITION", "exfat")
    card = mount("/dev/disk31s1", "/Volumes/CARD", "msdos")
    mounts = (system, rest, other_of_system, hidden, share, stick, card)

    assert names(asked(*mounts, platform="darwin")) == ["CARD", "PETITION"]


# ---- this machine -----------------------------------------------------------------------------------


def test_this_machine_answers_and_its_own_disk_is_no_stick() -> None:
    assert all(drive.total_bytes > 0 for drive in removable_drives())
    assert Path("/") not in {drive.path for drive in removable_drives()}


def test_a_system_that_does_not_answer_has_no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    def refuse(**_: object):
        raise OSError("no mounts here")

    monkeypatch.setattr(psutil, "disk_partitions", refuse)  # the only way to make a system fail

    assert drives.list_mounts() == []
    assert removable_drives() == ()


def test_free_room_is_asked_of_the_folder_itself(tmp_path: Path) -> None:
    assert (free_bytes(tmp_path) or 0) > 0
    assert free_bytes(tmp_path / "pulled") is None


def test_two_folders_of_one_disk_would_be_lost_together(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()

    assert on_one_disk(tmp_path, tmp_path / "copy")
    assert not on_one_disk(tmp_path, tmp_path / "pulled")


@pytest.mark.skipif(os.name == "nt", reason="Windows gives file systems no such numbers")
def test_two_partitions_of_one_disk_would_be_lost_together(
    sysfs: Sysfs, monkeypatch: pytest.MonkeyPatch
) -> None:
    sysfs.disk("sdb", bus="pci0/usb1/1-2", removable=1, parts=("sdb1",))
    (sysfs.folder / "dev" / "block").mkdir(parents=True)
    for number, name in (("8:2", "sda2"), ("8:5", "sda5"), ("8:17", "sdb1")):
        real = os.path.realpath(sysfs.folder / "class" / "block" / name)
        (sysfs.folder / "dev" / "block" / number).symlink_to(real)
    numbers = {"home": (8, 2), "rest": (8, 5), "stick": (8, 17)}

    real_stat = Path.stat

    def stat(self: Path, **more: bool):  # no test can mount partitions
        if self.name in numbers:
            return SimpleNamespace(st_dev=os.makedev(*numbers[self.name]))
        return real_stat(self, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", stat)
        home, rest, stick = Path("home"), Path("rest"), Path("stick")
        answers = [on_one_disk(home, other, sysfs.folder) for other in (rest, stick)]

    assert answers == [True, False]
