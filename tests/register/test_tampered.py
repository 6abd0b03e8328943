"""Tampered batches, also by a thief who has the device's key: each is refused and named, all else merged."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest

from desktop_app.batches.batch import BatchRun, batch_name
from desktop_app.register.chains import Chain, confirmed_runs
from desktop_app.register.merge import merge
from desktop_app.register.slips import SlipState
from desktop_app.sealing.chain import chain_hash
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.record import header_bytes
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import signature_bytes
from tests.making import draft, signature
from tests.register.given import is_summed_up, logical_dump, opened, people, register_at
from tests.register.stalls import Entry, StallDevice, put, with_entries

COUNT = 8
AT = 4
"""The record that is tampered with."""

pytestmark = pytest.mark.sqlite  # what is wrong with a batch is found before any database


@pytest.fixture
def ana(pack) -> StallDevice:
    return stall(pack, "Ana", 1)


@pytest.fixture
def ben(pack) -> StallDevice:
    return stall(pack, "Ben", 2)


def stall(pack, name: str, seed: int) -> StallDevice:
    device = StallDevice(pack, Random(seed))
    for made in people(COUNT - 1, name):
        device.sign(made)
    device.close()
    return device


def merged(register, key, folder: Path, ben: StallDevice, *slips: str):
    """Merge what lies in a folder, with Ben's batch, of which nothing may ever be missing."""
    ben.write(folder)
    result = merge(register, [folder], key, accept_devices="all", slips=slips)
    assert is_summed_up(result)
    of_ben = next(met for met in result.devices if met.id == ben.id)
    assert (of_ben.new + of_ben.known, of_ben.damaged) == (COUNT, 0)
    return result


def kept(register) -> tuple:
    """All records, and what was opened of them."""
    records, *_, signatures = logical_dump(register)
    return records, signatures


def of(result, device: StallDevice):
    return next(met for met in result.devices if met.id == device.id)


def named(result) -> dict[str, set[str]]:
    """The codes by file of all that was refused."""
    codes: dict[str, set[str]] = {}
    for each in (*result.damaged_files, *result.unreadable):
        codes.setdefault(each.name, set()).add(each.code)
    for each in result.conflict_list:
        codes.setdefault(each.name, set()).add(f"conflict {each.seq}")
    return codes


# ---- by somebody without the key ------------------------------------------------------------------


def flipped(line: int, mark: bytes) -> Callable[[list[bytes]], None]:
    """Change the first byte after a mark in one line, to another that may stand there."""

    def change(lines: list[bytes]) -> None:
        at = lines[line].index(mark) + len(mark)
        other = b"1" if lines[line][at : at + 1] != b"1" else b"2"
        lines[line] = lines[line][:at] + other + lines[line][at + 1 :]

    change.__name__ = f"byte after {mark.decode()} of line {line}"
    return change


def gone(lines: list[bytes]) -> None:
    del lines[AT]


def swapped(lines: list[bytes]) -> None:
    lines[AT], lines[AT + 1] = lines[AT + 1], lines[AT]


def repeated(lines: list[bytes]) -> None:
    lines.insert(AT, lines[AT])


def cut(lines: list[bytes]) -> None:
    del lines[AT + 1 :]
    lines[AT] = lines[AT][:100]


def no_end(lines: list[bytes]) -> None:
    del lines[-2]


NOT_VOUCHED = {"batch.not_vouched"}
DAMAGED = {"record.damaged"}
CHANGES: list[tuple[Callable[[list[bytes]], None], int, set[str]]] = [
    (flipped(AT, b'\\"hour\\":\\"20'), COUNT - 1, DAMAGED),
    (flipped(AT, b'"sealed":"'), COUNT - 1, DAMAGED),
    (flipped(AT, b'\\"previous\\":\\"'), COUNT - 1, DAMAGED),
    (flipped(0, b'"campaign":"'), 0, NOT_VOUCHED),
    (flipped(0, b'"device":"'), 0, {"batch.unreadable"}),
    (flipped(0, b'"device_key":"'), 0, {"batch.unreadable"}),
    (flipped(0, b'"last":'), 0, NOT_VOUCHED),
    (flipped(-2, b'"count":'), 0, NOT_VOUCHED),
    (flipped(-2, b'"head":"'), 0, NOT_VOUCHED),
    (flipped(-2, b'"signature":"'), 0, NOT_VOUCHED),
    (flipped(-2, b'"links":"'), 0, NOT_VOUCHED),
    (flipped(-2, b'"links_signature":"'), 0, NOT_VOUCHED),
    (gone, 0, NOT_VOUCHED),
    (swapped, COUNT - 2, DAMAGED),
    (repeated, 0, NOT_VOUCHED),
    (cut, 0, NOT_VOUCHED),
    (no_end, 0, NOT_VOUCHED),
]


