"""Gives every Inkstand that is started with this folder in PYTHONPATH hands of its own.

A chain of processes goes through it: each process loads it anew when it becomes the next. Each window
takes the steps that are meant for it, in their order, as soon as each can be taken.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEEN = os.environ.get("CHAIN_SEEN", "")
PACE_MS = 30


def begin(window: Any, kind: str) -> None:
    """Note which window this is, and take its steps from now on."""
    from PySide6.QtCore import QTimer

    seen = Path(SEEN)
    number = len(seen.read_text(encoding="utf-8").splitlines())
    told = {"pid": os.getpid(), "window": kind, "arguments": sys.argv[1:]}
    with seen.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
    steps = json.loads(os.environ["CHAIN_STEPS"])[number]
    timer = QTimer(window)

    def step() -> None:
        timer.stop()
        if steps and take(window, steps[0]):
            steps.pop(0)
        if steps:
            timer.start(PACE_MS)

    timer.timeout.connect(step)
    timer.start(PACE_MS)


def take(window: Any, step: str) -> bool:
    """Take a step; False if it cannot be taken yet."""
    does = {"close_window": window.close, "signs": lambda: sign(window)}
    if step == "ends_by_signal":
        os.kill(os.getpid(), 15)
    elif step == "holds_corner":
        hold_corner(window)
    elif step in does:
        does[step]()
    else:
        return click(window, step)
    return True


def click(window: Any, name: str) -> bool:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    found = [w for w in window.findChildren(QWidget, name) if w.isVisible() and w.isEnabled()]
    if not found:
        return False
    middle = found[0].mapTo(window, QPoint(found[0].width() // 2, found[0].height() // 2))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle)
    return True


def hold_corner(window: Any) -> None:
    """Hold it; the three seconds go by at once."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    left, place = Qt.MouseButton.LeftButton, window.gate.corner.place.center().toPoint()
    window.gate.corner._holding.setInterval(0)
    QTest.mousePress(window.windowHandle(), left, pos=place)
    while window.state.cover is None:
        QApplication.processEvents()
    QTest.mouseRelease(window.windowHandle(), left, pos=place)
    while window.state.cover.wait_s is None:  # it does not know yet whether a try is due
        QApplication.processEvents()


def sign(window: Any) -> None:
    from desktop_app.kiosk.visitor import Visitor

    visitor = Visitor(window)
    visitor.presses_sign()
    visitor.gives_name("Marta", "Schmidt")
    visitor.gives_email("marta@example.org")
    for choice in ("share_with_starter", "email_updates", "sms"):
        visitor.answers(choice, is_yes=False)
    visitor.signs()
    visitor.waits_for_thanks()


def watch(kind: Any, name: str) -> None:
    """Let hands grow on each window of a kind once it is there."""
    own: Callable[[Any], None] = kind.begin

    def begun(window: Any) -> None:
        own(window)
        begin(window, name)

    kind.begin = begun


if SEEN and "-m" in sys.orig_argv:
    from desktop_app.console.window import ConsoleWindow
    from desktop_app.kiosk.window import KioskWindow

    watch(ConsoleWindow, "console")
    watch(KioskWindow, "kiosk")
