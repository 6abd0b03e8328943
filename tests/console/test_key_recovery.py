"""Keys come back from paper in the console, and nothing that is secret stays: the real window, real files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from desktop_app.console.coordinator.keys_states import (
    ChoosingPassphrase,
    ComparingWords,
    ListingKeys,
    NamingKey,
    ShowingKey,
    TypingSheet,
    UnlockingKey,
)
from desktop_app.sealing.keys import read_key_file, unlock_key_file
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import recovery_line, recovery_words
from desktop_app.sealing.sharing import share_line, split_seed
from desktop_app.sealing.sheet_proof import is_sheet_proved
from tests.console.keys import OTHER, KeyKeeper, SaveTo, four, opened, to_the_words
from tests.making import PASSPHRASE, key_file, made_key

# ---- forgetting -------------------------------------------------------------------------------------


def test_open_key_is_forgotten_by_the_button_by_leaving_and_after_ten_quiet_minutes(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    for forget in (
        lambda: keeper.presses("lock"),
        keeper.desk.timer.timeout.emit,
        lambda: (keeper.presses("back"), keeper.waits_to_see("open_0"), keeper.presses("open_0")),
    ):
        keeper.waits_for(ShowingKey)
        saves(docs / f"public-{len(list(docs.iterdir()))}")
        keeper.presses("export")
        keeper.unlocks(PASSPHRASE)
        keeper.waits_to_read("written", "Written")
        assert keeper.desk.has_open_key
        forget()
        assert not keeper.desk.has_open_key
    assert keeper.desk.timer.interval() == 600_000


def test_what_is_secret_is_in_no_repr_and_on_no_clipboard(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k")
    keeper = keeper_of()
    words = to_the_words(keeper)
    assert words not in repr(keeper.desk.state)
    keeper.desk.timer.timeout.emit()
    keeper.waits_for(ListingKeys)
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    on_paper = " ".join(recovery_words(key.seed))
    keeper.types_sheet(0, on_paper)
    keeper.waits_until(lambda: keeper.may_press("next"))
    assert on_paper not in repr(keeper.desk.state)
    field = keeper._found("sheet_0")
    field.selectAll()
    field.copy()
    assert on_paper.split()[0] not in QApplication.clipboard().text()
    keeper.desk.timer.timeout.emit()
    keeper.waits_for(ListingKeys)


def typed_anywhere() -> str:
    """Read what stands in all fields and labels that are left, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kinds = (QLineEdit, QPlainTextEdit, QLabel)
    found = [each for each in QApplication.allWidgets() if isinstance(each, kinds)]
    return "\n".join(
        each.toPlainText() if isinstance(each, QPlainTextEdit) else each.text() for each in found
    )


def test_nothing_secret_is_left_in_any_widget_once_it_was_used(
    keeper_of: Callable, docs: Path
) -> None:
    keeper = keeper_of()
    words = to_the_words(keeper)
    assert words in typed_anywhere()
    keeper.presses("next")
    keeper.types("passphrase", words)
    assert words in typed_anywhere()
    keeper.presses("next")
    keeper.waits_for(ShowingKey)
    assert words not in typed_anywhere()

    on_paper = " ".join(recovery_words(unlock_key_file(docs / "campaign.key", words).seed))
    keeper.presses("prove_by_sheet")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, on_paper)
    assert on_paper in typed_anywhere()
    keeper.presses_when_it_may("next")
    keeper.waits_to_read("told", "The sheet is proved")
    assert on_paper not in typed_anywhere()


# ---- back from paper --------------------------------------------------------------------------------


def recovers(keeper: KeyKeeper) -> None:
    """Take the four words for right, the proposed place, and an own passphrase."""
    keeper.waits_for(ComparingWords)
    keeper.presses("same")
    keeper.waits_for(NamingKey)
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    keeper.presses("own")
    keeper.types("passphrase", OTHER)
    keeper.types("again", OTHER, enters=True)
    keeper.waits_for(ShowingKey)


