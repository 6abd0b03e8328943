"""The checklist of a stall: looks at everything, and gives one finding each."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop_app.app.campaign_checks import (
    find_pack,
    look_at_campaign,
    look_at_practice,
    look_at_retention,
    made_on,
)
from desktop_app.app.device_checks import (
    look_at_battery,
    look_at_clock,
    look_at_pin,
    look_at_screen,
    look_at_swap,
)
from desktop_app.app.drives import removable_drives
from desktop_app.app.home import Home
from desktop_app.app.settings import Settings, read_settings
from desktop_app.app.store_checks import (
    JournalSeen,
    look_at_journal,
    look_at_room,
    look_at_second_copy,
)
from desktop_app.app.surroundings import Surroundings
from desktop_app.campaign.pack import Pack
from desktop_app.console.checks import Finding, finding
from desktop_app.console.found import Found, Subject
from desktop_app.journal.mirror import MIRROR_FOLDER
from desktop_app.journal.store import JOURNAL_FILE

CLOCK_IS_RIGHT = frozenset({Found.CLOCK_PLAUSIBLE, Found.CLOCK_JUMPED})


class Checklist:
    """Looks as often as it is asked. It proves the journal anew only when its file has changed."""

    def __init__(self, home: Home, around: Surroundings | None = None) -> None:
        """Look at a home, on this machine."""
        self._home = home
        self._around = around or Surroundings()
        self._mark: object = None
        self._journal: JournalSeen | None = None

    def __call__(self) -> tuple[Finding, ...]:
        """Look at everything, in the order in which it is shown.

        Raises:
            SettingsFromNewerVersion.
        """
        order = list(Subject)
        return tuple(sorted(self._look(), key=lambda each: order.index(each.subject)))

    def _look(self) -> Iterator[Finding]:
        home, around = self._home, self._around
        settings = read_settings(home)
        pack, wrong = find_pack(home)
        journal = self._look_at_journal(settings)
        clock = look_at_clock(
            self._here(),
            made_on=made_on(pack) if pack is not None else None,
            last_at=journal.last_at,
            jump=journal.jump,
        )
        pin = look_at_pin(home)
        yield from (journal.finding, clock, pin)
        yield look_at_room(home, around)
        yield look_at_battery(around.battery())
        yield look_at_second_copy(home, journal.copy, around)
        yield look_at_screen(around, settings, pin)
        yield from look_at_swap(around.swaps_to_disk())
        if wrong is not None:
            yield finding(wrong)
        if pack is not None:
            yield from self._look_at_pack(pack, settings, clock)
            has_records = journal.last_at is not None
            yield from look_at_retention(pack, journal.due, has_records=has_records)

    def _look_at_pack(self, pack: Pack, settings: Settings, clock: Finding) -> Iterator[Finding]:
        yield look_at_campaign(
            self._home,
            pack,
            today=self._here().date(),
            is_clock_right=clock.found in CLOCK_IS_RIGHT,
        )
        yield look_at_practice(pack, settings)

    def _look_at_journal(self, settings: Settings) -> JournalSeen:
        mark = self._mark_of_stores(settings)
        if self._journal is None or mark != self._mark:
            today = self._here().date()
            self._journal = look_at_journal(self._home, self._around.clock, today)
            self._mark = mark
        return self._journal

    def _mark_of_stores(self, settings: Settings) -> object:
        """Give what changes when the journal or its copy does, and when a stick comes or goes."""
        copy = Path(settings.second_copy) / MIRROR_FOLDER if settings.second_copy else None
        files = sorted(copy.glob("*")) if copy is not None and copy.is_dir() else []
        sticks = [drive.path for drive in removable_drives()]
        journal = self._home.folder / JOURNAL_FILE
        return settings.second_copy, sticks, [_mark_of(file) for file in (journal, *files)]

    def _here(self) -> datetime:
        return self._around.clock().astimezone(self._around.zone)


def _mark_of(file: Path) -> tuple[int, int] | None:
    """Give what changes whenever a file is written to."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
