"""Kills at random moments, many of them: `dev.py faults kills`."""

from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.lives import SCENES, many_lives

KILLS = {"signing": 1000, "handing over": 200, "stepping": 200, "copying": 200, "restoring": 200}
LIVES = 20


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Kill as often as the issue asks; gives the figures of each scene."""
    return {
        f"kills while {name}": many_lives(
            SCENES[name], [kills // LIVES] * LIVES, seed, folder / name.replace(" ", "-")
        )
        for name, kills in KILLS.items()
    }
