"""Sets a stall up for a monkey, lets it loose in a process of its own, and looks at what is left."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.demonstration import CAMPAIGNS
from desktop_app.app.home import Home, resources_folder
from desktop_app.app.installed import install
from desktop_app.journal.store import open_journal
from desktop_app.kiosk.pin_file import Hardness, new_pin, write_pin
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_record
from desktop_app.sealing.record import Kind, read_header
from desktop_app.signature.reading import read_signature
from desktop_app.signature.undo import read_undo
from tests.kiosk.monkey.signer import PIN
from tests.making import clock_at, made_key, published

ROOT = Path(__file__).resolve().parents[3]
HOURS = 3600
GLASSES = (("lying", 1280, 800), ("standing", 800, 1280), ("small", 1024, 600))
"""Name, width and height in pixels of the screens between which the window may be moved."""
HARMLESS = "This plugin does not support "


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the process said, and what it wrote on its way."""

    seed: int
    exit_code: int
    wrong: list[str]
    event_count: int
    look_count: int
    told: dict[str, int]
    codes: list[str]
    seconds: float
    complaints: list[str]

    def __str__(self) -> str:
        """Say it in one line."""
        told = self.told
        state = "; ".join([*self.wrong, *self.complaints]) or "nothing wrong"
        return (
            f"seed {self.seed}: {self.event_count} events in {self.seconds:.0f} s, "
            f"{told.get('thanks', 0)} signatures, {told.get('taken back', 0)} taken back, "
            f"{self.look_count} looks: {state}"
        )


def set_up(folder: Path, *, asks_to_draw: bool = False) -> tuple[Home, CampaignKey]:
    """Make a home with all campaigns published for one key, and with a PIN."""
    key = made_key()
    home = Home(folder=folder / "home")
    for campaign in CAMPAIGNS:
        file = folder / f"{campaign}.inkpack"
        source = shutil.copytree(resources_folder() / "campaigns" / campaign, folder / campaign)
        if asks_to_draw:
            _ask_to_draw(source / "campaign.toml")
        published(key, file, source)
        install(home, file)
    quick = Hardness(memory_kib=64, iterations=1, lanes=1)
    write_pin(home.pin, new_pin(PIN, os.urandom, quick))
    return home, key


def _ask_to_draw(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    drawn = text.replace('drawn_signature = "off"', 'drawn_signature = "optional"')
    path.write_text(drawn, encoding="utf-8")


def let_loose(home: Home, folder: Path, seed: int, event_count: int, sabotage: str = "") -> Outcome:
    """Run one monkey to its end, perhaps in a kiosk that somebody has broken."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    glass = folder / "glass.json"
    glass.write_text(json.dumps({"screens": list(_screens())}), encoding="utf-8")
    command = [sys.executable, "-m", "tests.kiosk.monkey.loose"]
    done = subprocess.run(
        [*command, str(home.folder), str(seed), str(event_count), *filter(None, [sabotage])],
        capture_output=True,
        text=True,
        timeout=HOURS,
        check=False,
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={glass}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "TMPDIR": str(temporary),
        },
    )
    answers = [line for line in done.stdout.splitlines() if line.startswith("{")]
    told = json.loads(answers[-1]) if answers else {}
    complaints = [line for line in done.stderr.splitlines() if not line.startswith(HARMLESS)]
    return Outcome(
        seed=seed,
        exit_code=done.returncode,
        wrong=told.get("wrong", ["it did not come to its end"]),
        event_count=told.get("events", 0),
        look_count=told.get("looks", 0),
        told=told.get("told", {}),
        codes=told.get("codes", []),
        seconds=told.get("seconds", 0.0),
        complaints=complaints,
    )


def _screens() -> Iterator[dict[str, object]]:
    """Set the screens side by side, as Qt's unseen platform reads them from a file."""
    x = 0
    for name, width, height in GLASSES:
        place = {"name": name, "x": x, "y": 0, "width": width, "height": height}
        yield {**place, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        x += width


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What is in the journal, opened with the campaign's key."""

    codes: list[str]
    undone_count: int


def open_all(home: Home, key: CampaignKey) -> Sealed:
    """Prove the journal's chain by opening it, and open every record."""
    codes, undone = [], set()
    with open_journal(home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        for campaign, count in journal.record_counts().items():
            for stored in journal.records(campaign, 1, count):
                plain = open_record(stored.record, key)
                if read_header(stored.record.header_bytes).kind is Kind.UNDO:
                    undone.add(read_undo(plain).record_id)
                else:
                    codes.append(read_signature(plain).withdrawal_code)
    return Sealed(codes=codes, undone_count=len(undone))
