"""Checks that an installation is whole: also on the finished package, without network."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import fonts_folder, locale_folder, resources_folder
from desktop_app.problems import Problem

WINDOW_TIMEOUT_S = 60
MINIMUM_FONTS = 40


class SelfTestFailed(Problem):
    """Some checks failed; they were listed."""

    code: ClassVar[str] = "self_test.failed"


class NotWhole(Exception):
    """One check failed, and why."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """What one check found."""

    name: str
    is_ok: bool
    detail: str = ""


def run_self_test() -> list[Check]:
    """Run every check; one that fails does not stop the others."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("fonts", _fonts),
        ("languages", _languages),
        ("campaigns", _campaigns),
        ("binding of Qt", _binding),
        ("sealing, journal, batch", _sealing),
        ("PDF", _pdf),
        ("window", _window),
    ]
    return [_run(name, check) for name, check in checks]


def _run(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name=name, is_ok=True, detail=check())
    except Exception as error:  # noqa: BLE001  # whatever breaks is the finding
        detail = str(error) if isinstance(error, Problem | NotWhole) else type(error).__name__
        return Check(name=name, is_ok=False, detail=detail)


def _fonts() -> str:
    found = len(list(fonts_folder().glob("Noto*.[ot]tf")))
    if found < MINIMUM_FONTS:
        message = f"{found} fonts, {MINIMUM_FONTS} needed"
        raise NotWhole(message)
    return f"{found} fonts"


def _languages() -> str:
    from desktop_app.language import Catalogues

    catalogues = Catalogues(locale_folder())
    languages = sorted(catalogues.languages())
    for language in languages:
        catalogues.words(language).say("Thank you.")
    return " ".join(languages)


def _campaigns() -> str:
    from desktop_app.campaign.reading import read_pack

    folders = sorted(path for path in (resources_folder() / "campaigns").iterdir() if path.is_dir())
    return " ".join(read_pack(folder).id for folder in folders)


def _binding() -> str:
    """Count references to None: a binding that loses them ends the kiosk after 130 signatures."""
    from PySide6 import __version__
    from PySide6.QtCore import QTimer

    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(500):
        timer.setInterval(5)
    if sys.getrefcount(None) < before - 100:
        message = f"PySide6 {__version__} loses references to None"
        raise NotWhole(message)
    return f"PySide6 {__version__}"


def _sealing() -> str:
    """Seal a made-up signature into a real journal and open it again."""
    from desktop_app.app.rehearsal import rehearse

    with tempfile.TemporaryDirectory() as folder:
        opened = rehearse(Path(folder), clock=now, randomness=randomness)
    return f"{opened} signatures sealed, kept, handed over and opened"


def _pdf() -> str:
    """Write a one-page PDF with the fonts that came along."""
    from desktop_app.app.rehearsal import rehearse_pdf

    with tempfile.TemporaryDirectory() as folder:
        pages = rehearse_pdf(Path(folder))
    return f"{pages} pages"


def _window() -> str:
    """Open the kiosk's window for a moment, unseen, in a process of its own."""
    code = "from desktop_app.app.rehearsal import rehearse_window; rehearse_window()"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        timeout=WINDOW_TIMEOUT_S,
        check=False,
        capture_output=True,
    )
    if done.returncode != 0:
        message = f"the window's process ended with {done.returncode}"
        raise NotWhole(message)
    return "opens"
