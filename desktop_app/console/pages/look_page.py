"""The page on which the language, the size of the type and the light are chosen."""

import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.console.given import Look
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.language import own_name
from desktop_app.qt.colours import Light
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import needed_height

COLUMN_MM = 33.0
COLUMN_LARGE_MM = 47.0
GAP_MM = 0.9


def _place_in_alphabet(language: str) -> str:
    """Sort by the name without its accents, which alphabets do not agree about; by script first."""
    return unicodedata.normalize("NFD", own_name(language)).casefold()


class LookPage(Page):
    """Languages in their own script; the light in words. Nothing here changes anything else."""

    language_chosen = Signal(str)
    light_chosen = Signal(Light)
    finished = Signal()

    def __init__(self, setting: Setting, look: Look) -> None:
        """Offer what there is; what is shown is chosen."""
        super().__init__(setting, setting.words.say("Language and look"))
        self._languages = sorted(setting.languages, key=_place_in_alphabet)
        self._grid = QWidget()
        speak_as(self._grid, Spoken.GROUP, self.words.say("Language"))
        self._options: list[Option] = []
        self.rows.addWidget(self._grid)
        self.rows.addStretch(1)
        self.rows.addWidget(self._lights(look.light))
        done = self.button(self.words.say("Done"), Kind.MAIN, name="done")
        done.clicked.connect(self.finished)
        self._previous = self._turner("previous", self.words.say("Previous page"), -1)
        self._next = self._turner("next", self.words.say("Next page"), 1)
        self.main_row(self._previous, self._next, done)
        self._columns, self._size = self._room()
        shown = self._languages.index(self.words.language)
        self._turn_to(shown // self._size)

    def first_focus(self) -> QWidget | None:
        """Lead to the language that is chosen."""
        return next((option for option in self._options if option.isChecked()), None)

    def _room(self) -> tuple[int, int]:
        """Count the columns, and how many languages have room on a page."""
        theme = self.theme
        width = theme.px(COLUMN_LARGE_MM if theme.is_large else COLUMN_MM)
        columns = max(1, self.setting.inner_width // width)
        left = self.setting.size.height() - needed_height(self.rows, self.setting.size.width())
        rows = max(1, left // (theme.px(Size.TOUCH) + theme.px(GAP_MM)))
        return columns, columns * rows

    def _turner(self, name: str, said: str, step: int) -> Action:
        button = self.button(said, Kind.BIG, name=name)
        button.clicked.connect(lambda: self._turn_to(self._page + step))
        return button

    def _turn_to(self, page: int) -> None:
        """Show another page of languages."""
        self._page = page
        for option in self._options:
            option.hide()
            option.setParent(None)
            option.deleteLater()
        first = page * self._size
        shown = self._languages[first : first + self._size]
        self._options = [self._language(language) for language in shown]
        self._place_options()
        last = (len(self._languages) - 1) // self._size
        self._previous.setVisible(last > 0)
        self._next.setVisible(last > 0)
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < last)

    def _place_options(self) -> None:
        gap, height = self.theme.px(GAP_MM), self.theme.px(Size.TOUCH)
        width = (self.setting.inner_width - gap * (self._columns - 1)) // self._columns
        rows = -(-len(self._options) // self._columns)
        self._grid.setFixedHeight(rows * (height + gap) - gap)
        for index, option in enumerate(self._options):
            row, column = divmod(index, self._columns)
            if self.words.is_right_to_left:
                column = self._columns - 1 - column
            option.setGeometry(column * (width + gap), row * (height + gap), width, height)
            option.show()

    def _lights(self, chosen: Light) -> QWidget:
        words = self.words
        holder = QWidget()
        label = words.say("Where is this screen read?")
        speak_as(holder, Spoken.GROUP, label)
        direction = QBoxLayout.Direction
        whole = QBoxLayout(
            direction.TopToBottom if self.setting.is_narrow else direction.LeftToRight, holder
        )
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(self.theme.px(Size.GAP))
        whole.addWidget(self.text(label, Type.LEAD, name="light_label"), 1)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        whole.addLayout(row)
        names = {
            # NOTE: Button: the screen is read in the sun; all is black on white.
            Light.OUTDOOR: words.say("Outdoors"),
            # NOTE: Button: the screen is read in a room; colour may fill areas.
            Light.INDOOR: words.say("Indoors"),
        }
        for light, name in names.items():
            option = self._light(light, name, holder)
            option.setChecked(light is chosen)
            row.addWidget(option)
        return holder

    def _language(self, language: str) -> Option:
        option = Option(own_name(language), self.theme, Kind.PLACE, self._grid)
        option.setObjectName(f"language_{language}")
        option.setChecked(language == self.words.language)
        option.clicked.connect(lambda: self.language_chosen.emit(language))
        return option

    def _light(self, light: Light, name: str, holder: QWidget) -> Option:
        option = Option(name, self.theme, Kind.CHIP, holder)
        option.setObjectName(f"light_{light.value}")
        option.clicked.connect(lambda: self.light_chosen.emit(light))
        return option
