"""A monkey at the kiosk: it never gets out, and each thank-you is one signature in the journal."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kiosk.monkey.sabotage import SABOTAGES
from tests.kiosk.monkey.signer import MARK
from tests.kiosk.monkey.stand import ROOT, let_loose, open_all, set_up
from tests.traces import files_with, needles_for

SEEDS = (1, 2)
"""`dev.py monkey` lets ten loose; these two are for every run of the tests."""
EVENTS = 20_000
FEW_EVENTS = 4_000
LOOK_EVERY = 50
LEAST_SIGNATURES = 100

MISDEEDS = """
import os, socket, sqlite3, subprocess, sys, tempfile
from pathlib import Path
from tests.kiosk.monkey.watch import Watch
home, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])
watch = Watch(home)
watch.begin()
(home / "own.txt").write_text("")
(home / "own.txt").read_text()
sqlite3.connect((home / "own.sqlite").as_uri() + "?mode=rwc", uri=True).close()
watch.look_at_process()
assert watch.notes == [], watch.notes
deeds = {
    "writes": lambda: (elsewhere / "written.txt").write_text(""),
    "reads": lambda: (elsewhere / "written.txt").read_text(),
    "os.remove": lambda: (elsewhere / "written.txt").unlink(),
    "sqlite3.connect": lambda: sqlite3.connect(elsewhere / "other.sqlite").close(),
    "socket.": lambda: socket.socket().close(),
    "subprocess.": lambda: subprocess.run([sys.executable, "-c", ""]),
    "os.system": lambda: os.system("true"),
}
for name, deed in deeds.items():
    watch.notes.clear()
    deed()
    assert any(note.startswith(name) for note in watch.notes), (name, watch.notes)
"""
OPEN_ELSEWHERE = """
import subprocess, sys, socket
from pathlib import Path
from tests.kiosk.monkey.watch import Watch
watch = Watch(Path(sys.argv[1]))
kept = [(Path(sys.argv[2]) / "left.txt").open("w"), socket.socket()]
kept.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
watch.look_at_process()
kept[-1].communicate(b"\\n")
kept[-2].close()
kept[-3].close()
assert [note.split()[1] for note in watch.notes][1:] == ["opened", "started"], watch.notes
assert "left.txt" in watch.notes[0], watch.notes
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_monkey_never_gets_out_and_every_thanks_is_a_signature(tmp_path: Path, seed: int) -> None:
    home, key = set_up(tmp_path, asks_to_draw=seed % 2 == 0)

    outcome = let_loose(home, tmp_path, seed, EVENTS)

    assert outcome.wrong == []
    assert outcome.complaints == []
    assert outcome.exit_code == 0
    assert outcome.event_count >= EVENTS
    assert outcome.look_count >= EVENTS // LOOK_EVERY
    sealed = open_all(home, key)
    assert sorted(sealed.codes) == sorted(outcome.codes)
    assert sealed.undone_count == outcome.told["taken back"]
    assert len(outcome.codes) >= LEAST_SIGNATURES
    needles = needles_for([MARK.lower()])
    assert files_with(needles, home.folder)[0] == []
    assert files_with(needles, tmp_path / "tmp")[0] == []


@pytest.mark.slow
@pytest.mark.parametrize("sabotage", SABOTAGES)
def test_monkey_finds_what_is_left_open(tmp_path: Path, sabotage: str) -> None:
    home, _ = set_up(tmp_path)

    outcome = let_loose(home, tmp_path, 1, FEW_EVENTS, sabotage)

    assert outcome.wrong, outcome


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells what is open")
def test_watch_sees_what_is_open(tmp_path: Path) -> None:
    run_watched(tmp_path, OPEN_ELSEWHERE)


def test_watch_hears_what_it_is_for(tmp_path: Path) -> None:
    run_watched(tmp_path, MISDEEDS)


def run_watched(tmp_path: Path, script: str) -> None:
    for name in ("home", "elsewhere"):
        (tmp_path / name).mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "home"), str(tmp_path / "elsewhere")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
