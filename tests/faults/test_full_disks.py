"""Disks that are full or fail, at a sample of places; `dev.py faults full-disks failing-disks` takes all."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.device import make_device, pack_of
from tests.faults.failing_disks import calls_of_a_shift, failing_for_ever, failing_once
from tests.faults.full_disks import BALLAST_BYTES, full_at, room_for_all
from tests.faults.refusals import CODES, WRITING
from tests.faults.seeds import first_seed

pytestmark = pytest.mark.slow

PLACES = 100


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("device")
    make_device(folder)
    return folder


def test_a_full_disk_loses_nothing_and_leaves_no_half_record(device: Path) -> None:
    seed = first_seed()
    most = room_for_all(device)
    figures = full_at(device, [0, *Random(seed).sample(range(most), PLACES), most])
    assert figures["full"] > PLACES // 2, f"seed {seed}: {figures}"


def test_ballast_keeps_the_signature_in_flight_and_many_more(device: Path) -> None:
    figures = full_at(device, [0, 1, 4096], ballast_bytes=BALLAST_BYTES)
    assert figures["full"] == 3
    assert figures["thanked"] > 3 * 20


def test_a_call_that_fails_once_costs_one_signature_at_most(device: Path) -> None:
    pack, seed = pack_of(device), first_seed()
    calls = calls_of_a_shift(pack, frozenset(CODES))
    figures = failing_once(pack, Random(seed).sample(range(1, calls + 1), PLACES // 4))
    assert figures["refused"] > 0, f"seed {seed}"


def test_a_disk_that_takes_no_more_writing_is_read_and_handed_over(device: Path) -> None:
    """Also where a commit was broken off, and would have to be rolled back by writing."""
    pack, seed = pack_of(device), first_seed()
    calls = calls_of_a_shift(pack, WRITING)
    figures = failing_for_ever(pack, Random(seed).sample(range(1, calls + 1), PLACES // 4))
    assert figures["refused"] > 0, f"seed {seed}"
