"""The first step: the campaign's file is found, and its four words are compared."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.given_stall import FoundPack
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.pages.setup_page import SetupPage
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import SetupState
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind

MOST_SHOWN = 5


class PackPage(SetupPage):
    """Offers what was found, or shows the four words of one."""

    pack_chosen = Signal(object)
    file_chosen = Signal(Path)
    campaign_chosen = Signal(str)
    """One of those on this device."""
    left = Signal()
    matched = Signal()
    differed = Signal()

    def __init__(self, setting: Setting, state: SetupState) -> None:
        """Say what this is; the rest follows from the state."""
        words = setting.words
        super().__init__(
            setting, state, words.say("Campaign") if state.is_alone else words.say("Welcome")
        )
        self._shown: object = None
        intro = words.say(
            "In two minutes people can sign on this device. No internet is needed, and what they"
            " type can be read by nobody here, not even by you."
        )
        if not state.is_alone:
            self.rows.addWidget(self.text(intro, Type.LEAD, name="intro"))
        self.rows.addWidget(self.complaint)
        self._body = QWidget()
        self._body_rows = QVBoxLayout(self._body)
        self._body_rows.setContentsMargins(0, 0, 0, 0)
        self._body_rows.setSpacing(self.theme.px(Size.GAP))
        self.rows.addWidget(self._body, 1)
        self._first: QWidget | None = None
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the first pack, or to the file."""
        return self._first

    def show_state(self, state: SetupState) -> None:
        """Show what was found; drawn anew only where it differs, so that no finger misses."""
        self.complain(state.problem)
        self._body.setEnabled(not state.is_busy)
        shown = (
            state.compared,
            state.packs,
            state.has_looked,
            state.found.refused,
            state.rejected,
            state.campaigns,
        )
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        if state.compared is not None:
            self._show_words(state.compared)
        elif _offers(state):
            self._show_packs(state)
        else:
            self._show_nothing(state)
        self._body.show()  # a layout counts only what is shown
        self.fit()

    def _clear(self) -> None:
        self._first = None
        old = self._body
        self._body = QWidget()
        self._body_rows = QVBoxLayout(self._body)
        self._body_rows.setContentsMargins(0, 0, 0, 0)
        self._body_rows.setSpacing(self.theme.px(Size.GAP))
        self.rows.replaceWidget(old, self._body)
        old.hide()
        old.setParent(None)
        old.deleteLater()

    def _show_words(self, pack: FoundPack) -> None:
        """Show title and words large, and the two answers."""
        words = self.words
        card = RowsCard(self.theme)
        title = pack.title(words.language)
        card.rows.addWidget(self.text(title, Type.CHOICE, name="pack_title", is_bold=True))
        # NOTE: %(place)s is the name of a stick or folder.
        found_on = words.say("Found on %(place)s") % {"place": pack.place}
        card.rows.addWidget(self.text(found_on, Type.READING, name="pack_place"))
        self._body_rows.addWidget(card)
        ask = words.say("Compare these four words with the coordinator's:")
        self._body_rows.addWidget(self.text(ask, Type.LEAD, name="compare"))
        four = self.text(pack.four_words, Type.TITLE, name="four_words", is_bold=True)
        self._body_rows.addWidget(four)
        self._body_rows.addStretch(1)
        differ = self.button(words.say("They do not match"), Kind.BIG, name="differ")
        differ.clicked.connect(self.differed)
        match = self.button(words.say("They match"), Kind.MAIN, name="match")
        match.clicked.connect(self.matched)
        self._put_buttons(differ, match)
        self._first = match

    def _show_packs(self, state: SetupState) -> None:
        words = self.words
        self._say_rejected(state)
        ask = words.say("Which campaign is signed here?")
        self._body_rows.addWidget(self.text(ask, Type.LEAD, name="which"))
        group = QWidget()
        speak_as(group, Spoken.GROUP, ask)
        rows = QVBoxLayout(group)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        for row in self._offered(state):
            row.setFixedHeight(row.face.height_in(self.setting.inner_width))
            rows.addWidget(row)
            self._first = self._first or row
        self._body_rows.addWidget(group)
        self._body_rows.addStretch(1)
        self._put_buttons(*self._back(state), self._file_button(Kind.BIG))

    def _offered(self, state: SetupState) -> list[Action]:
        """Make a button for each campaign on this device, then for each file that is new here."""
        language = self.words.language
        rows: list[Action] = []
        for choice in state.campaigns if state.is_alone else ():
            row = self.button(choice.title(language), Kind.PLAIN, name=f"campaign_{len(rows)}")
            row.clicked.connect(telling(self.campaign_chosen, choice.campaign))
            rows.append(row)
        for number, pack in enumerate(_new_packs(state)[: MOST_SHOWN - len(rows)]):
            label = f"{pack.title(language)} · {pack.place}"
            row = self.button(label, Kind.PLAIN, name=f"pack_{number}")
            row.clicked.connect(telling(self.pack_chosen, pack))
            rows.append(row)
        return rows

    def _back(self, state: SetupState) -> list[Action]:
        if not state.is_alone:
            return []
        back = self.button(self.words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        return [back]

    def _show_nothing(self, state: SetupState) -> None:
        words = self.words
        self._say_rejected(state)
        if state.has_looked:
            sentence = words.say("Plug in the stick with the campaign's file, or choose the file.")
        else:
            sentence = words.say("Looking for the campaign's file …")
        self._body_rows.addWidget(self.text(sentence, Type.LEAD, name="nothing"))
        for name, code in state.found.refused[:MOST_SHOWN]:
            # NOTE: %(file)s is the name of a file, %(code)s a code for those who help.
            template = words.say("%(file)s cannot be used. [%(code)s]")
            said = template % {"file": name, "code": code}
            self._body_rows.addWidget(self.text(said, Type.READING, name="refused"))
        self._body_rows.addStretch(1)
        button = self._file_button(Kind.MAIN)
        self._put_buttons(*self._back(state), button)
        self._first = button

    def _say_rejected(self, state: SetupState) -> None:
        if state.rejected:
            said = self.words.say(
                "That file was not installed. Ask the coordinator for the right one."
            )
            self._body_rows.addWidget(self.text(said, Type.LEAD, name="rejected", is_bold=True))

    def _file_button(self, kind: Kind) -> QWidget:
        button = self.button(self.words.say("Choose the file"), kind, name="choose_file")
        button.clicked.connect(self._choose_file)
        return button

    def _choose_file(self) -> None:
        """Let the system's window name a file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.words.say("Choose the file"), "", "Inkstand (*.inkpack)"
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _put_buttons(self, *buttons: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        if not self.theme.is_portrait:
            row.addStretch(1)
        for button in buttons:
            row.addWidget(button, 2 if self.theme.is_portrait else 0)
        self._body_rows.addLayout(row)


def _offers(state: SetupState) -> bool:
    return bool(_new_packs(state)) or (state.is_alone and bool(state.campaigns))


def _new_packs(state: SetupState) -> tuple[FoundPack, ...]:
    """Leave out, where one chooses again, what is on this device already."""
    if not state.is_alone:
        return state.packs
    return tuple(pack for pack in state.packs if not pack.is_installed)
