"""Batches without the device's key: each record is vouched for by itself."""

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.app.verifying import verify
from desktop_app.batches.batch import VouchedLine, batch_name, vouched_batch_bytes
from desktop_app.batches.reading import prove_batch, read_batch
from desktop_app.batches.writing import write_whole
from desktop_app.campaign.pack import Pack
from desktop_app.problems import Problem
from desktop_app.register.merge import merge
from desktop_app.register.store import open_or_create_register
from desktop_app.sealing.keys import CampaignKey
from tests.examples import examples
from tests.making import (
    PASSPHRASE,
    QUICK,
    batch_of,
    clock_at,
    journal_with,
    made_key,
    published,
    signature,
    vouched_batch_of,
)

COUNT = 4

Written = tuple[Path, bytes]


@pytest.fixture(scope="session")
def key() -> CampaignKey:
    return made_key()


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory, key: CampaignKey) -> Pack:
    return published(key, tmp_path_factory.mktemp("vouched") / "open-doors.inkpack")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Written:
    folder = tmp_path_factory.mktemp("batch")
    with journal_with(folder / "home", pack, [signature() for _ in range(COUNT)]) as journal:
        run, data = vouched_batch_of(journal, pack, 1, COUNT)
    return write_whole(folder / "out", batch_name(run, data), data), data


def lines_of(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def without_voucher(line: bytes) -> bytes:
    read = msgspec.json.decode(line, type=VouchedLine)
    return msgspec.json.encode(msgspec.structs.replace(read, voucher=b""))


def test_it_comes_back_whole_and_verifies(written: Written) -> None:
    batch = read_batch(written[0])
    assert (batch.first, batch.last, batch.damages) == (1, COUNT, ())
    assert [proved.header.seq for proved in batch.records] == [1, 2, 3, 4]
    assert (batch.vouched, len(batch.head)) == (COUNT, 64)
    verified = verify([written[0]])
    assert (verified.records, verified.damages, verified.gaps) == (COUNT, (), ())


def test_it_holds_what_the_device_itself_would_hand_over(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(COUNT)]) as journal:
        linked = prove_batch(Path("a.inkbatch"), batch_of(journal, pack, 2, 4)[1])
        vouched = prove_batch(Path("b.inkbatch"), vouched_batch_of(journal, pack, 2, 4)[1])
    assert (vouched.records, vouched.head) == (linked.records, linked.head)
    assert vouched.vouched == linked.vouched == 4


def test_it_merges_with_the_devices_own_batches(
    tmp_path: Path, pack: Pack, key: CampaignKey
) -> None:
    with journal_with(tmp_path / "home", pack, [signature() for _ in range(COUNT)]) as journal:
        for make, last in ((batch_of, 2), (vouched_batch_of, 4)):
            run, data = make(journal, pack, 1, last)
            write_whole(tmp_path / "out", batch_name(run, data), data)
    with open_or_create_register(
        tmp_path / "register.sqlite",
        PASSPHRASE,
        clock=clock_at(),
        randomness=os.urandom,
        hardness=QUICK,
    ) as register:
        merged = merge(register, [tmp_path], key, accept_devices="all")
        again = merge(register, [tmp_path], key)
    assert (merged.new, merged.damaged, again.new) == (COUNT, 0, 0)


@given(st.data())
@settings(max_examples=examples(300))
def test_a_flipped_bit_anywhere_is_found_and_spoils_one_record_at_most(
    written: Written, data: st.DataObject
) -> None:
    path, whole = written
    position = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[position] ^= 1 << data.draw(st.integers(0, 7))
    is_in_opening = position <= len(lines_of(whole)[0])
    try:
        batch = prove_batch(path, bytes(changed))
    except Problem:
        assert is_in_opening
        return
    assert batch.damages
    if bytes(changed).count(b"\n") == whole.count(b"\n") and not is_in_opening:
        assert len(batch.records) >= COUNT - 1
    good = prove_batch(path, whole).records
    assert set(batch.records) <= set(good)