@pytest.mark.parametrize(
    ("change", "saved", "codes"), CHANGES, ids=lambda value: getattr(value, "__name__", "")
)
def test_what_was_changed_is_refused_and_named_and_the_rest_comes_in(
    register, key, tmp_path, ana, ben, change, saved, codes
):
    path = ana.write(tmp_path / "b")
    lines = path.read_bytes().split(b"\n")
    change(lines)
    path.write_bytes(b"\n".join(lines))

    result = merged(register, key, tmp_path / "b", ben, ana.slip())

    assert result.new == COUNT + saved
    assert named(result).keys() == {path.name}
    assert codes <= named(result)[path.name]
    assert result.slips[0].differs or result.slips[0].state is SlipState.WAITING_DEVICE
    mended = merge(register, [ana.write(tmp_path / "again")], key, accept_devices="all")
    assert (mended.new, mended.known, mended.gaps) == (COUNT - saved, saved, ())


def test_lines_of_two_devices_in_one_file_are_told_apart(register, key, tmp_path, ana, ben):
    path = ana.write(tmp_path / "b")
    other = ben.write(tmp_path / "elsewhere").read_bytes().split(b"\n")
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:AT], *other[AT:-2], *lines[-2:]]))

    result = merged(register, key, tmp_path / "b", ben)

    assert of(result, ana).new == AT - 1
    assert of(result, ana).damaged == COUNT - AT + 1
    assert named(result)[path.name] >= DAMAGED


def test_device_that_claims_the_id_of_another_is_not_believed(register, key, tmp_path, ana, ben):
    """First with its own key under the other's id, then with the other's key and its own signatures."""
    lines = ana.write(tmp_path / "a").read_bytes().split(b"\n")
    opening = json.loads(lines[0])
    of_ben = json.loads(ben.write(tmp_path / "a").read_bytes().split(b"\n")[0])
    folder = tmp_path / "b"
    folder.mkdir()
    for name, changes in (
        ("id", {"device": ben.id}),
        ("id and key", {"device": ben.id, "device_key": of_ben["device_key"]}),
    ):
        first = json.dumps({**opening, **changes}).encode()
        renamed = [line.replace(ana.id.encode(), ben.id.encode()) for line in lines[1:]]
        (folder / f"{name}.inkbatch").write_bytes(b"\n".join([first, *renamed]))

    ben.write(folder)
    result = merge(register, [folder], key, accept_devices="all")

    assert result.new == COUNT
    assert named(result) == {
        "id.inkbatch": {"batch.unreadable"},
        "id and key.inkbatch": NOT_VOUCHED,
    }
    assert {row[-3] for row in opened(register).values()} == {ben.id}


def test_device_that_nobody_enrolled_waits_with_its_words_and_nothing_of_it_is_opened(
    register, key, tmp_path, ana, ben
):
    ben.write(tmp_path / "b")
    merge(register, [tmp_path / "b"], key, accept_devices=fingerprint(ben.public_key))
    before = logical_dump(register)[0]
    ana.write(tmp_path / "b")

    result = merge(register, [tmp_path / "b"], key)

    assert (result.new, result.known, result.waiting) == (0, COUNT, COUNT)
    assert of(result, ana).words == fingerprint(ana.public_key)
    assert not of(result, ana).is_accepted
    assert logical_dump(register)[0] == before


# ---- by a thief who has the device's key -------------------------------------------------------------


def forged(ana: StallDevice, at: int, previous: bytes) -> Entry:
    """Seal other consents under a name that is there, as anybody can who has the pack."""
    made = signature(draft("Ana3", email="Ana3@example.org", share=Choice.YES, updates=Choice.YES))
    return ana.sealed(signature_bytes(made), seq=at, previous=previous)


