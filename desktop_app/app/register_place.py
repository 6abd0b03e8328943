"""Where the coordinator's register is: in the home, unless another place was chosen or is named."""

from pathlib import Path
from typing import ClassVar

from sqlalchemy import URL

from desktop_app.app.home import Home
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.problems import Problem
from desktop_app.register.engine import register_place, shown


class RegisterUrlWithPassword(Problem):
    """The address has the password of the database in it: it would be kept in the settings, readable."""

    code: ClassVar[str] = "register.password_in_url"


def register_of(home: Home, named: str | None = None) -> str | Path:
    """Give the place of the register: the one that is named, else the one that was chosen, else the home's.

    Raises:
        SettingsFromNewerVersion.
    """
    return named or read_settings(home).register or home.register


def choose_register(home: Home, place: str | None) -> str:
    """Use another register from now on, in the console and in commands; None for that of the home.

    Returns:
        The place as it may be shown. Nothing is opened: the next merge or unlocking does that.

    Raises:
        RegisterUrlUnknown, RegisterUrlWithPassword, HomeReadOnly, SettingsFromNewerVersion.
    """
    if place is None:
        change_settings(home, register="")
        return shown(home.register)
    found = register_place(place)
    if isinstance(found, URL):
        if found.password is not None:
            raise RegisterUrlWithPassword
        change_settings(home, register=found.render_as_string())
    else:
        change_settings(home, register=str(found.absolute()))
    return shown(found)
