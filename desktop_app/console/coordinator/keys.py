"""The desk of keys: a list, one key with what can be done with it, and the ways to write one."""

from dataclasses import replace
from pathlib import Path
from typing import assert_never

from desktop_app.console.coordinator.key_page import KeyPage, UnlockKeyPage
from desktop_app.console.coordinator.keys_list_page import KeysListPage
from desktop_app.console.coordinator.keys_new_pages import NameKeyPage
from desktop_app.console.coordinator.keys_sheet_pages import (
    ComparePage,
    ProvePage,
    TypeSheetPage,
)
from desktop_app.console.coordinator.keys_stages import key_of
from desktop_app.console.coordinator.keys_states import (
    Act,
    ChoosingPassphrase,
    ComparingWords,
    Done,
    ListingKeys,
    NamingKey,
    ProvingSheet,
    ShowingKey,
    TypingSheet,
    UnlockingKey,
    Wish,
)
from desktop_app.console.coordinator.keys_writing import KeyWriting
from desktop_app.console.coordinator.passphrase_page import PassphrasePage
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.sheet_proof import WordsDiffer


class KeysDesk(KeyWriting):
    """Lists keys, opens one with its passphrase, and does what is wished with it."""

    def come(self) -> None:
        """Read the list anew; a key that was left open is locked."""
        if isinstance(self.state, ListingKeys):
            self._look()
        elif isinstance(self.state, ShowingKey) and not self.state.is_busy:
            self.lock()
            self._show_key(self.state.key.path)

    # -- pages --

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case ListingKeys() | ShowingKey() | UnlockingKey():
                return self._page_of_keys(setting, self.state)
            case NamingKey() | ChoosingPassphrase():
                return self._page_of_writing(setting, self.state)
            case ProvingSheet() | TypingSheet() | ComparingWords():
                return self._page_of_sheets(setting, self.state)
            case _:
                assert_never(self.state)

    def show(self, page: Page) -> None:
        """Show what has changed on the same page."""
        page.show_state(self.state)  # type: ignore[attr-defined]

    def _page_of_keys(
        self, setting: Setting, state: ListingKeys | ShowingKey | UnlockingKey
    ) -> Page:
        match state:
            case ListingKeys():
                listing = KeysListPage(setting, state)
                listing.opened.connect(self._open)
                listing.taken_off.connect(self._take_off)
                listing.brought_back.connect(self._bring_back)
                listing.create_pressed.connect(self._create)
                listing.recover_pressed.connect(self._recover)
                return listing
            case ShowingKey():
                showing = KeyPage(setting, state, self._given.outbox)
                showing.wished.connect(self._wish)
                showing.lock_pressed.connect(self.lock)
                showing.left.connect(self._list)
                return showing
            case UnlockingKey():
                unlocking = UnlockKeyPage(setting, state)
                unlocking.passphrase_given.connect(self._unlock)
                unlocking.left.connect(self._back_to_key)
                return unlocking
            case _:
                assert_never(state)

    def _page_of_writing(self, setting: Setting, state: NamingKey | ChoosingPassphrase) -> Page:
        match state:
            case NamingKey():
                naming = NameKeyPage(setting, state)
                naming.file_named.connect(self._take_file)
                naming.suite_chosen.connect(self._choose_suite)
                naming.next_pressed.connect(self._take_place)
                naming.left.connect(self._list)
                return naming
            case ChoosingPassphrase():
                choosing = PassphrasePage(setting, state)
                choosing.other_words_asked.connect(self._propose_others)
                choosing.step_chosen.connect(self._take_step)
                choosing.passphrase_given.connect(self._take_passphrase)
                choosing.left.connect(self._leave_passphrase)
                return choosing
            case _:
                assert_never(state)

    def _page_of_sheets(
        self, setting: Setting, state: ProvingSheet | TypingSheet | ComparingWords
    ) -> Page:
        match state:
            case ProvingSheet():
                proving = ProvePage(setting, state)
                proving.words_given.connect(self._take_words)
                proving.left.connect(self._back_to_key)
                return proving
            case TypingSheet():
                typing = TypeSheetPage(setting, state)
                typing.kind_chosen.connect(self._choose_sheets)
                typing.typed.connect(self._take_typed)
                typing.next_pressed.connect(self._read_sheets)
                typing.left.connect(self._back_to_key)
                return typing
            case ComparingWords():
                comparing = ComparePage(setting, state)
                comparing.compared.connect(self._take_compared)
                comparing.left.connect(self._recover)
                return comparing
            case _:
                assert_never(state)

    # -- the list --

    def _open(self, file: Path) -> None:
        if isinstance(self.state, ListingKeys):
            self._show_key(file)

    def _take_off(self, file: Path) -> None:
        def take(_: object) -> None:
            if isinstance(self.state, ListingKeys):
                self._renew(replace(self.state, taken_off=file, problem=None))
                self._look()

        self.work(lambda: self._given.take_off(file), on_done=take, on_problem=self._refuse)

    def _bring_back(self) -> None:
        state = self.state
        if not isinstance(state, ListingKeys) or state.taken_off is None:
            return
        file = state.taken_off

        def take(_: object) -> None:
            if isinstance(self.state, ListingKeys):
                self._renew(replace(self.state, taken_off=None, problem=None))
                self._look()

        self.work(lambda: self._given.remember(file), on_done=take, on_problem=self._refuse)

    # -- one key --

    def _back_to_key(self) -> None:
        """Show the key that a stage is about, or the list."""
        known = key_of(self.state)
        if known is None:
            self._list()
        elif not getattr(self.state, "is_busy", False):
            self._turn_to(ShowingKey(key=known, is_open=self.has_open_key))

    def _wish(self, wish: Wish) -> None:
        state = self.state
        if not isinstance(state, ShowingKey) or state.is_busy:
            return
        if self._key is None:
            self._turn_to(UnlockingKey(key=state.key, wish=wish))
        else:
            self._begin(wish, state.key, self._key)

    def _unlock(self, passphrase: str) -> None:
        state = self.state
        if not isinstance(state, UnlockingKey):
            return
        known, wish = state.key, state.wish

        def take(key: CampaignKey) -> None:
            self._key = key
            self._turn_to(ShowingKey(key=known, is_open=True))
            self._begin(wish, known, key)

        self._try(lambda: self._given.unlock(known.path, passphrase), take)

    def _begin(self, wish: Wish, known: KnownKey, key: CampaignKey) -> None:
        """Do what is wished with an open key, or lead to where more is asked."""
        match wish.act:
            case Act.PROVE:
                self._turn_to(ProvingSheet(key=known, numbers=self._given.ask_numbers()))
            case Act.PROVE_BY_SHEET:
                self._turn_to(TypingSheet(key=known))
            case Act.RELOCK:
                self._choose_passphrase(key=known)
            case Act.SHEET | Act.SPLIT | Act.EXPORT | Act.DRILL:
                assert wish.path is not None
                self._write_or_try(wish.act, wish.path, known, key)
            case _:
                assert_never(wish.act)

    def _write_or_try(self, act: Act, path: Path, known: KnownKey, key: CampaignKey) -> None:
        given = self._given

        def do() -> tuple[Path, ...]:
            if act is Act.SPLIT:
                return given.write_split(key, path)
            if act is Act.DRILL:
                given.drill(key, path)
                return ()
            write = given.write_sheet if act is Act.SHEET else given.export
            write(key, path)
            return (path,)

        done = Done(act.value)
        self._try(do, lambda written: self._show_key(known.path, done, written))

    # -- the proof --

    def _take_words(self, answers: tuple[str, ...]) -> None:
        state, key = self.state, self._key
        if not isinstance(state, ProvingSheet) or key is None:
            return
        known, numbers = state.key, state.numbers

        def refuse(problem: Problem) -> None:
            """After wrong words others are asked for: nobody shall find them out one by one."""
            if isinstance(problem, WordsDiffer):
                others = self._given.ask_numbers()
                self._turn_to(ProvingSheet(key=known, numbers=others, problem=problem))
            else:
                self._refuse(problem)

        self._try(
            lambda: self._given.prove(known.path, key, numbers, answers),
            lambda _: self._show_key(known.path, Done.PROVED),
            refuse,
        )
