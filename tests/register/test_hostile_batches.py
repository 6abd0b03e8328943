import os
import shutil

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.batches.batch import MAX_RECORDS
from desktop_app.register.merge import merge
from desktop_app.signature.signature import Signature, signature_bytes
from tests.examples import examples
from tests.making import draft, signature
from tests.register.given import (
    device,
    is_summed_up,
    logical_dump,
    opened,
    people,
    register_at,
    write_batch,
)

pytestmark = pytest.mark.sqlite  # what is wrong with a batch is found before any database


def test_unreadable_file_never_stops_the_rest(register, drop, key, tmp_path):
    rubbish = tmp_path / f"1-7-{'0' * 64}.inkbatch"
    rubbish.write_bytes(b"rubbish")

    result = merge(register, [rubbish, drop["Ana"][0]], key, accept_devices="all")

    assert (result.new, result.damaged) == (9, 7)
    assert [(u.name, u.code) for u in result.unreadable] == [(rubbish.name, "batch.unreadable")]
    assert is_summed_up(result)


def test_huge_numbers_in_a_batch_are_no_crash(register, drop, key, tmp_path):
    lines = drop["Ana"][4].read_bytes().split(b"\n")
    huge = str(2**70).encode()
    lines[0] = lines[0].replace(b'"first":2', b'"first":' + huge)
    lines[0] = lines[0].replace(b'"last":2', b'"last":' + huge)
    path = tmp_path / "huge.inkbatch"
    path.write_bytes(b"\n".join(lines))

    assert merge(register, [path], key, accept_devices="all").unreadable


def test_forked_journal_keeps_the_first_and_tells(register, pack, key, tmp_path):
    with device(tmp_path / "d", pack, people(1, "First")) as journal:
        shutil.copytree(tmp_path / "d", tmp_path / "copy")
        journal.keep_all(people(2, "Here"), pack)
        here = write_batch(tmp_path / "b", journal, pack, 1, 3)
    with device(tmp_path / "copy", pack, people(2, "There")) as journal:
        there = write_batch(tmp_path / "b", journal, pack, 1, 3)

    result = merge(register, [here], key, accept_devices="all")
    assert result.new == 3
    before = logical_dump(register)
    forked = merge(register, [there], key)

    assert (forked.known, forked.conflicts, forked.new) == (1, 2, 0)
    assert [conflict.seq for conflict in forked.conflict_list] == [2, 3]
    assert logical_dump(register) == before
    assert merge(register, [there], key).conflicts == 2


def test_record_under_a_stolen_id_is_a_conflict(register, pack, key, tmp_path):
    ids = iter([b"\1" * 16, b"\2" * 16])

    def randomness(count: int) -> bytes:
        return next(ids) if count == 16 and armed else os.urandom(count)

    from desktop_app.journal.store import open_journal
    from tests.making import clock_at

    batches = []
    for name in ("d", "e"):
        armed, ids = False, iter([b"\1" * 16, name.encode() * 16])
        with open_journal(tmp_path / name, clock=clock_at(), randomness=randomness) as journal:
            signatures = people(2, name)
            armed = True
            journal.keep_all(signatures, pack)
            batches.append(write_batch(tmp_path / "b", journal, pack, 1, 2))

    result = merge(register, batches, key, accept_devices="all")

    assert (result.new, result.conflicts) == (3, 1)
    assert is_summed_up(result)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bit_anywhere_in_a_batch_is_found(data, drop, key, tmp_path_factory):
    whole = drop["Ana"][4]
    untrusted = bytearray(whole.read_bytes())
    position = data.draw(st.integers(0, len(untrusted) - 1))
    untrusted[position] ^= 1 << data.draw(st.integers(0, 7))
    folder = tmp_path_factory.mktemp("flip")
    (folder / whole.name).write_bytes(untrusted)
    with register_at(folder / "r.sqlite") as register:
        result = merge(register, [folder / whole.name], key, accept_devices="all")

        assert result.damaged_files or result.unreadable
        assert is_summed_up(result)
        assert len(opened(register)) == result.new == (0 if result.damaged else 1)
        assert merge(register, [whole], key, accept_devices="all").known == result.new


@pytest.mark.parametrize("hostile", [b"Mart\xff", b"M\xed\xa0\x80a", b"\xc1\xc1\xc1\xc1\xc1"])
def test_hostile_bytes_under_a_good_seal_never_stop_the_rest(
    register, pack, key, tmp_path, monkeypatch, hostile
):
    def changed(made: Signature) -> bytes:
        return signature_bytes(made).replace(b"Marta", hostile)

    monkeypatch.setattr("desktop_app.journal.journal.signature_bytes", changed)
    with device(tmp_path / "d", pack, [signature(draft("Marta")), signature(draft("Ana"))]) as j:
        batch = write_batch(tmp_path / "b", j, pack, 1, 2)

    result = merge(register, [batch], key, accept_devices="all")

    assert (result.new, result.damaged) == (1, 1)
    assert [damage.code for damage in result.damaged_files] == ["signature.unreadable"]


@pytest.mark.parametrize(
    "fields",
    [
        {"given_name": "Marta\r\n=1+1"},
        {"given_name": "M\u202eatra"},
        {"given_name": "M" * 5000},
        {"given_name": ""},
        {"family_name": "\0"},
        {"email": "=cmd|' /C calc'!A0"},
        {"email": "marta@example.org\n"},
        {"country": "=1"},
        {"phone": "+1+cmd"},
        {"postcode": "\t=1"},
        {"language": "=1"},
    ],
    ids=str,
)
def test_hostile_fields_under_a_good_seal_count_as_damaged(
    register, pack, key, tmp_path, monkeypatch, fields
):
    def changed(made: Signature) -> bytes:
        is_hostile = made.given_name == "Marta"
        return signature_bytes(msgspec.structs.replace(made, **fields) if is_hostile else made)

    monkeypatch.setattr("desktop_app.journal.journal.signature_bytes", changed)
    with device(tmp_path / "d", pack, [signature(draft("Marta")), signature(draft("Ana"))]) as j:
        batch = write_batch(tmp_path / "b", j, pack, 1, 2)

    result = merge(register, [batch], key, accept_devices="all")

    assert (result.new, result.damaged) == (1, 1)
    assert [damage.code for damage in result.damaged_files] == ["signature.unreadable"]
    assert len(opened(register)) == 1
    assert [(gap.first, gap.last) for gap in result.gaps] == [(1, 1)]


def test_opening_that_is_nested_without_end_is_no_crash(register, drop, key, tmp_path):
    nested = tmp_path / "nested.inkbatch"
    nested.write_bytes(b"[" * 4000 + b"\n" + b"[" * 100_000)

    result = merge(register, [nested, drop["Ana"][0]], key, accept_devices="all")
    words = result.devices[0].words

    assert (result.new, result.damaged) == (9, 1)
    assert merge(register, [nested, drop["Ana"][0]], key, accept_devices=words).known == 9


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_pipe_that_calls_itself_a_batch_is_no_trap(register, drop, key, tmp_path):
    shutil.copy(drop["Ana"][0], tmp_path)
    os.mkfifo(tmp_path / "pipe.inkbatch")
    os.mkfifo(tmp_path / "pipe.inkpack")

    assert merge(register, [tmp_path], key, accept_devices="all").new == 9


def test_batches_are_not_larger_than_a_promise_may_be():
    assert MAX_RECORDS == 500, "sources.promised_count knows this number"
