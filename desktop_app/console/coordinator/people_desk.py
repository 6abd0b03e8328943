"""The desk of the people: everybody is listed; the first are there at once."""

from collections.abc import Generator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from desktop_app.console.coordinator.inquiry import Inquiry
from desktop_app.console.coordinator.people_index import Wanted, order, searched
from desktop_app.console.coordinator.people_page import PeoplePage
from desktop_app.console.coordinator.people_states import Listing
from desktop_app.console.coordinator.register_desk import RegisterDesk
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.given_inquiry import InquiryGiven
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.listing import Listed, ListedPart, listing
from desktop_app.register.store import Register


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Some more of the list, with the texts in which words are looked for."""

    listed: ListedPart
    texts: list[str] = field(repr=False)


class _Everybody:
    """What was listed so far; it grows on the screen's thread and is given up when it locks."""

    def __init__(self) -> None:
        self.rows: list[Listed] = []
        self.texts: list[str] = []


class PeopleDesk(RegisterDesk):
    """Lists everybody. Sorting and searching are done on the lane: the window never waits for them."""

    PLACE = Place.PEOPLE

    def __init__(self, given: InquiryGiven, session: RegisterSession, lane: Lane) -> None:
        """Begin with nobody listed."""
        super().__init__(session, lane)
        self.inquiry = Inquiry(given, session, self)
        self.inquiry.trail.changed.connect(self.changed)
        self.inquiry.trail.page_outdated.connect(self.page_outdated)
        self.inquiry.left.connect(self._come_back)
        self.state = Listing()
        self._everybody = _Everybody()
        self._asked = 0

    # -- pages --

    def page_of(self, setting: Setting) -> Page:
        """Show the list, or what was opened from it."""
        if self.inquiry.is_open:
            return self.inquiry.new_page(setting)
        people = PeoplePage(setting, self.state)
        people.wanted.connect(self._want)
        people.again_pressed.connect(self._list)
        people.used.connect(self._session.use)
        people.chosen.connect(self._open)
        people.find_pressed.connect(self.inquiry.find)
        people.inform_pressed.connect(self.inquiry.inform)
        people.look_at_pressed.connect(self.inquiry.look_at)
        return people

    def show_on(self, page: Page) -> None:
        """Show the state on the page."""
        if self.inquiry.is_open:
            self.inquiry.show(page)
        else:
            assert isinstance(page, PeoplePage)
            page.show_state(self.state)

    def opened(self) -> None:
        """List everybody, unless they are listed already or are being listed."""
        if self._steps is None and not self.state.is_complete:
            self._list()

    def forget(self) -> None:
        """Forget everybody, and what was looked for."""
        self._everybody = _Everybody()
        self._asked += 1
        self.state = Listing()
        self.inquiry.forget()

    # -- one of them --

    def _open(self, record_id: str) -> None:
        """Tell one person's story; the list stays where it is."""
        shown, rows = self.state.shown, self.state.rows
        line = next((at for at, row in enumerate(shown) if rows[row].record_id == record_id), None)
        self.state = replace(self.state, line=line)
        self.inquiry.tell(record_id)

    def _come_back(self, gone: AbstractSet[str]) -> None:
        """Show the list where it was, without those who were erased."""
        everybody, state = self._everybody, self.state
        left = [at for at, row in enumerate(everybody.rows) if row.record_id not in gone]
        lost = len(everybody.rows) - len(left)
        if lost:
            now_at = {before: now for now, before in enumerate(left)}
            shown: Sequence[int] = range(len(left))
            if state.wanted != Wanted():
                shown = tuple(now_at[at] for at in state.shown if at in now_at)
            everybody.rows = [everybody.rows[at] for at in left]
            everybody.texts = [everybody.texts[at] for at in left]
            self.state = replace(
                state,
                rows=everybody.rows,
                shown=shown,
                done=state.done - lost,
                all_count=state.all_count - lost,
            )
        self.page_outdated.emit()

    # -- listing --

    def _list(self) -> None:
        """List everybody from the start."""
        self._everybody = _Everybody()
        self._asked += 1
        self._renew(Listing(wanted=self.state.wanted, line=self.state.line))
        listener = Listener(on_step=self._take, on_done=self._all_listed, on_problem=self._fail)
        self.run_in_steps(_parts, listener)

    def _take(self, part: _Part) -> None:
        everybody = self._everybody
        everybody.rows.extend(part.listed.rows)
        everybody.texts.extend(part.texts)
        state = replace(self.state, done=part.listed.done, all_count=part.listed.all_count)
        if (
            state.wanted == Wanted()
        ):  # what comes is shown at the end; else it is put in order later
            state = replace(state, rows=everybody.rows, shown=range(len(everybody.rows)))
        self._renew(state)

    def _all_listed(self) -> None:
        self._steps = None
        self._renew(replace(self.state, is_complete=True))
        if self.state.wanted != Wanted():
            self._put_in_order(self.state.wanted)

    def _fail(self, problem: Problem) -> None:
        self._steps = None
        self._renew(replace(self.state, problem=problem))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.state.wanted:
            self._session.use()
            self._renew(replace(self.state, wanted=wanted, problem=None))
            self._put_in_order(wanted)

    def _put_in_order(self, wanted: Wanted) -> None:
        self._asked += 1
        asked, rows, texts = self._asked, list(self._everybody.rows), list(self._everybody.texts)

        def done(shown: list[int]) -> None:
            if asked == self._asked:  # else something else is wanted by now, or it is locked
                self._renew(replace(self.state, rows=self._everybody.rows, shown=tuple(shown)))

        self.work(lambda: order(rows, texts, wanted), on_done=done, on_problem=self._fail)

    def _renew(self, state: Listing) -> None:
        self.state = state
        self.changed.emit()


def _parts(register: Register) -> Generator[_Part, None, None]:
    for part in listing(register):
        yield _Part(listed=part, texts=[searched(row) for row in part.rows])
