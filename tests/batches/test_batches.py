"""Batch files: whole or found out, record by record."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.batches.batch import BatchFromNewerVersion, BatchUnreadable, batch_name
from desktop_app.batches.reading import prove_batch, read_batch
from desktop_app.batches.writing import write_whole
from desktop_app.problems import Problem
from tests.examples import examples
from tests.making import batch_of, journal_with, made_key, published, signature

COUNT = 4


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("batch")
    pack = published(made_key(), folder / "open-doors.inkpack")
    with journal_with(folder / "home", pack, [signature() for _ in range(COUNT)]) as journal:
        run, data = batch_of(journal, pack, 1, COUNT)
    return write_whole(folder, batch_name(run, data), data), data


def test_a_batch_comes_back_whole(written: tuple[Path, bytes]) -> None:
    batch = read_batch(written[0])
    assert (batch.first, batch.last, batch.damages) == (1, COUNT, ())
    assert [proved.header.seq for proved in batch.records] == [1, 2, 3, 4]
    assert batch.path.name.startswith("1-4-")
    assert batch.sha256 in batch.path.name


@given(st.data())
@settings(max_examples=examples(300))
def test_a_flipped_bit_anywhere_is_found_and_spoils_one_record_at_most(
    written: tuple[Path, bytes], data: st.DataObject
) -> None:
    path, whole = written
    changed = bytearray(whole)
    position = data.draw(st.integers(0, len(whole) - 1))
    changed[position] ^= 1 << data.draw(st.integers(0, 7))
    lines = whole.split(b"\n")
    in_frame = position <= len(lines[0]) or position >= len(whole) - len(lines[-2]) - 1
    try:
        batch = prove_batch(path, bytes(changed))
    except Problem:
        assert in_frame
        return
    assert batch.damages
    if not in_frame and bytes(changed).count(b"\n") == whole.count(b"\n"):
        assert len(batch.records) >= COUNT - 1


def test_a_cut_file_vouches_for_nothing(written: tuple[Path, bytes]) -> None:
    path, whole = written
    for length in range(0, len(whole) - 1, 97):
        if length < whole.index(b"\n"):
            with pytest.raises(BatchUnreadable):
                prove_batch(path, whole[:length])
            continue
        batch = prove_batch(path, whole[:length])
        assert batch.records == ()
        assert batch.damages


def test_a_record_left_out_put_in_twice_or_moved_is_found(written: tuple[Path, bytes]) -> None:
    path, whole = written
    lines = whole.split(b"\n")
    for changed in (
        [lines[0], *lines[2:]],
        [lines[0], lines[1], lines[1], *lines[2:]],
        [lines[0], lines[2], lines[1], *lines[3:]],
    ):
        batch = prove_batch(path, b"\n".join(changed))
        assert batch.damages


def test_a_batch_of_the_future_and_other_files(tmp_path: Path, written: tuple[Path, bytes]) -> None:
    newer = written[1].replace(b'"version":1', b'"version":3', 1)
    (tmp_path / "newer.inkbatch").write_bytes(newer)
    with pytest.raises(BatchFromNewerVersion):
        read_batch(tmp_path / "newer.inkbatch")
    for number, data in enumerate([b"", b"\n\n", b"{}", b"\xff\xfe\x00", os.urandom(5000)]):
        path = tmp_path / f"{number}.inkbatch"
        path.write_bytes(data)
        with pytest.raises(BatchUnreadable):
            read_batch(path)
    with pytest.raises(BatchUnreadable):
        read_batch(tmp_path / "nowhere.inkbatch")
    with pytest.raises(BatchUnreadable):
        read_batch(tmp_path)


def test_a_batch_signed_by_another_device_is_not_believed(
    tmp_path: Path, written: tuple[Path, bytes]
) -> None:
    """Somebody takes a device's records and closes the batch with a key of their own."""
    pack = published(made_key(), tmp_path / "open-doors.inkpack")
    with journal_with(tmp_path / "home", pack, [signature()]) as stranger:
        _, other = batch_of(stranger, pack, 1, 1)
    closing = other.split(b"\n")[-2]
    lines = written[1].split(b"\n")
    batch = prove_batch(written[0], b"\n".join([*lines[:-2], closing, b""]))
    assert batch.records == ()
