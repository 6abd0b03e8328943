"""A key file's later life: another passphrase, a proved sheet; at every moment one whole file."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from desktop_app.app.home import resources_folder
from desktop_app.campaign.pack import Pack, Recipient
from desktop_app.campaign.reading import read_pack
from desktop_app.problems import Problem
from desktop_app.sealing import key_files
from desktop_app.sealing.drill import DrillFailed, drill
from desktop_app.sealing.fingerprint import word_list
from desktop_app.sealing.key_files import change_passphrase, note_sheet_proved, write_recovered
from desktop_app.sealing.keys import (
    CampaignKey,
    CannotWriteKey,
    KeyExists,
    derive_key,
    read_key_file,
    unlock_key_file,
)
from desktop_app.sealing.passphrase import PassphraseTooShort, WrongPassphrase
from desktop_app.sealing.proposing import drawn, proposed_passphrase
from desktop_app.sealing.public_key import (
    PublicKeyFromNewerVersion,
    PublicKeyUnreadable,
    public_file_bytes,
    read_public_file,
)
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import recovery_words
from desktop_app.sealing.sheet_proof import (
    SheetOfAnotherKey,
    WordsDiffer,
    asked_numbers,
    check_answers,
    check_seed,
    is_sheet_proved,
)
from tests.making import NOON, PASSPHRASE, QUICK, key_file, made_key, published

OTHER = "quite another passphrase of five words"
MUSEUM = Path(__file__).parent.parent / "museum" / "0.1.0"
TODAY = NOON.date()


def changed(path: Path, key: CampaignKey, passphrase: str = OTHER) -> None:
    change_passphrase(path, key, passphrase, randomness=os.urandom, hardness=QUICK)


def test_a_new_passphrase_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    key = key_file(tmp_path / "k")
    changed(tmp_path / "k", key)
    assert unlock_key_file(tmp_path / "k", OTHER).seed == key.seed
    with pytest.raises(WrongPassphrase):
        unlock_key_file(tmp_path / "k", PASSPHRASE)
    assert is_sheet_proved(read_key_file(tmp_path / "k"), key), "the paper is as good as before"
    assert [path.name for path in tmp_path.iterdir()] == ["k"]
    if os.name != "nt":
        assert (tmp_path / "k").stat().st_mode & 0o077 == 0


def test_a_short_new_passphrase_changes_nothing(tmp_path: Path) -> None:
    key = key_file(tmp_path / "k")
    before = (tmp_path / "k").read_bytes()
    with pytest.raises(PassphraseTooShort):
        changed(tmp_path / "k", key, "short")
    assert (tmp_path / "k").read_bytes() == before


@pytest.mark.parametrize("call", ["open", "fsync", "fdopen"])
def test_a_disk_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Whichever call of the writing fails; the real functions are put back before looking."""
    key = key_file(tmp_path / "k")
    before = (tmp_path / "k").read_bytes()

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fails)
        with pytest.raises(CannotWriteKey):
            changed(tmp_path / "k", key)
    assert (tmp_path / "k").read_bytes() == before
    assert unlock_key_file(tmp_path / "k", PASSPHRASE).seed == key.seed
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_at_every_call_of_a_change_one_whole_file_is_there(tmp_path: Path) -> None:
    """Looks at the file whenever the change calls or is given back anything, as a kill would find it."""
    key = key_file(tmp_path / "k")
    whole = {(tmp_path / "k").read_bytes()}
    seen: set[bytes] = set()
    is_looking = False

    def look(*_: object) -> None:
        nonlocal is_looking
        if not is_looking:
            is_looking = True
            descriptor = os.open(tmp_path / "k", os.O_RDONLY)
            seen.add(os.read(descriptor, 65_536))
            os.close(descriptor)
            is_looking = False

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        changed(tmp_path / "k", key)
    finally:
        sys.setprofile(before)
    whole.add((tmp_path / "k").read_bytes())
    assert seen == whole, "the old one, then the new one, and never anything else"


def test_a_file_that_came_out_wrong_never_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_file(tmp_path / "k")
    before = (tmp_path / "k").read_bytes()
    whole = key_files.write_new_key_file

    def flips(path: Path, file: object) -> None:
        whole(path, file)  # type: ignore[arg-type]
        data = path.read_bytes()
        path.write_bytes(data.replace(b'"sealed": "', b'"sealed": "AAAA'))

    monkeypatch.setattr(key_files, "write_new_key_file", flips)
    with pytest.raises(Problem):
        changed(tmp_path / "k", key)
    with pytest.raises(Problem):
        note_sheet_proved(tmp_path / "k", key, TODAY)
    assert (tmp_path / "k").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_what_a_broken_off_change_left_is_no_hindrance(tmp_path: Path) -> None:
    key = key_file(tmp_path / "k")
    (tmp_path / "k.part").write_bytes(b"half a fi")
    changed(tmp_path / "k", key)
    assert unlock_key_file(tmp_path / "k", OTHER).seed == key.seed
    assert not (tmp_path / "k.part").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_the_key_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    key = key_file(tmp_path / "stick" / "k")
    (tmp_path / "link").symlink_to(tmp_path / "stick" / "k")
    changed(tmp_path / "link", key)
    assert (tmp_path / "link").is_symlink()
    assert unlock_key_file(tmp_path / "stick" / "k", OTHER).seed == key.seed


