"""Some days and a thousand signatures; `dev.py faults long-life` lives for ninety, with 50 000."""

from pathlib import Path

import pytest

from tests.faults.long_life import MIB, MOST_GROWTH_MIB, lived, memory_grown_bytes
from tests.faults.seeds import first_seed

pytestmark = pytest.mark.slow


def test_days_go_by_and_nothing_is_lost_or_piles_up(tmp_path: Path) -> None:
    seed = first_seed()
    life = lived(tmp_path, 18, 1200, seed)
    assert (life.kept, life.closings) == (1200, 18), f"seed {seed}"
    assert life.on_stick == life.records
    assert life.erased > 0
    assert life.jumps_noted > 0
    assert memory_grown_bytes(life) < MOST_GROWTH_MIB * MIB
