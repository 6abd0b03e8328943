"""Screen 1: the petition, which is also what is shown while nobody is there."""

from PySide6.QtCore import QSize, Signal

from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State
from desktop_app.kiosk.storage_states import Concern
from desktop_app.qt.widgets.petition import PetitionLook, PetitionView


class PetitionPage(Page):
    """The petition, with SIGN and the reading pages; at its foot what volunteers should see to."""

    sign_pressed = Signal()
    reading_asked = Signal(str)

    def __init__(self, setting: Setting, concerns: tuple[Concern, ...] = ()) -> None:
        """Draw the petition."""
        super().__init__(setting)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        petition = setting.pack.text(setting.language).words
        self.setAccessibleName(petition.title)
        self.setAccessibleDescription(petition.lead)
        width, height = setting.size.width(), setting.size.height()
        if concerns:
            from desktop_app.kiosk.pages.volunteer_line import VolunteerLine

            line = VolunteerLine(setting, concerns)
            line.setFixedHeight(line.height_for(width))
            height -= line.height()
            self.rows.addWidget(line)
        look = PetitionLook(
            pack=setting.pack,
            language=setting.language,
            words=setting.words,
            theme=setting.theme,
            size=QSize(width, height),
        )
        self._view = PetitionView(look)
        self._view.sign_pressed.connect(self.sign_pressed)
        self._view.reading_asked.connect(self.reading_asked)
        self.rows.insertWidget(0, self._view, 1)

    def show_state(self, state: State) -> None:
        """Show the count, once the journal is open."""
        self._view.show_count(state.kept_count)
