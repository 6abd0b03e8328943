"""The volunteer's page behind the PIN: counts, what is wrong, how locked, and the way out."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.kiosk.calling_words import deed_sentences
from desktop_app.kiosk.lockdown_words import reasons, verdict
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State, VolunteerNeeded
from desktop_app.kiosk.storage_words import storage_lines
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, fit, plain_line

OPEN_FRAME = QColor("#a00018")
"""Red, and thicker than any other line: seen from afar that the kiosk stands open."""
FRAME_MM = 2.4
SMALLER = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.66, 0.62)
BULLET = "\u2022 "
NEW_LINE = "\u2028"  # of a text that is set by Qt, which ends paragraphs at others


def listed(lines: list[str]) -> str:
    """Set sentences beneath each other."""
    return NEW_LINE.join(BULLET + line for line in lines)


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
        self._deeds = Text("", theme, Type.QUESTION, is_bold=True)
        self._deeds.setObjectName("deeds")
        self._storage = Text("", theme, Type.LEAD)
        self._storage.setObjectName("storage")
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
        self.rows.addWidget(self._deeds)
        self.rows.addWidget(self._state)
        direction = QBoxLayout.Direction
        found = QBoxLayout(direction.TopToBottom if theme.is_portrait else direction.LeftToRight)
        found.setSpacing(theme.px(Size.GAP))
        for text in (self._reasons, self._storage):
            found.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(found)
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
        """Show the count once the journal is open, and lock and disk once they were looked at."""
        self._show_count(state)
        self._show_deeds(state)
        self._show_lockdown(state)
        lines = storage_lines(self.words, state.storage)
        self._storage.say(listed(lines))
        self._storage.setVisible(bool(lines))
        said = (self._storage, self._reasons, self._state, self._deeds, self._count, self._title)
        smaller = [partial(text.set_scale, scale) for scale in SMALLER for text in said]
        fit(self, self.setting.size.width(), self.setting.size.height(), smaller)

    def _show_count(self, state: State) -> None:
        count = state.kept_count
        if count is not None:
            said = self.words.count("%(number)s signature", "%(number)s signatures", count)
            self._count.say(said)
        self._count.setVisible(count is not None)

    def _show_deeds(self, state: State) -> None:
        """Say what to do about what has failed."""
        code = state.stage.code if isinstance(state.stage, VolunteerNeeded) else ""
        deeds = deed_sentences(self.words, code) if code else []
        self._deeds.say(" ".join([*deeds, f"[{code}]"]))
        self._deeds.setVisible(bool(deeds))

    def _show_lockdown(self, state: State) -> None:
        """Say how locked it is; why it is not is for later where something has failed."""
        lockdown = state.lockdown
        if lockdown is not None:
            self._state.say(verdict(self.words, lockdown))
            self._reasons.say(listed(reasons(self.words, lockdown)))
        self._state.setVisible(lockdown is not None)
        is_why_said = lockdown is not None and not lockdown.is_locked and self._deeds.isHidden()
        self._reasons.setVisible(is_why_said)

    def spoken_first(self) -> str:
        """Say what is to be done, and how locked it is."""
        said = [text for text in (self._deeds, self._state) if not text.isHidden()]
        return " ".join(text.text() for text in said)

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
