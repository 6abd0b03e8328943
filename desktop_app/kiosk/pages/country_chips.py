"""The country as one tap: the campaign's countries as chips, and the way to all others."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.kiosk.pages.page import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout

MOST_ROWS_STANDING = 3


class CountryChips(QWidget):
    """As many of the offered countries as have room, the chosen one always among them."""

    chosen = Signal(str)
    others_asked = Signal()

    def __init__(self, setting: Setting, chosen: str, width: int, *, row_count: int) -> None:
        """Offer countries within a width and a number of rows."""
        super().__init__()
        speak_as(self, Spoken.GROUP, setting.words.say("Country"))
        self._setting = setting
        self._row = WrappingLayout(setting.theme.px(2.0), setting.theme.px(Size.SMALL_GAP), self)
        # NOTE: A button beside some countries: another country than these.
        self._other = Action(setting.words.say("other …"), setting.theme, Kind.CHIP)
        self._other.setObjectName("other_country")
        self._other.clicked.connect(self.others_asked)
        self._chips = {code: self._chip(code) for code in self._offered(chosen)}
        for widget in (*self._chips.values(), self._other):
            self._row.addWidget(widget)
        self._leave_out(chosen, width, row_count)
        self.show_chosen(chosen)

    def show_chosen(self, code: str) -> None:
        """Mark a country."""
        chip = self._chips.get(code)
        if chip is not None:
            chip.setChecked(True)

    def describe(self, sentence: str) -> None:
        """Tell screen readers what is still to do."""
        for chip in (*self._chips.values(), self._other):
            chip.setAccessibleDescription(sentence)

    def first(self) -> QWidget:
        """Name the control to lead to when a country is missing."""
        return next(iter(self._chips.values()), self._other)

    def _offered(self, chosen: str) -> Iterable[str]:
        settings = self._setting.pack.settings.country
        codes = [settings.preset, *settings.offered, chosen]
        return dict.fromkeys(code for code in codes if code)

    def _leave_out(self, chosen: str, width: int, row_count: int) -> None:
        for code in reversed(list(self._chips)):
            if self._row.row_count(width) <= row_count:
                return
            if code != chosen:
                chip = self._chips.pop(code)
                self._row.removeWidget(chip)
                chip.hide()
                chip.deleteLater()

    def _chip(self, code: str) -> Option:
        name = self._setting.country_words.country(code)
        chip = Option(name, self._setting.theme, Kind.CHIP, self)
        chip.setObjectName(f"country_{code}")
        chip.clicked.connect(lambda: self.chosen.emit(code))
        return chip
