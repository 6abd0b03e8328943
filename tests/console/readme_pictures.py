"""The README's pictures of the console, at the size of the glass."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from desktop_app.app.console import given_for
from desktop_app.app.console_campaigns import campaigns_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.campaigns import CampaignsDesk
from desktop_app.console.coordinator.duplicates import DuplicatesDesk
from desktop_app.console.coordinator.inquiry_states import Telling
from desktop_app.console.coordinator.merging import MergeDesk
from desktop_app.console.coordinator.people_desk import PeopleDesk
from desktop_app.console.coordinator.sections import Section
from desktop_app.console.given import Given, Look, Sentences
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.language import CONSOLE_DOMAIN, Catalogues
from tests.console.conftest import BERLIN, CAMPAIGN, FONTS, LOCALES, NOW, opened
from tests.console.duplicates_screens import show, states
from tests.console.merge_screens import MERGED, USUAL
from tests.console.merging_desk import coordinators_desk
from tests.console.people_screens import told_person
from tests.console.screens import _settle, all_given, screens
from tests.kiosk.readme_pictures import FOLDER
from tests.kiosk.sheet import COLOURS, whole_picture_of
from tests.making import OPEN_DOORS, PASSPHRASE

PICTURES = {"setup-words": "console-setup", "stall": "console-stall"}
CAMPAIGN_PICTURE = "console-campaign"
MERGE_PICTURE = "console-merge"
DUPLICATES_PICTURE = "console-duplicates"
PERSON_PICTURE = "console-person"


def take_console_pictures() -> list[str]:
    """Write all of them; gives their names."""
    given = Given(
        catalogues=Catalogues(LOCALES, domain=CONSOLE_DOMAIN),
        fonts_folder=FONTS,
        look=Look(),
        system_language="en",
        keep_look=lambda _: None,
        read_campaign=lambda: CAMPAIGN,
        say_problem=lambda problem, _: Sentences(happened="", do="", code=problem.code),
        clock=lambda: NOW,
        zone=BERLIN,
    )
    with opened(all_given(given)) as window:
        for screen in screens(window):
            if screen in PICTURES:
                _save(window, PICTURES[screen])
    with TemporaryDirectory() as folder:
        home = Home(folder=Path(folder))
        shutil.copytree(OPEN_DOORS, home.campaigns_in_work / OPEN_DOORS.name)
        with opened(replace(all_given(given), campaigns=campaigns_given(home))) as window:
            _open_campaign(window)
            _save(window, CAMPAIGN_PICTURE)
    with TemporaryDirectory() as folder:
        desk = coordinators_desk(Path(folder))
        at = given_for(desk.home)
        known = {name: getattr(given, name) for name in ("fonts_folder", "look", "clock", "zone")}
        with opened(replace(at, **known, system_language="en")) as window:
            _show_merged(window)
            _save(window, MERGE_PICTURE)
            _show_pair(window)
            _save(window, DUPLICATES_PICTURE)
            _show_person(window)
            _save(window, PERSON_PICTURE)
    rest = [CAMPAIGN_PICTURE, MERGE_PICTURE, DUPLICATES_PICTURE, PERSON_PICTURE]
    return [*PICTURES.values(), *rest]


def _show_merged(window: ConsoleWindow) -> None:
    """Unlock the register, and show what came of a merge: one device waits, of another some is missing."""
    window.begin()
    window.go(Place.MERGE)
    desk = window.desk(Place.MERGE)
    assert isinstance(desk, MergeDesk)
    desk._session.unlock(PASSPHRASE)
    for _ in range(4):
        _settle(window)
    desk._turn_to(replace(MERGED, result=USUAL))
    _settle(window)


def _show_pair(window: ConsoleWindow) -> None:
    """Show two signatures side by side, in the register that is unlocked."""
    window.go(Place.DUPLICATES)
    desk = window.desk(Place.DUPLICATES)
    assert isinstance(desk, DuplicatesDesk)
    _settle(window)
    show(desk, next(state for name, state in states() if name == "pair"))
    _settle(window)


def _show_person(window: ConsoleWindow) -> None:
    """Show what the register knows of one person, in the register that is unlocked."""
    window.go(Place.PEOPLE)
    desk = window.desk(Place.PEOPLE)
    assert isinstance(desk, PeopleDesk)
    _settle(window)
    desk.inquiry.trail.go(Telling(record_id="", story=told_person()))
    _settle(window)


def _open_campaign(window: ConsoleWindow) -> None:
    """Open the first campaign at its words, checked and shown."""
    window.begin()
    window.go(Place.CAMPAIGNS)
    desk = window.desk(Place.CAMPAIGNS)
    assert isinstance(desk, CampaignsDesk)
    desk._open(OPEN_DOORS.name)
    for _ in range(3):
        _settle(window)
    assert desk.editor is not None
    desk.editor.open_section(Section.WORDS)
    _settle(window)


def _save(window: ConsoleWindow, name: str) -> None:
    picture = whole_picture_of(window)
    rounded = picture.quantize(4 * COLOURS, dither=Image.Dither.NONE)
    rounded.save(FOLDER / f"{name}.png", "PNG", optimize=True)
