"""Where the coordinator's register is: in the home, unless another place was chosen or is named."""

from pathlib import Path

from desktop_app.app.home import Home
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.register.engine import lasting


def register_of(home: Home, named: str | None = None) -> str | Path:
    """Give the place of the register: the one that is named, else the one that was chosen, else the home's.

    Raises:
        SettingsFromNewerVersion.
    """
    return named or read_settings(home).register or home.register


def choose_register(home: Home, place: str | None) -> str:
    """Use another register from now on, in the console and in commands; None for that of the home.

    Returns:
        The place. Nothing is opened: the next merge or unlocking does that.

    Raises:
        RegisterUrlUnknown, RegisterUrlWithPassword, HomeReadOnly, SettingsFromNewerVersion.
    """
    chosen = "" if place is None else lasting(place)
    change_settings(home, register=chosen)
    return chosen or str(home.register)
