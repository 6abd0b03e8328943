"""What all pages of the console share: a title, rows beneath it, and how they are drawn."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.spoken import Spoken, announce, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.card import Card
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, fit, shortening
from desktop_app.qt.widgets.wrapping import WrappingLayout

EDGE_MM = 3.6
CARD_PADDING_MM = 3.4
SOMEWHAT_SMALLER = 1.1
"""Buttons that together are wider than the page by less than this become smaller and stay in one row."""
SCALES = (0.94, 0.88, 0.82, 0.76, 0.7)
Steps = Sequence[Callable[[], object]]


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
        self.may_be_shortened: list[Text] = []
        """Titles of campaigns above all, if that spares the words around them."""
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
        self._beneath_title: WrappingLayout | None = None

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a button or words at the other end of the title's row; on a narrow page beneath it."""
        if not self.theme.is_portrait:
            self.title_row.addWidget(widget)
            return
        if self._beneath_title is None:
            self._beneath_title = WrappingLayout(self.theme.px(1.0), self.theme.px(1.0))
            self.rows.insertLayout(1 + self.rows.indexOf(self.title_row), self._beneath_title)
        self._beneath_title.addWidget(widget)

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

    def main_row(self, *buttons: Action) -> None:
        """Add the last row: buttons at its end, the main one last.

        On a standing page they fill it, or stand above each other where their words would not fit.
        """
        is_portrait = self.theme.is_portrait
        direction = QBoxLayout.Direction
        is_stacked = is_portrait and not self._fit_beside(buttons)
        row = QBoxLayout(direction.TopToBottom if is_stacked else direction.LeftToRight)
        row.setSpacing(self.theme.px(Size.GAP))
        if not is_portrait:
            row.addStretch(1)
        for button in buttons:
            row.addWidget(button, 1 if is_portrait and not is_stacked else 0)
        self.rows.addLayout(row)

    def main_rows(self, *buttons: Action) -> None:
        """Add the last row, and on a lying page more above it for those that have no room beside the
        main one. What stands above must be able to turn.
        """
        if self.theme.is_portrait:
            self.main_row(*buttons)
            return
        gap, room = self.theme.px(Size.GAP), round(self.setting.inner_width * SOMEWHAT_SMALLER)
        left = room
        rows: list[list[Action]] = [[]]
        for button in reversed(buttons):
            width = button.sizeHint().width()
            if rows[0] and width > left:
                rows.insert(0, [])
                left = room
            rows[0].insert(0, button)
            left -= width + gap
        for row in rows:
            self.main_row(*row)

    def _fit_beside(self, buttons: Sequence[Action]) -> bool:
        gaps = (len(buttons) - 1) * self.theme.px(Size.GAP)
        width = (self.setting.inner_width - gaps) // max(1, len(buttons))
        return all(button.face.height_in(width) <= button.sizeHint().height() for button in buttons)

    def show_problem(self, label: Text, problem: Problem | None) -> None:
        """Say a problem in a label that has a place for it; without one the place is empty."""
        words = ""
        if problem is not None:
            said = self.setting.sentences(problem)
            words = " ".join(part for part in (said.happened, said.safe, said.do) if part)
            words = f"{words} [{said.code}]"
        if words and words != label.text():
            self.say_aloud(words, is_urgent=True)
        label.say(words)
        label.setVisible(bool(words))

    def fit(self) -> None:
        """Make the words smaller, step by step, where all of them have no room.

        To be called at the end of `__init__` and of `show_state`: words differ in length by language.
        """
        texts = [text for text in self.findChildren(Text) if not text.isHidden()]
        for text in texts:
            if text.scale < 1.0:
                text.set_scale(1.0)
        size = self.setting.size
        shortened = [
            step for text in self.may_be_shortened for step in shortening(text, to_share=0.5)
        ]
        smaller = _smaller(texts)
        fit(self, size.width(), size.height(), chain(smaller[0], shortened, smaller[1]))

    def say_aloud(self, sentence: str, *, is_urgent: bool = False) -> None:
        """Let screen readers say what has just come up."""
        announce(self, sentence, is_urgent=is_urgent)


def _smaller(texts: Sequence[Text]) -> tuple[Steps, Steps]:
    """Give steps that make words smaller: what explains first, titles and numbers last."""
    explaining = [text for text in texts if not text.is_bold]
    first = [partial(text.set_scale, scale) for scale in SCALES for text in explaining]
    last = [partial(text.set_scale, scale) for scale in SCALES for text in texts if text.is_bold]
    return first, last


class RowsCard(Card):
    """A card around rows of its own."""

    def __init__(self, theme: Theme, name: str = "") -> None:
        """Begin an empty card; with a name it is a group for screen readers."""
        super().__init__(theme)
        if name:
            speak_as(self, Spoken.GROUP, name)
        self.rows = QVBoxLayout(self)
        padding = theme.px(CARD_PADDING_MM)
        self.rows.setContentsMargins(padding, padding, padding, padding)
        self.rows.setSpacing(theme.px(Size.SMALL_GAP))
