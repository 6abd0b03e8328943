"""How many have signed, on the way to how many."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.pack import Counter
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.widgets.pictures import GoalBar
from desktop_app.qt.widgets.text import plain_line

SPACE_MM = 1.4
SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


class Goal(QWidget):
    """The number of signatures, and a bar if the campaign has a goal. It counts no people."""

    def __init__(self, counter: Counter, words: Words, theme: Theme) -> None:
        """Begin with the signatures gathered elsewhere."""
        super().__init__()
        self._counter = counter
        self._theme = theme
        self._width = 0
        self._words = words
        self._total: int | None = None
        self._bar = GoalBar(theme)
        self._number = plain_line("", theme, Type.NUMBER, is_bold=True)
        self._number.setObjectName("count")
        silent = Spoken.NOTHING  # the number and the bar say it
        self._noun = plain_line("", theme, Type.READING, spoken=silent)
        self._target = plain_line("", theme, Type.READING, spoken=silent)
        row = QHBoxLayout()
        row.setSpacing(theme.px(SPACE_MM))
        for label in (self._number, self._noun):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self._target, 0, Qt.AlignmentFlag.AlignBottom)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(1.2))
        rows.addLayout(row)
        rows.addWidget(self._bar)
        self._bar.setVisible(counter.goal is not None)
        self._target.setVisible(counter.goal is not None)
        if counter.goal is not None:
            # NOTE: How many signatures are wanted; stands at the end of the bar.
            target = words.say("Goal: %(number)s")
            self._target.say(target % {"number": words.number(counter.goal)})
            self._bar.setAccessibleName(self._target.text())
        self.show_count(None)

    def show_count(self, kept_count: int | None) -> None:
        """Add the signatures on this device to those gathered elsewhere."""
        total = self._counter.signed_online + (kept_count or 0)
        if total == self._total:
            return
        self._total = total
        self._number.say(self._words.number(total))
        # NOTE: Stands after a big number, which is not part of the message.
        self._noun.say(self._words.count("signature", "signatures", total))
        self._number.setAccessibleName(f"{self._number.text()} {self._noun.text()}")
        if self._counter.goal:
            self._bar.set_share(total / self._counter.goal)
        self._fit()

    def fit_in(self, width: int) -> None:
        """Make the words around the number smaller where they would not stand in one line."""
        self._width = width
        self._fit()

    def _fit(self) -> None:
        if not self._width:
            return
        words = (self._noun, self._target)
        shown = [one for one in (self._number, *words) if not one.isHidden()]
        gaps = len(shown) * self._theme.px(SPACE_MM)
        for scale in SCALES:
            for one in words:
                one.set_scale(scale)
            if sum(one.sizeHint().width() for one in shown) + gaps <= self._width:
                return