def linked_anew(entries: list[Entry], start: int) -> list[Entry]:
    """Give all records from a place the number and the link that they would have there."""
    done = entries[:start]
    for seq, entry in enumerate(entries[start:], start=start + 1):
        before = done[-1].chain
        header = msgspec.structs.replace(entry.header, seq=seq, previous=before.hex())
        record = replace(entry.record, header_bytes=header_bytes(header))
        chain = chain_hash(before, record.header_bytes)
        done.append(Entry(header=header, record=record, chain=chain))
    return done


def rewritten(ana: StallDevice) -> list[Entry]:
    """Rewrite one consent, and link all that follows anew."""
    entries = list(ana.entries)
    entries[AT - 1] = forged(ana, AT, entries[AT - 2].chain)
    return linked_anew(entries, AT)


def inserted(ana: StallDevice) -> list[Entry]:
    """Put one more in between, and number and link all that follows anew."""
    entries = list(ana.entries)
    entries.insert(AT - 1, forged(ana, AT, entries[AT - 2].chain))
    return linked_anew(entries, AT)


def left_out(ana: StallDevice) -> list[Entry]:
    """Take one out, and number and link all that follows anew."""
    entries = list(ana.entries)
    del entries[AT - 1]
    return linked_anew(entries, AT - 1)


def written_by_thief(folder: Path, ana: StallDevice, entries: list[Entry], *, is_vouched) -> Path:
    run = with_entries(ana.run(), entries)
    data = ana.vouched_batch(run) if is_vouched else ana.signed_batch(run)
    return put(folder, run, data)


@pytest.mark.parametrize("is_vouched", [False, True])
@pytest.mark.parametrize("theft", [rewritten, inserted, left_out])
def test_thief_who_signs_everything_anew_is_told_by_the_seals_and_by_the_slip(
    register, key, tmp_path, ana, ben, theft, is_vouched
):
    """He cannot open what others gave, so he cannot seal it under the headers that he changed."""
    path = written_by_thief(tmp_path / "b", ana, theft(ana), is_vouched=is_vouched)

    result = merged(register, key, tmp_path / "b", ben, ana.slip())

    assert named(result)[path.name] == DAMAGED
    assert result.gaps
    assert result.gaps[0].device == ana.id
    assert result.slips[0].differs


@pytest.mark.parametrize("is_vouched", [False, True])
@pytest.mark.parametrize("theft", [rewritten, inserted, left_out])
def test_thief_who_comes_after_the_device_changes_nothing_and_is_named(
    register, key, tmp_path, ana, ben, theft, is_vouched
):
    ana.write(tmp_path / "b")
    merged(register, key, tmp_path / "b", ben)
    before = kept(register)
    entries = theft(ana)
    path = written_by_thief(tmp_path / "late", ana, entries, is_vouched=is_vouched)

    result = merge(register, [path], key)

    last = min(COUNT, len(entries))
    assert {f"conflict {seq}" for seq in range(AT, last + 1)} <= named(result)[path.name]
    assert {each.device for each in result.conflict_list} == {ana.id}
    assert kept(register) == before


@pytest.mark.parametrize("is_vouched", [False, True])
def test_thief_who_drops_the_tail_is_told_by_the_slip(
    register, key, tmp_path, ana, ben, is_vouched
):
    run = ana.run(1, AT)
    put(tmp_path / "b", run, ana.vouched_batch(run) if is_vouched else ana.signed_batch(run))

    result = merged(register, key, tmp_path / "b", ben, ana.slip())

    assert (result.slips[0].state, result.slips[0].missing) == (
        SlipState.CUT_TAIL,
        ((AT + 1, COUNT),),
    )


def swapped_in(ana: StallDevice, *, fits_before: bool) -> list[Entry]:
    """Rewrite one consent and leave all that follows as it is: their seals stay whole."""
    entries = list(ana.entries)
    before = entries[AT - 2].chain if fits_before else hashlib.sha256(b"thief").digest()
    entries[AT - 1] = forged(ana, AT, before)
    return entries