def test_a_key_file_that_is_gone(tmp_path: Path) -> None:
    key = key_file(tmp_path / "k")
    (tmp_path / "k").unlink()
    with pytest.raises(Problem):
        changed(tmp_path / "k", key)
    with pytest.raises(Problem):
        note_sheet_proved(tmp_path / "k", key, TODAY)
    assert not list(tmp_path.iterdir())


def test_proving_is_remembered_and_changes_nothing_else(tmp_path: Path) -> None:
    key = key_file(tmp_path / "k", is_proved=False)
    before = json.loads((tmp_path / "k").read_text())
    assert not is_sheet_proved(read_key_file(tmp_path / "k"), key)
    note_sheet_proved(tmp_path / "k", key, TODAY)
    after = json.loads((tmp_path / "k").read_text())
    assert is_sheet_proved(read_key_file(tmp_path / "k"), key)
    assert after.pop("sheet_proved_on") == "2026-11-23"
    assert after.pop("sheet_proof")
    assert after == before
    assert unlock_key_file(tmp_path / "k", PASSPHRASE).seed == key.seed


def test_a_proof_cannot_be_written_by_hand_or_taken_from_another_file(tmp_path: Path) -> None:
    key = key_file(tmp_path / "k", is_proved=False)
    key_file(tmp_path / "other")
    table = json.loads((tmp_path / "k").read_text())
    other = json.loads((tmp_path / "other").read_text())
    forged = [
        {"sheet_proved_on": "2026-11-25"},
        {"sheet_proof": other["sheet_proof"]},
        {"sheet_proved_on": "2026-11-23", "sheet_proof": other["sheet_proof"]},
        {"sheet_proved_on": "", "sheet_proof": ""},
        {"sheet_proved_on": "yes", "sheet_proof": "AAAA"},
    ]
    for entries in forged:
        (tmp_path / "k").write_text(json.dumps({**table, **entries}))
        assert not is_sheet_proved(read_key_file(tmp_path / "k"), key)
        assert unlock_key_file(tmp_path / "k", PASSPHRASE).seed == key.seed
    note_sheet_proved(tmp_path / "k", key, TODAY)
    table = json.loads((tmp_path / "k").read_text())
    (tmp_path / "k").write_text(json.dumps({**table, "sheet_proved_on": "2027-01-01"}))
    assert not is_sheet_proved(read_key_file(tmp_path / "k"), key), "the day belongs to the mark"


@pytest.mark.parametrize("suite", ["suite-1", "suite-2"])
def test_key_files_of_the_first_release_are_unproved_and_can_be_proved(
    tmp_path: Path, suite: str
) -> None:
    path = tmp_path / "k"
    shutil.copy(MUSEUM / f"{suite}.key", path)
    key = unlock_key_file(path, PASSPHRASE)
    assert not is_sheet_proved(read_key_file(path), key)
    note_sheet_proved(path, key, TODAY)
    assert is_sheet_proved(read_key_file(path), key)
    assert unlock_key_file(path, PASSPHRASE).seed == key.seed
    changed(path, key)
    assert unlock_key_file(path, OTHER).recipient == key.recipient


@pytest.mark.parametrize("suite", list(SuiteId))
def test_a_recovered_key_is_the_very_same(tmp_path: Path, suite: SuiteId) -> None:
    key = derive_key(os.urandom(32), suite)
    write_recovered(
        tmp_path / "k", key, OTHER, proved_on=TODAY, randomness=os.urandom, hardness=QUICK
    )
    again = unlock_key_file(tmp_path / "k", OTHER)
    assert (again.recipient, again.coordinator_key) == (key.recipient, key.coordinator_key)
    assert is_sheet_proved(read_key_file(tmp_path / "k"), key)
    with pytest.raises(KeyExists):
        write_recovered(
            tmp_path / "k", key, OTHER, proved_on=TODAY, randomness=os.urandom, hardness=QUICK
        )


