"""Key files: made once, opened by their passphrase, never overwritten, never half believed."""

import json
import os
from pathlib import Path

import pytest

from desktop_app.problems import Problem
from desktop_app.sealing.chain import Checkpoint, device_id, is_checkpoint_signed
from desktop_app.sealing.fingerprint import fingerprint, same_words, word_list
from desktop_app.sealing.keys import (
    KeyExists,
    KeyFromNewerVersion,
    KeyUnreadable,
    create_key_file,
    derive_key,
    read_key_file,
    unlock_key_file,
)
from desktop_app.sealing.passphrase import PassphraseTooShort, WrongPassphrase
from desktop_app.sealing.record import SuiteId
from tests.making import PASSPHRASE, QUICK, key_file, made_key


@pytest.mark.parametrize("suite", list(SuiteId))
def test_a_key_file_opens_with_its_passphrase(tmp_path: Path, suite: SuiteId) -> None:
    path = tmp_path / "campaign.key"
    made = create_key_file(path, PASSPHRASE, suite=suite, randomness=os.urandom, hardness=QUICK)
    opened = unlock_key_file(path, f"  {PASSPHRASE.replace(' ', '   ')} ")
    assert opened.recipient == made.recipient
    assert opened.coordinator_key == made.coordinator_key
    assert read_key_file(path).public_key == made.recipient.public_key


def test_the_file_holds_no_secret_in_the_clear(tmp_path: Path) -> None:
    path = tmp_path / "campaign.key"
    seeds: list[bytes] = []

    def remember(size: int) -> bytes:
        seeds.append(os.urandom(size))
        return seeds[-1]

    create_key_file(path, PASSPHRASE, suite=SuiteId.X25519, randomness=remember, hardness=QUICK)
    data = path.read_bytes()
    assert seeds[0] not in data
    assert seeds[0].hex().encode() not in data
    assert PASSPHRASE.encode() not in data
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0


def test_the_seed_alone_brings_the_key_back() -> None:
    seed = bytes(range(32))
    assert derive_key(seed, SuiteId.X25519).recipient.public_key.hex() == (
        derive_key(seed, SuiteId.X25519).recipient.public_key.hex()
    )
    assert derive_key(seed, SuiteId.X25519).seed == seed
    assert repr(seed) not in repr(derive_key(seed, SuiteId.X25519))
    assert (
        derive_key(seed, SuiteId.X25519).coordinator_key
        != derive_key(seed, SuiteId.X25519).recipient.public_key
    )


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    key_file(tmp_path / "k")
    with pytest.raises(WrongPassphrase):
        unlock_key_file(tmp_path / "k", "six words that somebody guesses")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    key_file(tmp_path / "k")
    before = (tmp_path / "k").read_bytes()
    with pytest.raises(KeyExists):
        key_file(tmp_path / "k")
    assert (tmp_path / "k").read_bytes() == before


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        key_file(tmp_path / "k", passphrase="1234567")
    assert not (tmp_path / "k").exists()


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"[]", b"{}", b"\xff" * 100, b"x" * 70_000, b'{"version": "x"}']
)
def test_files_that_are_no_key(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "k").write_bytes(data)
    with pytest.raises(KeyUnreadable):
        unlock_key_file(tmp_path / "k", PASSPHRASE)


def test_a_missing_key_file(tmp_path: Path) -> None:
    with pytest.raises(KeyUnreadable):
        read_key_file(tmp_path / "nowhere")


def test_a_key_file_of_the_future(tmp_path: Path) -> None:
    key_file(tmp_path / "k")
    table = json.loads((tmp_path / "k").read_text())
    (tmp_path / "k").write_text(json.dumps({**table, "version": 2}))
    with pytest.raises(KeyFromNewerVersion):
        read_key_file(tmp_path / "k")


@pytest.mark.parametrize("entry", ["public_key", "coordinator_key", "suite"])
def test_a_tampered_key_file_does_not_open(tmp_path: Path, entry: str) -> None:
    """Somebody who swaps the public key would have signatures sealed to a key of their own."""
    key_file(tmp_path / "k")
    stranger = key_file(tmp_path / "stranger")
    assert stranger is not None
    table = json.loads((tmp_path / "k").read_text())
    other = json.loads((tmp_path / "stranger").read_text())
    other["suite"] = 2
    (tmp_path / "k").write_text(json.dumps({**table, entry: other[entry]}))
    with pytest.raises(WrongPassphrase):
        unlock_key_file(tmp_path / "k", PASSPHRASE)


def test_numbers_that_would_eat_the_memory_are_refused(tmp_path: Path) -> None:
    key_file(tmp_path / "k")
    table = json.loads((tmp_path / "k").read_text())
    for change in ({"memory_kib": 2**40}, {"iterations": 10**9}, {"lanes": 0}, {"memory_kib": -1}):
        hardness = {**table["locked"]["hardness"], **change}
        locked = {**table["locked"], "hardness": hardness}
        (tmp_path / "k").write_text(json.dumps({**table, "locked": locked}))
        with pytest.raises(Problem) as caught:
            unlock_key_file(tmp_path / "k", PASSPHRASE)
        assert caught.value.code in ("key.unreadable", "key.wrong_passphrase")


def test_four_words_name_a_key() -> None:
    key = made_key()
    words = fingerprint(key.recipient.public_key)
    assert len(words.split(" ")) == 4
    assert set(words.split(" ")) <= set(word_list())
    assert len(word_list()) == 7776
    assert fingerprint(key.recipient.public_key) == words
    assert fingerprint(made_key().recipient.public_key) != words
    assert same_words(f" {words.upper()} ", words)
    assert not same_words("one two three four", words)


def test_a_checkpoint_of_another_device_is_not_believed() -> None:
    device, stranger = made_key().coordinator, made_key().coordinator
    public = device.public_key().public_bytes_raw()
    checkpoint = Checkpoint(campaign="c", device=device_id(public), count=3, head="00")
    from desktop_app.sealing.chain import sign_checkpoint

    assert is_checkpoint_signed(checkpoint, sign_checkpoint(checkpoint, device), public)
    assert not is_checkpoint_signed(checkpoint, sign_checkpoint(checkpoint, stranger), public)
    stranger_public = stranger.public_key().public_bytes_raw()
    signed = sign_checkpoint(checkpoint, stranger)
    assert not is_checkpoint_signed(checkpoint, signed, stranger_public)
