"""Close the shift, on a real journal: the slip is right, stays the same, and is good on a full disk."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from desktop_app.console.places import Place
from desktop_app.journal.journal import Journal
from desktop_app.journal.problems import JournalFull
from desktop_app.qt.widgets.pictures import QrCode
from desktop_app.sealing.slip import read_slip
from tests.console.conftest import OpenVolunteer
from tests.console.device import Device
from tests.console.volunteer import Volunteer
from tests.making import device_home, idea_folder, published


def slip_on_screen(volunteer: Volunteer) -> str:
    """Copy the slip by hand."""
    lines = (volunteer.reads(f"slip_{number}") for number in range(9))
    return " ".join(line for line in lines if line)


def closes(volunteer: Volunteer) -> str:
    volunteer.waits_until(lambda: volunteer.may_press("close"))
    volunteer.presses("close")
    volunteer.waits_to_read("title", "The shift is closed")
    return slip_on_screen(volunteer)


def test_the_slip_names_device_campaign_and_count(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(3)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)
    volunteer.waits_to_read("shift_0", "3 signatures – ")

    slip = read_slip(closes(volunteer))

    with device.journal() as journal:
        assert slip.is_of(journal.device)
        assert slip.campaign == device.pack.id
        last = journal.last_closed(device.pack.id)
    assert last is not None
    assert slip.has_head(last.head)
    assert last.signature_count == 3
    assert volunteer.reads("slip_count").startswith("3 signatures")
    assert "Photograph it" in volunteer.reads("to_do")
    assert not volunteer.sees("not_recorded")


def test_the_qr_code_says_what_the_letters_say(device: Device, volunteer_at: OpenVolunteer) -> None:
    device.signs(1)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)

    slip = read_slip(closes(volunteer))

    assert volunteer.window.findChild(QrCode) is not None
    assert read_slip(volunteer.window.page._content) == slip


def test_closing_again_gives_the_same_slip_until_somebody_signs(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(2)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)
    first = closes(volunteer)
    volunteer.presses("go_on")
    volunteer.waits_to_read("closed_before", "Last closed: ")
    again = closes(volunteer)
    volunteer.presses("go_on")
    device.signs(1)

    after = closes(volunteer)

    assert again == first
    assert after != first
    assert volunteer.reads("slip_count").startswith("3 signatures")


def test_several_campaigns_have_a_slip_each_page_by_page(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    folder = device.home.folder
    other = published(device.key, folder / "i.inkpack", idea_folder(folder / "i"))
    device_home(folder, folder / "i.inkpack")
    device.signs(2)
    device.signs(1, pack=other)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)

    slips = [read_slip(closes(volunteer))]
    assert volunteer.reads("slip_count").startswith("2 signatures")
    volunteer.presses("go_on")
    slips.append(read_slip(slip_on_screen(volunteer)))
    assert volunteer.reads("slip_count").startswith("1 signature ")
    volunteer.presses("back")
    assert read_slip(slip_on_screen(volunteer)) == slips[0]

    assert [slip.campaign for slip in slips] == [device.pack.id, other.id]


def test_on_a_full_disk_the_slip_is_good_and_says_so(
    device: Device, volunteer_at: OpenVolunteer, monkeypatch
) -> None:
    device.signs(2)

    def full(self: Journal, work: object) -> object:
        raise JournalFull

    monkeypatch.setattr(Journal, "_write", full)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)

    slip = read_slip(closes(volunteer))

    assert volunteer.reads("not_recorded") != ""
    assert slip.count == 2


def test_nobody_has_signed_yet(device: Device, volunteer_at: OpenVolunteer) -> None:
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)

    volunteer.waits_until(lambda: volunteer.sees("nobody"))

    assert not volunteer.may_press("close")


def test_a_second_press_closes_nothing_twice(device: Device, volunteer_at: OpenVolunteer) -> None:
    device.signs(1)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)
    volunteer.waits_until(lambda: volunteer.may_press("close"))
    button = volunteer.window.page.first_focus()

    button.click()
    button.click()

    volunteer.waits_to_read("title", "The shift is closed")
    with device.journal() as journal:
        assert journal.record_counts()[device.pack.id] == 2


def test_leaving_during_closing_loses_nothing(device: Device, volunteer_at: OpenVolunteer) -> None:
    device.signs(1)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)
    volunteer.waits_until(lambda: volunteer.may_press("close"))
    volunteer.presses("close")

    volunteer.window.close()

    volunteer.waits_until(lambda: not volunteer.window.isVisible())
    QApplication.processEvents()
    with device.journal() as journal:
        assert journal.last_closed(device.pack.id) is not None


def test_a_slip_stays_on_screen_in_another_language_size_and_after_turning(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(1)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT)
    slip = closes(volunteer)

    volunteer.presses("text_size")
    volunteer.window.resize(800, 1280)

    assert slip_on_screen(volunteer) == slip
    volunteer.presses("look")
    volunteer.presses("done")
    volunteer.waits_until(lambda: volunteer.may_press("close"))


def test_what_goes_wrong_is_said_and_closing_can_be_tried_again(
    device: Device, volunteer_at: OpenVolunteer
) -> None:
    device.signs(1)
    given = device.given()
    assert given.closing is not None

    def refuse() -> tuple[()]:
        raise JournalFull

    closing = replace(given.closing, close=refuse)
    volunteer = volunteer_at(device, Place.CLOSE_SHIFT, given=replace(given, closing=closing))
    volunteer.waits_until(lambda: volunteer.may_press("close"))
    volunteer.presses("close")

    volunteer.waits_to_read("problem", "[journal.disk_full]")
    assert volunteer.may_press("close")
