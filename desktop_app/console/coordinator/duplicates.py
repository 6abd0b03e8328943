"""The desk of duplicates: pairs are looked for, decided one after the other, and looked back at."""

from dataclasses import replace
from datetime import UTC
from typing import assert_never

from desktop_app.console.coordinator.close_page import ClosePage
from desktop_app.console.coordinator.duplicates_page import DuplicatesPage
from desktop_app.console.coordinator.duplicates_states import (
    DuplicatesState,
    Finding,
    LookingBack,
    LookingClosely,
    Overview,
    Reviewing,
)
from desktop_app.console.coordinator.look_back import LookBack
from desktop_app.console.coordinator.pair_page import PairPage
from desktop_app.console.coordinator.past_page import PastPage
from desktop_app.console.coordinator.register_desk import RegisterDesk
from desktop_app.console.coordinator.review import Review
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.working_page import WorkingPage
from desktop_app.console.given_duplicates import CampaignPairs, DuplicatesGiven
from desktop_app.console.given_statistics import CampaignInRegister
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.near import NearProgress, find_near
from desktop_app.register.past import PastList, count_decided, count_past
from desktop_app.register.proposals import PairKind, count_by_kind
from desktop_app.register.store import Register


class DuplicatesDesk(RegisterDesk):
    """Searching goes on while somebody looks at another place; decisions are written behind the page."""

    PLACE = Place.DUPLICATES

    def __init__(self, given: DuplicatesGiven, session: RegisterSession, lane: Lane) -> None:
        """Begin with nothing looked at."""
        super().__init__(session, lane)
        self._given = given
        self.state: DuplicatesState = Overview()
        self._review: Review | None = None
        self._look_back: LookBack | None = None

    # -- of every desk of the register --

    def opened(self) -> None:
        """Count what there is; what was being done goes on, without what has gone meanwhile."""
        if isinstance(self.state, Reviewing) and self._review is not None:
            self._review.look_again()
        if isinstance(self.state, LookingBack) and self._look_back is not None:
            self._look_back.look_again()
        if isinstance(self.state, Overview):
            self._renew(replace(self.state, problem=None))
            self._count()

    def forget(self) -> None:
        """Begin anew: what was decided is written, or is just being written before it locks."""
        self._review = self._look_back = None
        self.state = Overview()

    def page_of(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case Overview():
                return self._overview_page(setting, self.state)
            case Finding():
                return self._finding_page(setting, self.state)
            case Reviewing():
                return self._pair_page(setting, self.state)
            case LookingBack():
                return self._past_page(setting, self.state)
            case LookingClosely():
                return self._close_page(setting, self.state)
            case _:
                assert_never(self.state)

    def show_on(self, page: Page) -> None:
        """Show what has changed on the same page."""
        match self.state, page:
            case Overview(), DuplicatesPage():
                page.show_state(self.state)
            case Finding(), WorkingPage():
                _show_finding(page, self.state)
            case Reviewing(), PairPage():
                page.show_state(self.state)
            case LookingBack(), PastPage():
                page.show_state(self.state)
            case LookingClosely(), ClosePage():
                page.show_state(self.state)

    # -- pages --

    def _overview_page(self, setting: Setting, state: Overview) -> Page:
        page = DuplicatesPage(setting, state)
        page.campaign_chosen.connect(self._choose_campaign)
        page.kind_chosen.connect(self._choose_kind)
        page.find_pressed.connect(self._find)
        page.decide_pressed.connect(self._begin_review)
        page.past_pressed.connect(self._begin_look_back)
        return page

    def _finding_page(self, setting: Setting, state: Finding) -> Page:
        words = setting.words
        hint = words.say(
            "Names, e-mail addresses and phones are compared. If you stop, the pairs that were found"
            " before stay."
        )
        page = WorkingPage(setting, words.say("Looking for pairs …"), hint)
        page.stop_pressed.connect(self._stop)
        _show_finding(page, state)
        return page

    def _pair_page(self, setting: Setting, state: Reviewing) -> Page:
        page = PairPage(setting, state)
        review = self._review
        assert review is not None
        page.decided.connect(lambda is_same: review.decide(is_same=is_same))
        page.undone.connect(review.undo)
        page.turned.connect(lambda step: self._turn(review, step))
        page.finished.connect(lambda: self._leave(state.campaign))
        return page

    def _past_page(self, setting: Setting, state: LookingBack) -> Page:
        page = PastPage(setting, state)
        look_back = self._look_back
        assert look_back is not None
        page.list_chosen.connect(lambda which: self._look_at(state.campaign, which))
        page.part_missed.connect(look_back.want)
        page.line_chosen.connect(lambda number: self._choose_line(look_back, number))
        page.line_opened.connect(look_back.look_closely)
        page.changed.connect(look_back.change)
        page.finished.connect(lambda: self._leave(state.campaign))
        return page

    def _close_page(self, setting: Setting, state: LookingClosely) -> Page:
        page = ClosePage(setting, state)
        look_back = self._look_back
        assert look_back is not None
        page.changed.connect(look_back.change)
        page.finished.connect(look_back.look_around)
        return page

    # -- overview --

    def _count(self) -> None:
        since = self._day_began()
        self.run(
            lambda register: _campaigns(register, self._given, since),
            on_done=self._take_all,
            on_problem=self._say,
        )

    def _take_all(self, campaigns: tuple[CampaignPairs, ...]) -> None:
        state = self.state
        if not isinstance(state, Overview):
            return
        known = {one.campaign.id for one in campaigns}
        chosen = state.chosen if state.chosen in known else min(known, default="")
        fresh = replace(state, campaigns=campaigns, chosen=chosen)
        left = fresh.pairs.left if fresh.pairs is not None else {}
        if fresh.kind is not None and not left.get(fresh.kind):
            fresh = replace(fresh, kind=None)
        if fresh != state:
            self._turn_to(fresh)

    def _say(self, problem: Problem) -> None:
        if isinstance(self.state, Overview):
            self._renew(replace(self.state, problem=problem))

    def _choose_campaign(self, campaign: str) -> None:
        if isinstance(self.state, Overview):
            self._renew(replace(self.state, chosen=campaign, kind=None, problem=None))

    def _choose_kind(self, kind: PairKind | None) -> None:
        if isinstance(self.state, Overview):
            self._renew(replace(self.state, kind=kind, problem=None))

    def _leave(self, campaign: CampaignInRegister, problem: Problem | None = None) -> None:
        """Come back to the overview, and count anew."""
        self._review = self._look_back = None
        self._turn_to(Overview(chosen=campaign.id, problem=problem))
        self._count()

    # -- searching --

    def _find(self) -> None:
        if not isinstance(self.state, Overview) or self.state.pairs is None:
            return
        campaign = self.state.pairs.campaign
        self._turn_to(Finding(campaign=campaign))
        self.run_in_steps(
            lambda register: find_near(register, campaign.id),
            Listener(
                on_step=self._show_step,
                on_done=lambda: self._end_search(campaign),
                on_problem=lambda problem: self._leave(campaign, problem),
            ),
        )

    def _show_step(self, step: NearProgress) -> None:
        if isinstance(self.state, Finding) and not self.state.is_stopping:
            self._renew(replace(self.state, progress=step))

    def _stop(self) -> None:
        if isinstance(self.state, Finding) and not self.state.is_stopping:
            campaign = self.state.campaign
            self._renew(replace(self.state, is_stopping=True))
            self.stop(lambda: self._leave(campaign))

    def _end_search(self, campaign: CampaignInRegister) -> None:
        self._turn_to(Overview(chosen=campaign.id, was_searched=True))
        self._count()

    # -- deciding and looking back --

    def _begin_review(self) -> None:
        state = self.state
        if not isinstance(state, Overview) or state.pairs is None:
            return
        pairs = state.pairs
        begun = Reviewing(
            campaign=pairs.campaign,
            kind=state.kind,
            left_count=pairs.left_count if state.kind is None else pairs.left[state.kind],
            decided_today=pairs.decided_today,
        )
        self._review = Review(begun, self.run, self._show_stage)
        self._turn_to(self._review.state)

    def _turn(self, review: Review, step: int) -> None:
        self._session.use()
        review.turn(step)

    def _choose_line(self, look_back: LookBack, number: int) -> None:
        self._session.use()
        look_back.choose(number)

    def _begin_look_back(self, which: PastList) -> None:
        if isinstance(self.state, Overview) and self.state.pairs is not None:
            self._look_at(self.state.pairs.campaign, which)

    def _look_at(self, campaign: CampaignInRegister, which: PastList) -> None:
        begun = LookingBack(campaign=campaign, which=which)
        self._look_back = LookBack(begun, self.run, self._show_stage)
        self._turn_to(self._look_back.state)

    # -- showing --

    def _show_stage(self, state: Reviewing | LookingBack | LookingClosely) -> None:
        """Show a stage's new state. Of one that somebody has left only a problem is told."""
        current = self._review if isinstance(state, Reviewing) else self._look_back
        if current is None or current.state is not state:
            if state.problem is not None:
                self._say(state.problem)
            return
        is_other_page = type(state) is not type(self.state)
        self.state = state
        (self.page_outdated if is_other_page else self.changed).emit()

    def _renew(self, state: DuplicatesState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn_to(self, state: DuplicatesState) -> None:
        self.state = state
        self.page_outdated.emit()

    def _day_began(self) -> str:
        """Give the instant at which the day began here, as the register writes it."""
        here = self._given.clock().astimezone(self._given.zone)
        midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight.astimezone(UTC).isoformat(timespec="seconds")


def _campaigns(register: Register, given: DuplicatesGiven, since: str) -> tuple[CampaignPairs, ...]:
    """Count pairs and decisions of all campaigns, on the lane."""
    campaigns = given.campaigns(register)
    with register.transaction() as connection:
        return tuple(
            CampaignPairs(
                campaign=campaign,
                left=dict(count_by_kind(connection, campaign.id)),
                duplicate_count=count_past(connection, campaign.id, PastList.DUPLICATES),
                decision_count=count_past(connection, campaign.id, PastList.DECISIONS),
                decided_today=count_decided(connection, campaign.id, since),
            )
            for campaign in campaigns
        )


def _show_finding(page: WorkingPage, state: Finding) -> None:
    page.show_stopping(is_stopping=state.is_stopping)
    progress = state.progress
    if progress is not None:
        found = page.words.count(
            "%(number)s pair so far", "%(number)s pairs so far", progress.pair_count
        )
        page.show_progress(progress.groups_done, progress.group_count, found)
