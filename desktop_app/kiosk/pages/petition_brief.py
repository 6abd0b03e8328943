"""Another petition in short, above its choices: what is asked, and the way to its whole text."""

from collections.abc import Callable, Iterator

from babel.lists import format_list
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.page import MIDDLE, Setting
from desktop_app.language import locale_of
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.petition import WHOLE_TEXT
from desktop_app.qt.widgets.text import Text, shortening

DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
LEAST_LEAD = 0.4
"""The share of the lead's words that stays in any case."""


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
        names = [group.name for group in setting.pack.settings.run_by]
        listed = format_list(names, locale=locale_of(words.language)) if names else ""
        run_by = words.say("Run by %(names)s") % {"names": listed} if names else ""
        self._run_by = Text(run_by, theme, Type.READING)
        if not names:
            self._run_by.hide()
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
            demand.hide()
        rows.addWidget(self._run_by)
        row = QBoxLayout(DOWN if theme.is_portrait else ACROSS)
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(self._used, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading if theme.is_portrait else MIDDLE)
        rows.addLayout(row)

    def make_least(self) -> None:
        """Take only the room that it needs, to measure what fits beneath."""
        self._run_by.hide()

    def show_all(self) -> None:
        """Show the demands as well, and who runs it."""
        for demand in self._demands:
            demand.show()
        if self._run_by.text():
            self._run_by.show()

    def giving_way(self) -> Iterator[Callable[[], object]]:
        """Give way where there is little room: all of it is on the reading page."""
        yield self._hide_demands
        yield self._run_by.hide
        yield from shortening(self._lead, to_share=LEAST_LEAD)

    def _hide_demands(self) -> None:
        for demand in self._demands:
            demand.hide()

    @property
    def texts(self) -> list[Text]:
        """Its words, to make them smaller where they would not fit."""
        return [self._lead, self._run_by, self._used]
