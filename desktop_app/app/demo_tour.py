"""Leads made-up people through the real kiosk window, by real keys and clicks, with pictures."""

import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from desktop_app.app.demo_people import MadeUpPerson
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.start import WINDOWED_SIZE, begin_once_shown, new_window
from desktop_app.kiosk.states import Ticked
from desktop_app.kiosk.visitor import Visitor
from desktop_app.qt.application import application
from desktop_app.qt.tasks import Lane


@dataclass(frozen=True, kw_only=True)
class Waited:
    """How long a person waited: from SIGN to the thank-you, and the next one for the start."""

    thanked_s: float
    back_s: float


class Tour:
    """The kiosk in a window, and the pictures that were taken of it."""

    def __init__(self, stall: Stall, picture_folder: Path, *, takes_pictures: bool = True) -> None:
        self._stall = stall
        self._folder = picture_folder
        self._takes_pictures = takes_pictures
        self.pictures: list[Path] = []

    def __enter__(self) -> "Tour":
        self._folder.mkdir(parents=True, exist_ok=True)
        self._app: QApplication = application()
        self._lane = Lane()
        self._window = new_window(self._stall, self._lane, may_close=True)
        begin_once_shown(self._window, self._stall)
        self._window.resize(WINDOWED_SIZE)
        self._window.show()
        self._visitor = Visitor(self._window)
        self._visitor.waits_until(lambda: self._window.state.kept_count is not None)
        if self._takes_pictures:
            self._takes_quiet_pictures()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._window.end()
        self._lane.close()
        self._window.close()
        self._window.deleteLater()
        self._app.processEvents()

    def lets_sign(self, person: MadeUpPerson) -> Waited:
        """Let somebody sign, from the petition to the thank-you and the next person."""
        visitor, language = self._visitor, person.language
        visitor.chooses_language(language)
        visitor.presses_sign()
        visitor.gives_name(person.given_name, person.family_name)
        self._takes(f"{language}-3-email")
        visitor.gives_email(person.email)
        if visitor.finds(f"country_{person.country}") is None:
            visitor.seeks_country(person.country)
            self._takes(f"{language}-4-countries")
        visitor.chooses_country(person.country)
        visitor.answers("share_with_starter", is_yes=person.shares)
        visitor.answers("email_updates", is_yes=person.wants_email)
        visitor.answers("sms", is_yes=person.wants_sms)
        self._takes(f"{language}-4-choices")
        if person.wants_sms:
            visitor.gives_phone(person.phone)
            self._takes(f"{language}-5-phone")
        visitor.goes_to_sign()
        signed_s = time.perf_counter()
        visitor.signs()
        visitor.waits_for_thanks()
        thanked_s = time.perf_counter() - signed_s
        self._takes(f"{language}-6-thanks")
        left_s = time.perf_counter()
        visitor.presses_next_person()
        return Waited(thanked_s=thanked_s, back_s=time.perf_counter() - left_s)

    def _takes_quiet_pictures(self) -> None:
        """Show the pages that nobody has typed on, in every language."""
        visitor = self._visitor
        for language in self._stall.pack.settings.languages:
            visitor.chooses_language(language)
            self._takes(f"{language}-1-petition")
            visitor.reads("text")
            self._takes(f"{language}-reading")
            visitor.leaves_reading()
            visitor.presses_sign()
            self._takes(f"{language}-2-name")
            self._window.happen(
                Ticked(seconds=self._stall.pack.settings.kiosk.quiet_s)
            )  # as if nobody had moved
            self._takes(f"{language}-are-you-still-there")
            visitor.needs_more_time()
            visitor.starts_again()
            visitor.chooses_language(language)
            self._window.meet_bug()
            self._takes(f"{language}-call-the-volunteer")
            visitor.tries_again()
        visitor.turns_large_on()
        self._takes("large-1-petition")
        visitor.presses_sign()
        self._takes("large-2-name")
        visitor.starts_again()

    def _takes(self, name: str) -> None:
        """Take a picture, once for each name."""
        path = self._folder / f"{name}.png"
        if self._takes_pictures and path not in self.pictures:
            self._visitor.takes_picture(path)
            self.pictures.append(path)
