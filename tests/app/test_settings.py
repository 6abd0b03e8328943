"""What a device remembers between starts."""

from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.app.settings import (
    Settings,
    SettingsFromNewerVersion,
    change_settings,
    read_settings,
    write_settings,
)
from desktop_app.qt.colours import Light


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


def test_a_new_device_has_the_defaults_and_nothing_is_written_by_looking(home: Home) -> None:
    assert read_settings(home) == Settings()
    assert not home.folder.exists()


def test_what_was_chosen_is_there_at_the_next_start(home: Home) -> None:
    chosen = Settings(
        campaign="open-doors",
        place="Köln, Heumarkt",
        shift="2",
        light=Light.INDOOR,
        practised=("ab", "cd"),
    )
    write_settings(home, chosen)
    assert read_settings(home) == chosen
    assert change_settings(home, place="Bonn") == read_settings(home)
    assert (read_settings(home).place, read_settings(home).shift) == ("Bonn", "2")


@pytest.mark.parametrize(
    "garbage", [b"", b"{", b"\xff\xfe", b"[]", b'{"light": "neon"}', b"0" * 99999]
)
def test_damaged_settings_begin_anew_and_are_kept_aside(home: Home, garbage: bytes) -> None:
    write_settings(home, Settings(place="Bonn"))
    (home.folder / "settings.json").write_bytes(garbage)
    assert read_settings(home) == Settings()
    assert (home.folder / "settings.damaged.json").read_bytes() == garbage


def test_settings_of_a_newer_version_are_refused_and_left_alone(home: Home) -> None:
    home.folder.mkdir()
    file = home.folder / "settings.json"
    file.write_bytes(b'{"version": 99, "place": "Bonn"}')
    with pytest.raises(SettingsFromNewerVersion):
        change_settings(home, place="Berlin")
    assert file.read_bytes() == b'{"version": 99, "place": "Bonn"}'
