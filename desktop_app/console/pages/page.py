"""What all pages of the console share: a title, rows beneath it, and how they are drawn."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, announce, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text

EDGE_MM = 3.6
CARD_PADDING_MM = 3.4


class Page(QWidget):
    """A page beside the navigation. It shows states and tells what happened; it decides nothing.

    A page of a desk adds `show_state(state)`, which shows what may change while the page stays, and
    signals in the past tense. `title` is the first row; what stands beneath goes into `rows`, and
    buttons that lead on into the last of them.
    """

    place_chosen = Signal(Place)
    """A button that leads to another place was pressed."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Begin a page with its title, by which screen readers call it."""
        super().__init__()
        speak_as(self, Spoken.PAGE, title)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setting = setting
        self.theme = setting.theme
        self.words = setting.words
        self.setStyleSheet(self.theme.style_sheet())
        self.rows = QVBoxLayout(self)
        margin, edge = self.theme.px(Size.MARGIN), self.theme.px(EDGE_MM)
        self.rows.setContentsMargins(margin, edge, margin, edge)
        self.rows.setSpacing(self.theme.px(Size.GAP))
        self.title = Text(title, self.theme, Type.TITLE, is_bold=True, spoken=Spoken.HEADING)
        self.title.setObjectName("title")
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(self.theme.px(Size.GAP))
        self.title_row.addWidget(self.title, 1)
        self.rows.addLayout(self.title_row)

    def first_focus(self) -> QWidget | None:
        """Name the control that has the focus when the page appears."""
        return None

    def spoken_first(self) -> str:
        """Give what screen readers say once the page is there, after its name."""
        return ""

    def text(self, words: str, role: Type = Type.LEAD, *, name: str, is_bold: bool = False) -> Text:
        """Make words that wrap, with a name for tests."""
        label = Text(words, self.theme, role, is_bold=is_bold)
        label.setObjectName(name)
        return label

    def button(self, words: str, kind: Kind, *, name: str) -> Action:
        """Make a button, with a name for tests."""
        action = Action(words, self.theme, kind)
        action.setObjectName(name)
        return action

    def main_row(self, *buttons: Action) -> QHBoxLayout:
        """Put buttons at the end of the last row, the main one last; on a narrow page they fill it."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        if not self.theme.is_portrait:
            row.addStretch(1)
        for button in buttons:
            row.addWidget(button, 2 if self.theme.is_portrait else 0)
        self.rows.addLayout(row)
        return row

    def say_aloud(self, sentence: str, *, is_urgent: bool = False) -> None:
        """Let screen readers say what has just come up."""
        announce(self, sentence, is_urgent=is_urgent)


class Card(QWidget):
    """A frame with round corners around rows of its own."""

    def __init__(self, theme: Theme) -> None:
        """Begin an empty card."""
        super().__init__()
        self._theme = theme
        self.rows = QVBoxLayout(self)
        padding = theme.px(CARD_PADDING_MM)
        self.rows.setContentsMargins(padding, padding, padding, padding)
        self.rows.setSpacing(theme.px(Size.SMALL_GAP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame and the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.exact_px(Size.FRAME)
        painter.setPen(QPen(self._theme.colour("ink"), line))
        painter.setBrush(self._theme.colour("card"))
        inset = int(line / 2) + 1
        radius = self._theme.exact_px(Size.RADIUS)
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()
