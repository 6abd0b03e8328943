"""The editor: what is typed goes into the pack at once, and to disk and check whenever typing rests."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.campaign.check import check_files
from desktop_app.campaign.files import PackFiles
from desktop_app.campaign.in_work import PackInWork, Value, languages_of
from desktop_app.campaign.pack import MAX_LANGUAGES, Pack
from desktop_app.campaign.shape import Finding
from desktop_app.campaign.sketch import sketched
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.changes import setting
from desktop_app.console.coordinator.entries import Act, Entry, EntryKind
from desktop_app.console.coordinator.placing import Mistake, mistakes_of
from desktop_app.console.coordinator.rows import Subject
from desktop_app.console.coordinator.sections import Section
from desktop_app.console.coordinator.states import Editing, View
from desktop_app.console.given_campaigns import CampaignsGiven, Files, SignerPage
from desktop_app.language import Words
from desktop_app.problems import Problem

T = TypeVar("T")
UNKNOWN = b"\xff not known, for the disk refused"
REST_MS = 220
"""So long nobody typed: what is checked and drawn then disturbs no hand."""
MOST_WAIT_MS = 1200
"""Somebody who types on and on sees the preview follow all the same."""


SHOWN_WITH = {Section.WORDS: SignerPage.PETITION, Section.CHOICES: SignerPage.CHOICES}
"""The signer's page on which the words of a section stand."""


class Work(Protocol):
    """Does something on the lane, as `Desk.work` does."""

    def __call__(
        self,
        do: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object],
    ) -> None:
        """Queue some work; one of the two callbacks follows."""


class _Disk:
    """What the folder holds."""

    def __init__(self, files: Files) -> None:
        self.files = files


