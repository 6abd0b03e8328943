"""The volunteer's page behind the PIN: how many signatures, how locked, and the way out."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.kiosk.lockdown_words import reasons, verdict
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, fit, plain_line

OPEN_FRAME = QColor("#a00018")
"""Red, and thicker than any other line: seen from afar that the kiosk stands open."""
FRAME_MM = 2.4
SMALLER = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
BULLET = "\u2022 "
NEW_LINE = "\u2028"  # of a text that is set by Qt, which ends paragraphs at others


class VolunteerMenuPage(Page):
    """Counts and states, never a name."""

    left = Signal()
    kiosk_left = Signal()

    def __init__(self, setting: Setting) -> None:
        """Set what is known above what can be done."""
        super().__init__(setting)
        words, theme = self.words, self.theme
        title = self._title = self.headline(words.say("For volunteers"))
        title.setObjectName("question")
        self._count = plain_line("", theme, Type.QUESTION)
        self._count.setObjectName("kept_count")
        self._state = Text("", theme, Type.QUESTION, is_bold=True)
        self._state.setObjectName("lockdown")
        self._reasons = Text("", theme, Type.LEAD)
        self._reasons.setObjectName("reasons")
        if theme.is_portrait:
            self.rows.addWidget(title)
            self.rows.addWidget(self._count)
        else:
            top = QHBoxLayout()
            top.setSpacing(theme.px(Size.GAP))
            top.addWidget(title, 1)
            top.addWidget(self._count)
            self.rows.addLayout(top)
        self.rows.addStretch(1)
        self.rows.addWidget(self._state)
        self.rows.addWidget(self._reasons)
        self.rows.addStretch(2)
        is_crowded = theme.is_portrait and theme.is_large
        kind = Kind.PLAIN if is_crowded else Kind.BIG
        leave = Action(words.say("Leave the kiosk"), theme, kind)
        leave.setObjectName("leave_kiosk")
        leave.clicked.connect(self.kiosk_left)
        self._back = Action(words.say("Back to signing"), theme, Kind.MAIN)
        self._back.setObjectName("back_to_signing")
        self._back.clicked.connect(self.left)
        self.rows.addLayout(self._side_by_side(leave, self._back))

    def _side_by_side(self, leave: Action, back: Action) -> QBoxLayout:
        """Set the two buttons beside each other, or on a narrow screen above each other."""
        direction = QBoxLayout.Direction
        is_portrait = self.theme.is_portrait
        row = QBoxLayout(direction.BottomToTop if is_portrait else direction.LeftToRight)
        row.setSpacing(self.theme.px(Size.GAP))
        row.addWidget(leave, 4)
        row.addWidget(back, 5)
        return row

    def show_state(self, state: State) -> None:
        """Show the count once the journal is open, and the lock once it was looked at."""
        words = self.words
        count = state.kept_count
        if count is not None:
            self._count.say(words.count("%(number)s signature", "%(number)s signatures", count))
        self._count.setVisible(count is not None)
        lockdown = state.lockdown
        if lockdown is not None:
            self._state.say(verdict(words, lockdown))
            self._reasons.say(NEW_LINE.join(BULLET + line for line in reasons(words, lockdown)))
        self._state.setVisible(lockdown is not None)
        self._reasons.setVisible(lockdown is not None and not lockdown.is_locked)
        said = (self._reasons, self._state, self._count, self._title)
        smaller = [partial(text.set_scale, scale) for scale in SMALLER for text in said]
        fit(self, self.setting.size.width(), self.setting.size.height(), smaller)

    def spoken_first(self) -> str:
        """Say how locked it is."""
        return self._state.text()

    def first_focus(self) -> QWidget | None:
        """Lead to what does no harm."""
        return self._back

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame that says from afar: this kiosk stands open."""
        super().paintEvent(event)
        painter = QPainter(self)
        width = self.theme.exact_px(FRAME_MM)
        pen = QPen(OPEN_FRAME, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = width / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.end()
