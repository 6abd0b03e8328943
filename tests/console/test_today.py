"""Today, on a real journal: what is counted, where the hours stand, and who else may be at work."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.app.console_today import count_day, midnight
from desktop_app.app.restoring import restore_from
from desktop_app.app.second_copy import catch_up, choose
from desktop_app.console.places import Place
from desktop_app.qt.widgets.buttons import Action
from tests.console.conftest import BERLIN, OpenVolunteer
from tests.console.device import NOW, Device
from tests.making import device_home, idea_folder, published

YESTERDAY = NOW - timedelta(days=1)
HOLDS_THE_HOME = """
import sys, pathlib
from desktop_app.app.home import Home
with Home(folder=pathlib.Path(sys.argv[1])).alone():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_signatures_of_today_in_all_and_not_handed_over(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(2, at=YESTERDAY)
    device.signs(3, at=NOW - timedelta(hours=2))
    device.signs(1)

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("today", "4")
    assert volunteer.reads("all") == "6"
    assert volunteer.reads("waiting") == "6"
    assert volunteer.reads("last") == "Last signature: 17:52"
    assert volunteer.sees("hour_15:00")
    assert volunteer.sees("hour_17:00")
    assert "people" not in volunteer.reads_all().lower()


def test_a_device_on_which_nobody_has_signed(device: Device, volunteer_at: OpenVolunteer) -> None:
    volunteer = volunteer_at(device)

    volunteer.waits_to_read("today", "0")
    assert volunteer.reads("last") == "No signature yet."


def test_what_was_taken_back_does_not_count(device: Device, volunteer_at: OpenVolunteer) -> None:
    from tests.making import signature

    device.signs(2)
    with device.journal() as journal:
        kept = journal.keep(signature(), device.pack)
        journal.undo(kept.record_id, device.pack)

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("today", "2")
    assert volunteer.reads("all") == "2"


def test_new_signatures_are_there_when_somebody_looks_again(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(1)
    volunteer = volunteer_at(device)
    volunteer.waits_to_read("today", "1")
    volunteer.goes_to(Place.CLOSE_SHIFT)
    device.signs(2)

    volunteer.goes_to(Place.TODAY)

    volunteer.waits_to_read("today", "3")


def test_counts_while_the_kiosk_holds_the_home(device: Device, volunteer_at: OpenVolunteer) -> None:
    device.signs(3)
    command = [sys.executable, "-c", HOLDS_THE_HOME, str(device.home.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kiosk:
        assert kiosk.stdin is not None
        assert kiosk.stdout is not None
        assert kiosk.stdout.readline() == b"held\n"
        volunteer = volunteer_at(device)
        volunteer.waits_to_read("today", "3")

        volunteer.goes_to(Place.CLOSE_SHIFT)
        volunteer.waits_to_read("shift_0", "3 signatures")
        volunteer.presses("close")

        volunteer.waits_to_read("problem", "[home.in_use]")
        kiosk.stdin.close()


def test_each_campaign_has_its_line_where_there_are_several(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    other = published(
        device.key, device.home.folder / "i.inkpack", idea_folder(device.home.folder / "i")
    )
    device_home(device.home.folder, device.home.folder / "i.inkpack")
    device.signs(2)
    device.signs(1, pack=other)

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("campaign_0", "2 signatures – ")
    assert "What matters where you live?" in volunteer.reads("campaign_1")


def test_a_moved_clock_is_said_in_a_sentence(device: Device, volunteer_at: OpenVolunteer) -> None:
    device.signs(1)
    device.signs(1, at=NOW - timedelta(hours=3))

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("clock_steps", "No signature is lost")
    assert "17:52" in volunteer.reads("clock_steps")
    assert "14:52" in volunteer.reads("clock_steps")


def test_after_closing_only_the_hour_of_the_last_signature_is_told(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(1)
    with device.journal() as journal:
        journal.close_shift(device.pack, place="", shift="")

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("last", "Last signature: 17:00–18:00")


def test_signatures_before_midnight_are_of_yesterday(device: Device) -> None:
    device.signs(2, at=datetime(2026, 11, 24, 22, 59, tzinfo=UTC))
    device.signs(3, at=datetime(2026, 11, 24, 23, 1, tzinfo=UTC))

    counts = count_day(device.home, NOW.astimezone(BERLIN).date(), BERLIN)

    assert counts.today_count == 3
    assert counts.all_count == 5


def test_midnight_is_where_the_device_is() -> None:
    day = NOW.date()

    assert midnight(day, BERLIN) == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert midnight(day, None).astimezone().date() == day


def restored_from_a_dead_tablet(device: Device, folder: Path) -> None:
    """Let five sign on another tablet, which then dies; its second copy is restored here."""
    dead = replace(device, home=device_home(folder / "dead", folder / "open-doors.inkpack"))
    dead.signs(5)
    stick = folder / "second"
    stick.mkdir()
    with dead.journal() as journal:
        mirror = choose(dead.home, journal, stick)
        list(catch_up(journal, mirror))
    restore_from(device.home, stick)


def test_journals_that_were_restored_here_are_counted_too(
    device: Device, volunteer_at: OpenVolunteer, tmp_path: Path
) -> None:
    device.signs(2)
    restored_from_a_dead_tablet(device, tmp_path)

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("all", "7")
    assert volunteer.reads("waiting") == "7"


def test_a_journal_of_which_nothing_is_whole_is_said_calmly(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(2)
    (device.home.folder / "journal.sqlite").write_bytes(b"no journal at all" * 1000)

    volunteer = volunteer_at(device)

    volunteer.waits_until(lambda: volunteer.sees("problem"))
    assert volunteer.reads("problem").endswith("[restore.nothing_found]")


def test_of_a_damaged_journal_what_is_whole_is_counted(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(3)
    with closing(sqlite3.connect(device.home.folder / "journal.sqlite")) as connection:
        connection.execute("UPDATE record SET sealed = zeroblob(512) WHERE seq = 2")
        connection.commit()

    volunteer = volunteer_at(device)

    volunteer.waits_to_read("all", "2")


def test_more_leads_to_what_has_no_room(device: Device, volunteer_at: OpenVolunteer) -> None:
    device.signs(1)
    device.signs(1, at=NOW - timedelta(hours=3))
    volunteer = volunteer_at(device)
    volunteer.waits_to_read("today", "2")
    volunteer.presses("text_size")
    volunteer.window.resize(1024, 600)
    assert not volunteer.sees("clock_steps")
    volunteer.window.findChild(Action, "more").setFocus()
    volunteer.presses("more")

    assert volunteer.sees("clock_steps")
    assert volunteer.window.focusWidget().objectName() == "more"
