"""The preview: a picture of the signer's own page, as large as there is room."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.console.given_campaigns import GLASS
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme


class PreviewPicture(QWidget):
    """Shows the picture as large as there is room, with the frame of a tablet."""

    pressed = Signal()
    """It was clicked, or Enter was pressed on it: it is to be seen larger, or smaller again."""

    def __init__(self, theme: Theme, words: Words) -> None:
        """Begin without a picture."""
        super().__init__()
        self._theme = theme
        self._words = words
        self._picture: QPixmap | None = None
        self._scaled: QPixmap | None = None
        self.setObjectName("preview")
        self.setMinimumHeight(theme.px(20.0))
        speak_as(self, Spoken.PICTURE, words.say("Preview of the signer's screen"))

    def show_picture(self, picture: QPixmap, description: str) -> None:
        """Show another picture; what it is is said to those who hear the page."""
        self._picture, self._scaled = picture, None
        self.setAccessibleDescription(description)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a tablet's shape."""
        return QSize(self._theme.px(64.0), self._theme.px(40.0))

    def place(self) -> QRect:
        """Tell where the picture is within the widget."""
        frame = self._theme.px(Size.FRAME)
        room = self.size() - QSize(2 * frame, 2 * frame)
        glass = self._picture.size() if self._picture is not None else GLASS
        size = glass.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) // 2
        return QRect(left, frame, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the tablet's frame around the picture."""
        painter = QPainter(self)
        place, frame = self.place(), self._theme.px(Size.FRAME)
        around = place.adjusted(-frame, -frame, frame, frame)
        painter.fillRect(around, self._theme.colour("ink"))
        painter.fillRect(place, self._theme.colour("paper"))
        if self._picture is not None:
            painter.drawPixmap(place, self._fitting(place.size()))
        painter.end()

    def _fitting(self, size: QSize) -> QPixmap:
        """Scale it once, with the screen's own pixels."""
        assert self._picture is not None
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._scaled is None or self._scaled.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = self._picture.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth
            )
        return self._scaled

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on the picture."""
        if event.button() is Qt.MouseButton.LeftButton and self.place().contains(
            event.position().toPoint()
        ):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the page: larger and smaller have a button of their own."""
        event.ignore()
