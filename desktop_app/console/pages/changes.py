"""The ways to what can be changed at a stall, and the two lights: beside the checklist, or alone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import Step
from desktop_app.language import Words
from desktop_app.qt.colours import Light
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind

WIDTH_MM = 46.0
GAP_MM = 0.9


class Changes(QWidget):
    """A button a step: in a column beside the checklist, on a standing screen in rows."""

    step_chosen = Signal(Step)

    def __init__(self, theme: Theme, words: Words, *, is_alone: bool = False) -> None:
        """Offer all steps; alone they have the page for themselves."""
        super().__init__()
        speak_as(self, Spoken.GROUP, words.say("Change"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(GAP_MM))
        columns = _columns(theme, is_alone=is_alone)
        for number, (step, name) in enumerate(step_names(words).items()):
            button = Action(name, theme, Kind.QUIET)
            button.setObjectName(f"change_{step.value}")
            button.clicked.connect(telling(self.step_chosen, step))
            grid.addWidget(button, number // columns, number % columns)
        if columns == 1:
            self.setFixedWidth(theme.px(WIDTH_MM))
            grid.setRowStretch(len(Step), 1)


def _columns(theme: Theme, *, is_alone: bool) -> int:
    if is_alone:
        return 2
    return 3 if theme.is_portrait else 1


def step_names(words: Words) -> dict[Step, str]:
    """Name the steps as what they change."""
    return {
        Step.PACK: words.say("Campaign"),
        Step.PLACE: words.say("Place and shift"),
        Step.PIN: words.say("PIN"),
        Step.COPY: words.say("Second copy"),
        Step.PRACTICE: words.say("Practise"),
    }


class Lights(QWidget):
    """Outdoors or indoors."""

    light_chosen = Signal(Light)

    def __init__(self, theme: Theme, words: Words) -> None:
        """Show the one that is chosen."""
        super().__init__()
        speak_as(self, Spoken.GROUP, words.say("Where is this screen read?"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(Size.SMALL_GAP))
        names = {Light.OUTDOOR: words.say("Outdoors"), Light.INDOOR: words.say("Indoors")}
        for light, name in names.items():
            option = Option(name, theme, Kind.CHIP, self)
            option.setObjectName(f"light_{light.value}")
            option.setChecked(light is theme.light)
            option.clicked.connect(telling(self.light_chosen, light))
            row.addWidget(option)


class ChangesPage(Page):
    """The same alone, where large type leaves them no room beside the checklist."""

    step_chosen = Signal(Step)
    light_chosen = Signal(Light)
    left = Signal()

    def __init__(self, setting: Setting) -> None:
        """Offer all, and the way back."""
        super().__init__(setting, setting.words.say("Change"))
        changes = Changes(self.theme, self.words, is_alone=True)
        changes.step_chosen.connect(self.step_chosen)
        lights = Lights(self.theme, self.words)
        lights.light_chosen.connect(self.light_chosen)
        self.rows.addWidget(changes)
        self.rows.addWidget(lights)
        self.rows.addStretch(1)
        back = self.button(self.words.say("Back"), Kind.MAIN, name="back")
        back.clicked.connect(self.left)
        self.main_row(back)
        self.fit()
