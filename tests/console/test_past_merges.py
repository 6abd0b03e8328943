"""Merges taken back and brought back, devices trusted no more and again, in the console's real window."""

import pytest

from desktop_app.console.coordinator import looking_back
from desktop_app.console.coordinator.merge_states import ChangingMerge
from desktop_app.register.merges import Progress
from desktop_app.register.problems import RegisterFull
from desktop_app.register.store import Register
from tests.console.merging_desk import (
    COUNT,
    KEY_PASSPHRASE,
    CoordinatorsDesk,
    Merger,
    OpenMerger,
)


def looks_back(merger: Merger) -> None:
    """Go to the list of merges."""
    merger.presses("past_merges")
    merger.waits_until(lambda: merger.sees("merge_1") or merger.sees("nothing"))


def takes_back(merger: Merger) -> None:
    merger.presses("take_back_1")
    merger.presses("take_back")
    merger.waits_until(lambda: merger.sees("news") or merger.sees("problem"))


def test_before_the_first_merge_the_list_says_so(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    merger = merger_at(desk)
    looks_back(merger)

    assert "Nothing was merged yet" in merger.reads("nothing")
    merger.presses("back")
    assert merger.sees("choose_files")


def test_a_merge_is_taken_back_only_after_it_was_asked_and_comes_back_with_the_key(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    ana = desk.hands_over("Ana")
    desk.merged_before()
    merger = merger_at(desk)
    looks_back(merger)
    assert ana.words in merger.reads("devices")

    merger.presses("take_back_1")
    assert "counts no more, as if it had never been merged" in merger.reads("effect")
    merger.presses("keep")
    merger.waits_until(lambda: merger.sees("take_back_1"))
    takes_back(merger)
    assert f"Taken back: {COUNT} records." in merger.reads("news")
    assert not merger.sees("take_back_1")

    merger.presses("bring_back_1")
    merger.waits_until(lambda: merger.sees("key_0"))
    merger.types("passphrase", "wrong words", enter=True)
    merger.waits_until(lambda: merger.sees("problem"))
    assert "[key.wrong_passphrase]" in merger.reads("problem")
    merger.types("passphrase", KEY_PASSPHRASE, enter=True)
    merger.waits_until(lambda: merger.sees("news"))
    assert f"Brought back: {COUNT} records." in merger.reads("news")
    assert merger.sees("take_back_1")


def test_taking_back_that_is_stopped_leaves_the_merge_as_it_was(
    desk: CoordinatorsDesk,
    merger_at: OpenMerger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.hands_over("Ana")
    desk.merged_before()
    merger = merger_at(desk)
    real = looking_back.take_back_merge

    def pressed_meanwhile(register: Register, merge_id: int, progress: Progress) -> int:
        merger.desk._beside._is_stopped = True  # as the button does on the screen's thread
        return real(register, merge_id, progress)

    monkeypatch.setattr(looking_back, "take_back_merge", pressed_meanwhile)
    looks_back(merger)
    takes_back(merger)

    assert "Stopped. Everything is as it was." in merger.reads("news")
    assert merger.sees("take_back_1")
    assert not merger.sees("bring_back_1")


def test_progress_is_shown_and_stop_is_pressed_once(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    desk.merged_before()
    merger = merger_at(desk)
    looks_back(merger)
    back = merger.desk._beside
    assert isinstance(back, looking_back.LookingBack)
    back._turn_to(ChangingMerge(is_back=False))

    back._show_progress(2, 5)

    assert merger.reads("count") == "2 of 5"
    merger.presses("stop")
    assert back._is_stopped
    focus = merger.window.focusWidget()
    assert focus is merger._found("stop")  # else a second Space would press what stands beside it
    merger.presses("stop")


def test_a_full_disk_is_said_and_the_list_is_still_there(
    desk: CoordinatorsDesk,
    merger_at: OpenMerger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(*_: object) -> int:
        raise RegisterFull(reason="SQLITE_FULL")

    desk.hands_over("Ana")
    desk.merged_before()
    monkeypatch.setattr(looking_back, "take_back_merge", refuses)
    merger = merger_at(desk)
    looks_back(merger)
    takes_back(merger)

    assert "[register.disk_full]" in merger.reads("problem")
    assert merger.sees("take_back_1")


def test_a_device_is_trusted_no_more_from_a_number_on_and_again(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    ana = desk.hands_over("Ana")
    desk.merged_before()
    merger = merger_at(desk)
    merger.presses("devices")
    merger.waits_until(lambda: merger.sees("device_0"))
    assert ana.words in merger.reads("device_0")
    assert f"{COUNT} records here · accepted" in merger.reads("device_0_told")

    merger.presses("revoke_0")
    assert not merger.may_press("revoke")
    merger.types("number", "0")
    assert not merger.may_press("revoke")
    merger.types("number", "3", enter=False)
    merger.presses("revoke")
    merger.waits_until(lambda: merger.sees("news"))
    assert "2 signatures here count no more" in merger.reads("news")
    assert "Not trusted in open-doors from number 3 on" in merger.reads("device_0_revoked")

    merger.presses("restore_0")
    merger.waits_until(lambda: "trusted again" in merger.reads("news"))
    assert not merger.sees("device_0_revoked")
    merger.presses("back")
    assert merger.sees("choose_files")


def test_locking_while_a_question_is_open_shows_nothing_of_it_any_more(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    desk.merged_before()
    merger = merger_at(desk)
    looks_back(merger)
    merger.presses("take_back_1")

    merger.presses("lock")

    merger.unlocks()
    assert merger.sees("choose_files")


def test_where_nobody_has_signed_yet_there_is_nothing_to_distrust(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    merger = merger_at(desk)
    merger.merges(desk.stick)
    merger.presses("done")

    merger.presses("devices")
    merger.waits_until(lambda: merger.sees("device_0"))

    assert "waits until you accept it" in merger.reads("device_0_told")
    assert not merger.sees("revoke_0")
