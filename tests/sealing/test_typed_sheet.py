"""A sheet is looked at while it is typed: what is none of its words is told, what is unfinished is not."""

from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import recovery_line, recovery_words
from desktop_app.sealing.sharing import SHARE_WORD_COUNT, share_line, split_seed
from desktop_app.sealing.typed_sheet import TypedSheet, look_at_typed, with_word

SEED = bytes(range(32))


def test_nothing_typed_is_nothing_wrong() -> None:
    assert look_at_typed("", is_split=False) == TypedSheet()


def test_words_are_counted_with_numbers_and_line_ends_between() -> None:
    words = recovery_words(SEED)
    text = "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(words, start=1))
    assert look_at_typed(text, is_split=False) == TypedSheet(word_count=24)


def test_first_word_that_is_none_is_told_with_near_ones() -> None:
    looked = look_at_typed("abandon abilty zzzz ", is_split=False)
    assert looked.word_count == 3
    assert looked.unknown is not None
    assert (looked.unknown.number, looked.unknown.near[0]) == (2, "ability")
    assert "ability" not in repr(looked)


def test_word_at_the_end_may_be_unfinished_but_not_impossible() -> None:
    assert look_at_typed("abandon abil", is_split=False).unknown is None
    assert look_at_typed("abandon abilx", is_split=False).unknown is not None
    assert look_at_typed("abandon abil ", is_split=False).unknown is not None


def test_words_of_three_sheets_are_another_list() -> None:
    sheet = " ".join(split_seed(SEED)[0])
    looked = look_at_typed(sheet, is_split=True)
    assert (looked.word_count, looked.needed_count, looked.unknown) == (33, SHARE_WORD_COUNT, None)


def test_what_qr_codes_say_is_proved_only_as_a_whole() -> None:
    line = recovery_line(SEED, SuiteId.X25519)
    assert look_at_typed(f" {line.lower()}", is_split=False).is_line
    shares = split_seed(SEED)
    assert look_at_typed(share_line(shares[0], SuiteId.X25519), is_split=True).is_line


def test_other_word_takes_the_place_of_one_and_leaves_the_rest() -> None:
    assert (
        with_word("1 abandon,  2 abilty\n3 able", 2, "ability") == "1 abandon,  2 ability\n3 able"
    )
    assert with_word("one", 2, "x") == "one"
