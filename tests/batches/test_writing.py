"""Writing to a stick: whole under its final name, or a word that tells what is wrong with the stick."""

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from desktop_app.batches import writing
from desktop_app.batches.refusals import (
    CannotWriteBatch,
    FolderFailing,
    FolderFull,
    FolderGone,
    FolderReadOnly,
    NotReadBack,
)
from desktop_app.batches.writing import Destination, destination, sweep, write_to, write_whole

DATA = b"line\n" * 1000
DEVICE = "0123456789abcdef0123"
NAME = PurePosixPath("open-doors", DEVICE, f"1-4-{hashlib.sha256(DATA).hexdigest()}.inkbatch")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_written_stands_under_its_name_and_nothing_beside_it(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "stick", NAME, DATA)
    assert path.read_bytes() == DATA
    assert files(tmp_path) == [NAME.name]
    assert write_whole(tmp_path / "stick", NAME, DATA) == path
    assert files(tmp_path) == [NAME.name]


@pytest.mark.parametrize("there", [b"", DATA[:-1], DATA[:100] + b"?" + DATA[101:], DATA + b"x"])
def test_what_is_not_what_its_name_says_is_replaced_by_the_whole_file(
    tmp_path: Path, there: bytes
) -> None:
    target = tmp_path.joinpath(*NAME.parts)
    target.parent.mkdir(parents=True)
    target.write_bytes(there)
    assert write_whole(tmp_path, NAME, DATA).read_bytes() == DATA


def test_a_link_under_the_final_name_is_replaced_and_where_it_leads_is_untouched(
    tmp_path: Path,
) -> None:
    target = tmp_path.joinpath(*NAME.parts)
    target.parent.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    target.symlink_to(elsewhere)
    write_whole(tmp_path, NAME, DATA)
    assert not target.is_symlink()
    assert elsewhere.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, FolderFull),
        (errno.EDQUOT, FolderFull),
        (errno.EROFS, FolderReadOnly),
        (errno.EACCES, FolderReadOnly),
        (errno.ENODEV, FolderGone),
        (errno.EIO, FolderFailing),
        (errno.EMFILE, CannotWriteBatch),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_each_refusal_has_its_own_words_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: type, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], refuse)
    to = destination(tmp_path)
    with pytest.raises(CannotWriteBatch) as caught:
        write_to(to, NAME, DATA)
    assert type(caught.value) is problem
    assert files(tmp_path) == []


def test_a_stick_that_answers_with_errors_and_is_not_there_was_pulled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    to = destination(stick)

    def pulled(_descriptor: int) -> None:
        stick.rename(tmp_path / "away")
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", pulled)
    with pytest.raises(FolderGone):
        write_to(to, NAME, DATA)


def test_a_pulled_stick_is_not_made_anew_on_the_disk_beneath(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    to = destination(stick)
    stick.rmdir()
    with pytest.raises(FolderGone):
        write_to(to, NAME, DATA)
    assert not stick.exists()
    stick.mkdir()  # the empty folder on which it was mounted
    with pytest.raises(FolderGone):
        write_to(Destination(folder=stick, disk=to.disk + 1), NAME, DATA)
    assert files(stick) == []


def test_a_stick_that_gives_back_other_bytes_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = destination(tmp_path)
    put = writing._put

    def fake(target: Path, data: bytes) -> None:  # sold as 64 GB, and forgets what is beyond 8
        put(target, data[:-1] + b"?")

    monkeypatch.setattr(writing, "_put", fake)
    with pytest.raises(NotReadBack):
        write_to(to, NAME, DATA)
    assert files(tmp_path) == []


def test_a_file_system_that_syncs_no_folders_is_synced_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, whole = os.fsync, []

    def only_files(descriptor: int) -> None:
        if not os.path.isfile(f"/proc/self/fd/{descriptor}"):  # noqa: PTH113
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    monkeypatch.setattr(os, "sync", lambda: whole.append(True))
    assert write_whole(tmp_path, NAME, DATA).read_bytes() == DATA
    assert whole


def test_only_our_own_leftovers_in_our_own_folders_are_swept(tmp_path: Path) -> None:
    folder = tmp_path / "open-doors" / DEVICE
    folder.mkdir(parents=True)
    pack = f"{'a' * 64}.inkpack"
    ours = [f"{NAME.name}.1.part", f"{NAME.name}.part"]
    others = ["holiday.jpg.part", f"{NAME.name}.part.txt", f"{NAME.name}", "film.1.part"]
    for name in [*ours, *others]:
        (folder / name).write_bytes(b"half")
    (folder.parent / f"{pack}.2.part").write_bytes(b"half")
    (tmp_path / f"{NAME.name}.1.part").write_bytes(b"in a folder that is not ours")
    (folder / f"{NAME.name}.7.part").mkdir()
    assert sweep(destination(tmp_path), "open-doors", DEVICE) == 3
    assert files(folder) == sorted(others)
    assert files(tmp_path) == sorted([*others, f"{NAME.name}.1.part"])
    assert sweep(destination(tmp_path), "never", DEVICE) == 0


WRITER = """
import sys, os
from pathlib import Path
from desktop_app.batches import writing
replace = Path.replace
def wait(self, target):
    print("begun", flush=True)
    sys.stdin.readline()
    return replace(self, target)
Path.replace = wait
sys.path.insert(0, {tests!r})
from tests.batches.test_writing import DATA, NAME
writing.write_whole(Path(sys.argv[1]), NAME, DATA)
"""


@pytest.mark.slow
def test_what_another_program_is_writing_is_not_swept_and_both_complete(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", WRITER.format(tests=root), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        assert sweep(destination(tmp_path), "open-doors", DEVICE) == 0
        path = write_whole(tmp_path, NAME, DATA)
        assert len(files(tmp_path)) == 2
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.wait() == 0
    assert files(tmp_path) == [NAME.name]
    assert path.read_bytes() == DATA