class Editor(QObject):
    """One campaign in work."""

    changed = Signal()
    page_outdated = Signal()

    def __init__(
        self, name: str, pack: PackInWork, files: Files, given: CampaignsGiven, work: Work
    ) -> None:
        """Take up a campaign; `files` are what its folder holds."""
        super().__init__()
        self.pack = pack
        self.words: Words | None = None
        self.language_complaint = ""
        default = pack.words(setting("default_language"))
        self.state = Editing(name=name, language=default or next(iter(languages_of(pack)), ""))
        self._name = name
        self._given = given
        self._work = work
        self._disk = _Disk(files)
        self._undone: Files | None = None
        self._unfinished: tuple[Entry, Value | None] | None = None
        self._is_busy = False
        self._is_again = False
        self._rest = self._timer(REST_MS)
        self._wait = self._timer(MOST_WAIT_MS)

    @property
    def version(self) -> str:
        """Name the version for its file."""
        campaign, version = (self.pack.words(setting(key)) for key in ("id", "version"))
        return f"{campaign}-{version}" if campaign and version else ""

    # -- what was typed --

    def take(self, entry: Entry, value: Value | None) -> None:
        """Put what was typed into the pack; nothing else happens while somebody types."""
        if entry.spot.keys[:1] == ("consents",) and entry.spot.keys[-1:] == ("id",):
            self._unfinished = (entry, value)  # its words follow it, once it is whole
            return
        if entry.kind is EntryKind.LONG and not entry.spot.keys and not entry.language:
            self.pack.write_file(entry.spot.file, str(value or "").encode())
        else:
            self.pack.put(entry.spot, value)
        self._note()
        if entry.kind in (EntryKind.ONE_OF, EntryKind.SOME_OF):
            self.check()

    def take_finished(self, entry: Entry, value: Value | None) -> None:
        """Take what is only taken as a whole: the id of a consent, which its words follow."""
        self._unfinished = None
        match entry.spot.keys:
            case ("consents", int(number), "id"):
                if self.pack.words(entry.spot) != (value or ""):
                    changes.renaming_consent(number, str(value or ""))(self.pack)
                    self._reshaped(entry.name)
            case _:
                pass

    def do(self, act: Act) -> None:
        """Change the shape of the pack; what is removed can come back."""
        if act.removes:
            self._undone = self.pack.files()
        act.change(self.pack)
        self._reshaped(act.name)

    def undo(self) -> None:
        """Go back to before something was removed; once more, and all is as it was after it."""
        if self._undone is not None:
            before, self._undone = self._undone, self.pack.files()
            self.pack = PackInWork(before)
            self._reshaped("")

    def take_picture(self, file: Path) -> None:
        """Read a picture on the lane and put it into the pack."""

        def done(data: bytes) -> None:
            suffix = file.suffix.lower() or ".png"
            changes.with_picture(f"picture{suffix}", data)(self.pack)
            self._reshaped("")

        self._work(lambda: self._given.read_picture(file), on_done=done, on_problem=self._say)

    def add_language(self, untrusted_text: str) -> None:
        """Add a language by its name or tag."""
        words = self.words
        assert words is not None
        language = changes.language_named(untrusted_text)
        known = languages_of(self.pack)
        if language is None:
            complaint = words.say("No language is known by this name. Write its tag, such as de.")
        elif language in known:
            complaint = words.say("This language is there already.")
        elif len(known) >= MAX_LANGUAGES:
            complaint = words.say("There is room for 20 languages and no more.")
        else:
            changes.adding_language(language)(self.pack)
            self.state = replace(self.state, language=language, section=Section.WORDS)
            self._reshaped("")
            return
        self.language_complaint = complaint
        self.changed.emit()
        self.language_complaint = ""

    # -- where one looks --

    def open_section(self, section: Section) -> None:
        """Show another section."""
        page = SHOWN_WITH.get(section, self.state.signer_page)
        self._turn(replace(self.state, section=section, view=View.FORM, focus="", signer_page=page))

    def open_language(self, language: str) -> None:
        """Show the words and the preview in another language."""
        self._turn(replace(self.state, language=language, focus=""))

    def open_view(self, view: View) -> None:
        """Show the form, what is to be mended, or the preview alone."""
        self._turn(replace(self.state, view=view))

    def lead_to(self, mistake: Mistake) -> None:
        """Show where something is to be mended, with the focus on it."""
        self._turn(
            replace(
                self.state,
                section=mistake.section,
                language=mistake.language or self.state.language,
                view=View.FORM,
                focus=mistake.target,
            )
        )

    def show_signer_page(self, page: SignerPage) -> None:
        """Preview another page."""
        self._renew(replace(self.state, signer_page=page))

    def hold_device(self, is_standing: bool) -> None:
        """Preview a tablet that lies or stands."""
        self._renew(replace(self.state, is_standing=is_standing))

    # -- check, sketch, save --

    def check(self) -> None:
        """Save, check and sketch on the lane; once more afterwards if something was typed meanwhile."""
        self._rest.stop()
        self._wait.stop()
        if self._is_busy:
            self._is_again = True
            return
        self._is_busy = True
        files = self.pack.files()

        def do() -> tuple[tuple[Finding, ...], Pack, Problem | None]:
            problem = None
            try:
                self._save(files)
            except Problem as error:
                problem = error
            checked = check_files(PackFiles(untrusted=dict(files), is_inkpack=False))
            return checked.findings, sketched(files), problem

        self._work(do, on_done=lambda found: self._take_found(files, *found), on_problem=self._say)

    def keep(self) -> None:
        """Write what was typed last, finished or not; nobody waits for the answer."""
        if self._unfinished is not None:
            self.take_finished(*self._unfinished)
        if not self.state.is_saved:
            files = self.pack.files()
            self._work(lambda: self._save(files), on_done=lambda _: None, on_problem=self._say)

    def end(self) -> None:
        """Check no more."""
        self._rest.stop()
        self._wait.stop()
        self._is_again = False
        self.blockSignals(True)
        self.deleteLater()

    def _save(self, files: Files) -> None:
        """Write what differs from the disk; on the lane, and nothing else touches `_disk`."""
        before = self._disk.files
        if files == before:
            return
        self._disk.files = dict.fromkeys((*before, *files), UNKNOWN)
        self._given.save(self._name, files, before)
        self._disk.files = files

    def _take_found(
        self, files: Files, findings: tuple[Finding, ...], sketch: Pack, problem: Problem | None
    ) -> None:
        self._is_busy = False
        assert self.words is not None
        subject = Subject(
            pack=self.pack,
            language=self.state.language,
            words=self.words,
            today=self._given.today(),
        )
        self._renew(
            replace(
                self.state,
                mistakes=mistakes_of(findings, subject, self._given.say_finding),
                sketch=sketch,
                problem=problem,
                is_saved=problem is None and self.pack.files() == files,
            )
        )
        if self._is_again:
            self._is_again = False
            self.check()

    # -- within --

    def _timer(self, after_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(self.check)
        return timer

    def _note(self) -> None:
        """Remember that something was typed, and check once hands rest."""
        self._rest.start()
        if not self._wait.isActive():
            self._wait.start()
        if self.state.is_saved:
            self._renew(replace(self.state, is_saved=False))

    def _reshaped(self, focus: str) -> None:
        """Draw the form anew: it consists of other entries now."""
        known = languages_of(self.pack)
        language = self.state.language
        if language not in known and known:
            language = known[0]
        self._turn(
            replace(
                self.state,
                focus=focus,
                language=language,
                is_saved=False,
                can_undo=self._undone is not None,
            )
        )
        self.check()

    def _say(self, problem: Problem) -> None:
        self._renew(replace(self.state, problem=problem))

    def _renew(self, state: Editing) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn(self, state: Editing) -> None:
        self.state = state
        self.page_outdated.emit()
