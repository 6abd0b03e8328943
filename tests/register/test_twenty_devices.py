"""Twenty devices come home: all is there, and who signed twice counts once. `dev.py bench duplicates`
does it with 5 000 signatures each."""

import pytest

from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.merge import merge
from desktop_app.register.slips import SlipState
from tests.register.given import register_at
from tests.register.likenesses import (
    AGAIN,
    LOOK_ALIKE,
    exactly,
    in_one_field,
    other_case,
    other_email,
    other_form,
    other_width,
    spaced,
)
from tests.register.twenty_devices import (
    is_by_name_alone,
    make_stalls,
    measured,
    proposals_of,
)

pytestmark = pytest.mark.slow

DEVICES, EACH, SEED = 20, 150, 7
SAME_TO_A_READER = {
    way.__name__ for way in (exactly, other_case, other_form, other_width, spaced, in_one_field)
}


@pytest.fixture(scope="module")
def home_coming(pack, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stalls")
    return folder, *make_stalls(folder, pack, seed=SEED, device_count=DEVICES, each=EACH)


def test_all_that_twenty_devices_bring_is_there_once(register, home_coming, key):
    folder, devices, truth = home_coming

    result = merge(register, [folder], key, accept_devices="all", slips=truth.slips)

    assert (result.new, result.damaged, result.conflicts) == (truth.record_count, 0, 0)
    assert (result.gaps, result.unreadable, result.without_slip) == ((), (), ())
    assert {slip.state for slip in result.slips} == {SlipState.COMPLETE}
    assert len(result.slips) == len(devices) == DEVICES
    assert all(device.is_closed for device in result.devices)
    again = merge(register, [folder], key)
    assert (again.new, again.known) == (0, result.found)


def test_who_is_the_same_to_any_reader_counts_once_and_nobody_else_is_joined(
    register, home_coming, key
):
    folder, _, truth = home_coming
    merge(register, [folder], key, accept_devices="all")

    found = measured(register, truth)

    assert found.wrong_decisions == 0, found.wrong_ways
    assert not SAME_TO_A_READER & set(found.missed), found.missed
    assert found.found_count + sum(found.missed.values()) == found.duplicate_count
    counted = find_duplicates(register)
    assert counted.taken_back == len(truth.taken_back)
    assert counted.signatures == found.signature_count
    assert counted.duplicates == found.decided_count


def test_second_signatures_are_found_and_hardly_anybody_is_taken_for_another(
    register, home_coming, key
):
    """Near ones are proposed, not decided. Of those by name and country alone most are namesakes."""
    folder, devices, truth = home_coming
    merge(register, [folder], key, accept_devices="all")

    proposals = proposals_of(register, devices[0].pack.id)

    found = measured(register, truth, [each.pair for each in proposals])
    assert found.recall >= 0.98, found.missed
    assert found.wrong_decided_share <= 0.002, found.wrong_ways
    agreeing = [each.pair for each in proposals if not is_by_name_alone(each)]
    found = measured(register, truth, agreeing)
    assert found.wrong_proposed_share <= 0.002, found.wrong_ways
    assert set(found.missed) <= {other_email.__name__}, found.missed


def test_people_are_the_same_from_the_same_seed_and_all_ways_happen(pack, tmp_path):
    def told(folder: str, seed: int) -> tuple:
        _, truth = make_stalls(tmp_path / folder, pack, seed=seed, device_count=4, each=500)
        return list(truth.person_of.items()), truth.way_of, truth.taken_back

    first = told("a", 1)

    assert told("b", 1) == first
    assert told("c", 2) != first
    ways = {way.__name__ for way in (*AGAIN, *LOOK_ALIKE)}
    assert len(ways & set(first[1].values())) > len(ways) / 2


def test_measuring_tells_right_from_wrong(pack, key, tmp_path):
    """With all true pairs proposed nothing is missed; each pair of two people is counted as wrong."""
    _, truth = make_stalls(tmp_path / "b", pack, seed=3, device_count=2, each=300)
    pairs = [
        (one, other)
        for signatures in truth.standing.values()
        for one in signatures
        for other in signatures
        if one < other
    ]
    one, other, *_ = (next(iter(each)) for each in truth.standing.values())
    with register_at(tmp_path / "r.sqlite") as register:
        merge(register, [tmp_path / "b"], key, accept_devices="all")
        without = measured(register, truth)
        best = measured(register, truth, pairs)
        worse = measured(register, truth, [*pairs, (one, other)])

    assert without.recall < best.recall == 1
    assert (best.wrong_proposals, worse.wrong_proposals) == (0, 1)
    assert worse.wrong_proposed_share == 1 / worse.signature_count
