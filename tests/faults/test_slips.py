"""What closing slips find, a few of each; `dev.py faults slips` tampers 400 times."""

from pathlib import Path

import pytest

from tests.faults.seeds import first_seed
from tests.faults.slips import TAMPERINGS, tampered_with

pytestmark = pytest.mark.slow


def test_each_tampering_is_named_with_its_numbers(tmp_path: Path) -> None:
    figures = tampered_with(tmp_path / "slips", first_seed(), 2 * len(TAMPERINGS))
    assert figures.is_right, figures
    assert sum(figures.values()) == 2 * len(TAMPERINGS)
