"""The preview: the signer's own page, drawn at a device's size and shown as a picture of it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.console.coordinator.states import SignerPage
from desktop_app.language import Catalogues, Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, fitting_px_per_mm
from desktop_app.qt.widgets.petition import PetitionLook, PetitionView
from desktop_app.qt.widgets.top_bar import BarLook, TopBar

GLASS = QSize(1280, 800)
"""The pixels of the tablet for which the kiosk is designed: 10.1″."""


@dataclass(frozen=True, kw_only=True)
class PreviewLook:
    """What is drawn: a page of a pack in a language, on a tablet that lies or stands."""

    pack: Pack
    language: str
    page: SignerPage
    is_standing: bool
    signing: Catalogues
    families: tuple[str, ...]

    @property
    def glass(self) -> QSize:
        """The size of the tablet as it is held, in pixels."""
        return GLASS.transposed() if self.is_standing else GLASS

    @property
    def shown_language(self) -> str:
        """The language that a signer would see: what the screens do not speak is not shown."""
        is_shown = self.language in self.pack.settings.languages
        is_shown = is_shown and self.language in self.signing.languages()
        return self.language if is_shown else self.pack.settings.default_language


def drawn(look: PreviewLook) -> QPixmap:
    """Draw a signer's screen as the kiosk would."""
    glass = look.glass
    words = look.signing.words(look.shown_language)
    theme = Theme(
        px_per_mm=fitting_px_per_mm(glass),
        is_portrait=look.is_standing,
        campaign_accent=look.pack.settings.look.accent,
        families=look.families,
    )
    screen = QWidget()
    screen.setObjectName("page")
    screen.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    screen.setStyleSheet(theme.style_sheet())
    directions = Qt.LayoutDirection
    is_mirrored = words.is_right_to_left
    screen.setLayoutDirection(directions.RightToLeft if is_mirrored else directions.LeftToRight)
    screen.resize(glass)
    bar = TopBar(BarLook(languages=look.pack.settings.languages), theme, words)
    bar.setParent(screen)
    bar.show_chosen(look.shown_language, is_in_form=look.page is not SignerPage.PETITION)
    top = bar.height_for(glass.width())
    bar.setGeometry(0, 0, glass.width(), top)
    page = _page(look, theme, words, QSize(glass.width(), glass.height() - top))
    page.setParent(screen)
    page.setGeometry(0, top, glass.width(), glass.height() - top)
    picture = screen.grab()
    screen.deleteLater()
    return picture


def _page(look: PreviewLook, theme: Theme, words: Words, size: QSize) -> QWidget:
    petition = PetitionLook(
        pack=look.pack, language=look.shown_language, words=words, theme=theme, size=size
    )
    view = PetitionView(petition)
    view.show_count(0)
    return view


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
