"""The desk of merging: gathers, merges step by step, shows what came; leads to past merges and devices."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, assert_never

from desktop_app.console.coordinator.gather_page import GatherPage
from desktop_app.console.coordinator.looking_back import LookingBack
from desktop_app.console.coordinator.merge_states import (
    Gathering,
    Merged,
    MergeState,
    Merging,
    first_readable,
)
from desktop_app.console.coordinator.merged_page import MergedPage
from desktop_app.console.coordinator.register_desk import RegisterDesk
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.trusting import Trusting
from desktop_app.console.coordinator.working_page import WorkingPage
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_merging import Confirmed, MergeAsked, MergingGiven
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.console.stick import Stick
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.devices import ACCEPT_ALL, known_devices
from desktop_app.register.result import MergeProgress, MergeResult
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey


@dataclass(frozen=True, kw_only=True)
class _OpenKey:
    """A key that was opened here; it goes when the register locks."""

    file: Path
    key: CampaignKey


class MergeDesk(RegisterDesk):
    """One merge at a time; it goes on while somebody looks at another place.

    The key stays open until the register locks, so that accepting a device, and the next stick, need
    no passphrase. The passphrase itself is kept nowhere.
    """

    PLACE: ClassVar[Place] = Place.MERGE
    MAY_MAKE: ClassVar[bool] = True
    TICK_S = 3.0

    def __init__(self, session: RegisterSession, given: MergingGiven, lane: Lane) -> None:
        """Begin with nothing gathered."""
        super().__init__(session, lane)
        self._given = given
        self._own: Gathering | Merging | Merged = Gathering()
        self._beside: LookingBack | Trusting | None = None
        self._key: _OpenKey | None = None
        self._is_looking = False

    @property
    def state(self) -> MergeState:
        """What is shown: that of past merges or devices while one of them is."""
        return self._own if self._beside is None else self._beside.state

    def opened(self) -> None:
        """Look which keys are known, and for sticks."""
        self._look_for_keys()
        self.tick()

    def tick(self) -> None:
        """Look for sticks: one may be put in or pulled at any time."""
        if isinstance(self.state, Gathering) and self._session.is_unlocked and not self._is_looking:
            self._is_looking = True
            self.work(self._given.sticks, on_done=self._take_sticks, on_problem=self._no_sticks)

    def forget(self) -> None:
        """Drop the key and all that came; what was gathered stays, for it is nobody's name."""
        self._key = None
        self._leave_beside()
        self._own = replace(
            self._gathered, open_key=None, is_busy=False, was_stopped=False, problem=None
        )

    def give_up(self) -> None:
        """Begin with nothing gathered."""
        self._own = Gathering()
        super().give_up()
        self._is_looking = False
        self.forget()

    # -- pages --

    def page_of(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        if self._beside is not None:
            return self._beside.new_page(setting)
        match self._own:
            case Gathering():
                return self._gather_page(setting, self._own)
            case Merging():
                return self._merging_page(setting, self._own)
            case Merged():
                return self._merged_page(setting, self._own)
            case _:
                assert_never(self._own)

    def show_on(self, page: Page) -> None:
        """Show what has changed on the same page."""
        if self._beside is not None:
            self._beside.show_on(page)
        elif isinstance(page, GatherPage) and isinstance(self._own, Gathering):
            page.show_state(self._own)
        elif isinstance(page, WorkingPage) and isinstance(self._own, Merging):
            show_merging(page, self._own)

    def _gather_page(self, setting: Setting, state: Gathering) -> Page:
        page = GatherPage(setting, state)
        page.paths_dropped.connect(self._add)
        page.paths_chosen.connect(self._add)
        page.path_taken_out.connect(self._take_out)
        page.key_chosen.connect(self._choose_key)
        page.slips_typed.connect(self._take_slips)
        page.slip_file_named.connect(self._read_slips)
        page.confirming_chosen.connect(lambda folder: self._gather(confirm_to=folder))
        page.confirming_left_out.connect(lambda: self._gather(confirm_to=None))
        page.merge_pressed.connect(self._merge)
        page.past_pressed.connect(self._look_back)
        page.devices_pressed.connect(self._look_at_devices)
        return page

    def _merging_page(self, setting: Setting, state: Merging) -> Page:
        words = setting.words
        hint = words.say("What was merged is kept when you stop; merging again goes on from there.")
        page = WorkingPage(setting, words.say("Merging …"), hint)
        page.stop_pressed.connect(self._stop)
        show_merging(page, state)
        return page

    def _merged_page(self, setting: Setting, state: Merged) -> Page:
        page = MergedPage(setting, state)
        page.device_accepted.connect(lambda words: self._merge_again(accept_devices=words))
        page.all_accepted.connect(lambda: self._merge_again(accept_devices=ACCEPT_ALL))
        page.coordinator_accepted.connect(lambda words: self._merge_again(accept_coordinator=words))
        page.paths_dropped.connect(self._begin_with)
        page.again_pressed.connect(lambda: self._gather_anew(state.gathered))
        page.finished.connect(self._finish)
        return page

    # -- gathering --

    @property
    def _gathered(self) -> Gathering:
        """What was gathered for the merge that is shown."""
        return self._own if isinstance(self._own, Gathering) else self._own.gathered

    def _gather(self, **news: object) -> None:
        if isinstance(self._own, Gathering):
            self._session.use()
            self._renew(replace(self._own, **news))  # type: ignore[arg-type]

    def _add(self, paths: tuple[Path, ...]) -> None:
        if isinstance(self._own, Gathering) and not self._own.is_busy:
            both = tuple(dict.fromkeys((*self._own.paths, *paths)))
            self._gather(paths=both, problem=None, was_stopped=False)

    def _take_out(self, path: Path) -> None:
        if isinstance(self._own, Gathering):
            kept = tuple(each for each in self._own.paths if each != path)
            self._gather(paths=kept, problem=None)

    def _choose_key(self, file: Path) -> None:
        self._gather(key_file=file, problem=None)

    def _take_slips(self, text: str) -> None:
        if isinstance(self._own, Gathering) and text != self._own.slips:
            self._session.use()
            self._own = replace(self._own, slips=text)  # the field shows it already

    def _read_slips(self, file: Path) -> None:
        def done(slips: tuple[str, ...]) -> None:
            if isinstance(self._own, Gathering):
                before = self._own.slips.rstrip("\n")
                self._gather(slips="\n".join((*([before] if before else []), *slips)), problem=None)

        self.work(lambda: self._given.slips_in(file), on_done=done, on_problem=self._say)

    def _look_for_keys(self) -> None:
        self.work(self._given.keys, on_done=self._take_keys, on_problem=self._say)

    def _take_keys(self, keys: tuple[KnownKey, ...]) -> None:
        if isinstance(self._own, Gathering):
            key_file = self._own.key_file or first_readable(keys)
            self._renew(replace(self._own, keys=keys, key_file=key_file))

    def _take_sticks(self, sticks: tuple[Stick, ...]) -> None:
        self._is_looking = False
        if isinstance(self._own, Gathering):
            self._renew(replace(self._own, sticks=sticks))

    def _no_sticks(self, _problem: Problem) -> None:
        self._is_looking = False

    def _say(self, problem: Problem) -> None:
        if isinstance(self._own, Gathering):
            self._renew(replace(self._own, problem=problem, is_busy=False))

    def _gather_anew(self, gathered: Gathering) -> None:
        self._turn_to(replace(gathered, problem=None, was_stopped=False, is_busy=False))
        self.opened()

    def _begin_with(self, paths: tuple[Path, ...]) -> None:
        """Take what was dropped beside the last result: it is the next merge."""
        before = self._gathered
        self._gather_anew(replace(before, paths=paths, slips=""))

    def _finish(self) -> None:
        before = self._gathered
        self._gather_anew(replace(before, paths=(), slips=""))

    # -- merging --

    def _merge(self, passphrase: str) -> None:
        state = self._own
        if not isinstance(state, Gathering) or not state.may_merge or state.key_file is None:
            return
        if self._key is not None and self._key.file == state.key_file:
            self._begin(self._key.key, self._asked(state))
            return
        file = state.key_file
        self._renew(replace(state, is_busy=True, problem=None))
        self.run(
            lambda _: self._given.unlock(file, passphrase),
            on_done=lambda key: self._take_key(file, key),
            on_problem=self._say,
        )

    def _take_key(self, file: Path, key: CampaignKey) -> None:
        self._key = _OpenKey(file=file, key=key)
        if isinstance(self._own, Gathering):
            self._own = replace(self._own, is_busy=False, open_key=file)
            self._begin(key, self._asked(self._own))

    def _asked(self, gathered: Gathering) -> MergeAsked:
        return MergeAsked(
            paths=gathered.paths,
            slips=self._given.slip_lines(gathered.slips),
            acknowledge_to=gathered.confirm_to,
        )

    def _merge_again(self, **accepting: str) -> None:
        """Accept somebody, and merge the same again: what is known already is passed over quickly."""
        if isinstance(self._own, Merged) and self._key is not None:
            asked = replace(self._asked(self._own.gathered), **accepting)  # type: ignore[arg-type]
            self._begin(self._key.key, asked)

    def _begin(self, key: CampaignKey, asked: MergeAsked) -> None:
        gathered = replace(self._gathered, was_stopped=False, problem=None)
        self._turn_to(Merging(gathered=gathered))
        come = _Come()
        self.run_in_steps(
            lambda register: self._given.merge(register, key, asked),
            Listener(
                on_step=lambda step: self._take_step(come, step),
                on_done=lambda: self._end(come),
                on_problem=lambda problem: self._end(come, problem),
            ),
        )

    def _take_step(self, come: "_Come", step: MergeProgress | MergeResult | Confirmed) -> None:
        match step:
            case MergeProgress():
                if isinstance(self._own, Merging):
                    self._renew(replace(self._own, progress=step))
            case MergeResult():
                come.result = step
            case Confirmed():
                come.confirmed = step
            case _:
                assert_never(step)

    def _end(self, come: "_Come", problem: Problem | None = None) -> None:
        """Show the result; without one the problem stopped it, and what is gathered is shown again."""
        result = come.result
        if result is None:
            self._turn_to(replace(self._gathered, problem=problem))
            return
        merged = Merged(
            gathered=self._gathered,
            result=result,
            confirmed=come.confirmed,
            confirmed_in=self._given.acknowledgements,
            problem=problem,
        )
        self.run(
            words_of_devices,
            on_done=lambda words: self._turn_to(replace(merged, words=words)),
            on_problem=lambda other: self._turn_to(replace(merged, problem=problem or other)),
        )

    def _stop(self) -> None:
        if isinstance(self._own, Merging) and not self._own.is_stopping:
            self._renew(replace(self._own, is_stopping=True))
            self.stop(self._show_stopped)

    def _show_stopped(self) -> None:
        if isinstance(self._own, Merging):
            self._turn_to(replace(self._own.gathered, was_stopped=True))

    # -- past merges and devices --

    def _look_back(self) -> None:
        self._lie_over(LookingBack(self.run, self._given))

    def _look_at_devices(self) -> None:
        self._lie_over(Trusting(self.run))

    def _lie_over(self, beside: LookingBack | Trusting) -> None:
        self._beside = beside
        beside.changed.connect(self._session.use)
        beside.changed.connect(self.changed)
        beside.page_outdated.connect(self.page_outdated)
        beside.left.connect(self._return)
        self.page_outdated.emit()

    def _return(self) -> None:
        self._leave_beside()
        self.page_outdated.emit()
        self.opened()

    def _leave_beside(self) -> None:
        beside, self._beside = self._beside, None
        if beside is not None:
            beside.blockSignals(True)  # what comes of its work is nobody's news any more

    # -- showing --

    def _renew(self, state: Gathering | Merging | Merged) -> None:
        if state != self._own:
            self._own = state
            if self._beside is None:
                self.changed.emit()

    def _turn_to(self, state: Gathering | Merging | Merged) -> None:
        self._own = state
        if self._beside is None:
            self.page_outdated.emit()


class _Come:
    """What a merge has given so far."""

    result: MergeResult | None = None
    confirmed: Confirmed | None = None


def show_merging(page: WorkingPage, state: Merging) -> None:
    """Show how many files are merged, and how many records were found in them."""
    progress, words = state.progress, page.words
    if progress is not None:
        is_counted = progress.files_done == progress.file_count
        detail = (
            words.say("All files are read. Now they are compared and counted …")
            if is_counted
            else words.count(
                "%(number)s record found", "%(number)s records found", progress.record_count
            )
        )
        page.show_progress(progress.files_done, progress.file_count, detail)
    page.show_stopping(is_stopping=state.is_stopping)


def words_of_devices(register: Register) -> dict[str, str]:
    """Give the four words of each device that the register has met."""
    with register.transaction() as connection:
        return {device.id: device.words for device in known_devices(connection)}
