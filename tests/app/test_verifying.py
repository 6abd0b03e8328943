"""What `verify` says of batches without a key: also that proved records do not make one chain."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from desktop_app.app.verifying import BROKEN, FORKED, Gap, verify
from desktop_app.signature.signature import signature_bytes
from tests.making import made_key, published, signature
from tests.register.given import people
from tests.register.stalls import StallDevice, put, with_entries

COUNT = 6


@pytest.fixture(scope="module")
def ana(tmp_path_factory) -> StallDevice:
    pack = published(made_key(), tmp_path_factory.mktemp("pack") / "open-doors.inkpack")
    device = StallDevice(pack, Random(1))
    for made in people(COUNT, "Ana"):
        device.sign(made)
    return device


def found(folder: Path) -> list[tuple[str, int, str]]:
    return [(Path(each.file).name, each.seq, each.code) for each in verify([folder]).damages]


@pytest.mark.parametrize("size", [1, 2, COUNT])
@pytest.mark.parametrize("is_vouched", [False, True])
def test_whole_batches_in_any_split_are_right(tmp_path, ana, size, is_vouched):
    for first in range(1, COUNT + 1, size):
        ana.write(tmp_path, first, first + size - 1, is_vouched=is_vouched)
    ana.write(tmp_path, 2, 4)

    verified = verify([tmp_path])

    assert (verified.damages, verified.gaps) == ((), ())


def test_gap_is_no_break(tmp_path, ana):
    ana.write(tmp_path, 1, 2)
    ana.write(tmp_path, 4, 6)

    verified = verify([tmp_path])

    assert verified.damages == ()
    assert verified.gaps == (Gap(campaign=ana.pack.id, device=ana.id, first=3, last=3),)


@pytest.mark.parametrize("size", [1, 2, COUNT])
def test_record_that_a_thief_swapped_under_whole_ones_breaks_the_chain(tmp_path, ana, size):
    entries = list(ana.entries)
    before = entries[2].chain
    entries[3] = ana.sealed(signature_bytes(signature()), seq=4, previous=before)
    run = with_entries(ana.run(), entries)
    names = {}
    for start in range(0, COUNT, size):
        records, chains = run.records[start : start + size], run.chains[start : start + size]
        part = replace(run, first=start + 1, records=records, chains=chains)
        path = put(tmp_path, part, ana.signed_batch(part))
        names |= dict.fromkeys(range(start + 1, start + size + 1), path.name)

    assert found(tmp_path) == [(names[5], 5, BROKEN)]


def test_fork_is_named_with_file_and_numbers(tmp_path, ana):
    fork = ana.forked()
    fork.entries = fork.entries[:4]
    for made in people(2, "Fork"):
        fork.sign(made)
    paths = [device.write(tmp_path) for device in (ana, fork)]

    later = max(path.name for path in paths)

    assert found(tmp_path) == [(later, 5, FORKED), (later, 6, FORKED)]
