"""The keyboard's place at the bottom of a page: what is above it must do with the rest."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.kiosk.pages.page import EDGE_MM, Page
from desktop_app.qt.keyboard.boards import KeyWords, Kind
from desktop_app.qt.keyboard.keyboards import Keyboards, prefix_of
from desktop_app.qt.keyboard.layout import Layout, Script
from desktop_app.qt.keyboard.purpose import LATIN_ONLY, Purpose
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.theme import Size

TIGHT_EDGE_MM = 1.0
TIGHT_GAP_MM = 1.2


class KeyboardPlace(QObject):
    """Shows the keyboard across a page, and takes it away again; it goes with the page."""

    next_pressed = Signal()
    domain_put = Signal()
    field_touched = Signal()
    """A field was touched while the keyboard was away for a moment."""

    def __init__(self, page: Page, keyboards: Keyboards, kind: Kind, country: str) -> None:
        """Put a keyboard on a page, in front of its lower part."""
        super().__init__(page)
        self._page, self._kind = page, kind
        words = page.words
        # NOTE: What is on the screen for typing; screen readers say it.
        name = words.say("Keyboard")
        # NOTE: Stands on the widest key of the keyboard on the screen.
        space = words.say("space")
        purpose = Purpose(
            kind=kind,
            language=page.setting.language,
            country=country,
            prefix=prefix_of(country) if kind is Kind.PHONE and country else "",
        )
        key_words = KeyWords(
            name=name,
            space=space,
            next=words.say("Next"),
            # NOTE: Name of a key for screen readers.
            erase=words.say("Delete the last letter"),
            # NOTE: Name of the shift key for screen readers.
            shift=words.say("Capital letters"),
            # NOTE: Name of a key for screen readers.
            switch=words.say("Change the language of the keyboard"),
        )
        chosen = self._chosen(kind)
        self.keyboard = Keyboard(page.theme, keyboards, purpose, key_words, chosen=chosen)
        self.keyboard.layout_changed.connect(self._remember_layout)
        self.keyboard.setParent(page)
        self.keyboard.next_pressed.connect(self.next_pressed)
        self.keyboard.domain_put.connect(self.domain_put)
        self.is_shown = True
        self._edge = page.theme.px(EDGE_MM)
        self.take_full()

    def _chosen(self, kind: Kind) -> Layout | None:
        """Ask for the layout chosen on this page before it was built anew; addresses follow Latin."""
        setting = self._page.setting
        chosen = setting.typist.layout_on(self._page_name, setting.language)
        return setting.typist.latin if chosen is None and kind in LATIN_ONLY else chosen

    def _remember_layout(self) -> None:
        """Let the choice stay when this page is built anew, as for larger letters."""
        setting, layout = self._page.setting, self.keyboard.layout_shown
        is_latin = layout.script is Script.LATIN
        setting.typist.choose(layout, self._page_name, setting.language, is_latin=is_latin)

    @property
    def _page_name(self) -> str:
        return f"{type(self._page).__name__} {self._kind.value}"

    def watch(self, field: QWidget) -> None:
        """Tell when a field is touched."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Look on; nothing is stopped."""
        if event.type() is QEvent.Type.MouseButtonPress and not self.is_shown:
            self.field_touched.emit()
        return False

    def set_shown(self, *, is_shown: bool) -> None:
        """Show the keyboard, or give its room back to the page."""
        self.is_shown = is_shown
        self.keyboard.setVisible(is_shown)
        self.take_full()

    # -- room --

    def take_full(self) -> None:
        """Take all the room that the keyboard likes, and leave ordinary gaps above."""
        self._leave(EDGE_MM, Size.GAP)
        self.keyboard.set_chips(has_chips=True)
        self._take(self.keyboard.full_height)

    def take_least(self) -> None:
        """Make the keys as low as they may be."""
        self._take(self.keyboard.least_height)

    def drop_chips(self) -> None:
        """Leave the chips out as well."""
        self.keyboard.set_chips(has_chips=False)
        self._take(self.keyboard.least_height)

    def tighten(self) -> None:
        """Leave small gaps above the keyboard."""
        self._leave(TIGHT_EDGE_MM, TIGHT_GAP_MM)
        self._take(self.keyboard.height())

    def _leave(self, edge_mm: float, gap_mm: float) -> None:
        self._edge = self._page.theme.px(edge_mm)
        self._page.rows.setSpacing(self._page.theme.px(gap_mm))

    def _take(self, height: int) -> None:
        size = self._page.setting.size
        self.keyboard.setFixedHeight(height)
        self.keyboard.setGeometry(0, size.height() - height, size.width(), height)
        margin = self._page.theme.px(Size.MARGIN)
        beneath = height if self.is_shown else 0
        self._page.rows.setContentsMargins(margin, self._edge, margin, self._edge + beneath)


def lead_away(field: QWidget, to: QWidget | None) -> None:
    """Take the focus from a field when its keyboard goes."""
    if field.hasFocus() and to is not None:
        to.setFocus(Qt.FocusReason.OtherFocusReason)
