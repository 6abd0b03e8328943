"""Lets Python look for garbage on the screen's thread alone, while there are worker lanes.

Python looks for unreachable cycles on whichever thread happens to make the next object. Widgets stand
in such cycles; freed on a lane's thread they take Qt's side with them while the screen may be drawing,
and the process dies.
"""

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 500


class Sweep(QObject):
    """Looks for garbage now and then, as often as Python would; Python's own looking is off.

    Several may be there at a time: Python looks by itself again when the last is over.
    """

    _going: ClassVar[int] = 0

    def __init__(self, parent: QObject) -> None:
        """Begin; to be made on the screen's thread."""
        super().__init__(parent)
        self._is_over = False
        Sweep._going += 1
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(look)
        timer.start(LOOK_EVERY_MS)

    def end(self) -> None:
        """Let Python look for itself once more, unless another sweep is going on."""
        if self._is_over:
            return
        self._is_over = True
        Sweep._going -= 1
        for timer in self.findChildren(QTimer):
            timer.stop()
        if not Sweep._going:
            gc.enable()


def look() -> None:
    """Look through the generations that Python would look through now."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return
