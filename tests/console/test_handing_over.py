"""Hand over, with real journals and real folders: choose, write, stop, go on, and look back."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.console_handover import write
from desktop_app.app.verifying import verify
from desktop_app.console.given import ConsoleEnd, HandOverGiven
from desktop_app.console.handing_states import Choosing
from desktop_app.console.places import Place
from desktop_app.console.stick import Stick
from tests.console.conftest import OpenVolunteer
from tests.console.device import Device
from tests.console.volunteer import Volunteer
from tests.making import made_key

MANY = 1_200
"""More than two batches hold."""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


Put = list[Stick]


@pytest.fixture
def plugged_in(stick: Path) -> Put:
    """The sticks that are plugged in now; tests pull and put them."""
    return [a_stick(stick)]


def a_stick(folder: Path, *, is_writable: bool = True) -> Stick:
    return Stick(
        folder=folder, name=folder.name, free_bytes=14_200_000_000, is_writable=is_writable
    )


@pytest.fixture
def volunteer(device: Device, plugged_in: Put, volunteer_at: OpenVolunteer) -> Volunteer:
    device.signs(3)
    return at_hand_over(device, plugged_in, volunteer_at)


def at_hand_over(
    device: Device, plugged_in: Put, volunteer_at: OpenVolunteer, **other: Any
) -> Volunteer:
    given = device.given()
    assert given.hand_over is not None
    hand_over: HandOverGiven = replace(given.hand_over, sticks=lambda: tuple(plugged_in), **other)
    return volunteer_at(device, Place.HAND_OVER, given=replace(given, hand_over=hand_over))


def hands_over(volunteer: Volunteer) -> None:
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    volunteer.presses("begin")
    volunteer.waits_to_read("title", "Safe to remove")


def test_one_stick_one_touch_and_it_is_safe_to_remove(volunteer: Volunteer, stick: Path) -> None:
    volunteer.waits_to_read("waiting", "3 signatures are to be handed over.")

    hands_over(volunteer)

    assert volunteer.reads("sentence_0") == "3 signatures"
    found = verify([stick])
    assert (found.records, found.damages, found.gaps) == (3, (), ())
    volunteer.presses("done")
    volunteer.waits_to_read("waiting", "Everything is handed over.")
    assert not volunteer.may_press("begin")


def test_after_closing_the_slip_is_named(
    device: Device, plugged_in: Put, volunteer_at: OpenVolunteer
) -> None:
    device.signs(2)
    volunteer = at_hand_over(device, plugged_in, volunteer_at)
    volunteer.goes_to(Place.CLOSE_SHIFT)
    volunteer.waits_until(lambda: volunteer.may_press("close"))
    volunteer.presses("close")
    volunteer.waits_to_read("title", "The shift is closed")
    first_group = volunteer.reads("slip_0").split()[0]
    volunteer.goes_to(Place.HAND_OVER)

    hands_over(volunteer)

    assert volunteer.reads("sentence_0") == f"2 signatures, slip \u2068{first_group}\u2069 …"


def test_nothing_is_chosen_for_a_volunteer_between_two_sticks(
    volunteer: Volunteer, plugged_in: Put, tmp_path: Path
) -> None:
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    other = tmp_path / "RED"
    other.mkdir()
    plugged_in[:] = [a_stick(other), a_stick(tmp_path / "BLUE")]

    volunteer.window.desk(Place.HAND_OVER).tick()
    volunteer.waits_until(lambda: volunteer.sees("stick_RED"))
    assert not volunteer.may_press("begin")
    volunteer.presses("stick_RED")
    hands_over(volunteer)

    assert verify([other]).records == 3


def test_a_stick_that_is_pulled_is_chosen_no_more(volunteer: Volunteer, plugged_in: Put) -> None:
    volunteer.waits_until(lambda: volunteer.may_press("begin"))

    plugged_in.clear()
    volunteer.window.desk(Place.HAND_OVER).tick()

    volunteer.waits_to_read("hint", "Put a USB stick")
    assert not volunteer.may_press("begin")


def test_a_stick_that_cannot_be_written_to_is_named_and_not_offered(
    volunteer: Volunteer, plugged_in: Put, stick: Path
) -> None:
    plugged_in[:] = [a_stick(stick, is_writable=False)]

    volunteer.window.desk(Place.HAND_OVER).tick()

    volunteer.waits_until(
        lambda: volunteer.sees("stick_KINGSTON") and not volunteer.may_press("stick_KINGSTON")
    )
    assert not volunteer.may_press("begin")


def test_another_folder_is_taken(
    volunteer: Volunteer, plugged_in: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged_in.clear()
    folder = tmp_path / "shared folder"
    folder.mkdir()
    monkeypatch.setattr(  # the system's own window would wait for a hand
        "desktop_app.console.pages.choosing_page.QFileDialog.getExistingDirectory",
        lambda *_: str(folder),
    )

    volunteer.presses("other_folder")
    hands_over(volunteer)

    assert verify([folder]).records == 3


def test_stopping_keeps_what_is_safe_and_the_next_time_goes_on(
    device: Device, plugged_in: Put, stick: Path, volunteer_at: OpenVolunteer
) -> None:
    device.signs(MANY)
    volunteer = at_hand_over(device, plugged_in, volunteer_at)
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    volunteer.presses("begin")
    volunteer.waits_to_read("count", "500 signatures")

    volunteer.presses("stop")

    volunteer.waits_to_read("title", "Stopped")
    so_far = verify([stick]).records
    assert so_far in (500, 1000)
    assert volunteer.reads("sentence_0").startswith(("500 ", "1,000 "))
    with device.home.alone():  # it was given back
        pass
    volunteer.presses("done")
    hands_over(volunteer)
    found = verify([stick])
    assert (found.records, found.damages, found.gaps) == (MANY, (), ())


def test_other_places_work_while_it_is_written(
    device: Device, plugged_in: Put, volunteer_at: OpenVolunteer
) -> None:
    device.signs(MANY)
    volunteer = at_hand_over(device, plugged_in, volunteer_at)
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    volunteer.presses("begin")

    volunteer.goes_to(Place.TODAY)
    volunteer.waits_to_read("all", "1,200")
    volunteer.goes_to(Place.HAND_OVER)

    volunteer.waits_to_read("title", "Safe to remove")
    assert volunteer.reads("sentence_0") == "1,200 signatures"


def test_a_stick_pulled_in_between_says_what_is_safe_and_goes_on_when_it_is_back(
    device: Device, plugged_in: Put, stick: Path, volunteer_at: OpenVolunteer, tmp_path: Path
) -> None:
    device.signs(MANY)
    pocket = tmp_path / "pocket"

    def pulled(folder: Path, is_again: bool):
        parts = write(device.home, folder, is_again=is_again)
        yield next(parts)
        if not pocket.exists():
            shutil.move(folder, pocket)
        yield from parts

    volunteer = at_hand_over(device, plugged_in, volunteer_at, write=pulled)
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    volunteer.presses("begin")
    volunteer.waits_to_read("title", "Not everything is handed over")
    assert "[batch." in volunteer.reads_all()
    assert "500 signatures are on the stick" in volunteer.reads_all()
    assert "still on this device" in volunteer.reads_all()

    shutil.move(pocket, stick)
    pocket.mkdir()
    volunteer.presses("again")

    volunteer.waits_to_read("title", "Safe to remove")
    found = verify([stick])
    assert (found.records, found.damages, found.gaps) == (MANY, (), ())


def test_after_a_failure_another_stick_can_be_chosen(
    device: Device, plugged_in: Put, stick: Path, volunteer_at: OpenVolunteer, tmp_path: Path
) -> None:
    device.signs(2)
    stick.rmdir()
    stick.write_text("no folder at all")
    volunteer = at_hand_over(device, plugged_in, volunteer_at)
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    volunteer.presses("begin")
    volunteer.waits_to_read("title", "Not everything is handed over")

    good = tmp_path / "GOOD"
    good.mkdir()
    plugged_in[:] = [a_stick(good)]
    volunteer.presses("choose")
    hands_over(volunteer)

    assert verify([good]).records == 2


def test_closing_the_window_finishes_the_part_that_is_being_written(
    device: Device, plugged_in: Put, stick: Path, volunteer_at: OpenVolunteer
) -> None:
    device.signs(MANY)
    volunteer = at_hand_over(device, plugged_in, volunteer_at)
    ends: list[ConsoleEnd] = []
    volunteer.window.ended.connect(ends.append)
    volunteer.waits_until(lambda: volunteer.may_press("begin"))
    volunteer.presses("begin")

    volunteer.window.close()

    volunteer.waits_until(lambda: ends == [ConsoleEnd.CLOSED])
    assert verify([stick]).damages == ()
    assert not list(stick.rglob("*.part"))
    with device.home.alone():
        pass


def test_what_was_handed_over_is_listed_and_can_go_once_more(
    volunteer: Volunteer, stick: Path
) -> None:
    hands_over(volunteer)
    volunteer.presses("look_back")
    volunteer.waits_to_read("past_0", "3 records")
    assert "not confirmed yet" in volunteer.reads("past_state_0")
    shutil.rmtree(stick)
    stick.mkdir()

    volunteer.presses("again")
    volunteer.waits_to_read("waiting", "once more")
    hands_over(volunteer)

    assert verify([stick]).records == 3


def test_confirmations_on_the_stick_are_taken_in(
    device: Device, volunteer: Volunteer, stick: Path
) -> None:
    hands_over(volunteer)
    confirm(device, stick)
    device.signs(1)
    volunteer.presses("done")

    hands_over(volunteer)

    assert "The coordinator has confirmed 3 records of this device." in volunteer.reads_all()
    volunteer.presses("look_back")
    volunteer.waits_until(lambda: volunteer.sees("past_0"))
    states = [volunteer.reads(f"past_state_{number}") for number in range(2)]
    assert any(state.endswith("– confirmed") for state in states), states


def confirm(device: Device, stick: Path) -> None:
    """Let the coordinator merge the stick and put an acknowledgement on it."""
    from datetime import UTC, datetime

    from desktop_app.sealing.acknowledgement import (
        ACKNOWLEDGEMENT_SUFFIX,
        ConfirmedRun,
        acknowledgement_bytes,
    )

    with device.journal() as journal:
        (last,) = journal.records(device.pack.id, 3, 3)
        name = f"{journal.device}{ACKNOWLEDGEMENT_SUFFIX}"
        data = acknowledgement_bytes(
            device.pack.id,
            journal.device,
            (ConfirmedRun(first=1, last=3, chain=last.chain.hex()),),
            made_at=datetime(2026, 11, 26, tzinfo=UTC),
            sign=device.key.coordinator.sign,
        )
    (stick / device.pack.id / name).write_bytes(data)


def test_many_hand_overs_are_turned_page_by_page(
    device: Device, plugged_in: Put, volunteer_at: OpenVolunteer
) -> None:
    given = device.given()
    assert given.hand_over is not None
    from desktop_app.console.given import PastHandOver
    from tests.console.conftest import CAMPAIGN
    from tests.console.device import NOW

    past = tuple(
        PastHandOver(campaign=CAMPAIGN, record_count=number, handed_over_at=NOW, is_confirmed=False)
        for number in range(1, 12)
    )
    volunteer = at_hand_over(device, plugged_in, volunteer_at, past=lambda: past)
    volunteer.presses("look_back")
    volunteer.waits_to_read("past_0", "1 record")
    assert not volunteer.may_press("newer")

    seen = [volunteer.reads("past_0")]
    while volunteer.may_press("older"):
        volunteer.presses("older")
        seen.append(volunteer.reads("past_0"))

    assert len(seen) == len(set(seen))
    assert volunteer.reads("page_number") == f"{len(seen)} of {len(seen)}"


def test_a_fault_in_the_program_begins_anew(device: Device, volunteer: Volunteer) -> None:
    volunteer.window.meet_bug("KeyError handing_over.py:1")
    assert "console.bug" in volunteer.reads_all()

    volunteer.presses("leave_notice")

    assert isinstance(volunteer.window.desk(Place.HAND_OVER).state, Choosing)
    hands_over(volunteer)


def test_a_forged_confirmation_on_the_stick_is_told(
    device: Device, volunteer: Volunteer, stick: Path
) -> None:
    hands_over(volunteer)
    confirm(replace(device, key=made_key()), stick)
    device.signs(1)
    volunteer.presses("done")

    hands_over(volunteer)

    assert "was not taken: tell the coordinator" in volunteer.reads_all()
    volunteer.presses("look_back")
    volunteer.waits_to_read("past_state_0", "not confirmed yet")
