"""Whatever visitors do in whatever order, the promises of the journey hold."""

from hypothesis import settings as limits
from hypothesis.stateful import invariant

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow import form_of, steps_of
from desktop_app.kiosk.flow.pace import QUICK_IN_A_ROW
from desktop_app.kiosk.flow.storage import NEARLY_FULL
from tests.examples import examples
from tests.kiosk.busy_stand import Stand
from tests.kiosk.happenings import MARK, RULES
from tests.kiosk.inside import (
    belongs_to,
    drafts_in,
    is_nobody_there,
    strokes_in,
    texts_in,
    thanks_in,
)


class WatchedStand(Stand):
    """The busy stall, and what always holds there."""

    @invariant()
    def only_the_right_pin_leads_behind_it(self) -> None:
        if isinstance(self.state.cover, vs.VolunteerMenu):
            assert self.is_let_in
            assert form_of(self.state.stage) is None

    @invariant()
    def strokes_are_only_where_this_visitor_drew_them(self) -> None:
        form = form_of(self.state.stage)
        for strokes in strokes_in(self.state):
            assert form is not None
            assert strokes is form.draft.strokes
            assert strokes.lines[0][0][1] == self.visitor

    @invariant()
    def new_keyboard_is_seen(self) -> None:
        if self.state.has_new_keyboard:
            assert not isinstance(self.state.cover, vs.VolunteerMenu)

    @invariant()
    def thanks_only_after_commit(self) -> None:
        for thanks in thanks_in(self.state.stage):
            assert self.kept_for[thanks.record_id] == self.visitor
            is_done = thanks.taking_back is st.TakingBack.DONE
            assert is_done <= (thanks.record_id in self.undone)

    @invariant()
    def nothing_of_an_earlier_visitor_is_there(self) -> None:
        assert all(belongs_to(draft, self.mark) for draft in drafts_in(self.state))
        marked = [text for text in texts_in(self.state) if MARK in text]
        assert all(text.startswith(self.mark) for text in marked)

    @invariant()
    def nothing_is_left_where_nobody_is(self) -> None:
        if is_nobody_there(self.state):
            assert drafts_in(self.state) == []
            assert MARK not in "".join(texts_in(self.state))
            assert self.state.leaving_s is None
            assert self.state.campaign is None

    @invariant()
    def draft_outlives_the_form_only_while_something_is_offered(self) -> None:
        stage = self.state.stage
        if isinstance(stage, st.Saving) and stage.visit is None:
            assert drafts_in(self.state) == []
        if isinstance(stage, st.Thanks):
            assert bool(drafts_in(stage)) == bool(stage.offers) == (stage.visit is not None)
            assert not drafts_in(stage) or stage.taking_back is st.TakingBack.OFFERED
        for thanks in thanks_in(stage):
            assert not thanks.visit or not thanks.visit.draft.idea
            assert not thanks.visit or not set(thanks.offers) & set(thanks.visit.signed)

    @invariant()
    def form_is_on_one_of_its_pages(self) -> None:
        form = form_of(self.state.stage)
        if form is not None:
            assert form.step in steps_of(self.state, form, RULES)

    @invariant()
    def volunteer_is_called_after_three_quick_ones(self) -> None:
        if isinstance(self.state.stage, st.Petition):
            assert self.state.quick_count < QUICK_IN_A_ROW

    @invariant()
    def nobody_is_called_for_space_that_is_there(self) -> None:
        if self.state.stage == st.VolunteerNeeded(code=NEARLY_FULL):
            assert not self.state.storage.may_begin


WatchedStand.TestCase.settings = limits(
    max_examples=examples(300), stateful_step_count=50, deadline=None
)
TestStand = WatchedStand.TestCase
