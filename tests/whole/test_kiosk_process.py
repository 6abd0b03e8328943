"""The kiosk as its own process, as it runs at a stall."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.app.home import fonts_folder
from desktop_app.qt.fonts import ScreenFontMissing, load_fonts
from tests.making import device_home, made_key, published

pytestmark = pytest.mark.screen

# Starts the real command, signs once by keys and clicks, then says what is loaded.
SCRIPT = """
import ctypes, faulthandler, json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.kiosk.window import KioskWindow
begin = KioskWindow.begin
def watched(self):
    begin(self)
    QTimer.singleShot(0, lambda: sign(self))
def sign(window):
    from desktop_app.kiosk.visitor import Visitor
    visitor = Visitor(window)
    visitor.presses_sign()
    visitor.gives_name("Marta", "Schmidt")
    visitor.gives_email("marta@example.org")
    for choice in ("share_with_starter", "email_updates", "sms"):
        visitor.answers(choice, is_yes=False)
    visitor.signs()
    visitor.waits_for_thanks()
    print(json.dumps({"loaded": sorted(sys.modules), **dumps()}), flush=True)
    QApplication.exit(0)  # quit() asks the window, and it refuses
def dumps():
    if sys.platform != "linux":
        return {}
    import resource
    is_dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE
    core = resource.getrlimit(resource.RLIMIT_CORE)
    return {"core": core, "is_dumpable": is_dumpable, "traces": faulthandler.is_enabled()}
KioskWindow.begin = watched
from desktop_app.cli.main import run
sys.exit(run(["--home", sys.argv[1], "kiosk"]))
"""

# Starts the real command and says when the journal is open.
WAITING = """
import sys
from desktop_app.kiosk import window
happen = window.KioskWindow.happen
def told(self, event):
    happen(self, event)
    if self.state.kept_count is not None:
        window.KioskWindow.happen = happen
        print("open", flush=True)
window.KioskWindow.happen = told
from desktop_app.cli.main import run
sys.exit(run(["--home", sys.argv[1], "kiosk"]))
"""

FORBIDDEN = (
    "desktop_app.sealing.open",
    "desktop_app.sealing.keys",
    "desktop_app.register",
    "desktop_app.deliveries",
    "desktop_app.batches",
    "desktop_app.console",
    "reportlab",
)


def test_nothing_that_the_running_kiosk_loads_can_open_a_record(tmp_path: Path) -> None:
    published(made_key(), tmp_path / "open-doors.inkpack")
    home = device_home(tmp_path / "home", tmp_path / "open-doors.inkpack")
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", SCRIPT, str(home.folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    (told,) = (line for line in done.stdout.splitlines() if line.startswith("{"))
    loaded = set(json.loads(told)["loaded"])
    assert "desktop_app.sealing.seal" in loaded
    if sys.platform == "linux":
        dumps = {name: json.loads(told)[name] for name in ("core", "is_dumpable", "traces")}
        assert dumps == {"core": [0, 0], "is_dumpable": 0, "traces": False}
    assert "press Ctrl+C in this terminal" in done.stdout  # no PIN is set
    for name in FORBIDDEN:
        assert not [module for module in loaded if module == name or module.startswith(f"{name}.")]


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_the_systems_wish_to_end_closes_the_kiosk_in_order(tmp_path: Path) -> None:
    published(made_key(), tmp_path / "open-doors.inkpack")
    home = device_home(tmp_path / "home", tmp_path / "open-doors.inkpack")
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, str(home.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
    ) as kiosk:
        assert kiosk.stdout is not None
        assert "open\n" in iter(kiosk.stdout.readline, "")
        kiosk.send_signal(signal.SIGTERM)
        _, err = kiosk.communicate(timeout=60)
    assert (kiosk.returncode, err) == (0, "")
    with home.alone():  # the lock is free again
        assert (home.folder / "journal.sqlite").is_file()


@pytest.mark.parametrize("font", ["NotoSans-Regular.ttf", "NotoSansArabic-Bold.ttf"])
def test_a_missing_or_broken_font_is_said_before_people_see_boxes(
    qapp: QApplication, tmp_path: Path, font: str
) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for path in fonts_folder().glob("NotoSans*"):
        if path.name.startswith(("NotoSans-", "NotoSansArabic-")):
            shutil.copy(path, fonts)
    texts = ["Latin", "\u0639\u0631\u0628\u064a"]
    assert load_fonts(fonts, texts)
    (fonts / font).write_bytes(b"no font")
    with pytest.raises(ScreenFontMissing) as caught:
        load_fonts(fonts, texts)
    assert caught.value.facts["font"] == font
    with pytest.raises(ScreenFontMissing):
        load_fonts(tmp_path, texts)
