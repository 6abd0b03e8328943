"""Power cuts below SQLite, some hundreds; `dev.py faults power-cuts` tries every moment, many times."""

import pytest

from desktop_app.campaign.pack import Pack
from tests.faults.device import make_device, pack_of
from tests.faults.power_cuts import WRONG_LOST, cut_everywhere, settings
from tests.faults.seeds import first_seed
from tests.faults.stories import STORIES

pytestmark = pytest.mark.slow

SOME = 120


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("device")
    make_device(folder)
    return pack_of(folder)


@pytest.mark.parametrize("name", STORIES)
def test_a_power_cut_loses_nothing_that_was_thanked_for(name: str, pack: Pack) -> None:
    seed = first_seed()
    figures = cut_everywhere(STORIES[name], pack, seed, most_cuts=SOME)
    assert figures["cuts"] == SOME
    assert figures.is_right, f"seed {seed}: {figures}"


@pytest.mark.parametrize(
    "worse",
    [
        {"synchronous": 0},
        {"synchronous": 1},
        {"journal_mode": "delete"},  # SQLite's own default: the journal's removal may be undone
    ],
)
def test_worse_settings_would_be_noticed(worse: dict[str, str | int], pack: Pack) -> None:
    with settings(**worse):
        figures = cut_everywhere(STORIES["a shift"], pack, 1, most_cuts=4 * SOME)
    assert figures[WRONG_LOST] > 0