def test_three_different_words_are_asked_for_by_chance() -> None:
    drawn_sets = [asked_numbers(os.urandom) for _ in range(300)]
    assert all(len(set(numbers)) == 3 and numbers == tuple(sorted(numbers)) for numbers in drawn_sets)  # fmt: skip
    assert {number for numbers in drawn_sets for number in numbers} == set(range(1, 25))


def test_three_words_are_compared_and_wrong_ones_named_by_number() -> None:
    key = made_key()
    words = recovery_words(key.seed)
    check_answers(key, (1, 9, 24), (f" {words[0].upper()} ", words[8], words[23]))
    with pytest.raises(WordsDiffer) as caught:
        check_answers(key, (1, 9, 24), (words[0], "", "abcdefg"))
    assert caught.value.facts == {"numbers": "9, 24"}  # and none of the words
    check_seed(key, key.seed)
    with pytest.raises(SheetOfAnotherKey):
        check_seed(key, made_key().seed)


def test_six_words_are_proposed_each_as_likely_as_another() -> None:
    proposed = {proposed_passphrase(os.urandom) for _ in range(50)}
    assert len(proposed) == 50
    for passphrase in proposed:
        assert len(passphrase.split()) == 6
        assert set(passphrase.split()) <= set(word_list())
    draws = iter([b"\xff\xff", b"\xf3\x00", b"\x00\x05"])
    assert drawn(7776, lambda _: next(draws)) == 5, "62 208 and above would favour the first words"


@pytest.mark.parametrize("suite", list(SuiteId))
def test_the_drill_opens_what_the_pack_seals(tmp_path: Path, suite: SuiteId) -> None:
    key = made_key(suite)
    drill(key, published(key, tmp_path / "a.inkpack"), os.urandom)


def test_the_drill_fails_for_another_key_and_another_pack(tmp_path: Path) -> None:
    key, other = made_key(), made_key()
    pack = published(key, tmp_path / "a.inkpack")
    with pytest.raises(DrillFailed):
        drill(other, pack, os.urandom)
    with pytest.raises(Problem):
        drill(key, read_pack(resources_folder() / "campaigns" / "open-doors"), os.urandom)


def test_the_drill_fails_if_paper_would_not_bring_the_key_back(tmp_path: Path) -> None:
    """A key whose seed is not the one that it was derived from, as a fault might make it."""
    key = made_key()
    pack: Pack = published(key, tmp_path / "a.inkpack")
    broken = CampaignKey(
        suite=key.suite,
        seed=os.urandom(32),
        private_key=key.private_key,
        coordinator=key.coordinator,
        recipient=key.recipient,
    )
    with pytest.raises(DrillFailed) as caught:
        drill(broken, pack, os.urandom)
    assert caught.value.facts["way"] == "the 24 words"


@pytest.mark.parametrize("suite", list(SuiteId))
def test_a_public_key_file_says_what_the_key_is_and_nothing_secret(
    tmp_path: Path, suite: SuiteId
) -> None:
    key = made_key(suite)
    data = public_file_bytes(key)
    (tmp_path / "a.inkpublic").write_bytes(data)
    public = read_public_file(tmp_path / "a.inkpublic")
    assert public.recipient == Recipient(suite=int(suite), public_key=key.recipient.public_key)
    assert public.coordinator_key == key.coordinator_key
    assert len(public.four_words.split()) == 4
    assert key.seed.hex().encode() not in data
    assert set(json.loads(data)) == {
        "format", "version", "suite", "public_key", "coordinator_key", "signature",
    }  # fmt: skip


def test_a_public_key_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.inkpublic"
    data = public_file_bytes(made_key())
    other = json.loads(public_file_bytes(made_key()))
    table = json.loads(data)
    for entry in ("public_key", "coordinator_key", "signature"):
        path.write_text(json.dumps({**table, entry: other[entry]}))
        with pytest.raises(PublicKeyUnreadable):
            read_public_file(path)
    changes = (
        {"suite": 2},
        {"suite": 9},
        {"format": "x"},
        {"public_key": "AAAA"},
        {"version": "1"},
    )
    for change in changes:
        path.write_text(json.dumps({**table, **change}))
        with pytest.raises(PublicKeyUnreadable):
            read_public_file(path)
    path.write_text(json.dumps({**table, "version": 2}))
    with pytest.raises(PublicKeyFromNewerVersion):
        read_public_file(path)
    for junk in (b"", b"[]", b"\xff" * 90, b"{" * 100_000, data[:-40], data + b"x" * 20_000):
        path.write_bytes(junk)
        with pytest.raises(PublicKeyUnreadable):
            read_public_file(path)
    with pytest.raises(PublicKeyUnreadable):
        read_public_file(tmp_path / "none.inkpublic")
    with pytest.raises(PublicKeyUnreadable):
        read_public_file(tmp_path)