def test_key_comes_back_from_its_words_once_a_mistyped_one_is_mended(
    keeper_of: Callable, docs: Path
) -> None:
    key = made_key()
    words = list(recovery_words(key.seed))
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join([*words[:4], f"{words[4]}x", *words[5:]]))
    keeper.waits_to_read("wrong_0", "Word 5")
    assert not keeper.may_press("next")
    assert words[4] in keeper.answers_of("near_0_")
    keeper.presses(f"near_0_{words[4]}")
    keeper.waits_until(lambda: not keeper.sees("wrong_0"))
    assert "24 of 24" in keeper.reads("count_0")
    keeper.presses_when_it_may("next")
    keeper.waits_for(ComparingWords)
    assert four(key) in keeper.reads("four_words")

    recovers(keeper)
    assert unlock_key_file(docs / "campaign.key", OTHER).seed == key.seed
    assert is_sheet_proved(read_key_file(docs / "campaign.key"), key)


def test_word_that_is_still_typed_is_not_called_wrong(keeper_of: Callable) -> None:
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, "aban")
    keeper.waits_to_read("count_0", "1 of 24")
    assert not keeper.sees("wrong_0")
    keeper.types_sheet(0, "aban ")
    keeper.waits_to_read("wrong_0", "Word 1")


def test_swapped_words_are_told_with_what_would_fit(keeper_of: Callable) -> None:
    words = list(recovery_words(bytes(range(32))))
    words[7], words[8] = words[8], words[7]
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join(words))
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.checksum")
    assert "8 ↔ 9" in keeper.reads("problem")


def test_text_of_the_qr_code_tells_the_suite_itself(keeper_of: Callable, docs: Path) -> None:
    key = made_key(SuiteId.MLKEM768_X25519)
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    line = recovery_line(key.seed, key.suite)
    keeper.types_sheet(0, line[:-1])
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.line_damaged")
    keeper.types_sheet(0, line)
    keeper.waits_until(lambda: not keeper.sees("problem"))
    keeper.presses_when_it_may("next")
    recovers(keeper)
    assert read_key_file(docs / "campaign.key").suite == 2


def test_words_of_the_other_suite_are_offered_after_the_first_are_not_the_same(
    keeper_of: Callable, docs: Path
) -> None:
    key = made_key(SuiteId.MLKEM768_X25519)
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join(recovery_words(key.seed)))
    keeper.presses_when_it_may("next")
    keeper.waits_for(ComparingWords)
    assert four(key) not in keeper.reads("four_words")
    keeper.presses("others_pressed")
    assert four(key) in keeper.reads("four_words")
    keeper.presses("others_pressed")
    assert "Nothing was written" in keeper.reads("others")
    keeper.presses("back")
    keeper.waits_for(TypingSheet)


def test_key_comes_back_from_two_of_three_sheets_as_words_and_as_line(
    keeper_of: Callable, docs: Path
) -> None:
    key = made_key()
    sheets = split_seed(key.seed)
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.presses("split")
    keeper.types_sheet(0, " ".join(sheets[2]))
    keeper.types_sheet(1, " ".join(sheets[2]))
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.same_share")
    keeper.types_sheet(1, share_line(sheets[0], key.suite))
    keeper.waits_until(lambda: not keeper.sees("problem"))
    keeper.presses_when_it_may("next")
    recovers(keeper)
    assert unlock_key_file(docs / "campaign.key", OTHER).seed == key.seed


def test_words_that_are_typed_stay_when_the_page_is_drawn_anew(keeper_of: Callable) -> None:
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, "abandon ability")
    keeper.window._renew()
    assert keeper._found("sheet_0").toPlainText() == "abandon ability"


def test_unlocking_leads_back_without_a_passphrase(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove")
    keeper.waits_for(UnlockingKey)
    keeper.presses("next")
    assert keeper.window.focusWidget() is keeper._found("passphrase")
    keeper.presses("back")
    keeper.waits_for(ShowingKey)
