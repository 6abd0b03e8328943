import itertools
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.register import merge as merging
from desktop_app.register import openers
from desktop_app.register.merge import merge
from desktop_app.register.people import campaigns_in
from desktop_app.register.problems import (
    AllSealedToAnotherKey,
    NoSuchDevice,
    NothingFound,
    RegisterFull,
)
from desktop_app.register.result import Gap, MergeProgress
from desktop_app.sealing.fingerprint import fingerprint
from tests.making import OPEN_DOORS, made_key, published
from tests.register.given import (
    device,
    is_summed_up,
    logical_dump,
    opened,
    people,
    register_at,
    write_batch,
)


@pytest.fixture(scope="session")
def merged_at_once(drop, key, tmp_path_factory) -> tuple:
    with register_at(tmp_path_factory.mktemp("once") / "r.sqlite") as register:
        merge(register, [drop["Ana"][0], drop["Ben"][0]], key, accept_devices="all")
        return logical_dump(register)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_split_and_repetition_give_the_same_register(
    data, drop, merged_at_once, key, tmp_path_factory
):
    files = [*drop["Ana"], *drop["Ben"]]
    order = data.draw(st.permutations(range(len(files))))
    repeated = data.draw(st.lists(st.sampled_from(range(len(files))), max_size=4))
    cuts = data.draw(st.lists(st.integers(0, len(files)), max_size=3).map(sorted))
    sequence = [files[n] for n in [*order, *repeated]]
    bounds = [0, *cuts, len(sequence)]
    with register_at(tmp_path_factory.mktemp("r") / "r.sqlite") as register:
        new = 0
        for start, end in itertools.pairwise(bounds):
            if sequence[start:end]:
                result = merge(register, sequence[start:end], key, accept_devices="all")
                assert is_summed_up(result)
                new += result.new

        assert new == 18
        assert logical_dump(register) == merged_at_once
        assert result.gaps == ()


def test_merging_again_reads_no_batch_and_adds_nothing(register, drop, key, monkeypatch):
    merge(register, drop["Ana"], key, accept_devices="all")
    before = logical_dump(register)
    monkeypatch.setattr(openers, "open_file", None)

    again = merge(register, drop["Ana"], key)

    assert (again.new, again.known, again.found) == (0, 25, 25)
    assert logical_dump(register) == before


def test_copy_under_another_name_is_known_too(register, drop, key, tmp_path):
    merge(register, drop["Ana"][:1], key, accept_devices="all")
    copy = shutil.copy(drop["Ana"][0], tmp_path / "copy of a batch.inkbatch")

    again = merge(register, [Path(copy)], key)

    assert (again.new, again.known) == (0, 9)


def test_unknown_device_waits_until_it_is_accepted_by_its_words(register, drop, key):
    both = [drop["Ana"][0], drop["Ben"][0]]
    first = merge(register, both, key)

    assert (first.new, first.waiting) == (0, 18)
    assert not opened(register)
    assert [met.is_accepted for met in first.devices] == [False, False]

    ana = next(met for met in first.devices if met.id == drop["Ana"][0].parent.name)
    second = merge(register, both, key, accept_devices=ana.words.upper().replace(" ", " - "))

    assert (second.new, second.waiting) == (9, 9)
    third = merge(register, both, key)
    assert (third.known, third.waiting) == (9, 9)
    assert merge(register, both, key, accept_devices="all").new == 9


def test_device_that_waits_is_accepted_also_without_its_batches(register, drop, key):
    waiting = merge(register, drop["Ana"], key).devices[0]

    merge(register, drop["Ben"], key, accept_devices=waiting.words)

    assert merge(register, drop["Ana"][:1], key).new == 9


def test_words_that_no_device_has_change_nothing(register, drop, key):
    before = logical_dump(register)

    with pytest.raises(NoSuchDevice):
        merge(register, drop["Ana"], key, accept_devices="abacus abdomen abide ability")

    assert logical_dump(register) == before


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_path_with_nothing_to_merge_is_told(register, drop, key, tmp_path, missing):
    (tmp_path / "empty").mkdir()

    with pytest.raises(NothingFound) as caught:
        merge(register, [drop["Ana"][0], tmp_path / missing], key)

    assert str(caught.value.facts["path"]).endswith(missing)


def test_records_for_another_key_write_nothing(register, drop):
    before = logical_dump(register)

    with pytest.raises(AllSealedToAnotherKey) as caught:
        merge(register, drop["Ana"][:1], made_key(), accept_devices="all")

    assert caught.value.facts == {"count": 9}
    assert logical_dump(register) == before


def test_records_for_another_key_never_stop_the_rest(register, drop, key, tmp_path):
    foreign = published(made_key(), tmp_path / "foreign.inkpack")
    with device(tmp_path / "foreign", foreign, people(2)) as journal:
        batch = write_batch(tmp_path / "b", journal, foreign, 1, 2)

    result = merge(register, [batch, drop["Ana"][0]], key, accept_devices="all")

    assert (result.new, result.damaged) == (9, 2)
    assert [(d.code, d.count) for d in result.damaged_files] == [("record.other_key", 2)]
    assert is_summed_up(result)


