"""The preview with what chooses its page and its device."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.preview import PreviewPicture
from desktop_app.console.coordinator.states import Editing
from desktop_app.console.given_campaigns import PreviewLook, SignerPage
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout

KeyT = TypeVar("KeyT")


class PreviewCard(QWidget):
    """Draws the preview anew whenever there is another sketch, page, device or language."""

    page_chosen = Signal(SignerPage)
    device_chosen = Signal(bool)
    """Whether it stands."""
    pressed = Signal()

    def __init__(self, theme: Theme, words: Words, draw: Callable[[PreviewLook], QPixmap]) -> None:
        """Begin without a picture."""
        super().__init__()
        self._theme, self._words, self._draw = theme, words, draw
        self._shown: PreviewLook | None = None
        titles = {
            SignerPage.PETITION: words.say("Petition"),
            SignerPage.CHOICES: words.say("Choices"),
            SignerPage.THANKS: words.say("Thanks"),
        }
        ways = {False: words.say("Lying"), True: words.say("Standing")}
        pages, self._pages = _options(words.say("Page"), titles, theme)
        devices, self._devices = _options(words.say("Tablet"), ways, theme)
        for page, option in self._pages.items():
            option.setObjectName(f"preview_{page.value}")
            option.clicked.connect(lambda _=True, page=page: self.page_chosen.emit(page))
        for is_standing, option in self._devices.items():
            option.setObjectName("preview_standing" if is_standing else "preview_lying")
            option.clicked.connect(
                lambda _=True, is_standing=is_standing: self.device_chosen.emit(is_standing)
            )
        self._picture = PreviewPicture(theme, words)
        self._picture.pressed.connect(self.pressed)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(1.0))
        holder = QWidget()
        self._row = WrappingLayout(theme.px(Size.GAP), 0, holder)
        self._row.addWidget(pages)
        self._row.addWidget(devices)
        rows.addWidget(self._picture, 1)
        rows.addWidget(holder)

    def add_button(self, button: QWidget) -> None:
        """Put a button beside what chooses page and device."""
        self._row.addWidget(button)

    def show_state(self, state: Editing) -> None:
        """Draw what is new."""
        self._pages[state.signer_page].setChecked(True)
        self._devices[state.is_standing].setChecked(True)
        if state.sketch is None:
            return
        look = PreviewLook(
            pack=state.sketch,
            language=state.language,
            page=state.signer_page,
            is_standing=state.is_standing,
            families=self._theme.families,
        )
        if look != self._shown:
            self._shown = look
            title = look.pack.text(look.language).words.title
            self._picture.show_picture(self._draw(look), title)


def _options(
    name: str, titles: dict[KeyT, str], theme: Theme
) -> tuple[QWidget, dict[KeyT, Option]]:
    """Make a row of options, of which one is chosen."""
    holder = QWidget()
    speak_as(holder, Spoken.GROUP, name)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(0.6))
    options = {key: Option(title, theme, Kind.TAB, holder) for key, title in titles.items()}
    for option in options.values():
        row.addWidget(option)
    return holder, options
