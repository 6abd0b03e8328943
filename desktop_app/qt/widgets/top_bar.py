"""The bar that is always on screen: languages, Start again, Aa."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import Words, own_name
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, TextSize, Theme, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.wrapping import WrappingLayout

ROW_GAP_MM = 0.6
EXCUSE_GAP_MM = 1.4


@dataclass(frozen=True, kw_only=True)
class BarLook:
    """What stands in the bar: languages, and a sentence about one that cannot be shown."""

    languages: tuple[str, ...]
    excuse: str = ""


class TopBar(QWidget):
    """Languages in their own script, one of them chosen; at the other end what changes the page."""

    language_chosen = Signal(str)
    text_size_toggled = Signal(bool)
    started_again = Signal()

    def __init__(self, look: BarLook, theme: Theme, words: Words) -> None:
        """Show the languages of a campaign."""
        super().__init__()
        self._theme = theme
        self._options = {language: self._option(language) for language in look.languages}
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, words.say("Language"))
        self._row = WrappingLayout(
            theme.px(0.2 if theme.is_large else 0.9), theme.px(ROW_GAP_MM), holder
        )
        for option in self._options.values():
            option.setParent(holder)
            self._row.addWidget(option)
        self._start_again = Action(words.say("Start again"), theme, Kind.BAR)
        self._start_again.setObjectName("start_again")
        self._start_again.clicked.connect(self.started_again)
        self._text_size = Action("Aa", theme, Kind.BAR)
        self._text_size.setObjectName("text_size")
        self._text_size.setCheckable(True)
        self._text_size.setChecked(theme.is_large)
        self._text_size.setAccessibleName(words.say("Large text"))
        self._text_size.toggled.connect(self.text_size_toggled)  # so do screen readers switch it
        small = theme.with_text_size(TextSize.NORMAL)  # nobody needs the excuse to sign
        self._excuse = Text(look.excuse, small, Type.BAR, is_bold=True)
        self._excuse.setObjectName("excuse")
        self._excuse.set_colour("on_bar")
        if not look.excuse:
            self._excuse.hide()
        self._ends = [self._start_again, self._text_size]
        self._layout_row(holder)

    def show_chosen(self, language: str, *, is_in_form: bool) -> None:
        """Mark the language, and offer Start again while there is something to erase."""
        self._options[language].setChecked(True)
        self._start_again.setVisible(is_in_form)

    def height_for(self, width: int) -> int:
        """Measure the bar for a width: one row, or more if the languages need them."""
        theme = self._theme
        shown = [end for end in self._ends if not end.isHidden()]
        ends = sum(end.sizeHint().width() + theme.px(Size.GAP) for end in shown)
        inner = width - 2 * theme.px(Size.MARGIN) - ends + theme.px(Size.SMALL_GAP)
        around = 2 * theme.px(0.8) + theme.px(Size.LINE)
        if theme.is_portrait:
            inner = width - 2 * theme.px(Size.MARGIN)
            around += self._text_size.sizeHint().height() + theme.px(ROW_GAP_MM)
        bar = max(theme.px(Size.BAR_HEIGHT), self._row.heightForWidth(inner) + around)
        if not self._excuse.text():
            return bar
        across = width - 2 * (theme.px(Size.MARGIN) - theme.px(1.2))
        return bar + self._excuse.heightForWidth(across) + theme.px(EXCUSE_GAP_MM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the line beneath."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("bar"))
        line = self._theme.px(Size.LINE)
        rect = self.rect()
        painter.fillRect(0, rect.height() - line, rect.width(), line, self._theme.colour("ink"))
        painter.end()

    def _option(self, language: str) -> Option:
        option = Option(own_name(language), self._theme, Kind.LANGUAGE)
        option.setObjectName(f"language_{language}")
        option.clicked.connect(lambda: self.language_chosen.emit(language))
        return option

    def _layout_row(self, languages: QWidget) -> None:
        """Set the ends beside the languages; on a narrow screen above them."""
        theme = self._theme
        margin = theme.px(Size.MARGIN) - theme.px(1.2)
        ends = QHBoxLayout()
        ends.setSpacing(theme.px(Size.GAP))
        ends.addStretch(1)
        for end in self._ends:
            ends.addWidget(end)
        direction = QBoxLayout.Direction.LeftToRight
        if theme.is_portrait:
            direction = QBoxLayout.Direction.TopToBottom
        rows = QVBoxLayout(self)
        rows.setContentsMargins(margin, 0, margin, theme.px(Size.LINE))
        rows.setSpacing(0)
        whole = QBoxLayout(direction)
        rows.addLayout(whole, 1)
        rows.addWidget(self._excuse)
        if self._excuse.text():
            rows.addSpacing(theme.px(EXCUSE_GAP_MM))
        whole.setSpacing(theme.px(ROW_GAP_MM if theme.is_portrait else Size.GAP))
        if theme.is_portrait:
            whole.addLayout(ends)
            whole.addWidget(languages)
        else:
            whole.addWidget(languages, 1, Qt.AlignmentFlag.AlignVCenter)
            whole.addLayout(ends)