def test_missing_records_are_gaps(register, drop, key):
    result = merge(register, [drop["Ana"][3], drop["Ana"][5]], key, accept_devices="all")

    device_id, campaign = drop["Ana"][0].parent.name, "open-doors"
    assert result.gaps == (
        Gap(device=device_id, campaign=campaign, first=1, last=2),
        Gap(device=device_id, campaign=campaign, first=8, last=8),
    )
    assert merge(register, drop["Ana"][:1], key).gaps == ()


def test_damaged_last_record_is_a_gap_and_whole_copy_fills_it(register, pack, key, tmp_path):
    with device(tmp_path / "d", pack, people(3)) as journal:
        whole = write_batch(tmp_path / "b", journal, pack, 1, 3)
    lines = whole.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b"signature", b"sIgnature")
    (tmp_path / "cut").mkdir()
    cut = tmp_path / "cut" / whole.name
    cut.write_bytes(b"\n".join(lines))

    result = merge(register, [cut], key, accept_devices="all")

    assert (result.new, result.damaged) == (2, 1)
    assert [(gap.first, gap.last) for gap in result.gaps] == [(3, 3)]
    assert {damage.code for damage in result.damaged_files} == {"record.damaged", "batch.altered"}
    mended = merge(register, [cut, whole], key)
    assert (mended.new, mended.known, mended.damaged, mended.gaps) == (1, 4, 1, ())


def test_merge_that_is_killed_is_completed_by_merging_again(
    register, pack, key, tmp_path, monkeypatch
):
    monkeypatch.setattr(merging, "BATCHES_AT_ONCE", 2)
    with device(tmp_path / "d", pack, [*people(6), *people(6)]) as journal:
        for first in range(1, 12, 2):
            write_batch(tmp_path / "b", journal, pack, first, first + 1)

    def killed(done: MergeProgress) -> None:
        if done.files_done == 3:  # told once the second pair is stored
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge(register, [tmp_path / "b"], key, accept_devices="all", progress=killed)
    assert len(opened(register)) == 8

    result = merge(register, [tmp_path / "b"], key)
    assert (result.new, result.known) == (4, 8)
    with register_at(tmp_path / "other.sqlite") as other:
        merge(other, [tmp_path / "b"], key, accept_devices="all")
        assert logical_dump(other) == logical_dump(register)


@pytest.mark.sqlite
def test_full_disk_is_told_and_what_was_written_stays(register, pack, key, tmp_path, monkeypatch):
    monkeypatch.setattr(merging, "BATCHES_AT_ONCE", 1)
    with device(tmp_path / "d", pack, people(40)) as journal:
        for first in range(1, 41, 20):
            write_batch(tmp_path / "b", journal, pack, first, first + 19)
    with register.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with register._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 18}")

    with pytest.raises(RegisterFull):
        merge(register, [tmp_path / "b"], key, accept_devices="all")
    assert len(opened(register)) in (0, 20)

    with register._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")
    assert merge(register, [tmp_path / "b"], key, accept_devices="all").found == 40
    assert len(opened(register)) == 40


def test_two_campaigns_live_in_one_register(register, pack, key, drop, tmp_path):
    folder = tmp_path / "other-campaign"
    shutil.copytree(OPEN_DOORS, folder)
    settings_file = folder / "campaign.toml"
    settings_file.write_text(
        settings_file.read_text("utf-8").replace('"open-doors"', '"other"', 1), "utf-8"
    )
    other = published(key, tmp_path / "other.inkpack", folder)
    with device(tmp_path / "d", pack, people(2, "Same")) as journal:
        journal.keep_all(people(2, "Same"), other)
        batches = [write_batch(tmp_path / "b", journal, each, 1, 2) for each in (pack, other)]

    result = merge(register, batches, key, accept_devices="all")

    assert (result.new, result.gaps) == (4, ())
    assert campaigns_in(register) == ["open-doors", "other"]
    rows = opened(register).values()
    assert not any(row[-1] for row in rows), "the same people in two campaigns are no duplicates"
    assert len({row[1] for row in rows}) == 4, "nor do their indexes tell that they are the same"


def test_words_of_a_device_are_those_that_it_shows(register, drop, key, pack, tmp_path):
    with device(tmp_path / "d", pack, people(1)) as journal:
        batch = write_batch(tmp_path / "b", journal, pack, 1, 1)
        shown = fingerprint(journal.device_public_key)

    assert [met.words for met in merge(register, [batch], key).devices] == [shown]


def test_folder_that_cannot_be_read_is_listed(register, drop, key, monkeypatch):
    folder = drop["Ana"][0].parent
    scandir = os.scandir

    def refuse(path):  # root may read everything, so a closed folder cannot be made here
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    result = merge(register, [folder.parent], key, accept_devices="all")

    assert result.new == 9
    assert [(u.name, u.code) for u in result.unreadable] == [(folder.name, "batch.unreadable")]
