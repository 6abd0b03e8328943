"""The PIN: what may be one, that nobody guesses it quickly, and that damage opens nothing."""

import json
import os
import random
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_app.kiosk import pin as pin_module
from desktop_app.kiosk.pin import Answer, PinGuard, Verdict, wait_after
from desktop_app.kiosk.pin_file import (
    Hardness,
    PinCannotWrite,
    PinDamaged,
    PinFromNewerVersion,
    PinNotDigits,
    PinTooEasy,
    PinTooLong,
    PinTooShort,
    StoredPin,
    check_choice,
    new_pin,
    read_pin,
    remove_pin,
    write_pin,
)
from desktop_app.problems import Problem

PIN = "740183"
QUICK = Hardness(memory_kib=8, iterations=1, lanes=1)
HOURS_8_S = 8 * 3600.0


class Watch:
    """A monotonic clock in the test's hand."""

    def __init__(self, now_s: float = 1000.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "pin.json"
    write_pin(path, new_pin(PIN, os.urandom, QUICK))
    return path


def wrong(guard: PinGuard) -> Answer:
    return guard.check("111119")


# ---- what may be a PIN ----------------------------------------------------------------------------


@pytest.mark.parametrize("digits", [PIN, "402917", "90218374", "831905720461"])
def test_pin_without_a_pattern_is_taken(digits: str) -> None:
    check_choice(digits)


@pytest.mark.parametrize(
    ("digits", "problem"),
    [
        ("", PinNotDigits),
        ("74018a", PinNotDigits),
        ("74 018", PinNotDigits),
        ("-740183", PinNotDigits),
        ("٧٤٠١٨٣", PinNotDigits),
        ("74018³", PinNotDigits),
        ("74018", PinTooShort),
        ("7401837401837", PinTooLong),
        ("000000", PinTooEasy),
        ("99999999", PinTooEasy),
        ("123456", PinTooEasy),
        ("654321", PinTooEasy),
        ("890123", PinTooEasy),
        ("135791", PinTooEasy),
        ("121212", PinTooEasy),
        ("123123", PinTooEasy),
        ("1231231", PinTooEasy),
        ("112112", PinTooEasy),
        ("111222", PinTooEasy),
        ("159753", PinTooEasy),
    ],
)
def test_what_is_no_pin_or_too_easy_is_refused(digits: str, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        check_choice(digits)


# ---- trying ---------------------------------------------------------------------------------------


def test_right_pin_opens_and_wrong_one_does_not(path: Path) -> None:
    guard = PinGuard(path, Watch())

    assert wrong(guard) == Answer(verdict=Verdict.WRONG, wait_s=0.0)
    assert guard.check(PIN) == Answer(verdict=Verdict.RIGHT, wait_s=0.0)


def test_waits_grow_after_five_free_tries(path: Path) -> None:
    watch = Watch()
    guard = PinGuard(path, watch)
    waits = []
    for _ in range(12):
        answer = wrong(guard)
        assert answer.verdict is Verdict.WRONG
        waits.append(answer.wait_s)
        watch.now_s += answer.wait_s

    assert waits == [0, 0, 0, 0, 30, 60, 120, 300, 600, 600, 600, 600]


def test_try_before_the_wait_is_over_is_neither_checked_nor_counted(path: Path) -> None:
    watch = Watch()
    guard = PinGuard(path, watch)
    for _ in range(5):
        wrong(guard)
    watch.now_s += 29.0

    assert guard.check(PIN) == Answer(verdict=Verdict.TOO_EARLY, wait_s=1.0)
    assert read_pin(path).try_count == 5
    watch.now_s += 1.0
    assert guard.check(PIN).verdict is Verdict.RIGHT


def test_right_pin_makes_the_tries_free_again(path: Path) -> None:
    guard = PinGuard(path, Watch())
    for _ in range(4):
        wrong(guard)
    guard.check(PIN)

    assert read_pin(path).try_count == 0
    assert [wrong(guard).wait_s for _ in range(5)] == [0, 0, 0, 0, 30]


def test_wait_begins_anew_after_a_restart(path: Path) -> None:
    watch = Watch()
    guard = PinGuard(path, watch)
    for _ in range(6):
        watch.now_s += guard.wait_s()
        wrong(guard)
    watch.now_s += 59.0
    assert guard.wait_s() == 1.0

    restarted = PinGuard(path, watch)

    assert restarted.wait_s() == 60.0
    assert restarted.check(PIN).verdict is Verdict.TOO_EARLY


def test_try_is_on_disk_before_it_is_checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(stored: StoredPin, digits: str) -> bool:
        assert read_pin(path).try_count == 1
        raise KeyboardInterrupt  # as good as kill -9: nothing after it runs

    monkeypatch.setattr(pin_module, "is_right", killed)
    with pytest.raises(KeyboardInterrupt):
        PinGuard(path, Watch()).check(PIN)

    assert read_pin(path).try_count == 1


def test_nothing_is_checked_when_the_try_cannot_be_counted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    real_open = os.open

    def full(name: object, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(28, "No space left on device")
        return real_open(name, flags, mode)  # type: ignore[arg-type]

    def checked(stored: StoredPin, digits: str) -> bool:
        raise AssertionError("checked without being counted")

    monkeypatch.setattr(os, "open", full)
    monkeypatch.setattr(pin_module, "is_right", checked)
    with pytest.raises(PinCannotWrite):
        PinGuard(path, Watch()).check(PIN)

    assert path.read_bytes() == before


def test_right_pin_opens_even_if_the_disk_is_full_just_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def write_once(where: Path, stored: StoredPin) -> None:
        if written:
            raise PinCannotWrite(folder="home")
        written.append(stored.try_count)
        write_pin(where, stored)

    monkeypatch.setattr(pin_module, "write_pin", write_once)

    assert PinGuard(path, Watch()).check(PIN).verdict is Verdict.RIGHT
    assert read_pin(path).try_count == 1


class Thief:
    """Has the kiosk to himself for a night: guesses, kills it, starts it, sets its clock."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self.chance = chance
        self.gone_s = 0.0
        self.watch = Watch(chance.uniform(0, 1e6))
        self.guard = PinGuard(path, self.watch)
        self.guess_count = 0

    def lets_pass(self, seconds: float) -> None:
        self.gone_s += seconds
        self.watch.now_s += seconds

    def guesses(self) -> None:
        self.lets_pass(0.5)
        if self.guard.check(f"{self.guess_count:06}").verdict is not Verdict.TOO_EARLY:
            self.guess_count += 1

    def restarts(self) -> None:
        self.lets_pass(3.0)
        now_s = self.chance.uniform(0, 1e6)  # a new boot has a clock of its own
        self.watch = Watch(now_s)
        self.guard = PinGuard(self.path, self.watch)

    def works_for(self, seconds: float, *, restart_share: float) -> None:
        while self.gone_s < seconds:
            self.guesses()
            if self.chance.random() < restart_share:
                self.restarts()
            self.lets_pass(self.chance.choice([0.0, self.guard.wait_s()]))
            self.lets_pass(self.chance.uniform(0, 5))


@pytest.mark.parametrize("restart_share", [0.0, 0.2, 0.9])
def test_a_night_of_guessing_gives_at_most_sixty_guesses(
    path: Path, monkeypatch: pytest.MonkeyPatch, restart_share: float
) -> None:
    chance = random.Random(7)
    monkeypatch.setattr(time, "time", lambda: chance.uniform(0, 4e9))  # the wall clock is his too
    monkeypatch.setattr(os, "fsync", lambda _: None)  # thousands of restarts need not wear a disk
    thief = Thief(path, chance)

    thief.works_for(HOURS_8_S, restart_share=restart_share)

    assert 10 <= thief.guess_count <= 60


def test_the_quickest_thief_gets_no_more_than_sixty(path: Path) -> None:
    thief = Thief(path, random.Random(1))
    while thief.gone_s < HOURS_8_S:
        thief.guesses()
        thief.lets_pass(thief.guard.wait_s())

    assert 50 <= thief.guess_count <= 60


def test_wait_stays_the_same_for_ever() -> None:
    assert wait_after(10**9) == 600.0


# ---- the file -------------------------------------------------------------------------------------


def test_file_is_its_owners_alone_and_holds_no_digits(path: Path) -> None:
    assert PIN not in path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["pin.json"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_hash_is_in_no_repr(path: Path) -> None:
    stored = read_pin(path)

    assert repr(stored) == "StoredPin(try_count=0, …)"


def test_same_pin_has_another_hash_on_another_device() -> None:
    one, other = (new_pin(PIN, os.urandom, QUICK) for _ in range(2))

    assert one.hash != other.hash


def test_ordinary_hardness_is_what_the_rfc_recommends_for_little_memory() -> None:
    assert new_pin(PIN, os.urandom).hardness == Hardness(memory_kib=65536, iterations=3, lanes=4)


def test_no_file_means_no_pin(tmp_path: Path) -> None:
    assert read_pin(tmp_path / "pin.json") is None


def test_pin_that_vanishes_while_the_kiosk_runs_opens_nothing(path: Path) -> None:
    guard = PinGuard(path, Watch())
    remove_pin(path)

    with pytest.raises(PinDamaged):
        guard.check(PIN)


def damages(whole: bytes) -> Iterator[bytes]:
    yield b""
    yield b"\x00" * len(whole)
    yield whole[: len(whole) // 2]
    yield whole + whole
    yield b"[" * 5000
    yield b'{"format": 1}'
    yield b"null"
    fields = json.loads(whole)
    for name, value in [
        ("hash", ""),
        ("hash", "AAAA"),
        ("salt", ""),
        ("try_count", -1),
        ("try_count", 10**12),
        ("try_count", None),
        ("format", 0),
        ("format", "1"),
        ("more", 1),
        ("hardness", {"memory_kib": 10**9, "iterations": 1, "lanes": 1}),
        ("hardness", {"memory_kib": 8, "iterations": 0, "lanes": 1}),
        ("hardness", {"memory_kib": 8, "iterations": 1, "lanes": 2}),
        ("hardness", {"memory_kib": 8, "iterations": 10**9, "lanes": 1}),
    ]:
        yield json.dumps({**fields, name: value}).encode()


def test_damaged_file_opens_nothing(path: Path) -> None:
    for damaged in damages(path.read_bytes()):
        path.write_bytes(damaged)
        with pytest.raises(PinDamaged):
            PinGuard(path, Watch()).check(PIN)


@given(place=some.integers(min_value=0), bit=some.integers(0, 7))
def test_flipped_bit_never_lets_a_wrong_pin_in(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    path = tmp_path_factory.mktemp("flipped") / "pin.json"
    write_pin(path, new_pin(PIN, os.urandom, QUICK))
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path.write_bytes(data)

    try:
        verdict = wrong(PinGuard(path, Watch())).verdict
    except Problem as problem:
        assert problem.code.startswith("pin.")  # noqa: PT017 - most flips end here, not all
    else:
        assert verdict is not Verdict.RIGHT


def test_folder_in_the_place_of_the_file_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "pin.json").mkdir()

    with pytest.raises(PinDamaged):
        read_pin(tmp_path / "pin.json")


def test_pin_of_a_newer_version_is_named_as_such(path: Path) -> None:
    path.write_bytes(msgspec.json.encode({"format": 2, "whatever": True}))

    with pytest.raises(PinFromNewerVersion):
        read_pin(path)
