"""What is typed at a desk: fields with the clipboard, undo and keys of the system, in the theme's look."""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit

from desktop_app.console.coordinator.entries import EntryKind
from desktop_app.language import locale_of
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type

LINE_MM = Size.TOUCH
PADDING_MM = 2.2
LINES_SHOWN = {EntryKind.PARAGRAPH: (2, 10), EntryKind.LINES: (2, 5), EntryKind.LONG: (7, 14)}


def field_style(theme: Theme) -> str:
    """Write what desk fields have otherwise than a signer's: they are lower, for a mouse and keys."""
    frame, ring = theme.px(Size.FRAME), theme.px(Size.FOCUS_RING)
    height, padding = theme.px(LINE_MM), theme.px(PADDING_MM)
    return f"""
        QLineEdit {{ min-height: {height - 2 * frame}px; padding: 0 {padding}px; }}
        QLineEdit:focus {{
            min-height: {height - 2 * ring}px;
            padding: 0 {max(0, padding - ring + frame)}px;
        }}
        QPlainTextEdit {{ padding: {theme.px(0.8)}px {theme.px(1.0)}px; }}
        {scroll_style(theme)}
    """


def scroll_style(theme: Theme) -> str:
    """Write how a scroll bar looks: seen in the sun, wide enough for a hand."""
    colours = theme.palette
    width, radius = theme.px(3.4), theme.px(1.0)
    return f"""
        QScrollArea {{ border: none; background: transparent; }}
        QScrollBar:vertical {{ width: {width}px; background: {colours.paper}; margin: 0; }}
        QScrollBar::handle:vertical {{
            background: {colours.ink}; border-radius: {radius}px; min-height: {theme.px(10.0)}px;
            margin-left: {theme.px(1.0)}px;
        }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def direction_of(language: str) -> Qt.LayoutDirection | None:
    """Tell from which side a language runs; None for text of no language: as the page does."""
    if not language:
        return None
    is_mirrored = locale_of(language).text_direction == "rtl"
    return Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight


class LineField(QLineEdit):
    """One line."""

    def __init__(self, text: str, theme: Theme, language: str = "") -> None:
        """Begin with what stands in the pack."""
        super().__init__(text)
        self.setFont(theme.font(Type.READING))
        self.setCursorPosition(0)
        direction = direction_of(language)
        if direction is not None:
            self.setLayoutDirection(direction)


class TextField(QPlainTextEdit):
    """Several lines; it grows with its text, up to a point. Tab leads on."""

    typed = Signal(str)

    def __init__(self, text: str, theme: Theme, kind: EntryKind, language: str = "") -> None:
        """Begin with what stands in the pack."""
        super().__init__()
        for unheard in (self.verticalScrollBar(), self.horizontalScrollBar()):
            speak_as(unheard, Spoken.NOTHING)
        self._least, self._most = LINES_SHOWN[kind]
        edges = 2 * (theme.px(0.8) + theme.px(Size.FOCUS_RING))
        self._around = edges + 2 * round(self.document().documentMargin()) + 1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font(Type.READING))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        direction = direction_of(language)
        if direction is not None:
            self.setLayoutDirection(direction)
            option = self.document().defaultTextOption()
            option.setTextDirection(direction)
            is_mirrored = direction is Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)  # Qt alone keeps to the left
            self.document().setDefaultTextOption(option)
        self.setPlainText(text)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self._grow()

    def text(self) -> str:
        """Give what was typed."""
        return self.toPlainText()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew in another width."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        """Ask for the height of the text; a mouse wheel has the whole form to turn."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _tell(self) -> None:
        self.typed.emit(self.toPlainText())

    def _grow(self) -> None:
        """Take the height of the lines as they are set: scripts differ in theirs."""
        spacing = self.fontMetrics().lineSpacing()
        least, most = self._least * spacing, self._most * spacing
        needed = sum(ceil(self.blockBoundingRect(block).height()) for block in self._blocks())
        policy = Qt.ScrollBarPolicy
        is_all_seen = needed <= most
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_all_seen else policy.ScrollBarAlwaysOn
        )
        height = min(max(needed, least), most) + self._around
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().firstBlock()
        while block.isValid():
            yield block
            block = block.next()
