"""What lies in a folder that somebody dropped: links, pipes, closed and changing files, odd names."""

import os
import shutil
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from desktop_app.batches import reading
from desktop_app.batches.batch import MAX_BATCH_BYTES
from desktop_app.register import opening, sources
from desktop_app.register.merge import merge
from desktop_app.register.problems import NothingFound
from tests.making import published
from tests.register.given import is_summed_up, logical_dump, people, register_at
from tests.register.stalls import StallDevice

pytestmark = pytest.mark.sqlite  # what lies in folders is looked at before any database

COUNT = 3

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX alone")


@pytest.fixture
def ana(pack) -> StallDevice:
    device = StallDevice(pack, Random(1))
    for made in people(COUNT, "Ana"):
        device.sign(made)
    return device


@pytest.fixture
def drop(tmp_path: Path, ana: StallDevice) -> Path:
    """A folder with one good batch deep in it."""
    ana.write(tmp_path / "drop")
    return tmp_path / "drop"


def merged(register, key, *paths: Path):
    result = merge(register, paths, key, accept_devices="all")
    assert is_summed_up(result)
    return result


def codes(result) -> dict[str, str]:
    return {each.name: each.code for each in result.unreadable}


# ---- what is no batch ----------------------------------------------------------------------------------


@posix_only
def test_links_pipes_and_sockets_are_no_traps(register, key, drop, tmp_path):
    import socket

    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.inkbatch").write_bytes(b"not in the drop")
    (drop / "dangling.inkbatch").symlink_to(tmp_path / "nowhere")
    (drop / "loop.inkbatch").symlink_to(drop / "loop.inkbatch")
    (drop / "zero.inkbatch").symlink_to("/dev/zero")
    (drop / "folder.inkbatch").mkdir()
    (drop / "folder").symlink_to(outside)
    (drop / "self").symlink_to(drop)
    os.mkfifo(drop / "pipe.inkbatch")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(drop)  # a socket's path must be short
        listening.bind("socket.inkbatch")
        os.chdir(here)
        result = merged(register, key, drop)

    assert (result.new, result.unreadable) == (COUNT, ())


@posix_only
def test_link_to_a_batch_is_that_batch_once(register, key, drop, ana):
    (path,) = drop.rglob("*.inkbatch")
    (drop / "a link.inkbatch").symlink_to(path)
    (drop / "same file.inkbatch").hardlink_to(path)

    result = merged(register, key, drop)

    assert (result.new, result.known, result.damaged) == (COUNT, COUNT, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n" * 100_000,
        b"\0" * 1_000_000,
        b"{" * 5_000_000,
        b'"' + b"x" * 5_000_000 + b'"\n',
        b"[" * 1_000_000 + b"]" * 1_000_000,
        b'{"format":"inkstand-batch","version":1,"device":' + b"9" * 100_000 + b"}",
        "\ufeff{}".encode("utf-16"),
        b"SQLite format 3\0" + bytes(100_000),
        b"PK\x03\x04" + bytes(1000),
        b"\xff\xfe\xfd" * 1000,
    ],
    ids=range(11),
)
def test_file_that_is_no_batch_is_named_and_stops_nothing(register, key, drop, content):
    (drop / "odd.inkbatch").write_bytes(content)

    result = merged(register, key, drop)

    assert (result.new, codes(result)) == (COUNT, {"odd.inkbatch": "batch.unreadable"})


def test_line_that_is_huge_spoils_one_record(register, key, tmp_path, ana):
    path = ana.write(tmp_path / "b")
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2][:-1] + b',"more":"' + b"x" * 10_000_000 + b'"}'
    lines[3] = b'{"header":"' + b"[" * 1_000_000 + b'"}'
    path.write_bytes(b"\n".join(lines))

    result = merged(register, key, path)

    assert (result.new, result.damaged) == (COUNT - 1, 1), "what is said besides harms nothing"


def test_file_without_end_is_read_no_further_than_a_batch_goes(register, key, drop):
    with (drop / "large.inkbatch").open("wb") as file:
        file.truncate(MAX_BATCH_BYTES * 40)  # a hole: it takes no room on the disk

    assert codes(merged(register, key, drop)) == {"large.inkbatch": "batch.unreadable"}


@pytest.mark.slow
def test_hundred_thousand_other_files_are_passed_by(register, key, drop):
    for folder in range(100):
        (drop / str(folder)).mkdir()
    for number in range(100_000):
        (drop / str(number % 100) / f"{number}.jpg").touch()

    result = merged(register, key, drop)

    assert (result.new, result.unreadable) == (COUNT, ())


def test_batches_are_found_as_deep_as_paths_go(register, key, drop, tmp_path, ana):
    (path,) = drop.rglob("*.inkbatch")
    deep = drop
    while len(str(deep)) < 3000:
        deep /= "d" * 200
    deep.mkdir(parents=True)
    shutil.copy(path, deep)
    path.unlink()

    assert merged(register, key, drop).new == COUNT


