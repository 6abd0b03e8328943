"""A line at the foot of the resting petition: what a volunteer who passes by should see to."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.kiosk.pages.page import Setting
from desktop_app.kiosk.storage_states import Concern
from desktop_app.kiosk.storage_words import concern_sentence
from desktop_app.qt.theme import Size, TextSize, Type
from desktop_app.qt.widgets.text import Text

AIR_MM = 1.8
SCALES = (1.0, 0.94, 0.88, 0.82)


class VolunteerLine(QWidget):
    """Calm, and large enough to be read from two metres; signers need not read it."""

    def __init__(self, setting: Setting, concerns: tuple[Concern, ...]) -> None:
        """Say for whom it is, and what is to be seen to."""
        super().__init__()
        words = setting.words
        theme = self._theme = setting.theme.with_text_size(TextSize.NORMAL)
        sentences = [concern_sentence(words, concern) for concern in concerns]
        self._for_whom = Text(
            words.say("For volunteers"), theme, Type.QUESTION, is_bold=True, is_wrapping=False
        )
        self._what = Text(" ".join(sentences), theme, Type.QUESTION)
        self._what.setObjectName("concerns")
        self._fit(setting.size.width())
        row = QHBoxLayout(self)
        margin, air = theme.px(Size.MARGIN), theme.px(AIR_MM)
        row.setContentsMargins(margin, air, margin, air)
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(self._for_whom)
        row.addWidget(self._what, 1)

    def height_for(self, width: int) -> int:
        """Measure it for a width."""
        words = self._what.heightForWidth(self._room(width))
        return max(self._for_whom.sizeHint().height(), words) + 2 * self._theme.px(AIR_MM)

    def _room(self, width: int) -> int:
        """Measure what is left beside the words that say for whom it is."""
        around = 2 * self._theme.px(Size.MARGIN) + self._theme.px(Size.GAP)
        return width - around - self._for_whom.sizeHint().width()

    def _fit(self, width: int) -> None:
        """Set it in the largest type that needs no more lines than the smallest."""
        line_counts = {}
        for scale in SCALES:
            self._set_scale(scale)
            line_counts[scale] = self._what.line_count(self._room(width))
        fewest = min(line_counts.values())
        self._set_scale(next(scale for scale, count in line_counts.items() if count == fewest))

    def _set_scale(self, scale: float) -> None:
        for text in (self._for_whom, self._what):
            text.set_scale(scale)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint paper, and a line that parts it from the petition."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        thick = self._theme.px(Size.THICK_FRAME)
        painter.fillRect(0, 0, self.width(), thick, self._theme.colour("ink"))
        painter.end()
