"""Lets devices live through kills: python -m tests.faults.lives SCENE KILLS SEED FOLDER

One life is one folder that goes from kill to kill. It is a program, because only a process without
threads may fork; what it counted comes as one line of JSON.
"""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from tests.faults.copying import COPYING
from tests.faults.figures import Figures, added, figures_from
from tests.faults.handing import HANDING
from tests.faults.killing import Pace, Told, kill_at_random, let_work
from tests.faults.restoring import RESTORING
from tests.faults.sabotage import FAILING, TOO_EARLY
from tests.faults.scene import Scene
from tests.faults.signing import SIGNING
from tests.faults.stepping import STEPPING

SCENES = {
    scene.name: scene
    for scene in (SIGNING, HANDING, STEPPING, COPYING, RESTORING, TOO_EARLY, FAILING)
}
ROOT = Path(__file__).resolve().parents[2]
AT_A_TIME = 2


def live(scene: Scene, kills: int, seed: int, folder: Path) -> Figures:
    """Kill the work of a scene again and again, and prove after each kill what is left.

    Raises:
        AssertionError: something is wrong; the folder is left as it was found.
    """
    chance, pace = Random(seed), Pace()
    told: Told = []
    figures = Figures(kills=kills)
    scene.set_up(folder, chance)
    if scene.has_end:
        scene.get_ready(folder, chance)
        let_work(partial(scene.work, folder, Random(seed)), pace)
    for number in range(kills):
        scene.get_ready(folder, chance)
        work = partial(scene.work, folder, Random(f"{seed} {number}"))
        killed = kill_at_random(work, chance, pace, most_messages=scene.most_messages)
        told += killed.told
        figures.update(scene.prove(folder, told, killed.told))
        figures.update({"through before the kill": killed.is_done})
    return figures


def lived(scene: Scene, kills: int, seed: int, folder: Path) -> Figures:
    """Let a device live in a process of its own.

    Raises:
        AssertionError: with what the process said, and the seed that brings it back.
    """
    command = [sys.executable, "-m", "tests.faults.lives", scene.name, str(kills), str(seed)]
    answer = subprocess.run(
        [*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, f"{scene.name}, seed {seed}, {folder}:\n{answer.stderr[-4000:]}"
    return figures_from(answer.stdout)


def many_lives(scene: Scene, kills: Sequence[int], first_seed: int, folder: Path) -> Figures:
    """Let several devices live, two at a time, each with its number of kills."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        jobs = [
            pool.submit(lived, scene, count, first_seed + number, folder / f"life-{number}")
            for number, count in enumerate(kills)
        ]
        return added(job.result() for job in jobs)


if __name__ == "__main__":
    name, kills, seed, folder = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    print(live(SCENES[name], int(kills), int(seed), Path(folder)).as_json())
