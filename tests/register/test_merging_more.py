"""Merging on all cores, stopped and gone on with, taken back, and with devices that are revoked."""

import os
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.problems import Problem
from desktop_app.register import merge as merging_module
from desktop_app.register.activity import Deed, read_log
from desktop_app.register.bringing_back import bring_back_merge
from desktop_app.register.chains import Chain
from desktop_app.register.duplicates import Duplicates, find_duplicates
from desktop_app.register.finding import find_by_name
from desktop_app.register.merge import merge, merging
from desktop_app.register.merges import past_merges, take_back_merge
from desktop_app.register.openers import ProcessOpeners, Secrets
from desktop_app.register.opening import ClosedFile, OpenedBatch
from desktop_app.register.problems import AllSealedToAnotherKey, NoSuchDevice, NoSuchMerge
from desktop_app.register.result import MergeProgress, MergeResult
from desktop_app.register.revoking import restore, revoke
from desktop_app.register.slips import SlipState
from desktop_app.register.withdrawals import erase
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.slip import ClosingSlip, slip_text
from tests.making import NOON, made_key
from tests.register.given import (
    device,
    is_summed_up,
    logical_dump,
    opened,
    people,
    register_at,
    write_batch,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def batches(pack: Pack, tmp_path: Path) -> list[Path]:
    """Two devices, each with twelve batches of one."""
    paths = []
    for name in ("Ana", "Ben"):
        with device(tmp_path / name, pack, [*people(10, name), *people(2, "Same")]) as journal:
            paths += [
                write_batch(tmp_path / "batches", journal, pack, seq, seq) for seq in range(1, 13)
            ]
    return paths


def device_of(batch: Path) -> str:
    return batch.parent.name


# ---- on all cores ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_merging_in_two_processes_gives_the_same_register(register, batches, key, tmp_path):
    batches[3].write_bytes(b"no batch")
    damaged = batches[5].read_bytes()
    batches[5].write_bytes(damaged[:200] + b"x" + damaged[201:])
    gone = batches[7].with_name("1-1-gone.inkbatch")
    gone.symlink_to("nowhere")

    result = merge(register, batches, key, accept_devices="all", processes=2)
    with register_at(tmp_path / "other.sqlite") as other:
        expected = merge(other, batches, key, accept_devices="all", processes=1)
        assert logical_dump(other) == logical_dump(register)

    assert is_summed_up(result)
    assert (result.new, result.damaged) == (expected.new, expected.damaged) == (22, 2)
    assert result.unreadable == expected.unreadable
    assert merge(register, batches, key, processes=2).new == 0


@pytest.mark.sqlite
@pytest.mark.slow
def test_opener_that_dies_is_done_without(batches, key: CampaignKey):
    secrets = Secrets(seed=key.seed, suite=int(key.suite), register_secret=bytes(32), accepted=None)
    with ProcessOpeners(secrets, os.urandom, 2) as openers:
        openers._processes[0].kill()
        openers._processes[0].join()
        found = list(openers.open([*batches, Path("nowhere.inkbatch")]))

    assert [each.record_count for each in found if isinstance(each, OpenedBatch)] == [1] * 24
    assert isinstance(found[-1], ClosedFile)


@pytest.mark.sqlite
@pytest.mark.slow
def test_no_process_is_left_when_a_merge_is_stopped(batches, key: CampaignKey):
    secrets = Secrets(seed=key.seed, suite=int(key.suite), register_secret=bytes(32), accepted=None)
    with ProcessOpeners(secrets, os.urandom, 2) as openers:
        next(openers.open(batches))
        processes = [process.pid or 0 for process in openers._processes]

    for pid in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_secrets_are_not_shown():
    secrets = Secrets(seed=b"seed" * 8, suite=1, register_secret=b"secret" * 4, accepted=None)

    assert "seed" not in repr(secrets)


# ---- stopped, and gone on with --------------------------------------------------------------------


def test_merge_that_is_stopped_keeps_what_it_had_and_goes_on(register, batches, key, monkeypatch):
    monkeypatch.setattr(merging_module, "BATCHES_AT_ONCE", 4)
    steps = merging(register, batches, key, accept_devices="all")
    first = next(steps)
    steps.close()

    assert isinstance(first, MergeProgress)
    assert (first.files_done, first.file_count, len(opened(register))) == (1, 24, 4)
    (past,) = past_merges(register)
    assert (past.ended_at, past.record_count) == (None, 4)

    result = merge(register, batches, key)
    assert result.waiting == 12  # the other device was accepted for the merge that was stopped
    result = merge(register, batches, key, accept_devices="all")
    assert (result.found, result.new, result.gaps) == (24, 12, ())


def test_steps_tell_how_far_it_is_and_end_with_the_result(register, batches, key):
    *progress, result = merging(register, batches, key, accept_devices="all")

    assert [each.files_done for each in progress] == list(range(1, 25))
    assert isinstance(result, MergeResult)
    assert result.new == 24


# ---- taken back -----------------------------------------------------------------------------------


def test_merge_that_is_taken_back_leaves_the_register_as_it_was(register, batches, key):
    merge(register, batches[:12], key, accept_devices="all")
    before, counted = logical_dump(register), find_duplicates(register)
    second = merge(register, batches[12:], key, accept_devices="all")
    assert find_duplicates(register) == Duplicates(signatures=24, people=22, duplicates=2)

    gone = take_back_merge(register, second.merge_id)

    assert gone == 12
    records, vouched, _, undos, signatures = logical_dump(register)
    assert (records, vouched, undos, signatures) == (before[0], before[1], before[3], before[4])
    assert find_duplicates(register) == counted
    waiting = merge(register, batches[12:], key)
    assert (waiting.new, waiting.waiting) == (0, 12)


def test_merge_comes_back_by_merging_the_same_again(register, batches, key):
    first = merge(register, batches, key, accept_devices="all")
    before = logical_dump(register)
    take_back_merge(register, first.merge_id)
    assert opened(register) == {}

    again = merge(register, batches, key, accept_devices="all")

    assert (again.new, again.known) == (24, 0)
    assert logical_dump(register) == before


def test_device_stays_accepted_if_another_merge_brought_records_of_it(register, batches, key):
    first = merge(register, batches[:6], key, accept_devices="all")
    merge(register, batches[6:12], key)

    take_back_merge(register, first.merge_id)

    assert merge(register, batches[:6], key).new == 6


def test_only_a_merge_that_stands_can_be_taken_back(register, batches, key):
    result = merge(register, batches, key, accept_devices="all")
    take_back_merge(register, result.merge_id)

    for number in (result.merge_id, 99):
        with pytest.raises(NoSuchMerge):
            take_back_merge(register, number)


def test_merges_are_listed_with_what_is_here_because_of_them(register, batches, key):
    merge(register, batches[:12], key, accept_devices="all")
    second = merge(register, [*batches[:12], *batches[12:14]], key, accept_devices="all")
    take_back_merge(register, second.merge_id)

    later, earlier = past_merges(register)

    assert (earlier.new_count, earlier.known_count, earlier.record_count) == (12, 0, 12)
    assert (later.new_count, later.known_count, later.record_count) == (2, 12, 0)
    assert earlier.devices == (device_of(batches[0]),)
    assert later.taken_back_at == NOON


def test_merge_that_was_taken_back_is_brought_back_without_its_batches(
    register, batches, key, pack
):
    """Devices may have erased what was confirmed to them: nothing may be lost by taking back."""
    first = merge(register, batches, key, accept_devices="all")
    before = logical_dump(register)
    take_back_merge(register, first.merge_id)
    assert past_merges(register)[0].aside_count == 24
    for batch in batches:
        batch.unlink()

    done = bring_back_merge(register, first.merge_id, key)

    assert (done.new, done.erased, done.left) == (24, 0, 0)
    assert logical_dump(register) == before
    (past,) = past_merges(register)
    assert (past.taken_back_at, past.record_count, past.aside_count) == (None, 24, 0)
    with pytest.raises(NoSuchMerge):
        bring_back_merge(register, first.merge_id, key)


def test_what_was_erased_meanwhile_is_not_brought_back(register, batches, key):
    first = merge(register, batches[:12], key, accept_devices="all")
    second = merge(register, batches[12:], key, accept_devices="all")
    take_back_merge(register, second.merge_id)
    erase(register, [each.record_id for each in find_by_name(register, "Same0")])

    done = bring_back_merge(register, second.merge_id, key)

    assert (done.new, done.erased) == (11, 1)
    assert first.new == 12


def test_nothing_is_kept_aside_that_came_again(register, batches, key):
    first = merge(register, batches, key, accept_devices="all")
    take_back_merge(register, first.merge_id)
    merge(register, batches[:12], key, accept_devices="all")

    assert [each.aside_count for each in past_merges(register)] == [0, 12]


def test_another_key_brings_nothing_back_and_changes_nothing(register, batches, key):
    first = merge(register, batches, key, accept_devices="all")
    take_back_merge(register, first.merge_id)
    before = past_merges(register)

    with pytest.raises(AllSealedToAnotherKey):
        bring_back_merge(register, first.merge_id, made_key())

    assert past_merges(register) == before
    assert merge(register, batches, key).waiting == 24


# ---- revoked devices ------------------------------------------------------------------------------


def test_device_counts_up_to_the_number_from_which_it_is_revoked(register, batches, key, pack):
    merge(register, batches, key, accept_devices="all")
    chain = Chain(campaign=pack.id, device=device_of(batches[0]))

    assert revoke(register, chain, 4) == 9
    assert find_duplicates(register).revoked == 9
    assert find_duplicates(register).signatures == 15

    restore(register, chain)
    assert find_duplicates(register).signatures == 24


def test_what_a_revoked_device_wrote_stays_in_its_batches_and_is_no_gap(
    register, batches, key, pack
):
    chain = Chain(campaign=pack.id, device=device_of(batches[0]))
    merge(register, batches[:1], key, accept_devices="all")
    revoke(register, chain, 4)

    result = merge(register, batches[:12], key)

    assert (result.new, result.known, result.revoked, result.gaps) == (2, 1, 9, ())
    assert is_summed_up(result)
    restore(register, chain)
    assert merge(register, batches[:12], key).new == 9


def test_order_of_revoking_and_merging_does_not_matter(register, batches, key, pack, tmp_path):
    chain = Chain(campaign=pack.id, device=device_of(batches[0]))
    merge(register, batches, key, accept_devices="all")
    revoke(register, chain, 7)
    with register_at(tmp_path / "other.sqlite") as other:
        merge(other, [batches[0], *batches[12:]], key, accept_devices="all")
        revoke(other, chain, 7)
        merge(other, batches, key)

        counted = [find_duplicates(each) for each in (register, other)]

    assert [(each.signatures, each.people) for each in counted] == [(18, 18)] * 2


def test_gap_before_the_revoked_number_is_still_named(register, batches, key, pack):
    merge(register, [batches[0], batches[4], batches[11]], key, accept_devices="all")
    revoke(register, Chain(campaign=pack.id, device=device_of(batches[0])), 5)

    (gap,) = merge(register, batches[:1], key).gaps

    assert (gap.first, gap.last) == (2, 4)


def test_slip_of_a_revoked_device_asks_for_nothing_that_is_not_trusted(
    register, batches, key, pack
):
    merge(register, batches[:3], key, accept_devices="all")
    revoke(register, Chain(campaign=pack.id, device=device_of(batches[0])), 4)
    slip = ClosingSlip(
        campaign=pack.id,
        device=device_of(batches[0])[:10],
        count=12,
        head=bytes(5),
        closed_at=NOON,
    )

    (compared,) = merge(register, batches[:3], key, slips=[slip_text(slip)]).slips

    assert compared.state is SlipState.REVOKED


def test_device_that_nobody_has_met_cannot_be_revoked(register, pack):
    with pytest.raises(NoSuchDevice):
        revoke(register, Chain(campaign=pack.id, device="0" * 20), 1)


# ---- the log --------------------------------------------------------------------------------------


def test_log_names_what_was_done_and_holds_nothing_personal(register, batches, key, pack):
    result = merge(register, batches, key, accept_devices="all")
    revoke(register, Chain(campaign=pack.id, device=device_of(batches[0])), 4)
    take_back_merge(register, result.merge_id)

    with register.transaction() as connection:
        log = read_log(connection, register.activity_key)

    deeds = [Deed.CREATED, Deed.MERGED, Deed.DEVICE_REVOKED, Deed.MERGE_TAKEN_BACK]
    assert [entry.deed for entry in log.entries] == [deed.value for deed in deeds]
    assert log.broken_at is None
    assert log.entries[1].facts["new"] == 24


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE activity SET facts = '{\"new\":1}' WHERE seq = 2", 2),
        ("UPDATE activity SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1", 1),
        ("UPDATE activity SET kind = 'erased' WHERE seq = 3", 3),
        ("DELETE FROM activity WHERE seq = 2", 2),
        ("UPDATE activity SET seq = 9 WHERE seq = 3", 3),
    ],
)
def test_log_that_was_changed_is_told_from_where(register, batches, key, change, broken_at):
    merge(register, batches[:1], key, accept_devices="all")
    merge(register, batches[1:2], key)
    with register.transaction() as connection:
        connection.exec_driver_sql(change)

        assert read_log(connection, register.activity_key).broken_at == broken_at


def test_merge_that_finds_nothing_leaves_no_trace(register, tmp_path, key):
    with pytest.raises(Problem):
        merge(register, [tmp_path / "nowhere"], key)

    assert past_merges(register) == ()
