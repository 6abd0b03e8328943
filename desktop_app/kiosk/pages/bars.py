"""What stands above every page: a banner where nothing counts, and the bar with the languages."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.kiosk.pretence import Pretence
from desktop_app.language import Words
from desktop_app.qt.theme import Size, TextSize, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.top_bar import TopBar

BANNER_HEIGHT_MM = 12.5
DASHES_HEIGHT_MM = 0.8


@dataclass(frozen=True, kw_only=True)
class Bars:
    """The banner, if there is one, above the bar."""

    banner: "Banner | None"
    bar: TopBar

    @property
    def widgets(self) -> list[QWidget]:
        """Both, from top to bottom."""
        return [one for one in (self.banner, self.bar) if one is not None]

    def put_into(self, window: QWidget) -> None:
        """Show them in a window."""
        for widget in self.widgets:
            widget.setParent(window)
            widget.show()

    def height_for(self, width: int) -> int:
        """Measure both for a width."""
        banner = self.banner.height_for(width) if self.banner is not None else 0
        return banner + self.bar.height_for(width)

    def place(self, width: int) -> None:
        """Set them above each other, across the whole window."""
        top = 0
        if self.banner is not None:
            top = self.banner.height_for(width)
            self.banner.setGeometry(0, 0, width, top)
        self.bar.setGeometry(0, top, width, self.bar.height_for(width))

    @property
    def bottom(self) -> int:
        """The first row of pixels beneath them."""
        return self.bar.geometry().bottom() + 1

    def delete(self) -> None:
        """Throw them away; they were only measured."""
        for widget in self.widgets:
            widget.deleteLater()


def sentence_about(words: Words, pretence: Pretence) -> str:
    """Say why nothing that is signed here counts."""
    if pretence is Pretence.PRACTICE:
        return words.say("Practice: signatures given now are erased and do not count")
    return words.say("Demonstration: signatures are not real and can be read by anyone")


class Banner(QWidget):
    """Says on every screen that nothing here is real, and has the one button that closes."""

    closed = Signal()

    def __init__(self, pretence: Pretence, theme: Theme, words: Words) -> None:
        """Say it in the signer's language, always slim: nobody needs it to sign."""
        super().__init__()
        theme = theme.with_text_size(TextSize.NORMAL)
        self._theme = theme
        self._text = Text(sentence_about(words, pretence), theme, Type.BAR, is_bold=True)
        button = Action(words.say("Close"), theme, Kind.SLIM)
        button.setObjectName("close")
        button.clicked.connect(self.closed)
        self._button = button
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(Size.MARGIN), 0, theme.px(Size.MARGIN), 0)
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(self._text, 1)
        row.addWidget(button)

    def height_for(self, width: int) -> int:
        """Measure the banner for a width."""
        theme = self._theme
        inner = width - 2 * theme.px(Size.MARGIN) - self._button.sizeHint().width()
        words = self._text.heightForWidth(inner - theme.px(Size.GAP))
        return max(theme.px(BANNER_HEIGHT_MM), words + 4 * theme.px(DASHES_HEIGHT_MM))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint paper with a hatched edge, which is no colour alone."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        line, dash = self._theme.px(DASHES_HEIGHT_MM), self._theme.px(4.0)
        y = self.height() - line
        for x in range(0, self.width(), 2 * dash):
            painter.fillRect(x, y, dash, line, self._theme.colour("ink"))
        painter.end()
