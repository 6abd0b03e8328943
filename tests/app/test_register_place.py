"""Another register than the home's own is chosen once and used everywhere; a password is never kept."""

from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.app.register_place import choose_register, register_of
from desktop_app.app.settings import read_settings
from desktop_app.register.problems import RegisterUrlUnknown, RegisterUrlWithPassword

SERVER = "postgresql+psycopg://marta@db.example.org/inkstand"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


def test_it_is_in_the_home_unless_another_is_chosen_or_named(home: Home, tmp_path: Path) -> None:
    assert register_of(home) == home.register
    choose_register(home, str(tmp_path / "other.sqlite"))
    assert register_of(home) == str(tmp_path / "other.sqlite")
    assert register_of(home, "named.sqlite") == "named.sqlite"
    choose_register(home, None)
    assert register_of(home) == home.register


def test_a_file_is_remembered_whole_wherever_one_stands(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    choose_register(home, "other.sqlite")
    monkeypatch.chdir("/")
    assert register_of(home) == str(tmp_path / "other.sqlite")


@pytest.mark.parametrize("given", [SERVER, SERVER.replace("+psycopg", "")])
def test_a_server_is_remembered_with_its_driver(home: Home, given: str) -> None:
    assert choose_register(home, given) == SERVER
    assert register_of(home) == SERVER


def test_a_password_is_refused_and_written_nowhere(home: Home) -> None:
    with pytest.raises(RegisterUrlWithPassword):
        choose_register(home, SERVER.replace("marta", "marta:hunter22"))
    assert read_settings(home).register == ""
    assert not any(b"hunter22" in path.read_bytes() for path in home.folder.glob("**/*.json"))


@pytest.mark.parametrize("place", ["mysql://a@b/c", "postgresql://marta@db", "sqlite:///:memory:"])
def test_another_kind_of_database_is_refused_at_once(home: Home, place: str) -> None:
    with pytest.raises(RegisterUrlUnknown):
        choose_register(home, place)
    assert register_of(home) == home.register
