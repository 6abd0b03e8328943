"""Setting a device up: what lies about is found, what was compared is installed, what is typed is clean."""

import os
from pathlib import Path

import pytest

from desktop_app.app.drives import Drive
from desktop_app.app.finding_packs import MOST_FILES, find_packs, look_at_pack
from desktop_app.app.home import Home
from desktop_app.app.installed import OtherCoordinator, installed_campaigns
from desktop_app.app.places import clean_place
from desktop_app.app.practising import MOST_PRACTISED, note_practised, practise
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.app.setup import (
    PackChanged,
    choose_second_copy,
    set_pin,
    set_place,
    take_pack,
)
from desktop_app.journal.mirror import SecondCopyAway
from desktop_app.kiosk.pin_file import PinTooEasy, is_right, read_pin
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import signature_bytes
from tests.making import NOON, OPEN_DOORS, made_key, published, signature


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


def stick(folder: Path, name: str = "STICK") -> Drive:
    folder.mkdir(exist_ok=True)
    return Drive(
        path=folder, name=name, free_bytes=9, total_bytes=9, is_writable=True, filesystem="vfat"
    )


def nowhere() -> Path:
    return Path("/nowhere at all")


# ---- finding ----------------------------------------------------------------------------------------


def test_packs_are_found_on_sticks_among_downloads_and_in_a_named_folder(
    home: Home, tmp_path: Path
) -> None:
    drive = stick(tmp_path / "stick")
    (drive.path / "petition").mkdir()
    (tmp_path / "downloads").mkdir()
    (tmp_path / "named").mkdir()
    for folder in (drive.path / "petition", tmp_path / "downloads", tmp_path / "named"):
        published(made_key(), folder / "a.INKPACK")
    for age, file in enumerate(sorted(tmp_path.glob("**/a.INKPACK"))):
        os.utime(file, (age, age))

    found = find_packs(
        home,
        [tmp_path / "named"],
        drives=lambda: (drive,),
        downloads=lambda: tmp_path / "downloads",
    )

    assert [pack.place for pack in found.packs] == ["STICK", "named", "downloads"]
    assert found.refused == ()
    assert not home.folder.exists()
    assert found.packs[0].title("de") == found.packs[0].titles["de"]
    assert found.packs[0].title("ka") == found.packs[0].titles["en"]


def test_one_pack_in_two_places_is_found_once_on_the_stick(home: Home, tmp_path: Path) -> None:
    drive = stick(tmp_path / "stick")
    published(made_key(), drive.path / "a.inkpack")
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "copy.inkpack").write_bytes((drive.path / "a.inkpack").read_bytes())

    found = find_packs(home, drives=lambda: (drive,), downloads=lambda: tmp_path / "downloads")

    assert [pack.place for pack in found.packs] == ["STICK"]


def test_what_is_no_pack_is_named_with_why_and_hides_no_other(home: Home, tmp_path: Path) -> None:
    drive = stick(tmp_path / "stick")
    good = published(made_key(), drive.path / "good.inkpack")
    (drive.path / "bad.inkpack").write_bytes(b"PK\x03\x04 nothing")
    (drive.path / "folder.inkpack").mkdir()
    (drive.path / ".hidden.inkpack").write_bytes(b"")
    (drive.path / "loop").symlink_to(drive.path, target_is_directory=True)

    found = find_packs(home, drives=lambda: (drive,), downloads=nowhere)

    assert [pack.pack_hash for pack in found.packs] == [good.hash]
    assert found.refused == (("bad.inkpack", "pack.not_a_pack"),)


def test_a_stick_full_of_packs_ends(home: Home, tmp_path: Path) -> None:
    drive = stick(tmp_path / "stick")
    for number in range(MOST_FILES + 5):
        (drive.path / f"{number}.inkpack").write_bytes(b"x")

    found = find_packs(home, drives=lambda: (drive,), downloads=nowhere)

    assert len(found.refused) == MOST_FILES


def test_a_stick_that_is_pulled_meanwhile_has_nothing(home: Home, tmp_path: Path) -> None:
    drive = stick(tmp_path / "stick")
    drive.path.rmdir()

    assert find_packs(home, drives=lambda: (drive,), downloads=nowhere).packs == ()


