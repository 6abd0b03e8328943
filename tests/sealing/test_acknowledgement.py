"""Acknowledgements are untrusted: what the coordinator did not say about this device says nothing."""

import os
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.problems import Problem
from desktop_app.sealing.acknowledgement import (
    MAX_ACKNOWLEDGEMENT_BYTES,
    MAX_RUNS,
    AcknowledgementFromNewerVersion,
    AcknowledgementUnreadable,
    ConfirmedRun,
    NotTheCoordinator,
    acknowledgement_bytes,
    check_signed,
    read_acknowledgement,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
RUNS = (
    ConfirmedRun(first=1, last=143, chain="a" * 64),
    ConfirmedRun(first=150, last=150, chain="b" * 64),
)


def written(runs: tuple[ConfirmedRun, ...] = RUNS) -> bytes:
    return acknowledgement_bytes(
        "open-doors",
        "0" * 20,
        runs,
        made_at=datetime(2026, 11, 25, 17, 52, 1, 5, tzinfo=UTC),
        sign=KEY.sign,
    )


def proved(data: bytes) -> None:
    check_signed(read_acknowledgement(data, "x.inkack"), PUBLIC, "x.inkack")


def test_an_acknowledgement_comes_back_and_is_proved() -> None:
    read = read_acknowledgement(written(), "x.inkack")
    assert (read.campaign, read.device, read.runs) == ("open-doors", "0" * 20, RUNS)
    assert read.record_count == 144
    assert read.made_at == datetime(2026, 11, 25, 17, 52, 1, tzinfo=UTC)
    check_signed(read, PUBLIC, "x.inkack")


def test_another_key_confirms_nothing() -> None:
    read = read_acknowledgement(written(), "x.inkack")
    for key in (bytes(32), os.urandom(32), b"", PUBLIC[:-1]):
        with pytest.raises(NotTheCoordinator):
            check_signed(read, key, "x.inkack")


@given(st.data())
def test_a_flipped_bit_anywhere_is_found(data: st.DataObject) -> None:
    changed = bytearray(written())
    position = data.draw(st.integers(0, len(changed) - 1))
    changed[position] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Problem):
        proved(bytes(changed))


def test_a_cut_or_lengthened_file_is_found() -> None:
    data = written()
    for wrong in [*(data[:size] for size in range(len(data))), data + b"\n", data + data]:
        with pytest.raises(AcknowledgementUnreadable):
            proved(wrong)


@pytest.mark.parametrize(
    "runs",
    [
        [],
        [{"first": 0, "last": 1}],
        [{"first": 2, "last": 1}],
        [{"first": 1, "last": 2**31}],
        [{"first": -5, "last": 2**70}],
        [{"first": 1, "last": 5}, {"first": 5, "last": 6}],
        [{"first": 9, "last": 9}, {"first": 1, "last": 2}],
        [{"first": n, "last": n} for n in range(1, MAX_RUNS + 2)],
    ],
)
def test_runs_that_no_inkstand_writes_are_refused_whoever_signed_them(runs: list[dict]) -> None:
    statement = msgspec.json.decode(written().split(b"\n", 1)[0])
    statement["runs"] = [{"chain": "a" * 64, **run} for run in runs]
    with pytest.raises(AcknowledgementUnreadable):
        proved(msgspec.json.encode(statement) + b'\n{"signature":""}\n')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"{}\n{}\n",
        b"[" * 100_000,
        b'{"format":' * 20_000,
        b"\xff" * 500,
        b"0" * (MAX_ACKNOWLEDGEMENT_BYTES + 1),
        b"null\nnull\n",
    ],
)
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(AcknowledgementUnreadable):
        proved(data)


def test_a_newer_version_is_named_as_such() -> None:
    newer = written().replace(b'"version":1', b'"version":2')
    with pytest.raises(AcknowledgementFromNewerVersion):
        proved(newer)


def test_of_very_many_runs_the_longest_are_confirmed() -> None:
    many = [ConfirmedRun(first=3 * n, last=3 * n, chain="a" * 64) for n in range(1, 3001)]
    many[1500] = ConfirmedRun(first=4503, last=4504, chain="b" * 64)
    data = written(tuple(many))
    read = read_acknowledgement(data, "x.inkack")
    assert len(read.runs) == MAX_RUNS
    assert many[1500] in read.runs
    check_signed(read, PUBLIC, "x.inkack")
