"""Another petition in short, above its choices: what is asked, and the way to its whole text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.page import MIDDLE, Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.petition import WHOLE_TEXT
from desktop_app.qt.widgets.text import Text


class PetitionBrief(QWidget):
    """The lead of a petition, its whole text for the asking, and which data it will use."""

    reading_asked = Signal(str)

    def __init__(self, setting: Setting) -> None:
        """Set it in the signer's language."""
        super().__init__()
        theme, words = setting.theme, setting.words
        petition = setting.pack.text(setting.language).words
        self.title = petition.title
        self._lead = Text(petition.lead, theme, Type.READING)
        # NOTE: Above the button that signs another petition a moment after the first.
        used = words.say("What you typed just now is used for this petition too.")
        self._used = Text(used, theme, Type.READING, is_bold=True)
        self._used.setObjectName("used_again")
        self._demands = [
            Text(f"{n}  {demand}", theme) for n, demand in enumerate(petition.demands, 1)
        ]
        button = Action(words.say("Read the whole text"), theme)
        button.setObjectName("read_text")
        button.clicked.connect(lambda: self.reading_asked.emit(WHOLE_TEXT))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(Size.GAP))
        rows.addWidget(self._lead)
        for demand in self._demands:
            rows.addWidget(demand)
        self.show_demands(is_shown=False)
        row = QHBoxLayout()
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(self._used, 1, MIDDLE)
        row.addWidget(button, 0, MIDDLE)
        rows.addLayout(row)

    def show_demands(self, *, is_shown: bool) -> None:
        """Show the demands as well, where there is room for them."""
        for demand in self._demands:
            demand.setVisible(is_shown)

    @property
    def texts(self) -> list[Text]:
        """Its words, to make them smaller where they would not fit."""
        return [self._lead, self._used]
