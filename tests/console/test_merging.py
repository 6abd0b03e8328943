"""Merging in the console: dropped, stopped, accepted, refused; the real window, register and batches."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.acknowledging import CannotWriteAcknowledgements
from desktop_app.app.console_merging import merging_given
from desktop_app.app.console_register import register_given
from desktop_app.app.words import PROBLEM_WORDS
from desktop_app.console.coordinator.merge_states import Gathering, Merged, Merging
from desktop_app.console.coordinator.merged_page import MergedPage
from desktop_app.console.given import Given
from desktop_app.console.given_merging import Merging as MergingSteps
from desktop_app.console.given_merging import MergingGiven
from desktop_app.console.places import Place
from desktop_app.console.stick import Stick
from desktop_app.register.problems import RegisterFull
from desktop_app.register.result import MergeProgress
from tests.console.conftest import OpenConsole
from tests.console.merge_screens import MERGED, RESULT, met
from tests.console.merging_desk import (
    COUNT,
    KEY_PASSPHRASE,
    CoordinatorsDesk,
    Merger,
    OpenMerger,
)
from tests.making import QUICK, key_file, made_key
from tests.register.test_second_recipient import shared


def stopping_in_the_middle(work: MergingGiven) -> MergingGiven:
    """Let a merge stand still once its first file is done, for ever: somebody has to stop it."""

    def merge(register: object, key: object, asked: object) -> MergingSteps:
        for step in work.merge(register, key, asked):  # type: ignore[arg-type]
            yield step
            while isinstance(step, MergeProgress):
                yield step

    return replace(work, merge=merge)


def full_disk(work: MergingGiven) -> MergingGiven:
    def merge(*_: object) -> MergingSteps:
        yield MergeProgress(files_done=1, file_count=2, record_count=COUNT)
        raise RegisterFull(reason="SQLITE_FULL")

    return replace(work, merge=merge)


# ---- gathering ---------------------------------------------------------------------------------------


def test_an_empty_page_says_what_to_do_next(desk: CoordinatorsDesk, merger_at: OpenMerger) -> None:
    merger = merger_at(desk)

    assert "Drop here what the devices handed over" in merger.reads("intro")
    assert not merger.may_press("merge")
    assert merger.window.focusWidget() is merger._found("choose_files")


def test_what_was_dropped_is_listed_once_and_can_be_taken_out(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    merger = merger_at(desk)

    assert merger.drops(desk.stick, desk.stick)
    assert str(desk.stick) in merger.reads("path_0")
    assert not merger.sees("path_1")
    assert merger.may_press("merge")
    merger.presses("path_out_0")
    assert not merger.sees("path_0")
    assert not merger.may_press("merge")


def test_what_is_not_of_this_computer_cannot_be_dropped(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    merger = merger_at(desk)

    assert not merger.drops(QUrl("https://example.org/x.inkbatch"))
    assert isinstance(merger.desk.state, Gathering)
    assert merger.desk.state.paths == ()


def test_files_a_folder_and_a_stick_are_chosen_by_buttons(
    desk: CoordinatorsDesk, merger_at: OpenMerger, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = desk.hands_over("Ana").batch
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(batch)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(desk.folder))
    stick = Stick(folder=desk.stick, name="PETITION", free_bytes=1, is_writable=True)
    merger = merger_at(desk, lambda work: replace(work, sticks=lambda: (stick,)))
    merger.waits_until(lambda: merger.sees("stick_0"))

    for button in ("choose_files", "choose_folder", "stick_0"):
        merger.presses(button)

    assert merger.desk.state.paths == (batch, desk.folder, desk.stick)


def test_a_key_that_was_used_here_is_offered_and_another_can_be_named(
    desk: CoordinatorsDesk, merger_at: OpenMerger, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.folder / "other.key"
    key_file(other)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    merger = merger_at(desk)

    assert merger.desk.state.key_file == desk.key_file
    merger.presses("choose_key")
    assert merger.desk.state.key_file == other
    merger.presses("key_0")
    assert merger.desk.state.key_file == desk.key_file


# ---- merging -----------------------------------------------------------------------------------------


def test_an_unknown_device_waits_and_is_merged_once_it_is_accepted_by_its_words(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    ana = desk.hands_over("Ana")
    merger = merger_at(desk)

    merger.merges(desk.stick)

    assert ana.words in merger.reads("waiting_0")
    assert f"Waiting until the device is accepted: {COUNT}" in merger.reads_page()
    merger.presses("accept_0")
    merger.waits_until(lambda: merger.sees("device_0"))
    assert ana.words in merger.reads("device_0")
    assert f"Found: {COUNT} · New: {COUNT} · Known: 0 · Damaged: 0" in merger.reads("summary_0")
    assert f"{COUNT} records are confirmed" in merger.reads("confirmed")
    assert (desk.home.acknowledgements / "open-doors" / f"{ana.id}.inkack").is_file()


def test_several_devices_are_accepted_at_once(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    desk.hands_over("Ben")
    merger = merger_at(desk)

    merger.merges(desk.stick)
    merger.presses("accept_all")

    merger.waits_until(lambda: merger.sees("device_1"))
    assert f"New: {2 * COUNT}" in merger.reads("summary_0")


def test_merging_again_needs_no_passphrase_and_changes_nothing(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    desk.merged_before()
    merger = merger_at(desk)
    merger.merges(desk.stick)
    assert f"New: 0 · Known: {COUNT}" in merger.reads("summary_0")

    merger.presses("again")
    assert merger.sees("open")
    assert not merger.sees("passphrase")
    merger.presses("merge")

    merger.waits_until(lambda: merger.sees("summary_0"))
    merger.presses("done")
    assert merger.desk.state.paths == ()


def test_slips_from_field_and_file_are_compared_and_what_is_missing_is_named(
    desk: CoordinatorsDesk, merger_at: OpenMerger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = desk.hands_over("Ana", last=COUNT - 1), desk.hands_over("Ben", first=2)
    desk.merged_before()
    slips = desk.folder / "slips.txt"
    slips.write_text(f"# of the last shift\n{ben.slip}\n\nnot a slip at all\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(slips), ""))
    merger = merger_at(desk)

    merger.types("slips", ana.slip.lower())
    merger.presses("choose_slips")
    merger.waits_until(lambda: ben.slip in merger.desk.state.slips)
    merger.merges(desk.stick)

    page = merger.reads_page()
    assert "Not readable, compare it with the paper: \u2068not a slip at all\u2069" in page
    assert f"the end is missing, {COUNT}." in page
    assert f"Expected by slip: {COUNT} · Found: {COUNT - 1}" in page
    assert "Missing in open-doors: 1." in page
    assert f"{ben.words} · {ben.id[:8]} · open-doors: 1" in merger.reads_list("missing")


def test_a_bad_file_is_named_with_its_reason_and_the_rest_is_merged(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    ana = desk.hands_over("Ana")
    desk.merged_before()
    ben = desk.hands_over("Ben")
    lines = ben.batch.read_bytes().splitlines(keepends=True)
    ben.batch.write_bytes(b"".join([*lines[:2], lines[2].replace(b"A", b"B"), *lines[3:]]))
    (desk.stick / "half.inkbatch").write_bytes(ana.batch.read_bytes()[:50])
    merger = merger_at(desk)

    merger.merges(desk.stick)
    merger.presses("accept_0")
    merger.waits_until(lambda: merger.sees("device_1"))

    refused = merger.reads_list("refused")
    assert f"{ben.batch.name}\u2069 (1): Damaged." in refused
    assert "half.inkbatch\u2069: Cannot be read. Copy it from the device again." in refused
    assert f"New: {COUNT - 1} · Known: {COUNT} · Damaged: 2" in merger.reads("summary_0")


def test_what_holds_no_batch_is_refused_by_its_name(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    empty = desk.folder / "holiday"
    empty.mkdir()
    (desk.stick / "open-doors" / "photo.inkbatch").write_bytes(b"\xff\xd8")
    desk.hands_over("Ana")
    merger = merger_at(desk)

    merger.merges(desk.stick, empty)

    said = merger.reads("problem")
    assert "There is no batch at" in said
    assert "holiday" in said
    assert "inkstand " not in said
    merger.presses("path_out_1")
    assert not merger.sees("problem")
    merger.presses("merge")
    merger.waits_until(lambda: merger.sees("waiting_0"))
    assert "photo.inkbatch\u2069: Cannot be read." in merger.reads_list("refused")


def test_a_wrong_passphrase_is_said_and_the_right_one_may_be_typed(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    merger = merger_at(desk)

    merger.merges(desk.stick, passphrase="not these words")

    assert "[key.wrong_passphrase]" in merger.reads("problem")
    merger.types("passphrase", KEY_PASSPHRASE, enter=True)
    merger.waits_until(lambda: merger.sees("waiting_0"))


def test_a_key_that_opens_nothing_of_it_says_so(
    desk: CoordinatorsDesk, merger_at: OpenMerger, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hands_over("Ana")
    other = desk.folder / "other.key"
    key_file(other, KEY_PASSPHRASE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    merger = merger_at(desk)
    merger.presses("choose_key")
    merger.merges(desk.stick)
    merger.presses("accept_0")

    merger.waits_until(lambda: merger.sees("problem"))
    assert "[merge.other_key]" in merger.reads("problem")


def test_stop_keeps_what_was_merged_and_merge_goes_on_from_there(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    desk.merged_before()
    desk.hands_over("Ben")
    merger = merger_at(desk, stopping_in_the_middle)
    assert merger.drops(desk.stick)
    merger.types("passphrase", KEY_PASSPHRASE, enter=True)
    merger.waits_until(lambda: merger.sees("stop") and "of" in merger.reads("count"))
    assert isinstance(merger.desk.state, Merging)

    merger.presses("stop")

    merger.waits_until(lambda: merger.sees("stopped"))
    assert merger.desk.state.paths == (desk.stick,)
    assert merger.may_press("merge")


def test_a_full_disk_is_said_and_the_merge_may_be_begun_again(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    merger = merger_at(desk, full_disk)

    merger.merges(desk.stick)

    assert "[register.disk_full]" in merger.reads("problem")
    assert "Everything that was merged before is safe." in merger.reads("problem")
    assert merger.may_press("merge")


def test_a_stick_that_takes_no_confirmations_hides_nothing_of_what_was_merged(
    desk: CoordinatorsDesk, merger_at: OpenMerger, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hands_over("Ana")
    desk.merged_before()
    taken = desk.folder / "no folder"
    taken.write_text("a file is in the way")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(taken))
    merger = merger_at(desk)

    merger.presses("choose_confirming")
    merger.merges(desk.stick)

    assert f"Known: {COUNT}" in merger.reads("summary_0")
    assert f"[{CannotWriteAcknowledgements.code}]" in merger.reads("problem")


def test_confirmations_go_onto_the_stick_as_well_and_the_page_says_where(
    desk: CoordinatorsDesk, merger_at: OpenMerger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = desk.hands_over("Ana")
    desk.merged_before()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(desk.stick))
    merger = merger_at(desk)

    merger.presses("choose_confirming")
    merger.merges(desk.stick)

    assert str(desk.stick) in merger.reads("confirmed")
    assert (desk.stick / "open-doors" / f"{ana.id}.inkack").is_file()


def test_another_coordinators_pack_is_believed_once_its_words_are_accepted(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    theirs = made_key()
    folder = desk.folder / "theirs"
    pack = shared(folder, theirs, desk.key)
    other = replace(desk, pack=pack, folder=desk.folder)
    other.hands_over("Ana")
    (desk.stick / "open-doors" / "p.inkpack").unlink()
    (folder / "x.inkpack").rename(desk.stick / "open-doors" / "x.inkpack")
    desk.merged_before()
    merger = merger_at(desk)

    merger.merges(desk.stick)
    assert "x.inkpack" in merger.reads("coordinator_0")
    merger.presses("accept_coordinator_0")

    merger.waits_until(lambda: merger.sees("summary_0") and not merger.sees("coordinator_0"))


def test_locking_forgets_the_key_and_what_came_but_not_which_files(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    merger = merger_at(desk)
    merger.merges(desk.stick)
    assert isinstance(merger.desk.state, Merged)

    merger.presses("lock")

    assert merger.sees("passphrase")
    assert merger.desk._key is None
    merger.unlocks()
    assert merger.desk.state.paths == (desk.stick,)
    assert merger.sees("passphrase")


def test_what_is_dropped_beside_a_result_is_the_next_merge(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    desk.hands_over("Ana")
    merger = merger_at(desk)
    merger.merges(desk.stick)

    assert merger.drops(desk.folder)

    assert merger.sees("open")
    assert merger.desk.state.paths == (desk.folder,)


def test_the_first_merge_makes_the_register(
    desk: CoordinatorsDesk,
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop_app.register.store.Hardness", lambda: QUICK)
    desk.home.register.unlink()
    desk.hands_over("Ana")
    at = replace(given, register=register_given(desk.home), merging=merging_given(desk.home))
    merger = Merger(open_console(at), qtbot)
    merger.window.go(Place.MERGE)
    merger.waits_until(lambda: merger.sees("proposed"))
    words = merger.reads("proposed").strip("\u2068\u2069")
    merger.presses("next")

    merger.types("passphrase", words, enter=True)
    merger.waits_until(lambda: merger.sees("choose_files") and merger.desk.state.keys is not None)
    merger.merges(desk.stick)

    assert merger.sees("accept_0")


def test_of_a_thousand_devices_rows_are_made_as_one_turns_towards_them(
    desk: CoordinatorsDesk, merger_at: OpenMerger
) -> None:
    merger = merger_at(desk)
    many = tuple(met(f"{number:064x}", found=1) for number in range(1_000))
    merger.desk._turn_to(replace(MERGED, result=replace(RESULT, devices=many)))
    page = merger.window.page
    assert isinstance(page, MergedPage)
    assert page.findChild(QWidget, "device_60") is None

    bar = page.column.verticalScrollBar()
    for _ in range(2):
        bar.setValue(bar.maximum())
        QApplication.processEvents()

    assert page.findChild(QWidget, "device_60") is not None


MEETABLE = [
    "register.missing",
    "register.wrong_passphrase",
    "register.not_a_register",
    "register.disk_full",
    "register.from_newer_version",
    "register.read_only",
    "register.in_use",
    "register.damaged",
    "register.unreadable",
    "merge.nothing_found",
    "merge.no_such_device",
    "merge.no_such_merge",
    "merge.other_key",
    "merge.slips_unreadable",
    "key.unreadable",
    "key.lock_unreadable",
    "key.from_newer_version",
    "key.wrong_passphrase",
    "acknowledgement.cannot_write",
]


@pytest.mark.parametrize("code", MEETABLE)
def test_what_the_page_can_meet_is_said_without_commands(code: str) -> None:
    said = PROBLEM_WORDS[code]
    sentences = f"{said.happened} {said.safe} {said.do}"
    assert "inkstand " not in sentences
    assert " --" not in sentences
