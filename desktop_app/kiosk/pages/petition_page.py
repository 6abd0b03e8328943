"""Screen 1: the petition, which is also what is shown while nobody is there."""

from PySide6.QtCore import Signal

from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State
from desktop_app.qt.widgets.petition import PetitionLook, PetitionView


class PetitionPage(Page):
    """The petition, with SIGN and the reading pages."""

    sign_pressed = Signal()
    reading_asked = Signal(str)

    def __init__(self, setting: Setting) -> None:
        """Draw the petition."""
        super().__init__(setting)
        self.rows.setContentsMargins(0, 0, 0, 0)
        petition = setting.pack.text(setting.language).words
        self.setAccessibleName(petition.title)
        self.setAccessibleDescription(petition.lead)
        look = PetitionLook(
            pack=setting.pack,
            language=setting.language,
            words=setting.words,
            theme=setting.theme,
            size=setting.size,
        )
        self._view = PetitionView(look)
        self._view.sign_pressed.connect(self.sign_pressed)
        self._view.reading_asked.connect(self.reading_asked)
        self.rows.addWidget(self._view)

    def show_state(self, state: State) -> None:
        """Show the count, once the journal is open."""
        self._view.show_count(state.kept_count)
