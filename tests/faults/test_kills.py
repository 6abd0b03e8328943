"""Kills at random moments, a few of each; `dev.py faults kills` makes 1 400 of them."""

from pathlib import Path

import pytest

from tests.faults.killing import Pace, WorkFailed
from tests.faults.lives import SCENES, lived
from tests.faults.seeds import first_seed

pytestmark = pytest.mark.slow


def test_every_thanked_signature_is_there_after_a_kill(tmp_path: Path) -> None:
    figures = lived(SCENES["signing"], 30, first_seed(), tmp_path)
    assert figures["kills"] == 30
    assert figures["thanked"] > 30


def test_nothing_wrong_stands_under_a_final_name_after_a_killed_hand_over(tmp_path: Path) -> None:
    figures = lived(SCENES["handing over"], 10, first_seed(), tmp_path)
    assert figures["batches whole after the kill"] > 0


def test_a_killed_step_to_new_tables_is_made_by_the_next_start(tmp_path: Path) -> None:
    assert lived(SCENES["stepping"], 20, first_seed(), tmp_path)["kills"] == 20


def test_a_second_copy_is_whole_after_a_kill_and_catches_up(tmp_path: Path) -> None:
    assert lived(SCENES["copying"], 15, first_seed(), tmp_path)["copied"] > 0


def test_a_killed_restore_leaves_nothing_wrong_and_the_next_completes_it(tmp_path: Path) -> None:
    assert lived(SCENES["restoring"], 15, first_seed(), tmp_path)["kills"] == 15


def test_a_lost_signature_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="thanked but lost"):
        lived(SCENES["thanking too early"], 30, first_seed(), tmp_path)


def test_work_that_fails_is_no_kill(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=WorkFailed.__name__):
        lived(SCENES["failing"], 1, first_seed(), tmp_path)


def test_the_pace_of_work_is_learnt() -> None:
    pace = Pace()
    for _ in range(40):
        pace.note("thanked 1", 2.0)
    assert pace.until_next_s("thanked 2") == pytest.approx(2.0, rel=0.01)
    assert pace.until_next_s("opened") < 0.1
