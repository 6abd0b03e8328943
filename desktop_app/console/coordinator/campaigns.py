"""The desk of campaigns: what is in work is kept as it is typed, checked, shown and published."""

from dataclasses import replace
from pathlib import Path
from typing import assert_never

from desktop_app.campaign.in_work import PackInWork
from desktop_app.console.coordinator.editing import Editor
from desktop_app.console.coordinator.editor_page import EditorPage
from desktop_app.console.coordinator.list_page import ListPage
from desktop_app.console.coordinator.publish_page import PublishedPage, PublishPage
from desktop_app.console.coordinator.states import (
    CampaignsState,
    Editing,
    Listing,
    OtherKey,
    Published,
    Publishing,
)
from desktop_app.console.desk import Desk
from desktop_app.console.given_campaigns import (
    AllCampaigns,
    CampaignsGiven,
    Files,
    Publication,
)
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.sealing.public_key import PublicKey


class CampaignsDesk(Desk):
    """Lists campaigns, hands one of them to the editor, publishes it."""

    def __init__(self, given: CampaignsGiven, lane: Lane) -> None:
        """Begin with a list that was not read yet."""
        super().__init__(lane)
        self._given = given
        self.editor: Editor | None = None
        self._beside: CampaignsState = Listing()

    @property
    def state(self) -> CampaignsState:
        """What is shown: the editor's state while one is open and nothing lies over it."""
        return self.editor.state if self.editor is not None else self._beside

    def come(self) -> None:
        """Read the list anew, unless a campaign is open."""
        if isinstance(self.state, Listing):
            self._look()
        elif isinstance(self.state, Publishing):
            self._propose_key()

    def give_up(self) -> None:
        """Begin with the list; what was typed last is still written."""
        super().give_up()
        if self.editor is not None:
            self.editor.keep()
        self._turn_to(Listing())

    def end(self) -> None:
        """Write what was typed last, before the window goes."""
        if self.editor is not None:
            self.editor.keep()
        super().end()

    # -- pages --

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case Listing():
                return self._list_page(setting, self.state)
            case Editing():
                assert self.editor is not None
                return self._editor_page(setting, self.editor)
            case Publishing():
                publishing = PublishPage(setting, self.state)
                publishing.key_named.connect(self._take_key)
                publishing.out_named.connect(self._take_out)
                publishing.other_key_named.connect(self._take_other_key)
                publishing.other_key_compared.connect(self._compare_other_key)
                publishing.other_key_taken_out.connect(self._take_other_key_out)
                publishing.publish_pressed.connect(self._publish)
                publishing.keys_asked.connect(lambda: self.place_asked.emit(Place.KEYS))
                publishing.left.connect(self._back_to_editing)
                return publishing
            case Published():
                published = PublishedPage(setting, self.state)
                published.finished.connect(self._list)
                return published
            case _:
                assert_never(self.state)

    def show(self, page: Page) -> None:
        """Show what has changed on the same page."""
        match self.state:
            case Listing():
                assert isinstance(page, ListPage)
                page.show_state(self.state)
            case Editing():
                assert isinstance(page, EditorPage)
                page.show_state(self.state)
                if self.editor is not None and self.editor.language_complaint:
                    page.say_of_language(self.editor.language_complaint)
            case Publishing():
                assert isinstance(page, PublishPage)
                page.show_state(self.state)
            case _:
                pass

    def _list_page(self, setting: Setting, state: Listing) -> ListPage:
        page = ListPage(setting, state)
        page.begin_pressed.connect(self._begin)
        page.pack_named.connect(self._take_in)
        page.opened.connect(self._open)
        page.set_aside.connect(self._set_aside)
        page.brought_back.connect(self._bring_back)
        return page

    def _editor_page(self, setting: Setting, editor: Editor) -> EditorPage:
        editor.words = setting.words
        page = EditorPage(setting, editor.state, editor.pack, self._given)
        page.edited.connect(editor.take)
        page.finished.connect(editor.take_finished)
        page.act_chosen.connect(editor.do)
        page.picture_chosen.connect(editor.take_picture)
        page.language_named.connect(editor.add_language)
        page.section_chosen.connect(editor.open_section)
        page.language_chosen.connect(editor.open_language)
        page.view_chosen.connect(editor.open_view)
        page.mistake_chosen.connect(editor.lead_to)
        page.signer_page_chosen.connect(editor.show_signer_page)
        page.device_chosen.connect(editor.hold_device)
        page.undo_pressed.connect(editor.undo)
        page.publish_pressed.connect(self._ask_for_key)
        page.left.connect(self._list)
        return page

    # -- the list --

    def _list(self) -> None:
        if self.editor is not None:
            self.editor.keep()
        self._turn_to(Listing())
        self._look()

    def _look(self) -> None:
        self.work(self._given.look, on_done=self._take_all, on_problem=self._say)

    def _take_all(self, everything: AllCampaigns) -> None:
        if isinstance(self.state, Listing):
            self._renew(replace(self.state, all=everything))

    def _say(self, problem: Problem) -> None:
        if isinstance(self.state, Listing | Publishing):
            self._renew(replace(self.state, problem=problem))

    def _begin(self) -> None:
        self.work(self._given.begin, on_done=self._open, on_problem=self._say)

    def _take_in(self, source: Path) -> None:
        self.work(lambda: self._given.take_in(source), on_done=self._open, on_problem=self._say)

    def _open(self, name: str) -> None:
        self.work(
            lambda: self._given.open(name),
            on_done=lambda files: self._edit(name, files),
            on_problem=self._say,
        )

    def _set_aside(self, name: str) -> None:
        def done(_: object) -> None:
            if isinstance(self.state, Listing):
                self._renew(replace(self.state, set_aside=name, problem=None))
                self._look()

        self.work(lambda: self._given.set_aside(name), on_done=done, on_problem=self._say)

    def _bring_back(self) -> None:
        if not isinstance(self.state, Listing):
            return
        name = self.state.set_aside

        def done(_: object) -> None:
            if isinstance(self.state, Listing):
                self._renew(replace(self.state, set_aside="", problem=None))
                self._look()

        self.work(lambda: self._given.bring_back(name), on_done=done, on_problem=self._say)

    # -- editing --

    def _edit(self, name: str, files: Files) -> None:
        if not isinstance(self.state, Listing):
            return
        pack = PackInWork(files)
        editor = Editor(name, pack, files, self._given, self.work)
        editor.setParent(self)
        editor.changed.connect(self.changed)
        editor.page_outdated.connect(self.page_outdated)
        self.editor = editor
        self.page_outdated.emit()
        editor.check()

    # -- publishing --

    def _ask_for_key(self) -> None:
        if self.editor is None or self.editor.state.mistakes != ():
            return
        editing = self.editor.state
        out = self._given.outbox / f"{self.editor.version or editing.name}.inkpack"
        self.editor.keep()
        self._turn_to(Publishing(editing=editing, out=out))
        self._propose_key()

    def _propose_key(self) -> None:
        """Propose the key that was used last: made just now, say."""

        def take(key: KnownKey | None) -> None:
            state = self.state
            if not isinstance(state, Publishing) or state.is_busy or key is None:
                return
            if state.key_file in (None, key.path):
                is_missing = key.proved_on is None
                self._renew_publishing(key_file=key.path, is_sheet_missing=is_missing)

        self.work(self._given.last_key, on_done=take, on_problem=self._say)

    def _take_key(self, file: Path) -> None:
        self._renew_publishing(
            key_file=file, problem=None, is_unproved=False, is_sheet_missing=False
        )
        self.work(
            lambda: self._given.remember_key(file),
            on_done=lambda _: self._propose_key(),
            on_problem=self._say,
        )

    def _take_out(self, out: Path) -> None:
        self._renew_publishing(out=out, problem=None)

    def _take_other_key(self, file: Path) -> None:
        def done(key: PublicKey) -> None:
            if isinstance(self.state, Publishing):
                other = OtherKey(key=key, file_name=file.name)
                self._renew_publishing(others=(*self.state.others, other), problem=None)

        self.work(lambda: self._given.look_at_public_key(file), on_done=done, on_problem=self._say)

    def _compare_other_key(self, number: int, is_confirmed: bool) -> None:
        if isinstance(self.state, Publishing):
            others = list(self.state.others)
            others[number] = replace(others[number], is_confirmed=is_confirmed)
            self._renew_publishing(others=tuple(others))

    def _take_other_key_out(self, number: int) -> None:
        if isinstance(self.state, Publishing):
            others = self.state.others
            self._renew_publishing(others=others[:number] + others[number + 1 :])

    def _publish(self, passphrase: str, is_unproved_accepted: bool) -> None:
        state = self.state
        if not isinstance(state, Publishing) or state.key_file is None or not state.may_publish:
            return
        publication = Publication(
            name=state.editing.name,
            key_file=state.key_file,
            passphrase=passphrase,
            out=state.out,
            also=tuple(other.key for other in state.others),
            is_unproved_accepted=is_unproved_accepted,
        )
        self._renew_publishing(is_busy=True, problem=None)
        self.work(
            lambda: self._given.publish(publication),
            on_done=lambda version: self._turn_to(Published(version=version, out=publication.out)),
            on_problem=self._refuse_to_publish,
        )

    def _refuse_to_publish(self, problem: Problem) -> None:
        is_unproved = problem.code == "key.unproved"
        self._renew_publishing(is_busy=False, problem=problem, is_unproved=is_unproved)

    def _renew_publishing(self, **news: object) -> None:
        if isinstance(self.state, Publishing):
            self._renew(replace(self.state, **news))  # type: ignore[arg-type]

    def _back_to_editing(self) -> None:
        if isinstance(self.state, Publishing) and not self.state.is_busy:
            name = self.state.editing.name
            self._beside = Listing()
            self._open(name)

    # -- showing --

    def _renew(self, state: CampaignsState) -> None:
        if state != self._beside:
            self._beside = state
            self.changed.emit()

    def _turn_to(self, state: CampaignsState) -> None:
        if self.editor is not None:
            self.editor.end()
            self.editor = None
        self._beside = state
        self.page_outdated.emit()
