"""The stages that write a key: a new one, one that came back from paper, or another passphrase."""

from dataclasses import replace
from pathlib import Path

from desktop_app.console.coordinator.keys_stages import KeyStages
from desktop_app.console.coordinator.keys_states import (
    ChoosingPassphrase,
    ComparingWords,
    Done,
    NamingKey,
    ShowingKey,
    TypingSheet,
)
from desktop_app.console.coordinator.new_passphrase import Step
from desktop_app.console.given_keys import KnownKey
from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import Recovered
from desktop_app.sealing.typed_sheet import TypedSheet


class KeyWriting(KeyStages):
    """Leads from a place and a passphrase, or from a sheet, to a key file."""

    # -- where --

    def _create(self) -> None:
        self._name_key(None)

    def _name_key(self, recovered: CampaignKey | None) -> None:
        self.work(
            self._given.new_file,
            on_done=lambda file: self._turn_to(NamingKey(file=file, recovered=recovered)),
            on_problem=self._refuse,
        )

    def _take_file(self, file: Path) -> None:
        if isinstance(self.state, NamingKey):
            self._renew(replace(self.state, file=file, problem=None))

    def _choose_suite(self, suite: SuiteId) -> None:
        if isinstance(self.state, NamingKey):
            self._renew(replace(self.state, suite=suite))

    def _take_place(self) -> None:
        """See that the place is free before anybody is asked for anything else."""
        naming = self.state
        if isinstance(naming, NamingKey):
            self._try(
                lambda: self._given.check_new_file(naming.file),
                lambda _: self._choose_passphrase(naming=replace(naming, problem=None)),
            )

    # -- under which passphrase --

    def _choose_passphrase(
        self, *, naming: NamingKey | None = None, key: KnownKey | None = None
    ) -> None:
        proposed = self._given.propose()
        self._turn_to(ChoosingPassphrase(naming=naming, key=key, proposed=proposed))

    def _propose_others(self) -> None:
        if isinstance(self.state, ChoosingPassphrase):
            self._renew(replace(self.state, proposed=self._given.propose()))

    def _take_step(self, step: Step) -> None:
        if isinstance(self.state, ChoosingPassphrase) and not self.state.is_busy:
            self._turn_to(replace(self.state, step=step, problem=None))

    def _leave_passphrase(self) -> None:
        state = self.state
        if not isinstance(state, ChoosingPassphrase) or state.is_busy:
            return
        if state.naming is not None:
            self._turn_to(state.naming)
        elif state.key is not None:
            self._turn_to(ShowingKey(key=state.key, is_open=self.has_open_key))

    def _take_passphrase(self, typed: str, again: str) -> None:
        state = self.state
        if not isinstance(state, ChoosingPassphrase) or state.is_busy:
            return
        try:
            passphrase = state.taken(typed, again)
        except Problem as problem:
            self._refuse(problem)
            return
        if state.naming is not None:
            self._write(state.naming, passphrase)
        elif state.key is not None and self._key is not None:
            self._change(state.key.path, self._key, passphrase)

    def _write(self, naming: NamingKey, passphrase: str) -> None:
        file, suite, recovered = naming.file, naming.suite, naming.recovered

        def write() -> CampaignKey:
            if recovered is None:
                return self._given.create(file, passphrase, suite)
            self._given.write_recovered(file, recovered, passphrase)
            return recovered

        def take(key: CampaignKey) -> None:
            self._key = key
            self._show_key(file, Done.CREATED if recovered is None else Done.RECOVERED)

        self._try(write, take)

    def _change(self, file: Path, key: CampaignKey, passphrase: str) -> None:
        self._try(
            lambda: self._given.change_passphrase(file, key, passphrase),
            lambda _: self._show_key(file, Done.RELOCK),
        )

    # -- from paper --

    def _recover(self) -> None:
        self._turn_to(TypingSheet())

    def _choose_sheets(self, is_split: bool) -> None:
        state = self.state
        if isinstance(state, TypingSheet) and not state.is_busy and state.is_split != is_split:
            count = 2 if is_split else 1
            looked = self._given.look_at_typed("", is_split)
            self._turn_to(
                TypingSheet(
                    key=state.key, is_split=is_split, texts=("",) * count, looked=(looked,) * count
                )
            )

    def _take_typed(self, number: int, text: str) -> None:
        """Look at a sheet while it is typed; an answer about an older text is nobody's."""
        state = self.state
        if not isinstance(state, TypingSheet) or state.is_busy or state.texts[number] == text:
            return
        is_split = state.is_split

        def take(looked: TypedSheet) -> None:
            now = self.state
            if not isinstance(now, TypingSheet) or now.is_split != is_split:
                return
            if now.texts[number] == text:
                self._renew(replace(now, looked=_with(now.looked, number, looked)))

        self._renew(replace(state, texts=_with(state.texts, number, text), problem=None))
        self.work(
            lambda: self._given.look_at_typed(text, is_split),
            on_done=take,
            on_problem=self._refuse,
        )

    def _read_sheets(self) -> None:
        state = self.state
        if not isinstance(state, TypingSheet):
            return
        texts, is_split, known = state.texts, state.is_split, state.key
        key = self._key
        if known is not None and key is not None:
            file = known.path

            def prove() -> None:
                recovered = self._given.read_sheets(texts, is_split)
                self._given.prove_by_sheet(file, key, recovered)

            self._try(prove, lambda _: self._show_key(file, Done.PROVED))
        elif known is None:
            self._try(lambda: self._given.read_sheets(texts, is_split), self._compare)

    def _compare(self, recovered: Recovered) -> None:
        self._turn_to(ComparingWords(keys=self._given.possible_keys(recovered)))

    def _take_compared(self, is_same: bool) -> None:
        state = self.state
        if not isinstance(state, ComparingWords) or not state.keys:
            return
        if is_same:
            self._name_key(state.keys[0])
            return
        others = state.keys[1:]
        self._turn_to(ComparingWords(keys=others, are_others=not others))


def _with(values: tuple, number: int, value: object) -> tuple:  # type: ignore[type-arg]
    """Give a tuple with another value in one place."""
    return (*values[:number], value, *values[number + 1 :])