@pytest.mark.parametrize("is_vouched", [False, True])
@pytest.mark.parametrize("fits_before", [False, True])
@pytest.mark.parametrize("parts", [1, 2, COUNT])
def test_thief_who_swaps_one_record_under_whole_ones_breaks_the_chain_and_is_told(
    register, key, tmp_path, ana, ben, is_vouched, fits_before, parts
):
    run = with_entries(ana.run(), swapped_in(ana, fits_before=fits_before))
    for start in range(0, COUNT, COUNT // parts):
        end = start + COUNT // parts
        part = replace(
            run,
            first=start + 1,
            records=run.records[start:end],
            chains=run.chains[start:end],
        )
        put(tmp_path / "b", part, ana.vouched_batch(part) if is_vouched else ana.signed_batch(part))

    result = merged(register, key, tmp_path / "b", ben, ana.slip())

    assert result.slips[0].differs, result.slips[0].state
    (found,) = result.breaks
    assert (found.device, found.campaign) == (ana.id, ana.pack.id)
    assert found.seq == (AT + 1 if fits_before else AT)
    assert merge(register, [tmp_path / "b"], key).breaks == (), "told by the merge that brings it"
    with register.transaction() as connection:
        runs = confirmed_runs(connection, Chain(campaign=ana.pack.id, device=ana.id), key)
    confirmed = [run for run in runs if run.chain == ana.entries[run.last - 1].chain.hex()]
    assert confirmed
    assert not any(run.first <= AT <= run.last for run in confirmed), "it may erase only the others"


# ---- where it does not belong --------------------------------------------------------------------------


def test_record_under_another_campaign_does_not_open(register, key, tmp_path, ana, ben):
    entries = []
    before = bytes(32)
    for entry in ana.entries:
        header = msgspec.structs.replace(
            entry.header, campaign="save-the-trees", previous=before.hex()
        )
        record = replace(entry.record, header_bytes=header_bytes(header))
        before = chain_hash(before, record.header_bytes)
        entries.append(Entry(header=header, record=record, chain=before))
    run = replace(with_entries(ana.run(), entries), campaign="save-the-trees")
    path = put(tmp_path / "b", run, ana.signed_batch(run))

    result = merged(register, key, tmp_path / "b", ben)

    assert (result.new, result.damaged) == (COUNT, COUNT)
    assert named(result) == {path.name: DAMAGED}


@pytest.mark.parametrize(
    "hour", ["2026-99-99T99", "2026-11-23T24", "２０２６-11-23T12", "2026-11-23T12\n", "0" * 13]
)
def test_record_of_an_hour_that_there_is_not_is_damaged(register, key, tmp_path, ana, ben, hour):
    """The hour says who signed first, so nobody may choose one before or after all others."""
    plain, before = signature_bytes(signature()), ana.entries[-1].chain
    entries = [*ana.entries, ana.sealed(plain, seq=COUNT + 1, previous=before, hour=hour)]
    path = written_by_thief(tmp_path / "b", ana, entries, is_vouched=False)

    result = merged(register, key, tmp_path / "b", ben)

    assert (of(result, ana).new, named(result)) == (COUNT, {path.name: DAMAGED})


def test_batches_of_one_device_in_the_folders_of_another_are_the_first_ones(
    register, key, tmp_path, ana, ben
):
    """Where a file lies tells nothing: a stick is sorted by hand now and then."""
    path = ana.write(tmp_path / "a")
    wrong = tmp_path / "b" / "save-the-trees" / ben.id / path.name
    wrong.parent.mkdir(parents=True)
    path.rename(wrong)

    result = merged(register, key, tmp_path / "b", ben)

    assert (of(result, ana).new, named(result)) == (COUNT, {})


def test_everything_at_once_is_the_same_in_any_order(register, key, tmp_path, pack, ana, ben):
    """A fork, a thief and damage never decide by chance which of the others come in."""
    fork = ana.forked(7)
    fork.entries = fork.entries[:AT]
    for made in people(3, "Fork"):
        fork.sign(made)
    files: list[tuple[BatchRun, bytes]] = []
    for device in (ana, ben):
        run = device.run()
        files.append((run, device.signed_batch(run)))
    dumps = []
    for number, order in enumerate(([0, 1], [1, 0])):
        folder = tmp_path / str(number)
        for position, which in enumerate(order):
            run, data = files[which]
            put(folder / str(position), run, data)
        late = [
            fork.write(folder / "2"),
            written_by_thief(folder / "3", ana, rewritten(ana), is_vouched=True),
        ]
        with register_at(tmp_path / f"{number}.sqlite") as other:
            merge(other, [folder / "0", folder / "1"], key, accept_devices="all")
            result = merge(other, late, key)
            assert {each.name for each in result.conflict_list} == {path.name for path in late}
            dumps.append(logical_dump(other))
    assert dumps[0] == dumps[1]
    assert batch_name(*files[0])
