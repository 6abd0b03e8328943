"""The list of campaigns: those in work, and the versions that were published."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.states import Listing
from desktop_app.console.given_campaigns import CampaignInWork, PublishedVersion
from desktop_app.console.pages.page import Page, RowsCard
from desktop_app.console.setting import Setting
from desktop_app.language import own_name
from desktop_app.qt.spoken import Spoken
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text


class ListPage(Page):
    """Shows all campaigns; tells which one is to be taken up."""

    begin_pressed = Signal()
    pack_named = Signal(Path)
    """A folder or an .inkpack is to be copied and worked on."""
    opened = Signal(str)
    set_aside = Signal(str)
    brought_back = Signal()

    def __init__(self, setting: Setting, state: Listing) -> None:
        """Draw the list."""
        super().__init__(setting, setting.words.say("Campaigns"))
        words = self.words
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._problem.hide()
        self.rows.addWidget(self._problem)
        self._undo = self.button(words.say("Bring it back"), Kind.QUIET, name="bring_back")
        self._undo.clicked.connect(self.brought_back)
        self._undo.hide()
        self.add_beside_title(self._undo)
        self.column = ScrollColumn(self.theme, words.say("Campaigns"))
        self.column.setStyleSheet(scroll_style(self.theme))
        self.rows.addWidget(self.column, 1)
        begin = self.button(words.say("New campaign"), Kind.MAIN, name="new_campaign")
        begin.clicked.connect(self.begin_pressed)
        self._begin = begin
        copy = self.button(words.say("From a file …"), Kind.BIG, name="from_file")
        copy.clicked.connect(self._name_file)
        folder = self.button(words.say("From a folder …"), Kind.BIG, name="from_folder")
        folder.clicked.connect(self._name_folder)
        self.main_rows(copy, folder, begin)
        self._shown: object = None
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the newest campaign, or to a new one."""
        found: QWidget | None = self.column.findChild(Action)
        return found or self._begin

    def show_state(self, state: Listing) -> None:
        """Show what is there."""
        self.show_problem(self._problem, state.problem)
        self._undo.setVisible(bool(state.set_aside))
        if state.all is not None and state.all != self._shown:
            self._shown = state.all
            self._fill(state)

    def _fill(self, state: Listing) -> None:
        rows = self.column.rows
        while (item := rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        assert state.all is not None
        if not state.all.in_work and not state.all.versions:
            rows.addWidget(self._nothing())
        for campaign in state.all.in_work:
            rows.addWidget(self._in_work(campaign))
        if state.all.versions:
            rows.addWidget(self._heading(self.words.say("Published versions")))
        for version in state.all.versions:
            rows.addWidget(self._version(version))
        rows.addStretch(1)

    def _heading(self, title: str) -> Text:
        return Text(title, self.theme, Type.LEAD, is_bold=True, spoken=Spoken.HEADING)

    def _nothing(self) -> Text:
        sentence = self.words.say(
            "No campaign is in work here. A new one begins with an example; put your own words in"
            " its place, publish it, and carry the file to the tablets."
        )
        return self.text(sentence, Type.LEAD, name="nothing")

    def _in_work(self, campaign: CampaignInWork) -> QWidget:
        words = self.words
        card = RowsCard(self.theme, campaign.title)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        told = QVBoxLayout()
        told.addWidget(Text(campaign.title, self.theme, Type.LEAD, is_bold=True))
        if campaign.problem_count:
            said = words.count(
                "%(number)s thing to mend", "%(number)s things to mend", campaign.problem_count
            )
        else:
            said = words.say("Ready to be published")
        changed = words.day_and_time(self.setting.here(campaign.changed_at))
        told.addWidget(
            self.text(f"{said} · {changed} · {campaign.name}", Type.READING, name="told")
        )
        row.addLayout(told, 1)
        aside = self.button(words.say("Set aside"), Kind.QUIET, name=f"aside_{campaign.name}")
        aside.setAccessibleName(f"{words.say('Set aside')}: {campaign.title}")
        aside.clicked.connect(lambda: self.set_aside.emit(campaign.name))
        go_on = self.button(words.say("Go on"), Kind.QUIET, name=f"open_{campaign.name}")
        go_on.setAccessibleName(f"{words.say('Go on')}: {campaign.title}")
        go_on.clicked.connect(lambda: self.opened.emit(campaign.name))
        row.addWidget(go_on)
        row.addWidget(aside)
        card.rows.addLayout(row)
        return card

    def _version(self, version: PublishedVersion) -> QWidget:
        words = self.words
        card = RowsCard(self.theme, f"{version.title} {version.version}")
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        told = QVBoxLayout()
        told.addWidget(Text(version.title, self.theme, Type.LEAD, is_bold=True))
        four = Text(version.four_words, self.theme, Type.LEAD)
        four.setObjectName("four_words")
        told.addWidget(four)
        at = words.day_and_time(self.setting.here(version.at))
        languages = ", ".join(own_name(one) for one in version.languages)
        about = f"{version.campaign} · {version.version} · {at} · {languages}"
        if version.is_installed:
            about += " · " + words.say("installed here")
        told.addWidget(self.text(about, Type.READING, name="about"))
        row.addLayout(told, 1)
        label = words.say("New version from this")
        again = self.button(label, Kind.QUIET, name=f"again_{version.file.stem}")
        again.setAccessibleName(f"{label}: {version.title} {version.version}")
        again.clicked.connect(lambda: self.pack_named.emit(version.file))
        row.addWidget(again)
        card.rows.addLayout(row)
        return card

    def _name_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.words.say("From a file …"), "", "Inkstand (*.inkpack)"
        )
        if chosen:
            self.pack_named.emit(Path(chosen))

    def _name_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.words.say("From a folder …"))
        if chosen:
            self.pack_named.emit(Path(chosen))
