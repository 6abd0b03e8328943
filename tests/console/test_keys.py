"""Keys are made, put on paper, proved and used in the console: the real window and real files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.console_campaigns import campaigns_given
from desktop_app.app.console_keys import keys_given
from desktop_app.app.home import Home
from desktop_app.app.known_keys import known_keys, remember_key
from desktop_app.app.publishing import KeyUnproved
from desktop_app.console.coordinator.campaigns import CampaignsDesk
from desktop_app.console.coordinator.keys_states import (
    ChoosingPassphrase,
    NamingKey,
    ProvingSheet,
    ShowingKey,
    TypingSheet,
)
from desktop_app.console.coordinator.states import Editing, Publishing
from desktop_app.console.given import Given
from desktop_app.console.places import Place
from desktop_app.sealing.keys import read_key_file, unlock_key_file
from desktop_app.sealing.public_key import read_public_file
from desktop_app.sealing.recovery import recovery_words
from desktop_app.sealing.sheet_proof import is_sheet_proved
from tests.console.conftest import OpenConsole
from tests.console.keys import OTHER, KeyKeeper, SaveTo, four, opened, to_the_words, words_on
from tests.making import PASSPHRASE, key_file, made_key, published


@pytest.fixture
def home(coordinators_home: Home) -> Home:
    return coordinators_home


# ---- the list ---------------------------------------------------------------------------------------


def test_without_a_key_the_page_says_what_comes_first(keeper_of: Callable) -> None:
    keeper = keeper_of()
    assert "Make a new key" in keeper.reads("nothing")
    assert keeper.may_press("new_key")


def test_key_that_was_opened_is_listed_with_its_campaign_and_standing(
    keeper_of: Callable, home: Home, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k", is_proved=False)
    pack = published(key, docs / "p.inkpack")
    installed = home.published / pack.id / f"{pack.hash}.inkpack"
    installed.parent.mkdir(parents=True)
    installed.write_bytes((docs / "p.inkpack").read_bytes())
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    assert four(key) in keeper.reads("four_words")
    assert "not proved" in keeper.reads("standing")
    assert pack.text("").words.title in keeper.reads("uses")

    keeper.presses("back")
    keeper.waits_to_see("told_0")
    assert four(key) in keeper.reads("name_0")
    assert "Write the sheet, print it" in keeper.reads("told_0")


def test_key_on_a_stick_that_is_not_here_is_told_and_may_leave_the_list_and_come_back(
    keeper_of: Callable, home: Home, docs: Path
) -> None:
    remember_key(home, docs / "stick" / "k")
    keeper = keeper_of()
    keeper.waits_to_read("told_0", "[key.unreadable]")

    keeper.presses("take_off_0")
    keeper.waits_to_see("nothing")
    assert known_keys(home) == ()
    keeper.presses("bring_back")
    keeper.waits_to_see("told_0")
    assert not keeper.sees("bring_back")


def test_file_that_is_no_key_is_refused_and_not_listed(
    keeper_of: Callable, home: Home, docs: Path, saves: SaveTo
) -> None:
    (docs / "letter").write_text("Dear all")
    keeper = keeper_of()
    saves(docs / "letter")
    keeper.presses("open_file")
    keeper.waits_for_problem("key.unreadable")
    assert known_keys(home) == ()


# ---- a new key --------------------------------------------------------------------------------------


def test_new_key_is_made_put_on_paper_and_proved_with_its_passphrase_typed_once(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    keeper = keeper_of()
    words = to_the_words(keeper)
    assert len(words.split()) == 6
    keeper.presses("next")
    assert words not in keeper.reads_all()
    keeper.types("passphrase", words.replace(" ", "  "), enters=True)
    keeper.waits_for(ShowingKey)
    key = unlock_key_file(docs / "campaign.key", words)
    assert "The key is made" in keeper.reads("told")

    saves(docs / "sheet")
    keeper.presses("sheet")
    keeper.waits_to_read("written", "Written")
    on_paper = words_on(docs / "sheet.pdf")
    assert tuple(on_paper) == recovery_words(key.seed)
    keeper.presses("prove")
    keeper.waits_for(ProvingSheet)
    for number in keeper.desk.state.numbers:
        keeper.types(f"word_{number}", on_paper[number - 1].upper())
    keeper.presses("prove_now")
    keeper.waits_to_read("told", "The sheet is proved")
    assert is_sheet_proved(read_key_file(docs / "campaign.key"), key)
    assert "was proved on" in keeper.reads("standing")


def test_other_words_are_proposed_and_these_lock_the_key(keeper_of: Callable, docs: Path) -> None:
    keeper = keeper_of()
    before = to_the_words(keeper)
    keeper.presses("other_words")
    words = keeper.reads("proposed").strip("\u2068\u2069")
    assert words != before
    keeper.presses("next")
    keeper.types("passphrase", before, enters=True)
    keeper.waits_for_problem("passphrase.not_the_same")
    assert not (docs / "campaign.key").exists()

    keeper.types("passphrase", words, enters=True)
    keeper.waits_for(ShowingKey)
    unlock_key_file(docs / "campaign.key", words)


def test_own_passphrase_is_typed_twice_and_must_not_be_too_short(
    keeper_of: Callable, docs: Path
) -> None:
    keeper = keeper_of()
    to_the_words(keeper)
    keeper.presses("own")
    keeper.types("passphrase", OTHER)
    keeper.types("again", f"{OTHER}s", enters=True)
    keeper.waits_for_problem("passphrase.not_the_same")
    keeper.types("passphrase", "short")
    keeper.types("again", "short", enters=True)
    keeper.waits_for_problem("key.passphrase_too_short")

    keeper.types("passphrase", OTHER, enters=True)
    assert keeper.window.focusWidget() is keeper._found("again")
    keeper.types("again", OTHER, enters=True)
    keeper.waits_for(ShowingKey)
    unlock_key_file(docs / "campaign.key", OTHER)


def test_place_that_is_taken_is_refused_before_a_passphrase_is_chosen(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    (docs / "mine.key").write_text("something")
    keeper = keeper_of()
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    saves(docs / "mine.key")
    keeper.presses("choose_file")
    keeper.presses("next")
    keeper.waits_for_problem("key.exists")
    assert (docs / "mine.key").read_text() == "something"


def test_folder_that_takes_no_writing_is_told_and_the_words_may_be_typed_again(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    (docs / "no-folder").write_text("")
    keeper = keeper_of()
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    saves(docs / "no-folder" / "k")
    keeper.presses("choose_file")
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    words = keeper.reads("proposed").strip("\u2068\u2069")
    keeper.presses("next")
    keeper.types("passphrase", words, enters=True)
    keeper.waits_for_problem("key.cannot_write")
    assert keeper.may_press("next")


def test_key_for_the_far_future_has_the_other_suite(keeper_of: Callable, docs: Path) -> None:
    keeper = keeper_of()
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    keeper.presses("suite_2")
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    words = keeper.reads("proposed").strip("\u2068\u2069")
    keeper.presses("next")
    keeper.types("passphrase", words, enters=True)
    keeper.waits_for(ShowingKey)
    assert read_key_file(docs / "campaign.key").suite == 2
    assert "Suite 2" in keeper.reads("file")


def test_key_is_shown_although_the_list_cannot_be_kept(keeper_of: Callable, home: Home) -> None:
    keeper = keeper_of()
    words = to_the_words(keeper)
    (home.folder / "settings.json").write_text('{"version": 99}')
    keeper.presses("next")
    keeper.types("passphrase", words, enters=True)
    keeper.waits_for(ShowingKey)
    keeper.waits_for_problem("settings.from_newer_version")
    assert "The key is made" in keeper.reads("told")


# ---- what is done with a key ------------------------------------------------------------------------


def test_wrong_passphrase_is_told_and_another_may_be_typed(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove")
    keeper.unlocks("not the one at all")
    keeper.waits_for_problem("key.wrong_passphrase")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(ProvingSheet)


def test_wrong_words_are_named_by_number_and_others_are_asked(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k", is_proved=False)
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(ProvingSheet)
    numbers = keeper.desk.state.numbers
    on_paper = recovery_words(key.seed)
    swapped = [numbers[1], numbers[0], numbers[2]]
    for number, other in zip(numbers, swapped, strict=True):
        keeper.types(f"word_{number}", on_paper[other - 1])
    keeper.presses("prove_now")
    keeper.waits_for_problem("recovery.words_differ")
    assert f"word {numbers[0]}, {numbers[1]}." in keeper.reads("problem")
    assert not read_key_file(docs / "k").sheet_proved_on
    keeper.presses("back")
    keeper.waits_for(ShowingKey)


def test_sheet_of_another_key_proves_nothing(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k", is_proved=False)
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove_by_sheet")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join(recovery_words(made_key().seed)))
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.other_key")
    assert not read_key_file(docs / "k").sheet_proved_on


def test_two_of_three_sheets_prove_the_key_they_were_split_from(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k", is_proved=False)
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs)
    keeper.presses("split")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_to_read("written", "recovery-3-of-3.pdf")
    keeper.presses("prove_by_sheet")
    keeper.waits_for(TypingSheet)
    keeper.presses("split")
    for number, sheet in enumerate((3, 1)):
        keeper.types_sheet(number, " ".join(words_on(docs / f"recovery-{sheet}-of-3.pdf")))
    keeper.presses_when_it_may("next")
    keeper.waits_to_read("told", "The sheet is proved")


@pytest.mark.parametrize("act", ["sheet", "split", "export"])
def test_nothing_is_written_over_a_file_that_is_there(
    keeper_of: Callable, docs: Path, saves: SaveTo, act: str
) -> None:
    key_file(docs / "k")
    for name in ("there.pdf", "recovery-2-of-3.pdf", "there.inkpublic"):
        (docs / name).write_text("something")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs if act == "split" else docs / "there")
    keeper.presses(act)
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for_problem("key.exists" if act == "export" else "recovery.sheet_exists")
    assert (docs / "recovery-2-of-3.pdf").read_text() == "something"
    assert not (docs / "recovery-1-of-3.pdf").exists()


@pytest.mark.parametrize("act", ["sheet", "split", "export"])
def test_folder_that_is_none_takes_nothing_and_the_key_is_as_it_was(
    keeper_of: Callable, docs: Path, saves: SaveTo, act: str
) -> None:
    key_file(docs / "k")
    before = (docs / "k").read_bytes()
    (docs / "no-folder").write_text("")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs / "no-folder" / "x")
    keeper.presses(act)
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for_problem("deliver.cannot_write" if act == "export" else "recovery.cannot_write")
    assert (docs / "k").read_bytes() == before


def test_public_half_is_written_for_others(keeper_of: Callable, docs: Path, saves: SaveTo) -> None:
    key = key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs / "ours")
    keeper.presses("export")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_to_read("written", "ours.inkpublic")
    assert read_public_file(docs / "ours.inkpublic").four_words == four(key)


def test_passphrase_is_changed_and_the_proof_stays(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("relock")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(ChoosingPassphrase)
    keeper.presses("own")
    keeper.types("passphrase", OTHER)
    keeper.types("again", OTHER, enters=True)
    keeper.waits_to_read("told", "The new passphrase opens")
    assert unlock_key_file(docs / "k", OTHER).seed == key.seed
    assert is_sheet_proved(read_key_file(docs / "k"), key)


def test_drill_opens_what_the_campaign_seals_and_tells_of_a_foreign_one(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    published(key_file(docs / "k"), docs / "ours.inkpack")
    published(made_key(), docs / "theirs.inkpack")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs / "ours.inkpack")
    keeper.presses("drill")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_to_read("told", "This key opens")
    saves(docs / "theirs.inkpack")
    keeper.presses("drill")
    keeper.waits_for_problem("key.drill_failed")


def test_publishing_leads_to_the_keys_while_there_is_none(
    open_console: OpenConsole, given: Given, qtbot: QtBot, home: Home
) -> None:
    work = replace(given, keys=keys_given(home), campaigns=campaigns_given(home))
    keeper = KeyKeeper(open_console(work), qtbot)
    keeper.goes_to(Place.CAMPAIGNS)
    desk = keeper.window.desk(Place.CAMPAIGNS)
    assert isinstance(desk, CampaignsDesk)
    desk._turn_to(Publishing(editing=Editing(name="x"), out=home.folder / "x.inkpack"))
    assert keeper.answers_of("to_keys") == ["Make a key"]
    desk._take_key(home.folder / "k")
    assert not keeper.sees("to_keys")
    desk._refuse_to_publish(KeyUnproved(path="k"))
    assert keeper.answers_of("to_keys") == ["Prove the sheet"]

    keeper.presses("to_keys")
    assert keeper.window.place is Place.KEYS
    keeper.waits_to_see("told_0")


def test_publishing_proposes_the_key_that_was_used_last(
    open_console: OpenConsole, given: Given, qtbot: QtBot, home: Home, docs: Path
) -> None:
    key_file(docs / "proved")
    key_file(docs / "unproved", is_proved=False)
    for name in ("proved", "unproved", "gone"):
        remember_key(home, docs / name)
    work = replace(given, keys=keys_given(home), campaigns=campaigns_given(home))
    keeper = KeyKeeper(open_console(work), qtbot)
    keeper.goes_to(Place.CAMPAIGNS)
    desk = keeper.window.desk(Place.CAMPAIGNS)
    assert isinstance(desk, CampaignsDesk)
    desk._turn_to(Publishing(editing=Editing(name="x"), out=home.folder / "x.inkpack"))
    desk.come()
    keeper.waits_until(lambda: keeper.answers_of("choose_key") == ["unproved"])
    assert keeper.answers_of("to_keys") == ["Prove the sheet"]

    desk._take_key(docs / "proved")
    assert not keeper.sees("to_keys")
    assert keeper.answers_of("choose_key") == ["proved"]
