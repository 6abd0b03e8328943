"""The page on which the language, the size of the type and the light are chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from desktop_app.console.given import Look
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.language import own_name
from desktop_app.qt.colours import Light
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind

COLUMN_MM = 38.0
COLUMN_LARGE_MM = 50.0


class LookPage(Page):
    """Languages in their own script; the light in words. Nothing here changes anything else."""

    language_chosen = Signal(str)
    light_chosen = Signal(Light)
    finished = Signal()

    def __init__(self, setting: Setting, look: Look) -> None:
        """Offer what there is; what is shown is chosen."""
        super().__init__(setting, setting.words.say("Language and look"))
        self._languages = QWidget()
        speak_as(self._languages, Spoken.GROUP, self.words.say("Language"))
        self._first: Option | None = None
        self._place_languages(setting.languages)
        self.rows.addWidget(self._languages)
        self.rows.addStretch(1)
        self.rows.addWidget(self._lights(look.light))
        done = self.button(self.words.say("Done"), Kind.MAIN, name="done")
        done.clicked.connect(self.finished)
        self.main_row(done)

    def first_focus(self) -> QWidget | None:
        """Lead to the language that is chosen."""
        return self._first

    def _place_languages(self, languages: tuple[str, ...]) -> None:
        theme = self.theme
        width = theme.px(COLUMN_LARGE_MM if theme.is_large else COLUMN_MM)
        columns = max(1, self.setting.inner_width // width)
        grid = QGridLayout(self._languages)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(0.9))
        for index, language in enumerate(languages):
            option = self._language(language)
            if option.isChecked():
                self._first = option
            grid.addWidget(option, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def _lights(self, chosen: Light) -> QWidget:
        words = self.words
        holder = QWidget()
        label = words.say("Where is this screen read?")
        speak_as(holder, Spoken.GROUP, label)
        direction = QBoxLayout.Direction
        whole = QBoxLayout(
            direction.TopToBottom if self.theme.is_portrait else direction.LeftToRight, holder
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
        option = Option(own_name(language), self.theme, Kind.PLACE, self._languages)
        option.setObjectName(f"language_{language}")
        option.setChecked(language == self.words.language)
        option.clicked.connect(lambda: self.language_chosen.emit(language))
        return option

    def _light(self, light: Light, name: str, holder: QWidget) -> Option:
        option = Option(name, self.theme, Kind.CHIP, holder)
        option.setObjectName(f"light_{light.value}")
        option.clicked.connect(lambda: self.light_chosen.emit(light))
        return option
