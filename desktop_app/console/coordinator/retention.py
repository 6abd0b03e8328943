"""The desk of retention: what must be erased by when, erasing it, a key's end, and certificates."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, assert_never

from desktop_app.console.coordinator.destroy_pages import (
    ChooseKeyPage,
    DestroyPage,
    KeyNeededPage,
)
from desktop_app.console.coordinator.erase_page import ErasePage
from desktop_app.console.coordinator.register_desk import RegisterDesk
from desktop_app.console.coordinator.retention_page import (
    CertificatePage,
    RefusedPage,
    RetentionPage,
    ask_certificate,
)
from desktop_app.console.coordinator.retention_states import (
    AskingDestroy,
    AskingErase,
    ChoosingKey,
    KeyNeeded,
    ListingRetention,
    RefusedCertificate,
    RetentionState,
    ShowingCertificate,
    Shown,
)
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_retention import (
    Certificate,
    EraseStep,
    Erasure,
    KeptCampaign,
    RetentionGiven,
    Surveyed,
)
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.qt.widgets.face import Kind


class RetentionDesk(RegisterDesk):
    """All but certificates needs the open register. An opened key goes with its stage, or when it locks."""

    PLACE: ClassVar[Place] = Place.RETENTION

    def __init__(self, given: RetentionGiven, session: RegisterSession, lane: Lane) -> None:
        """Begin with a list that was not read yet."""
        super().__init__(session, lane)
        self._given = given
        self.state: RetentionState = ListingRetention()

    def opened(self) -> None:
        """Read the list, unless something else is shown."""
        if isinstance(self.state, ListingRetention):
            self._look()

    def forget(self) -> None:
        """Begin with the list; a certificate says nothing of anybody and stays."""
        if not isinstance(self.state, ShowingCertificate | RefusedCertificate):
            self.state = ListingRetention()

    def give_up(self) -> None:
        """Begin with the list."""
        self.state = ListingRetention()
        super().give_up()

    # -- pages --

    def new_page(self, setting: Setting) -> Page:
        """Draw the page; certificates are shown and asked for while the register is locked, too."""
        if isinstance(self.state, ShowingCertificate | RefusedCertificate):
            return self._certificate_page(setting, self.state)
        page = super().new_page(setting)
        if not self._session.is_unlocked:
            verify = page.button(
                setting.words.say("Verify a certificate …"), Kind.QUIET, name="verify"
            )
            verify.clicked.connect(lambda: ask_certificate(page, self._read))
            page.add_beside_title(verify)
        return page

    def show(self, page: Page) -> None:
        """Show what has changed."""
        if isinstance(page, CertificatePage) and isinstance(self.state, ShowingCertificate):
            page.show_state(self.state)
        elif not isinstance(page, RefusedPage):
            super().show(page)

    def show_on(self, page: Page) -> None:
        """Show what has changed on the page of the open register."""
        page.show_state(self.state)  # type: ignore[attr-defined]

    def page_of(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case ListingRetention():
                listing = RetentionPage(setting, self.state)
                listing.erase_pressed.connect(self._ask_erase)
                listing.destroy_pressed.connect(self._choose_key)
                listing.certificate_named.connect(self._read)
                return listing
            case AskingErase():
                erasing = ErasePage(setting, self.state)
                erasing.key_named.connect(self._take_key_file)
                erasing.out_named.connect(self._take_out)
                erasing.erase_pressed.connect(self._erase)
                erasing.left.connect(self._list)
                return erasing
            case ShowingCertificate() | RefusedCertificate():
                return self._certificate_page(setting, self.state)
            case ChoosingKey() | KeyNeeded() | AskingDestroy():
                return self._page_of_key(setting, self.state)
            case _:
                assert_never(self.state)

    def _page_of_key(
        self, setting: Setting, state: ChoosingKey | KeyNeeded | AskingDestroy
    ) -> Page:
        match state:
            case ChoosingKey():
                choosing = ChooseKeyPage(setting, state)
                choosing.key_named.connect(self._take_key_file)
                choosing.batches_named.connect(self._take_batches)
                choosing.look_pressed.connect(self._survey)
                choosing.left.connect(self._list)
                return choosing
            case KeyNeeded():
                needed = KeyNeededPage(setting, state)
                needed.look_again_pressed.connect(self._choose_key)
                needed.left.connect(self._list)
                return needed
            case AskingDestroy():
                asking = DestroyPage(setting, state)
                asking.out_named.connect(self._take_out)
                asking.destroy_pressed.connect(self._destroy)
                asking.left.connect(self._list)
                return asking
            case _:
                assert_never(state)

    def _certificate_page(
        self, setting: Setting, state: ShowingCertificate | RefusedCertificate
    ) -> Page:
        if isinstance(state, RefusedCertificate):
            refused = RefusedPage(setting, state)
            refused.certificate_named.connect(self._read)
            refused.left.connect(self._list)
            return refused
        page = CertificatePage(setting, state)
        page.page_named.connect(self._write_page)
        page.left.connect(self._list)
        return page

    # -- the list --

    def _list(self) -> None:
        if self._is_busy():
            return
        self._turn_to(ListingRetention())
        if self._session.is_unlocked:
            self._look()

    def _look(self) -> None:
        def take(campaigns: tuple[KeptCampaign, ...]) -> None:
            if isinstance(self.state, ListingRetention):
                self._renew(replace(self.state, campaigns=campaigns))

        self.run(self._given.kept, on_done=take, on_problem=self._refuse)

    # -- erasing --

    def _ask_erase(self, campaign: str) -> None:
        state = self.state
        if not isinstance(state, ListingRetention):
            return
        asked = next(
            (each for each in state.campaigns or () if each.kept.campaign == campaign), None
        )
        if asked is None:
            return

        def look() -> tuple[tuple[KnownKey, ...], Path]:
            return self._given.known_keys(), self._given.new_file(f"erased-{campaign}")

        def take(found: tuple[tuple[KnownKey, ...], Path]) -> None:
            keys, out = found
            fitting = next((key for key in keys if key.four_words in asked.key_words), None)
            file = fitting.path if fitting is not None else None
            self._turn_to(AskingErase(campaign=asked, key_file=file, out=out))

        self.run(lambda _: look(), on_done=take, on_problem=self._refuse)

    def _erase(self, passphrase: str, typed: str) -> None:
        state = self.state
        if not isinstance(state, AskingErase) or state.key_file is None or state.step is not None:
            return
        erasure = Erasure(
            campaign=state.campaign.kept.campaign,
            typed=typed,
            key_file=state.key_file,
            passphrase=passphrase,
            out=state.out,
        )
        self._renew(replace(state, step=EraseStep.OPENING_KEY, problem=None))
        self.run_in_steps(
            lambda register: self._given.erase(register, erasure),
            Listener(on_step=self._take_step, on_done=lambda: None, on_problem=self._refuse),
        )

    def _take_step(self, step: EraseStep | Certificate) -> None:
        if isinstance(step, Certificate):
            self._show_done(step, Shown.ERASED)
        elif isinstance(self.state, AskingErase):
            self._renew(replace(self.state, step=step))

    # -- a key's end --

    def _choose_key(self) -> None:
        def take(keys: tuple[KnownKey, ...]) -> None:
            readable = [key for key in keys if key.problem is None]
            file = readable[0].path if len(readable) == 1 else None
            self._turn_to(ChoosingKey(keys=keys, key_file=file))

        self.run(lambda _: self._given.known_keys(), on_done=take, on_problem=self._refuse)

    def _take_batches(self, folder: Path) -> None:
        if isinstance(self.state, ChoosingKey) and not self.state.is_busy:
            self._renew(replace(self.state, batches=folder, problem=None))

    def _survey(self, passphrase: str) -> None:
        state = self.state
        if not isinstance(state, ChoosingKey) or state.key_file is None or state.is_busy:
            return
        file = state.key_file
        batches = () if state.batches is None else (state.batches,)
        self._renew(replace(state, is_busy=True, problem=None))
        self.run(
            lambda register: self._given.survey(register, file, passphrase, batches),
            on_done=self._take_survey,
            on_problem=self._refuse,
        )

    def _take_survey(self, surveyed: Surveyed) -> None:
        if not isinstance(self.state, ChoosingKey):
            return
        if surveyed.ends:
            self._turn_to(KeyNeeded(surveyed=surveyed))
            return
        self.run(
            lambda _: self._given.new_file(f"destroyed-{surveyed.file.stem}"),
            on_done=lambda out: self._turn_to(AskingDestroy(surveyed=surveyed, out=out)),
            on_problem=self._refuse,
        )

    def _destroy(self, typed: str) -> None:
        state = self.state
        if not isinstance(state, AskingDestroy) or state.is_busy:
            return
        surveyed, out = state.surveyed, state.out
        self._renew(replace(state, is_busy=True, problem=None))
        self.run(
            lambda register: self._given.destroy(register, surveyed, typed, out),
            on_done=lambda certificate: self._take_destroyed(certificate, surveyed.file),
            on_problem=self._refuse,
        )

    def _take_destroyed(self, certificate: Certificate, file: Path) -> None:
        self._show_done(certificate, Shown.DESTROYED)
        if not certificate.is_key_file_left:
            self.work(
                lambda: self._given.forget_key(file),
                on_done=lambda _: None,
                on_problem=self._refuse,
            )

    def _show_done(self, certificate: Certificate, why: Shown) -> None:
        problem = certificate.page_problem
        self._turn_to(ShowingCertificate(certificate=certificate, why=why, problem=problem))

    # -- files --

    def _take_key_file(self, file: Path) -> None:
        if isinstance(self.state, AskingErase | ChoosingKey) and not self._is_busy():
            self._renew(replace(self.state, key_file=file, problem=None))

    def _take_out(self, out: Path) -> None:
        if isinstance(self.state, AskingErase | AskingDestroy) and not self._is_busy():
            self._renew(replace(self.state, out=out, problem=None))

    # -- certificates --

    def _read(self, file: Path) -> None:
        """Verify a certificate; the register is not needed for it."""

        if self._is_busy():
            return
        self.work(
            lambda: self._given.read(file),
            on_done=lambda certificate: self._turn_to(
                ShowingCertificate(certificate=certificate, why=Shown.READ)
            ),
            on_problem=lambda problem: self._turn_to(RefusedCertificate(problem=problem)),
        )

    def _write_page(self, out: Path) -> None:
        state = self.state
        if not isinstance(state, ShowingCertificate):
            return
        certificate = state.certificate

        def take(_: object) -> None:
            if isinstance(self.state, ShowingCertificate):
                self._renew(replace(self.state, written=out, problem=None))

        self.work(
            lambda: self._given.write_page(certificate, out), on_done=take, on_problem=self._refuse
        )

    # -- showing --

    def _is_busy(self) -> bool:
        state = self.state
        if isinstance(state, AskingErase):
            return state.step is not None
        return isinstance(state, ChoosingKey | AskingDestroy) and state.is_busy

    def _refuse(self, problem: Problem) -> None:
        state = self.state
        match state:
            case AskingErase():
                self._renew(replace(state, step=None, problem=problem))
            case ChoosingKey() | AskingDestroy():
                self._renew(replace(state, is_busy=False, problem=problem))
            case ListingRetention() | ShowingCertificate():
                self._renew(replace(state, problem=problem))
            case KeyNeeded() | RefusedCertificate():
                pass  # nothing is under way there
            case _:
                assert_never(state)

    def _renew(self, state: RetentionState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn_to(self, state: RetentionState) -> None:
        self.state = state
        self.page_outdated.emit()