@posix_only
@pytest.mark.parametrize(
    "name",
    [
        b"\xff\xfe.inkbatch",
        b"a\nb\x1b[2J\x07.inkbatch",
        b"-rf.inkbatch",
        " \u202e\u0301\ufeff.inkbatch".encode(),
        b"1-99999999999999999999-" + b"0" * 64 + b".inkbatch",
        "１-2-".encode() + b"a" * 64 + b".inkbatch",
        b"n" * 240 + b".inkbatch",
        b"~root.inkbatch",
        b"%s%n$(true).inkbatch",
    ],
    ids=range(9),
)
def test_odd_name_of_a_batch_changes_nothing(register, key, drop, name):
    (path,) = drop.rglob("*.inkbatch")
    path.rename(drop / os.fsdecode(name))
    (drop / "broken").mkdir()
    (drop / "broken" / os.fsdecode(name)).write_bytes(b"broken")

    result = merged(register, key, drop)

    assert result.new == COUNT
    assert list(codes(result)) == [os.fsdecode(name)]


# ---- what changes while it is read ------------------------------------------------------------------------


def test_file_that_vanishes_or_closes_during_a_merge_is_named(
    register, key, drop, ana, monkeypatch
):
    """A stick is pulled, or somebody tidies up, after the files were found and before they are read."""
    for number, what in enumerate(("gone", "folder", "closed")):
        (drop / f"{what}.inkbatch").write_bytes(ana.signed_batch(ana.run(1, number + 1)))
    find = sources.find_sources
    real_open = Path.open

    def found_and_then_changed(paths):
        found = find(paths)
        (drop / "gone.inkbatch").unlink()
        (drop / "folder.inkbatch").unlink()
        (drop / "folder.inkbatch").mkdir()
        return found

    def refused(path, *arguments, **more):  # root may read everything
        if path.name == "closed.inkbatch":
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *arguments, **more)

    monkeypatch.setattr("desktop_app.register.merge.find_sources", found_and_then_changed)
    monkeypatch.setattr(Path, "open", refused)

    result = merged(register, key, drop)

    assert result.new == COUNT
    assert codes(result) == dict.fromkeys(
        ("gone.inkbatch", "folder.inkbatch", "closed.inkbatch"), "batch.unreadable"
    )


def test_file_that_grows_between_looking_and_reading_is_what_was_read(
    register, key, drop, ana, monkeypatch
):
    """It is taken in by what was read of it, and read again next time: its size is another."""
    read = reading.read_batch

    def read_while_it_is_written(path: Path):
        batch = read(path)
        path.write_bytes(path.read_bytes() + b"more")
        return batch

    monkeypatch.setattr(opening, "read_batch", read_while_it_is_written)
    first = merge(register, [drop], key, accept_devices="all", processes=1)
    monkeypatch.undo()
    second = merged(register, key, drop)

    assert (first.new, second.known, second.new) == (COUNT, COUNT, 0)
    assert [each.code for each in second.damaged_files] == ["batch.altered"]


def test_folder_that_vanishes_is_nothing_found(register, key, tmp_path):
    with pytest.raises(NothingFound):
        merged(register, key, tmp_path / "nowhere")


# ---- packs beside --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["../escaped", "/escaped", "text/../../escaped", "C:\\escaped", "a\\..\\escaped", "text/x:y"],
)
def test_pack_with_a_hostile_path_is_left_aside_and_nothing_is_written(
    register, key, pack, drop, tmp_path, name
):
    published(key, tmp_path / "good.inkpack")
    hostile = drop / "hostile.inkpack"
    shutil.copy(tmp_path / "good.inkpack", hostile)
    with zipfile.ZipFile(hostile, "a") as made:
        made.writestr(name, b"out")
    before = sorted(tmp_path.rglob("*"))

    result = merged(register, key, drop)

    assert result.new == COUNT
    assert [(each.name, each.code) for each in result.packs_left_aside] == [
        ("hostile.inkpack", "pack.unsafe_path")
    ]
    new = {path for path in tmp_path.rglob("*") if path not in before}
    assert {path.name.partition("-")[0] for path in new} <= {"register.sqlite"}
    assert not Path("/escaped").exists()


@pytest.mark.parametrize("size_mib", [5, 200])
def test_pack_that_blows_up_is_left_aside(register, key, drop, size_mib):
    with zipfile.ZipFile(drop / "bomb.inkpack", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("campaign.toml", b"format = 1")
        with made.open("text/en.md", "w") as file:
            for _ in range(size_mib):
                file.write(bytes(1024 * 1024))

    result = merged(register, key, drop)

    assert result.new == COUNT
    assert [each.code for each in result.packs_left_aside] == ["pack.too_large"]


def test_what_lies_in_a_drop_stays_as_it_is(register, key, drop, tmp_path):
    published(key, drop / "open-doors.inkpack")
    (drop / "broken.inkbatch").write_bytes(b"broken")
    before = {path: path.read_bytes() for path in drop.rglob("*") if path.is_file()}
    times = {path: path.stat().st_mtime_ns for path in before}

    merged(register, key, drop)

    assert {path: path.read_bytes() for path in drop.rglob("*") if path.is_file()} == before
    assert {path: path.stat().st_mtime_ns for path in before} == times


def test_the_same_under_many_names_is_one(register, key, drop, tmp_path):
    (path,) = drop.rglob("*.inkbatch")
    for number in range(20):
        shutil.copy(path, drop / f"{number}.inkbatch")

    result = merged(register, key, drop, path, drop)

    assert (result.new, result.known) == (COUNT, 20 * COUNT)
    with register_at(tmp_path / "other.sqlite") as other:
        merged(other, key, path)
        assert logical_dump(other) == logical_dump(register)
