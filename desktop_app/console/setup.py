"""The desk of the first start: campaign, place, PIN, second copy, practice, one after the other."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from desktop_app.campaign.pack import CampaignId
from desktop_app.console.desk import Desk
from desktop_app.console.given import ConsoleEnd
from desktop_app.console.given_stall import FoundPack, PacksFound, StallGiven, StallSet
from desktop_app.console.pages.copy_page import CopyPage
from desktop_app.console.pages.new_pin_page import NewPinPage
from desktop_app.console.pages.pack_page import PackPage
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.place_page import PlacePage
from desktop_app.console.pages.practice_page import PracticePage
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import STEPS, SetupState, Step
from desktop_app.console.stick import Stick
from desktop_app.console.typing import Typing
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane

MOST_DIGITS = 12


class SetupDesk(Desk):
    """Leads through the steps. Each is written as soon as it is given, so that nothing is lost."""

    TICK_S = 3.0

    def __init__(self, given: StallGiven, lane: Lane, typing: Typing) -> None:
        """Begin at the first step."""
        super().__init__(lane)
        self._given = given
        self._typing = typing
        self._digits = ""
        self._first_digits = ""
        self._is_looking = False
        self.state = SetupState()

    # -- the place --

    def come(self) -> None:
        """Look for packs, and at what is set up already."""
        self._look()
        self.work(self._given.read, on_done=self._know, on_problem=self._fail)

    def begin_alone(self, step: Step, known: StallSet) -> None:
        """Do one step by itself, for a stall that is set up as is known."""
        self._begin_pin()
        self.state = SetupState(step=step, is_alone=True)
        self._know(known)
        self.page_outdated.emit()

    def tick(self) -> None:
        """Look for sticks that come and go, where the step is about them."""
        if self.state.step is Step.COPY or (self.state.step is Step.PACK and not self.state.packs):
            self._look()

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the step."""
        match self.state.step:
            case Step.PACK:
                return self._pack_page(setting)
            case Step.PLACE:
                return self._place_page(setting)
            case Step.PIN:
                return self._pin_page(setting)
            case Step.COPY:
                return self._copy_page(setting)
            case Step.PRACTICE:
                return self._practice_page(setting)

    def show(self, page: Page) -> None:
        """Show the state on the step's page."""
        if isinstance(page, PackPage | NewPinPage | CopyPage | PlacePage):
            page.show_state(self.state)

    # -- pages --

    def _pack_page(self, setting: Setting) -> Page:
        page = PackPage(setting, self.state)
        page.pack_chosen.connect(self._compare)
        page.file_chosen.connect(self._look_at_file)
        page.matched.connect(self._take_pack)
        page.differed.connect(self._reject)
        page.campaign_chosen.connect(self._choose_campaign)
        page.left.connect(self._finish)
        return page

    def _place_page(self, setting: Setting) -> Page:
        page = PlacePage(setting, self.state, self._typing)
        page.typed.connect(self._note_typed)
        page.given.connect(self._set_place)
        return page

    def _pin_page(self, setting: Setting) -> Page:
        page = NewPinPage(setting, self.state)
        page.digit_typed.connect(self._type_digit)
        page.digit_erased.connect(self._erase_digit)
        page.given.connect(self._give_pin)
        page.skipped.connect(self._go_on)
        return page

    def _copy_page(self, setting: Setting) -> Page:
        page = CopyPage(setting, self.state)
        page.stick_chosen.connect(self._choose_copy)
        page.left.connect(self._go_on)
        page.ended.connect(lambda: self._write(lambda: self._given.choose_copy(None), self._gone))
        return page

    def _practice_page(self, setting: Setting) -> Page:
        page = PracticePage(setting, self.state)
        page.practised.connect(lambda: self.end_asked.emit(ConsoleEnd.PRACTISE))
        page.left.connect(self._finish)
        return page

    # -- the campaign --

    def _look(self) -> None:
        """Look at what lies about, unless that is under way."""
        if self._is_looking:
            return
        self._is_looking = True
        given = self._given
        self.work(
            lambda: (given.find_packs(), given.find_sticks()),
            on_done=lambda found: self._found(*found),
            on_problem=self._fail,
        )

    def _found(self, found: PacksFound, sticks: tuple[Stick, ...]) -> None:
        self._is_looking = False
        self._take(replace(self.state, found=found, sticks=sticks, has_looked=True))
        if self._has_one_pack_only():
            self._compare(self.state.packs[0])

    def _has_one_pack_only(self) -> bool:
        """Tell whether there is nothing to choose between, so that a tap is spared."""
        state = self.state
        is_choosing = state.step is Step.PACK and state.compared is None and not state.is_alone
        return is_choosing and len(state.packs) == 1 and not state.rejected

    def _know(self, known: StallSet) -> None:
        """Take in what is set up already; what somebody types meanwhile stays."""
        has_typed = bool(self.state.place or self.state.shift)
        self._take(
            replace(
                self.state,
                place=self.state.place if has_typed else known.place,
                shift=self.state.shift if has_typed else known.shift,
                has_pin=known.has_pin,
                second_copy=known.second_copy,
                campaign=known.campaign,
                campaigns=known.campaigns,
            )
        )

    def _look_at_file(self, file: Path) -> None:
        self._write(lambda: self._given.look_at_file(file), self._compare)

    def _compare(self, pack: FoundPack) -> None:
        self._take(replace(self.state, compared=pack, problem=None))

    def _reject(self) -> None:
        """Install nothing whose words differ, and offer it no more."""
        pack = self.state.compared
        if pack is not None:
            rejected = self.state.rejected | {pack.pack_hash}
            self._take(replace(self.state, compared=None, rejected=rejected))

    def _take_pack(self) -> None:
        pack = self.state.compared
        if pack is not None:
            self._write(lambda: self._given.take_pack(pack), self._taken)

    def _choose_campaign(self, campaign: CampaignId) -> None:
        self._write(lambda: self._given.choose_campaign(campaign), self._taken)

    def _taken(self, _: object) -> None:
        self.campaign_changed.emit()
        self._go_on()

    # -- place, PIN, second copy --

    def _note_typed(self, place: str, shift: str) -> None:
        """Know what stands in the fields, for a page that is drawn anew meanwhile."""
        self.state = replace(self.state, place=place, shift=shift)

    def _set_place(self, place: str, shift: str) -> None:
        self._take(replace(self.state, place=place, shift=shift))
        self._write(lambda: self._given.set_place(place, shift), lambda _: self._go_on())

    def _type_digit(self, digit: str) -> None:
        """Take a digit; the second time the last one gives the PIN by itself."""
        if self.state.is_busy or len(self._digits) >= MOST_DIGITS:
            return
        self._digits += digit
        self._take(replace(self.state, digit_count=len(self._digits), problem=None))
        if self.state.is_again and self._digits == self._first_digits:
            self._give_pin()

    def _erase_digit(self) -> None:
        if not self.state.is_busy:
            self._digits = self._digits[:-1]
            self._take(replace(self.state, digit_count=len(self._digits), problem=None))

    def _give_pin(self) -> None:
        if self.state.is_busy or not self._digits:
            return
        if not self.state.is_again:
            self._check_pin()
        elif self._digits != self._first_digits:
            self._begin_pin(PinsNotAlike())
        else:
            digits = self._digits
            self._write(lambda: self._given.set_pin(digits), self._pin_is_set)

    def _check_pin(self) -> None:
        """Ask for it once more if it may be one."""
        try:
            self._given.check_pin(self._digits)
        except Problem as problem:
            self._begin_pin(problem)
            return
        self._first_digits, self._digits = self._digits, ""
        self._take(replace(self.state, digit_count=0, is_again=True, problem=None))

    def _begin_pin(self, problem: Problem | None = None) -> None:
        """Forget all digits."""
        self._digits = self._first_digits = ""
        self._take(replace(self.state, digit_count=0, is_again=False, problem=problem))

    def _pin_is_set(self, _: object) -> None:
        self._begin_pin()
        self._take(replace(self.state, has_pin=True))
        self._go_on()

    def _choose_copy(self, folder: Path) -> None:
        self._write(lambda: self._given.choose_copy(folder), lambda _: self._copied(folder))

    def _gone(self, _: object) -> None:
        self._take(replace(self.state, second_copy=None))
        self._go_on()

    def _copied(self, folder: Path) -> None:
        self._take(replace(self.state, second_copy=folder))
        self._go_on()

    # -- going on --

    def _go_on(self) -> None:
        self._begin_pin()
        number = STEPS.index(self.state.step) + 1
        if self.state.is_alone or number == len(STEPS):
            self._finish()
            return
        self.state = replace(self.state, step=STEPS[number], problem=None)
        self.page_outdated.emit()

    def _finish(self) -> None:
        """Lead to the stall; who comes here again begins anew."""
        self.state = SetupState()
        self.place_asked.emit(Place.STALL)

    def _write(self, do: Callable[[], object], on_done: Callable[..., object]) -> None:
        """Write something; meanwhile no button does anything."""
        if self.state.is_busy:
            return
        self._take(replace(self.state, is_busy=True, problem=None))

        def done(value: object) -> None:
            self._take(replace(self.state, is_busy=False))
            on_done(value)

        self.work(do, on_done=done, on_problem=self._fail)

    def _fail(self, problem: Problem) -> None:
        self._is_looking = False
        self._begin_pin(problem)
        self._take(replace(self.state, is_busy=False, has_looked=True, problem=problem))

    def _take(self, state: SetupState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


class PinsNotAlike(Problem):
    """The second typing was not the same as the first."""

    code: ClassVar[str] = "pin.not_the_same"
