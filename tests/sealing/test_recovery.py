"""A seed on paper comes back from its words and its line, and from nothing else."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from desktop_app.problems import Problem
from desktop_app.sealing.keys import derive_key
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import (
    LineDamaged,
    RecoveryFromNewerVersion,
    read_recovery,
    recovery_line,
    recovery_words,
)
from desktop_app.sealing.word_lists import (
    WordCount,
    WordsDoNotFit,
    WordUnknown,
    near_words,
    words_in,
)

SEED = bytes(range(32))
WORDS = recovery_words(SEED)
LISTED = Mnemonic("english").wordlist

seeds = st.binary(min_size=32, max_size=32)
suites = st.sampled_from(list(SuiteId))


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        (bytes(32), " ".join(["abandon"] * 23 + ["art"])),
        (b"\xff" * 32, " ".join(["zoo"] * 23 + ["vote"])),
        (
            b"\x7f" * 32,
            ("legal winner thank year wave sausage worth useful " * 3)[:-7] + "title",
        ),
    ],
)
def test_the_words_are_those_of_the_standard(seed: bytes, words: str) -> None:
    """Source: the test vectors of BIP-39."""
    assert " ".join(recovery_words(seed)) == words


@given(seeds, suites)
def test_words_and_line_bring_the_very_same_key_back(seed: bytes, suite: SuiteId) -> None:
    from_words = read_recovery(" ".join(recovery_words(seed)))
    from_line = read_recovery(recovery_line(seed, suite))
    assert (from_words.seed, from_words.suite) == (seed, None)
    assert (from_line.seed, from_line.suite) == (seed, suite)


def test_the_key_has_the_same_public_halves() -> None:
    key = derive_key(SEED, SuiteId.MLKEM768_X25519)
    again = derive_key(read_recovery(" ".join(WORDS)).seed, SuiteId.MLKEM768_X25519)
    assert again.recipient == key.recipient
    assert again.coordinator_key == key.coordinator_key


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(WORDS).upper(),
        "\n".join(f"{number}. {word}" for number, word in enumerate(WORDS, start=1)),
        ",  ".join(WORDS) + "\n\n",
        "\t".join(f"{number:02})\u00a0{word.title()}" for number, word in enumerate(WORDS, 1)),
        recovery_line(SEED, SuiteId.X25519).lower(),
        f"  {recovery_line(SEED, SuiteId.X25519)}\n",
        recovery_line(SEED, SuiteId.X25519).replace("-", " "),
        recovery_line(SEED, SuiteId.X25519)[:17] + recovery_line(SEED, SuiteId.X25519)[17:].replace("0", "o"),
    ],
)  # fmt: skip
def test_typed_pasted_and_scanned_in_whatever_way(typed: str) -> None:
    assert read_recovery(typed).seed == SEED


def test_nothing_of_the_seed_is_shown() -> None:
    recovered = read_recovery(" ".join(WORDS))
    assert repr(SEED)[3:40] not in repr(recovered)
    assert WORDS[0] not in repr(recovered)


@pytest.mark.parametrize("count", [0, 1, 12, 23, 25])
def test_too_few_or_too_many_words(count: int) -> None:
    with pytest.raises(WordCount) as caught:
        read_recovery(" ".join((*WORDS, *WORDS)[:count]))
    assert caught.value.facts["found"] == count
    assert caught.value.facts["needed"] == 24


def test_a_mistyped_word_is_named_by_its_number_with_near_ones() -> None:
    for index, word in enumerate(WORDS):
        typed = [*WORDS]
        typed[index] = word[:-1] + "qx"
        with pytest.raises(WordUnknown) as caught:
            read_recovery(" ".join(typed))
        assert caught.value.facts["where"] == str(index + 1)
        assert word in str(caught.value.facts["near"])
        assert typed[index] not in str(caught.value), "what was typed is in no message"


def test_a_word_that_is_like_none() -> None:
    with pytest.raises(WordUnknown) as caught:
        read_recovery(" ".join(["жжжжж", *WORDS[1:]]))
    assert caught.value.facts["near"] == "–"


def test_near_words() -> None:
    assert near_words("abandn", LISTED)[0] == "abandon"
    assert near_words("abnadon", LISTED)[0] == "abandon"
    assert "zoo" in near_words("zooo", LISTED)
    assert near_words("aban", LISTED)[0] == "abandon"


@pytest.mark.slow
def test_a_word_taken_for_another_of_the_list_is_suspected() -> None:
    """Every near word at every place: refused, or by chance (1 in 256) a right checksum of another seed."""
    refused = passed = 0
    for index, word in list(enumerate(WORDS))[::4]:
        for near in near_words(word, LISTED)[:8]:
            if near == word:
                continue
            typed = " ".join((*WORDS[:index], near, *WORDS[index + 1 :]))
            try:
                passed += read_recovery(typed).seed != SEED
            except WordsDoNotFit as problem:
                refused += 1
                first = str(problem.facts["suspects"])
                assert f"{index + 1}: {word}" in first or first.count(";") == 3
    assert refused > 20
    assert passed <= refused // 10


def test_two_swapped_words_are_suspected() -> None:
    typed = [*WORDS]
    typed[3], typed[4] = typed[4], typed[3]
    with pytest.raises(WordsDoNotFit) as caught:
        read_recovery(" ".join(typed))
    assert "4 ↔ 5" in str(caught.value.facts["suspects"])


def test_every_wrong_letter_and_every_swap_in_the_line_is_noticed() -> None:
    line = recovery_line(SEED, SuiteId.X25519)
    for index in range(len("INKSTAND-SEED-"), len(line)):
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZU*":
            if letter == line[index] or line[index] == "-":
                continue
            with pytest.raises(Problem) as caught:
                read_recovery(line[:index] + letter + line[index + 1 :])
            assert caught.value.code.startswith("recovery.")
        swapped = line[:index] + line[index : index + 2][::-1] + line[index + 2 :]
        if swapped != line and "-" not in line[index : index + 2]:
            with pytest.raises(LineDamaged):
                read_recovery(swapped)


@pytest.mark.parametrize("cut", [15, 20, 40, 60, 77])
def test_a_line_that_is_cut(cut: int) -> None:
    with pytest.raises(Problem):
        read_recovery(recovery_line(SEED, SuiteId.X25519)[:cut])


def test_a_line_of_the_future_and_of_no_suite() -> None:
    line = recovery_line(SEED, SuiteId.X25519)
    with pytest.raises(RecoveryFromNewerVersion):
        read_recovery(line.replace("SEED-1-", "SEED-2-"))
    with pytest.raises(RecoveryFromNewerVersion):
        read_recovery("INKSTAND-SEED-12-whatever comes then")
    for suite in "0379":
        with pytest.raises(LineDamaged):
            read_recovery(line.replace("SEED-1-1-", f"SEED-1-{suite}-"))
    with pytest.raises(LineDamaged):
        read_recovery(line.replace("SEED-1-1-", "SEED-1-2-"))


@given(st.text(max_size=400))
def test_no_text_is_a_fault(text: str) -> None:
    with pytest.raises(Problem):
        read_recovery(text)


def test_a_huge_text_is_read_only_in_part() -> None:
    with pytest.raises(WordCount):
        read_recovery("abandon " * 1_000_000)
    assert len(words_in("a " * 1_000_000)) <= 8192


@pytest.mark.slow
def test_random_words_of_the_list_hardly_ever_pass() -> None:
    passed = 0
    for _ in range(40):
        words = [LISTED[int.from_bytes(os.urandom(2), "big") % 2048] for _ in range(24)]
        try:
            passed += bool(read_recovery(" ".join(words)))
        except WordsDoNotFit:
            pass
    assert passed < 5
