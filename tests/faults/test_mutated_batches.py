"""Some hundred mutated batches; `dev.py faults mutated-batches` merges 100 000."""

import os
import signal
from pathlib import Path

import pytest

from tests.faults.figures import Figures
from tests.faults.mutated_batches import gathered, merged_with, run, watched
from tests.faults.seeds import first_seed

pytestmark = pytest.mark.slow

COUNT = 600


def test_no_mutant_harms_a_merge(tmp_path: Path) -> None:
    seed = first_seed()
    (figures,) = run(tmp_path, seed, COUNT).values()
    assert figures.is_right, f"seed {seed}: {figures}"
    assert figures["mutants"] == figures["named"] == COUNT
    assert figures["records saved from mutants"] > 0
    assert figures["records that thieves brought in"] > COUNT / 10


def test_a_mutant_is_the_same_each_time_but_for_what_sealing_draws(tmp_path: Path) -> None:
    material = gathered(tmp_path, 3)
    for number in range(200):
        mutant = material.mutant(number)
        assert mutant.how == material.mutant(number).how
        if not mutant.how.startswith("thief"):
            assert mutant.data == material.mutant(number).data


def test_what_hangs_or_dies_is_told(tmp_path: Path) -> None:
    def hang() -> Figures:
        while True:
            signal.pause()

    def die() -> Figures:
        os._exit(3)

    assert watched(hang, most_s=0.2) == {"wrong: hung": 1}
    assert watched(die) == {"wrong: died": 1}
    assert watched(lambda: Figures(fine=1)) == {"fine": 1}


def test_register_that_is_not_as_it_should_be_is_told(tmp_path: Path, monkeypatch) -> None:
    """The look at the end sees what it is there for: here, a mutant that nobody names."""
    from desktop_app.register.result import Tally

    monkeypatch.setattr(Tally, "not_readable", lambda *_: None)
    figures = watched(lambda: merged_with(gathered(tmp_path, 5), range(50)))
    assert figures["wrong: not named"] > 0
