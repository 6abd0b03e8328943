"""What came of a merge in words: every verdict and every reason has some, and nothing is told twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.batches.batch import BatchFromNewerVersion, BatchUnreadable
from desktop_app.console.coordinator.merged_rows import (
    MOST_RUNS,
    by_device,
    device_row,
    missing_lines,
    refused_lines,
    slip_lines,
    summary,
)
from desktop_app.console.coordinator.refusals import OTHER, refusal
from desktop_app.language import Catalogues, Words
from desktop_app.register.problems import CoordinatorNotAccepted, ForeignPack, SamePackVersion
from desktop_app.register.result import Gap, UnreadableFile
from desktop_app.register.slips import ComparedSlip, SlipState
from desktop_app.sealing.open import SealedToAnotherKey
from desktop_app.sealing.record import RecordDamaged, RecordFromNewerVersion
from desktop_app.signature.closing import ClosingUnreadable
from desktop_app.signature.reading import SignatureUnreadable
from desktop_app.signature.undo import UndoUnreadable
from tests.console.conftest import BERLIN
from tests.console.merge_screens import ANA, BEN, CEM, DEA, RESULT, WORDS, met

ENGLISH: Words = Catalogues(Path("nowhere")).words("en")
REASONS = (
    BatchFromNewerVersion,
    BatchUnreadable,
    ClosingUnreadable,
    CoordinatorNotAccepted,
    ForeignPack,
    RecordDamaged,
    RecordFromNewerVersion,
    SamePackVersion,
    SealedToAnotherKey,
    SignatureUnreadable,
    UndoUnreadable,
)


def row_of(device: str, result: object = RESULT):
    return device_row(device, by_device(result, WORDS), ENGLISH, BERLIN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "code", [*(each.code for each in REASONS), "batch.altered", "batch.not_vouched"]
)
def test_every_reason_for_refusing_has_its_own_words(code: str) -> None:
    said = refusal(ENGLISH, code)

    assert OTHER not in said
    assert said.endswith(f"[{code}]")


def test_a_reason_of_a_later_version_is_told_by_its_code() -> None:
    assert refusal(ENGLISH, "batch.of_tomorrow") == f"{OTHER} [batch.of_tomorrow]"


@pytest.mark.parametrize("state", list(SlipState))
def test_every_verdict_on_a_slip_is_said_once(state: SlipState) -> None:
    device = "" if state is SlipState.MISTYPED else ANA
    slip = ComparedSlip(state=state, device=device, campaign="x", expected=4, missing=((2, 4),))
    result = replace(RESULT, slips=(slip,), gaps=(), without_slip=())

    verdicts = [note for note in row_of(ANA, result).notes if note.startswith("Closing slip")]

    assert len(verdicts) + len(slip_lines(result, ENGLISH)) == 1


def test_expected_is_the_latest_slip_of_each_campaign_together() -> None:
    slips = tuple(
        ComparedSlip(state=SlipState.COMPLETE, device=ANA, campaign=campaign, expected=expected)
        for campaign, expected in (("x", 10), ("x", 30), ("y", 5))
    )

    assert "Expected by slip: 35" in row_of(ANA, replace(RESULT, slips=slips)).numbers


def test_devices_that_wait_come_first_and_each_stands_in_one_list() -> None:
    found = by_device(RESULT, WORDS)

    assert found.waiting == (CEM,)
    assert found.others == (ANA, BEN, DEA[:8])
    assert row_of(CEM).accept == WORDS[CEM]
    assert not row_of(ANA).accept


def test_a_device_of_which_nothing_came_is_named_by_its_slip() -> None:
    row = row_of(DEA[:8])

    assert row.name == DEA[:8]
    assert row.numbers == "Expected by slip: 140 · Nothing came this time"
    assert row.notes == ("Closing slip: nothing of this device has come yet.",)


def test_of_many_gaps_some_are_said_and_all_are_listed() -> None:
    gaps = tuple(Gap(device=BEN, campaign="x", first=n, last=n) for n in range(1, 99, 2))
    result = replace(RESULT, gaps=gaps)

    (said,) = (note for note in row_of(BEN, result).notes if note.startswith("Missing"))

    assert said.count(",") == MOST_RUNS - 1
    assert f"(+{len(gaps) - MOST_RUNS})" in said
    assert len(missing_lines(result, WORDS)) == len(gaps)


def test_a_file_name_cannot_break_out_of_its_line() -> None:
    bad = UnreadableFile(name="a\n\u202e\x1b[31mb.inkbatch", code="batch.unreadable")

    (line,) = refused_lines(
        replace(RESULT, unreadable=(bad,), damaged_files=(), conflict_list=(), packs_left_aside=()),
        ENGLISH,
    )

    assert line.startswith("\u2068a???[31mb.inkbatch\u2069: ")


def test_what_did_not_happen_is_not_said() -> None:
    quiet = replace(
        RESULT,
        waiting=0,
        conflicts=0,
        erased=0,
        revoked=0,
        quick=0,
        devices=(met(ANA, found=1, new=1),),
    )

    assert len(summary(quiet, ENGLISH)) == 1
