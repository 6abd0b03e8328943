"""What is painted: the campaign's picture, the bar of the goal, the dots of progress, QR codes."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme

QUIET_ZONE_MODULES = 4  # ISO/IEC 18004


class Hero(QWidget):
    """The campaign's picture, filling its place with round corners."""

    def __init__(self, untrusted_image: bytes, description: str, theme: Theme) -> None:
        """Take a PNG or JPEG of a checked pack, and its description for screen readers."""
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()
        self._picture.loadFromData(untrusted_image)
        speak_as(self, Spoken.PICTURE if description else Spoken.NOTHING, description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_readable(self) -> bool:
        """Tell whether there is a picture to show."""
        return not self._picture.isNull()

    def heightForWidth(self, width: int) -> int:
        """Measure the whole picture for a width."""
        return self._picture.height() * width // max(1, self._picture.width())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the middle of the picture, cut to the place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        radius = self._theme.exact_px(Size.RADIUS)
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(path)
        painter.drawPixmap(self.rect(), self._picture, self._cut())
        painter.end()

    def _cut(self) -> QRect:
        picture = self._picture.size()
        shown = self.size().scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
        left = (picture.width() - shown.width()) // 2
        return QRect(left, (picture.height() - shown.height()) // 2, shown.width(), shown.height())


class GoalBar(QProgressBar):
    """How far the signatures are on the way to the goal."""

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setTextVisible(False)
        self.setFixedHeight(theme.px(4.4))

    def set_share(self, share: float) -> None:
        """Fill the bar to a share, 0 to 1."""
        self._share = min(1.0, max(0.0, share))
        self.setValue(int(100 * self._share))  # what screen readers say: per cent
        self.update()

    def sizeHint(self) -> QSize:
        """Take any width."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """Shrink with the page."""
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame and the filling from the side where reading begins."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.exact_px(Size.FRAME)
        frame = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        radius = frame.height() / 2
        path = QPainterPath()
        path.addRoundedRect(frame, radius, radius)
        painter.setClipPath(path)
        filled = QRectF(frame)
        if self.isRightToLeft():
            filled.setLeft(frame.right() - frame.width() * self._share)
        else:
            filled.setWidth(frame.width() * self._share)
        painter.fillRect(frame, theme.colour("paper"))
        painter.fillRect(filled, theme.colour("accent"))
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("ink"), line))
        painter.drawPath(path)
        painter.end()


class ProgressDots(QWidget):
    """Filled dots for the pages reached, rings for those to come. Words stand beside it."""

    def __init__(self, number: int, total: int, theme: Theme) -> None:
        """Show that page `number` of `total` is reached."""
        super().__init__()
        speak_as(self, Spoken.NOTHING)
        self._number = number
        self._total = total
        self._theme = theme
        self._side = theme.px(2.9)
        self._gap = theme.px(2.1)
        self.setFixedSize(total * self._side + (total - 1) * self._gap, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the dots in the direction of reading."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.colour("chosen")
        line = self._theme.exact_px(Size.FRAME)
        painter.setPen(QPen(ink, line))
        radius = (self._side - line) / 2
        for index in range(self._total):
            x = self._side / 2 + index * (self._side + self._gap)
            if self.isRightToLeft():
                x = self.width() - x
            painter.setBrush(ink if index < self._number else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, self._side / 2), radius, radius)
        painter.end()


class QrCode(QWidget):
    """A QR code, black on white in whole pixels."""

    def __init__(self, text: str, description: str, side_px: int) -> None:
        """Encode a text for a square of about `side_px` (the largest whole-pixel size in it)."""
        import segno  # only the thanks need it

        super().__init__()
        self._rows = segno.make(text, error="m", micro=False).matrix
        modules = len(self._rows) + 2 * QUIET_ZONE_MODULES
        self._module = max(1, side_px // modules)
        self.setFixedSize(QSize(modules, modules) * self._module)
        speak_as(self, Spoken.PICTURE, description)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the modules; a QR code is not mirrored."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        side = self._module
        for y, row in enumerate(self._rows, start=QUIET_ZONE_MODULES):
            for x, module in enumerate(row, start=QUIET_ZONE_MODULES):
                if module:
                    painter.fillRect(x * side, y * side, side, side, Qt.GlobalColor.black)
        painter.end()
