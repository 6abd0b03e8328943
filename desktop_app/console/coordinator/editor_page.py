"""The page of a campaign in work: the form beside the preview, and all that is to be mended."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.in_work import PackInWork, languages_of
from desktop_app.console.coordinator.changes import word
from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import FormColumn, ScrollColumn
from desktop_app.console.coordinator.preview_card import PreviewCard
from desktop_app.console.coordinator.rows import Subject
from desktop_app.console.coordinator.sections import (
    IN_LANGUAGES,
    Section,
    groups_of,
    section_titles,
    sections_of,
)
from desktop_app.console.coordinator.states import Editing, View
from desktop_app.console.given_campaigns import CampaignsGiven, SignerPage
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.language import own_name
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import plain_line
from desktop_app.qt.widgets.wrapping import WrappingLayout

FORM_SHARE, PREVIEW_SHARE = 11, 10


class EditorPage(Page):
    """Shows one section of the form; tells what was typed, pressed and chosen."""

    edited = Signal(object, object)
    finished = Signal(object, object)
    act_chosen = Signal(object)
    picture_chosen = Signal(Path)
    language_named = Signal(str)
    section_chosen = Signal(Section)
    language_chosen = Signal(str)
    view_chosen = Signal(View)
    mistake_chosen = Signal(object)
    signer_page_chosen = Signal(SignerPage)
    device_chosen = Signal(bool)
    undo_pressed = Signal()
    publish_pressed = Signal()
    left = Signal()

    def __init__(
        self, setting: Setting, state: Editing, pack: PackInWork, given: CampaignsGiven
    ) -> None:
        """Draw the section and the language that are open."""
        super().__init__(setting, _title(pack, state))
        self._state = state
        self._pack = pack
        self._given = given
        self.form: FormColumn | None = None
        self._list: ScrollColumn | None = None
        self._preview: PreviewCard | None = None
        self._listed: object = None
        self.rows.setSpacing(self.theme.px(1.4))
        self._fill_title_row()
        self._tab_row = self._tabs(state) if state.view is not View.PREVIEW else None
        if self._tab_row is not None and not self.setting.is_narrow:
            self.rows.addWidget(self._tab_row)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._problem.hide()
        self.rows.addWidget(self._problem)
        self.rows.addLayout(self._body(state), 1)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to where the desk leads, else to where the section begins."""
        if self.form is None:
            return self.findChild(Action, "mistake_0") or self.findChild(Action, "to_form")
        found = self.form.target(self._state.focus) or self.form.first()
        if found is not None:
            QTimer.singleShot(0, self, lambda: self._follow(None, found))
        return found

    def show_state(self, state: Editing) -> None:
        """Show what the check has found, whether all is saved, and the preview."""
        self._state = state
        self.show_problem(self._problem, state.problem)
        said = self.words.say("Saved") if state.is_saved else self.words.say("Saving …")
        self._saved.say(said if state.problem is None else "")
        self._undo.setVisible(state.can_undo)
        mistakes = state.mistakes or ()
        self._say_count(state)
        if self.form is not None:
            self.form.show_mistakes(mistakes)
        if self._list is not None:
            self._show_list(state)
        if self._preview is not None:
            self._preview.show_state(state)

    def say_of_language(self, sentence: str) -> None:
        """Say why a language could not be added."""
        if self.form is not None:
            self.form.say_of_language(sentence)
            self.say_aloud(sentence, is_urgent=True)

    # -- the row of the title --

    def _fill_title_row(self) -> None:
        words = self.words
        self.title.set_scale(0.72)
        while self.title.line_count(self.setting.inner_width * 4 // 10) > 1:
            if not self.title.shorten_by_a_word():
                break
        self._saved = plain_line(words.say("Saved"), self.theme, Type.READING)
        self._saved.setObjectName("saved")
        self._undo = self.button(words.say("Undo this"), Kind.QUIET, name="undo")
        self._undo.clicked.connect(self.undo_pressed)
        self._undo.hide()
        back = self.button(words.say("All campaigns"), Kind.QUIET, name="all_campaigns")
        back.clicked.connect(self.left)
        self._publish = self.button(words.say("Publish …"), Kind.QUIET, name="publish")
        self._publish.clicked.connect(self.publish_pressed)
        row = self.title_row
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        if self.setting.is_narrow:  # the form says it, and needs the room
            self.title.hide()
            row.addStretch(1)
        for widget in (self._saved, self._undo, back, self._publish):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    # -- tabs --

    def _tabs(self, state: Editing) -> QWidget:
        titles = section_titles(self.words)
        holder, row = self._option_row(self.words.say("Sections"))
        for section in sections_of(self._pack):
            option = Option(titles[section], self.theme, Kind.TAB, holder)
            option.setObjectName(f"section_{section.value}")
            option.setChecked(state.view is View.FORM and section is state.section)
            option.clicked.connect(lambda _=True, one=section: self.section_chosen.emit(one))
            row.addWidget(option)
        if self.setting.is_narrow:
            option = Option(self.words.say("Preview"), self.theme, Kind.TAB, holder)
            option.setObjectName("section_preview")
            option.setChecked(state.view is View.PREVIEW)
            option.clicked.connect(lambda: self.view_chosen.emit(View.PREVIEW))
            row.addWidget(option)
            self._mend = self._mend_button(Kind.TAB)
            row.addWidget(self._mend)
        return holder

    def _language_tabs(self, state: Editing) -> QWidget:
        holder, row = self._option_row(self.words.say("Languages"))
        for language in languages_of(self._pack):
            option = Option(own_name(language), self.theme, Kind.TAB, holder)
            option.setObjectName(f"tab_{language}")
            option.setChecked(language == state.language)
            option.clicked.connect(lambda _=True, one=language: self.language_chosen.emit(one))
            row.addWidget(option)
        return holder

    def _option_row(self, name: str) -> tuple[QWidget, WrappingLayout]:
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, name)
        return holder, WrappingLayout(self.theme.px(0.6), self.theme.px(0.6), holder)

    # -- the body --

    def _body(self, state: Editing) -> QHBoxLayout:
        body = QHBoxLayout()
        body.setSpacing(self.theme.px(Size.GAP))
        if state.view is View.PREVIEW:
            body.addWidget(self._new_preview(state, leads_back=True), 1)
            return body
        body.addLayout(self._left(state), FORM_SHARE)
        if not self.setting.is_narrow:
            side = QVBoxLayout()
            side.setSpacing(self.theme.px(1.4))
            side.addWidget(self._new_preview(state), 1)
            self._mend = self._mend_button(Kind.QUIET)
            side.addWidget(self._mend)
            body.addLayout(side, PREVIEW_SHARE)
        return body

    def _left(self, state: Editing) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(self.theme.px(1.4))
        if state.view is View.MISTAKES:
            self._list = ScrollColumn(self.theme, self.words.say("To mend"))
            self._list.setObjectName("mistakes")
            self._list.setStyleSheet(scroll_style(self.theme))
            left.addWidget(self._list, 1)
            if self.setting.is_narrow and self._tab_row is not None:
                left.insertWidget(0, self._tab_row)
            return left
        subject = Subject(
            pack=self._pack,
            language=state.language,
            words=self.words,
            today=self._given.today(),
        )
        groups = groups_of(state.section, subject)
        name = section_titles(self.words)[state.section]
        self.form = FormColumn(groups, self._pack, self.theme, self.words, name)
        self.form.edited.connect(self.edited)
        self.form.finished.connect(self.finished)
        self.form.act_chosen.connect(self.act_chosen)
        self.form.picture_chosen.connect(self.picture_chosen)
        self.form.language_named.connect(self.language_named)
        above = [self._tab_row] if self.setting.is_narrow else []
        if state.section in IN_LANGUAGES:
            above.append(self._language_tabs(state))
        for number, tabs in enumerate(tabs for tabs in above if tabs is not None):
            if self.setting.is_narrow:  # there they turn away with the form
                self.form.rows.insertWidget(number, tabs)
            else:
                left.addWidget(tabs)
        left.addWidget(self.form, 1)
        return left

    def _new_preview(self, state: Editing, *, leads_back: bool = False) -> PreviewCard:
        card = PreviewCard(self.theme, self.words, self._given.draw)
        if leads_back:
            back = self.button(self.words.say("Back to the form"), Kind.QUIET, name="to_form")
            back.clicked.connect(lambda: self.view_chosen.emit(View.FORM))
            card.add_button(back)
        card.page_chosen.connect(self.signer_page_chosen)
        card.device_chosen.connect(self.device_chosen)
        other = View.FORM if state.view is View.PREVIEW else View.PREVIEW
        card.pressed.connect(lambda: self.view_chosen.emit(other))
        self._preview = card
        return card

    # -- what is to be mended --

    def _mend_button(self, kind: Kind) -> Action:
        button = self.button(self.words.say("Checking …"), kind, name="mend")
        button.clicked.connect(lambda: self.view_chosen.emit(View.MISTAKES))
        return button

    def _say_count(self, state: Editing) -> None:
        if state.mistakes is None:
            return
        count = len(state.mistakes)
        said = self.words.count("%(number)s thing to mend", "%(number)s things to mend", count)
        self._publish.setEnabled(not count)
        if not hasattr(self, "_mend"):
            return
        self._mend.face.say(said if count else self.words.say("Nothing to mend"))
        self._mend.setEnabled(bool(count))

    def _show_list(self, state: Editing) -> None:
        """List what is to be mended, anew only where it differs."""
        mistakes = state.mistakes or ()
        column = self._list
        if mistakes == self._listed or column is None:
            return
        self._listed = mistakes
        while (item := column.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        column.rows.setSpacing(self.theme.px(1.0))
        width = self.setting.inner_width
        width = width if self.setting.is_narrow else width * FORM_SHARE // 21
        width -= self.theme.px(8.0)
        for number, mistake in enumerate(mistakes):
            row = QHBoxLayout()
            button = self.button(mistake.line, Kind.PLACE, name=f"mistake_{number}")
            button.setFixedHeight(button.face.height_in(width))
            button.clicked.connect(lambda _=False, one=mistake: self.mistake_chosen.emit(one))
            row.addWidget(button, 1)
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(0, 0, 0, 0)
            if mistake.mend is not None:
                mend = self.button(mistake.mend.label, Kind.QUIET, name=mistake.mend.name)
                mend.setAccessibleName(f"{mistake.mend.label}: {mistake.finding.where}")
                mend.clicked.connect(lambda _=False, act=mistake.mend: self.act_chosen.emit(act))
                row.addWidget(mend)
            column.rows.addWidget(holder)
        column.rows.addStretch(1)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for column in (self.form, self._list):
            if column is not None:
                column.follow(now)


def _title(pack: PackInWork, state: Editing) -> str:
    """Name the campaign by its title, else by its folder."""
    languages = languages_of(pack)
    spots = (word(one, "title") for one in (state.language, *languages) if one)
    return next((title for spot in spots if (title := pack.words(spot))), state.name)
