"""An inquiry: what opens from the list of people, page by page, and leads back to the list.

Somebody is looked for, one person's story is told, something is taken back, receivers are told of it.
All work goes through the session: once the register locks, everything here is forgotten.
"""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.find_pages import FindPage, SeveralPage
from desktop_app.console.coordinator.informing import Receivers
from desktop_app.console.coordinator.inquiry_states import (
    Finding,
    Informing,
    InquiryState,
    LookingAt,
    Several,
    Telling,
    Withdrawing,
    Withdrew,
)
from desktop_app.console.coordinator.look_at_page import LookAtPage
from desktop_app.console.coordinator.looking_at import LooksAt
from desktop_app.console.coordinator.receivers_page import ReceiversPage
from desktop_app.console.coordinator.searching import Searching, packs_of
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.story_page import StoryPage
from desktop_app.console.coordinator.trail import Trail
from desktop_app.console.coordinator.withdraw_pages import AgainPage, WithdrawPage
from desktop_app.console.coordinator.withdrawal import Withdrawal
from desktop_app.console.coordinator.withdrew_page import WithdrewPage
from desktop_app.console.given_inquiry import InquiryGiven
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.register.story import Story, tell_story


class Inquiry(QObject):
    """Leads from page to page, and takes what happens on each to whom it concerns."""

    left = Signal(object)
    """The list is to be seen again, without these signatures (a set of ids), which were erased."""

    def __init__(
        self, given: InquiryGiven, session: RegisterSession, parent: QObject | None = None
    ) -> None:
        """Begin with nothing asked."""
        super().__init__(parent)
        self.trail = Trail(self)
        self._given = given
        self._session = session
        self._gone: set[str] = set()
        self._searching = Searching(self.trail, session, self.tell)
        self._withdrawal = Withdrawal(given, self.trail, session)
        self._receivers = Receivers(self.trail, session)
        self._looks_at = LooksAt(given, self.trail, session, self.tell)

    @property
    def is_open(self) -> bool:
        """Tell whether one of these pages is shown in the place of the list."""
        return self.trail.last is not None

    # -- what opens from the list --

    def find(self) -> None:
        """Look for somebody."""
        self.trail.go(Finding())

    def tell(self, record_id: str) -> None:
        """Tell the story of the person of a signature."""
        self.trail.go(Telling(record_id=record_id))
        self._read_story(record_id)

    def inform(self) -> None:
        """Show who is still to be told of withdrawals."""
        self.trail.go(Informing())
        self._receivers.read()

    def look_at(self) -> None:
        """Show what somebody may want to look at."""
        self.trail.go(LookingAt())
        self._looks_at.begin()

    def forget(self) -> None:
        """Drop everything: the register is locked."""
        self._give_up()
        self.trail.states.clear()
        self._gone.clear()

    def back(self) -> None:
        """Lead to the page before, and from the first one to the list."""
        self._give_up()
        states = self.trail.states
        state = states.pop()
        if isinstance(state, Withdrawing) and state.is_asked_again:
            states.append(replace(state, is_asked_again=False, problem=None))
        elif isinstance(state, Withdrew):
            self._leave_withdrawal(state)
        if states:
            self.trail.page_outdated.emit()
        else:
            gone, self._gone = self._gone, set()
            self.left.emit(gone)

    def _give_up(self) -> None:
        self._searching.give_up()
        self._looks_at.give_up()

    def _leave_withdrawal(self, state: Withdrew) -> None:
        """Lead behind what is not true any more: the story before, and who was erased."""
        states = self.trail.states
        while states and isinstance(states[-1], Withdrawing | Telling):
            states.pop()
        if not state.is_erased:
            record_id = state.story.person[0].record_id
            states.append(Telling(record_id=record_id))
            self._read_story(record_id)
            return
        gone = {each.record_id for each in state.story.person}
        self._gone |= gone
        states[:] = [left for each in states if (left := _without(each, gone)) is not None]

    # -- pages --

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the last state, and listen to what happens on it."""
        assert self.trail.last is not None
        page = self._page(setting, self.trail.last)
        page.finished.connect(self.back)
        return page

    def show(self, page: Page) -> None:
        """Show the state on a page that `new_page` gave."""
        assert isinstance(page, BackPage)
        page.show_state(self.trail.last)

    def _page(self, setting: Setting, state: InquiryState) -> BackPage:
        match state:
            case Finding():
                return self._find_page(setting, state)
            case Several():
                several = SeveralPage(setting, state)
                several.chosen.connect(self.tell)
                return several
            case Telling():
                story = StoryPage(setting, state)
                story.withdraw_pressed.connect(self._begin_withdrawal)
                story.others_pressed.connect(self._show_others)
                return story
            case Withdrawing():
                return self._withdraw_page(setting, state)
            case Withdrew():
                return self._withdrew_page(setting, state)
            case Informing():
                receivers = ReceiversPage(setting, state)
                receivers.told.connect(partial(self._receivers.note_told, is_told=True))
                receivers.not_told.connect(partial(self._receivers.note_told, is_told=False))
                return receivers
            case LookingAt():
                looks = LookAtPage(setting, state)
                looks.kind_chosen.connect(self._looks_at.choose)
                looks.chosen.connect(self._looks_at.open)
                return looks
            case _:
                assert_never(state)

    def _find_page(self, setting: Setting, state: Finding) -> FindPage:
        page = FindPage(setting, state)
        page.by_chosen.connect(self._searching.choose)
        page.typed.connect(self._searching.take_typed)
        page.find_pressed.connect(self._searching.begin)
        page.stop_pressed.connect(self._searching.stop)
        return page

    def _withdraw_page(self, setting: Setting, state: Withdrawing) -> BackPage:
        if state.is_asked_again:
            again = AgainPage(setting, state)
            again.agreed.connect(self._withdrawal.do)
            return again
        page = WithdrawPage(setting, state)
        page.wish_chosen.connect(self._withdrawal.choose)
        page.go_on_pressed.connect(self._withdrawal.ask_again)
        return page

    def _withdrew_page(self, setting: Setting, state: Withdrew) -> BackPage:
        page = WithdrewPage(setting, state, self._given.outbox)
        page.copy_pressed.connect(self._withdrawal.copy)
        page.file_named.connect(self._withdrawal.save)
        page.told.connect(partial(self._withdrawal.note_told, is_told=True))
        page.not_told.connect(partial(self._withdrawal.note_told, is_told=False))
        return page

    # -- one person --

    def _read_story(self, record_id: str) -> None:
        self._session.work(
            lambda register: tell_story(register, record_id),
            on_done=lambda story: self._take_story(record_id, story, None),
            on_problem=lambda problem: self._take_story(record_id, None, problem),
        )

    def _take_story(self, record_id: str, story: Story | None, problem: Problem | None) -> None:
        state = self.trail.last
        if isinstance(state, Telling) and state.record_id == record_id:
            self.trail.renew(replace(state, story=story, problem=problem))

    def _begin_withdrawal(self) -> None:
        if isinstance(self.trail.last, Telling) and self.trail.last.story is not None:
            self._withdrawal.begin(self.trail.last.story)

    def _show_others(self) -> None:
        """Show who else is at the address of a person."""
        state = self.trail.last
        if not isinstance(state, Telling) or state.story is None:
            return
        people = state.story.others
        self._session.work(
            lambda register: packs_of(register, people),
            on_done=lambda packs: self.trail.go(Several(people=people, packs=packs)),
            on_problem=lambda problem: self._take_story(state.record_id, state.story, problem),
        )


def _without(state: InquiryState, gone: AbstractSet[str]) -> InquiryState | None:
    """Leave the erased out of a page that listed them; None where nothing is left to show."""
    match state:
        case Several():
            people = tuple(
                person
                for person in state.people
                if gone.isdisjoint(each.record_id for each in person)
            )
            return replace(state, people=people) if people else None
        case Telling() | Withdrawing():
            return None
        case Finding():
            return replace(state, typed="", problem=None)
        case LookingAt():
            found = None if state.found is None else state.found.without(gone)
            return replace(state, found=found)
        case _:
            return state