def test_a_folder_of_texts_has_no_key_and_is_none_to_install(home: Home) -> None:
    assert look_at_pack(home, OPEN_DOORS) is None


# ---- taking -----------------------------------------------------------------------------------------


def test_the_pack_that_was_compared_is_installed_and_signed_from_now_on(
    home: Home, tmp_path: Path
) -> None:
    published(made_key(), tmp_path / "a.inkpack")
    found = look_at_pack(home, tmp_path / "a.inkpack")
    assert found is not None
    assert not found.is_installed

    take_pack(home, found)

    assert read_settings(home).campaign == "open-doors"
    again = look_at_pack(home, tmp_path / "a.inkpack")
    assert again is not None
    assert again.is_installed


def test_another_pack_under_the_same_name_is_not_taken(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "a.inkpack"
    published(made_key(), file)
    found = look_at_pack(home, file)
    assert found is not None
    file.unlink()
    published(made_key(), file)

    with pytest.raises(PackChanged):
        take_pack(home, found)

    assert installed_campaigns(home) == []
    assert read_settings(home).campaign == ""


def test_a_pack_of_another_coordinator_never_takes_the_place_of_one(
    home: Home, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        published(made_key(), tmp_path / f"{name}.inkpack")
    first, second = (look_at_pack(home, tmp_path / f"{name}.inkpack") for name in ("a", "b"))
    assert first is not None
    assert second is not None
    take_pack(home, first)

    with pytest.raises(OtherCoordinator):
        take_pack(home, second)

    assert [each.pack.hash for each in installed_campaigns(home)] == [first.pack_hash]


# ---- place, PIN, second copy ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Köln,\tHeumarkt \n", "Köln, Heumarkt"),
        ("a\u202egnihton", "agnihton"),
        ("\x00\x1b[31mred", "[31mred"),
        ("x" * 500, "x" * 80),
        ("y" * 79 + " z", "y" * 79),
        ("   ", ""),
    ],
)
def test_a_place_is_clean_enough_for_every_register(typed: str, kept: str, home: Home) -> None:
    assert set_place(home, typed, typed).place == kept
    made = signature()
    sealed = signature_bytes(type(made)(**{**_fields(made), "place": clean_place(typed)}))
    assert read_signature(sealed).place == kept


def _fields(made) -> dict:
    return {name: getattr(made, name) for name in made.__struct_fields__}


def test_a_pin_is_set_only_if_nobody_would_guess_it(home: Home) -> None:
    with pytest.raises(PinTooEasy):
        set_pin(home, "123456")
    assert read_pin(home.pin) is None

    set_pin(home, "482915")
    stored = read_pin(home.pin)
    assert stored is not None
    assert is_right(stored, "482915")


def test_a_second_copy_needs_a_folder_that_is_there(home: Home, tmp_path: Path) -> None:
    with pytest.raises(SecondCopyAway):
        choose_second_copy(home, tmp_path / "pulled")
    assert read_settings(home).second_copy == ""

    choose_second_copy(home, stick(tmp_path / "stick").path)
    assert read_settings(home).second_copy == str(tmp_path / "stick")
    choose_second_copy(home, None)
    assert read_settings(home).second_copy == ""


# ---- practice ---------------------------------------------------------------------------------------


def test_practice_leaves_nothing_but_the_note(home: Home, tmp_path: Path) -> None:
    pack = published(made_key(), tmp_path / "a.inkpack")
    home.practice.mkdir(parents=True)
    (home.practice / "journal.sqlite").write_bytes(b"left by a kill")

    practise(home, pack, clock=lambda: NOON, randomness=os.urandom)

    assert {path.name for path in home.folder.iterdir()} <= {"settings.json", "home.lock"}
    assert read_settings(home).practised == (pack.hash,)


def test_practised_packs_are_remembered_once_and_not_for_ever(home: Home, tmp_path: Path) -> None:
    pack = published(made_key(), tmp_path / "a.inkpack")
    change_settings(home, practised=tuple(f"{n:064x}" for n in range(MOST_PRACTISED)))

    note_practised(home, pack)
    note_practised(home, pack)

    practised = read_settings(home).practised
    assert (len(practised), practised[-1], practised.count(pack.hash)) == (
        MOST_PRACTISED,
        pack.hash,
        1,
    )
