"""A broken binding to Qt must not reach a kiosk."""

import subprocess
import sys

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot


def test_binding_keeps_none_alive(qtbot: QtBot) -> None:
    # PySide6 6.12.0 drops one reference to None at every void call on Python 3.11, until Python
    # aborts. Can go when Python 3.12 is the oldest: there None is immortal.
    timer = QTimer()
    before = sys.getrefcount(None)

    for _ in range(500):
        timer.setInterval(5)

    assert sys.getrefcount(None) > before - 100


def test_a_kiosk_imports_without_the_hook_of_the_binding() -> None:
    # shiboken reads the source of every module that is imported, also on the worker lane's thread,
    # where its tables are not safe: a kiosk has died of that.
    code = (
        "import builtins, desktop_app, desktop_app.kiosk.start as start;"
        "app = start.application();"
        "print(builtins.__import__ is desktop_app.plain_import,"
        " '__feature_import__' in repr(builtins.__import__));"
        "from PySide6.QtGui import QPainterPath; import PySide6.QtSvg"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["True", "False"]