def test_what_is_cut_off_does_not_touch_what_is_there(written: Written) -> None:
    path, whole = written
    first_line = len(lines_of(whole)[0]) + 1
    for length in range(first_line, len(whole) - 1, 53):
        batch = prove_batch(path, whole[:length])
        complete = whole[:length].count(b"\n") - 1
        assert len(batch.records) in (complete, complete + 1)  # a line whose end alone is cut off
        assert {d.seq for d in batch.damages} == {0, *range(len(batch.records) + 1, COUNT + 1)}
        assert (batch.vouched, batch.head) == (len(batch.records), "")


def test_a_record_left_out_put_in_twice_moved_or_swapped_is_found(written: Written) -> None:
    path, whole = written
    lines = lines_of(whole)
    a, b, c, d = lines[1:5]
    for changed, seqs in (
        ([b, c, d], {1, 2, 3, 4}),
        ([a, c, d], {2, 3, 4}),
        ([a, a, b, c, d], {2, 3, 4}),
        ([b, a, c, d], {1, 2}),
        ([a, b, d, c], {3, 4}),
    ):
        batch = prove_batch(path, b"\n".join([lines[0], *changed, b""]))
        assert {damage.seq for damage in batch.damages} == {0, *seqs}
        assert {p.header.seq for p in batch.records} == set(range(1, COUNT + 1)) - seqs


def test_a_sealed_part_or_voucher_under_another_header_is_found(written: Written) -> None:
    path, whole = written
    lines = lines_of(whole)
    first, second = (msgspec.json.decode(line, type=VouchedLine) for line in lines[1:3])
    for change in ({"sealed": second.sealed}, {"header": second.header}):
        lines[1] = msgspec.json.encode(msgspec.structs.replace(first, **change))
        batch = prove_batch(path, b"\n".join(lines))
        assert [d.seq for d in batch.damages] == [0, 1]


def test_without_its_voucher_a_record_is_vouched_for_by_the_next(written: Written) -> None:
    path, whole = written
    lines = lines_of(whole)
    all_but_last = [without_voucher(line) for line in lines[1:4]]
    batch = prove_batch(path, b"\n".join([lines[0], *all_but_last, lines[4], b""]))
    assert len(batch.records) == COUNT
    last = without_voucher(lines[4])
    batch = prove_batch(path, b"\n".join([lines[0], *lines[1:4], last, b""]))
    assert [(d.seq, d.code) for d in batch.damages][1:] == [(4, "batch.not_vouched")]
    assert (batch.vouched, batch.head) == (3, "")
    batch = prove_batch(path, b"\n".join([lines[0], *all_but_last, last, b""]))
    assert batch.records == ()


def test_nobody_without_the_devices_key_can_make_one(
    tmp_path: Path, pack: Pack, written: Written
) -> None:
    """A stranger seals to the same key and writes the victim's name and key over it all."""
    path, whole = written
    with journal_with(tmp_path / "home", pack, [signature() for _ in range(COUNT)]) as stranger:
        _, theirs = vouched_batch_of(stranger, pack, 1, COUNT)
    opening, *lines = lines_of(whole)
    batch = prove_batch(path, b"\n".join([opening, *lines_of(theirs)[1:]]))
    assert (batch.records, batch.vouched) == ((), 0)
    renamed = theirs.replace(stranger.device.encode(), batch.device.encode())
    batch = prove_batch(path, b"\n".join([opening, *lines_of(renamed)[1:]]))
    assert (batch.records, batch.vouched) == ((), 0)
    batch = prove_batch(path, b"\n".join([opening, *lines[:2], lines_of(renamed)[3], *lines[3:]]))
    assert {proved.header.seq for proved in batch.records} == {1, 2, 4}


def test_more_than_there_is_cannot_be_claimed(written: Written) -> None:
    path, whole = written
    claimed = whole.replace(b'"last":4', b'"last":400', 1)
    batch = prove_batch(path, claimed)
    assert (len(batch.records), batch.vouched, batch.head) == (COUNT, COUNT, "")


def test_writing_takes_a_voucher_for_each_record(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature(), signature()]) as journal:
        run, _ = vouched_batch_of(journal, pack, 1, 2)
    with pytest.raises(ValueError, match="argument"):
        vouched_batch_bytes(run, [b""])
