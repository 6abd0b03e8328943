"""Three sheets: any two bring the seed back, one does not, and what is mixed or mistyped is named."""

from itertools import combinations, permutations

import pytest
from shamir_mnemonic import combine_mnemonics, generate_mnemonics

from desktop_app.problems import Problem
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import RecoveryFromNewerVersion
from desktop_app.sealing.sharing import (
    ForeignShare,
    MixedShares,
    OneShare,
    SameShare,
    combined,
    read_share,
    share_line,
    split_seed,
)
from desktop_app.sealing.word_lists import WordCount, WordsDoNotFit, WordUnknown

SEED = bytes(range(32))
SHARES = split_seed(SEED)
OTHERS = split_seed(SEED)


def read(*shares: tuple[str, ...]) -> list:
    return [read_share(" ".join(words), number) for number, words in enumerate(shares, start=1)]


@pytest.mark.parametrize("suite", list(SuiteId))
@pytest.mark.parametrize("pair", list(permutations(range(3), 2)))
def test_any_two_in_any_order_bring_it_back(pair: tuple[int, int], suite: SuiteId) -> None:
    by_words = combined(read(*(SHARES[n] for n in pair)))
    assert (by_words.seed, by_words.suite) == (SEED, None)
    lines = [share_line(SHARES[n], suite) for n in pair]
    by_line = combined([read_share(line, n) for n, line in enumerate(lines, start=1)])
    assert (by_line.seed, by_line.suite) == (SEED, suite)


def test_all_three_bring_it_back_too() -> None:
    assert combined(read(*SHARES)).seed == SEED


def test_another_program_that_knows_the_standard_brings_it_back() -> None:
    for pair in combinations(SHARES, 2):
        assert combine_mnemonics([" ".join(words) for words in pair]) == SEED


def test_a_sheet_has_33_words_and_its_set_stands_in_the_first_two() -> None:
    assert {len(words) for words in SHARES} == {33}
    assert len({words[:2] for words in SHARES}) == 1
    assert SHARES[0][:2] != OTHERS[0][:2]
    assert len({words[2:] for words in SHARES}) == 3


def test_one_alone_brings_nothing_back_and_holds_nothing_of_it() -> None:
    with pytest.raises(OneShare):
        combined(read(SHARES[0]))
    with pytest.raises(OneShare):
        combined([])
    with pytest.raises(SameShare):
        combined(read(SHARES[0], SHARES[0]))
    for _ in range(20):  # the same seed split again: no sheet is like an earlier one
        assert not set(SHARES) & set(split_seed(SEED))


def test_sheets_of_two_sets_do_not_fit() -> None:
    for mine, other in ((0, 0), (0, 1), (2, 1)):
        with pytest.raises(MixedShares):
            combined(read(SHARES[mine], OTHERS[other]))
    with pytest.raises(MixedShares):
        combined(read(SHARES[0], SHARES[1], OTHERS[2]))
    first, second = (share_line(SHARES[n], SuiteId(n + 1)) for n in (0, 1))
    with pytest.raises(MixedShares):
        combined([read_share(first, 1), read_share(second, 2)])


def test_sheets_of_other_makers_are_refused() -> None:
    short = generate_mnemonics(1, [(2, 3)], bytes(16))[0]
    with pytest.raises(WordCount):
        read_share(short[0], 1)
    for groups in ([(3, 5)], [(1, 1)]):
        foreign = generate_mnemonics(1, groups, SEED)[0]
        with pytest.raises((ForeignShare, OneShare)):
            combined([read_share(words, number) for number, words in enumerate(foreign, 1)])
    two_groups = generate_mnemonics(2, [(2, 3), (2, 3)], SEED)
    with pytest.raises(ForeignShare):
        combined(read(*(tuple(words.split()) for words in two_groups[0][:2])))


def test_a_mistyped_word_is_named_with_its_sheet() -> None:
    for index in (0, 1, 16, 32):
        typed = [*SHARES[1]]
        typed[index] = f"{typed[index][:-1]}qx"
        with pytest.raises(WordUnknown) as caught:
            read_share(" ".join(typed), 2)
        assert caught.value.facts["where"] == f"{index + 1} of sheet 2"
        assert SHARES[1][index] in str(caught.value.facts["near"])


def test_a_word_taken_for_another_of_the_list_is_always_noticed() -> None:
    for index in range(33):
        typed = [*SHARES[0]]
        typed[index] = "academic" if typed[index] != "academic" else "zero"
        with pytest.raises(WordsDoNotFit) as caught:
            read_share(" ".join(typed), 1)
        assert caught.value.facts["of_sheet"] == " of sheet 1"
    typed = [*SHARES[0]]
    typed[7], typed[8] = typed[8], typed[7]
    if typed[7] != typed[8]:
        with pytest.raises(WordsDoNotFit) as caught:
            read_share(" ".join(typed), 1)
        assert caught.value.facts["suspects"] == "8 ↔ 9"


def test_too_few_words_and_a_line_of_the_future() -> None:
    with pytest.raises(WordCount):
        read_share(" ".join(SHARES[0][:32]), 1)
    with pytest.raises(WordCount):
        read_share("INKSTAND-SHARE-1", 1)
    with pytest.raises(RecoveryFromNewerVersion):
        read_share(share_line(SHARES[0], SuiteId.X25519).replace("SHARE-1", "SHARE-2"), 1)


@pytest.mark.parametrize("text", ["", "x", "\x00" * 50, "INKSTAND-SHARE-", "😀" * 33, "a" * 9000])
def test_no_text_is_a_fault(text: str) -> None:
    with pytest.raises(Problem):
        read_share(text, 1)


def test_nothing_of_a_sheet_is_shown() -> None:
    assert SHARES[0][5] not in repr(read(SHARES[0]))
