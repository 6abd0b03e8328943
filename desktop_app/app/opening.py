"""Opens the console, and leads on to what it was asked for: the kiosk, or a practice signature."""

from typing import ClassVar

from desktop_app.app.console import given_for
from desktop_app.app.home import Home
from desktop_app.app.passing_on import BACK, become, of_home, reaches_screen
from desktop_app.console.given import ConsoleEnd
from desktop_app.problems import Problem


class NoScreen(Problem):
    """There is no screen to open a window on."""

    code: ClassVar[str] = "console.no_screen"


def open_console(home: Home) -> int:
    """Open the console and stay until it is closed, or become the kiosk; gives the exit code.

    Raises:
        NoScreen, and what filling the console raises.
    """
    if not reaches_screen():
        raise NoScreen
    from desktop_app.console.start import run_console

    match run_console(given_for(home)):
        case ConsoleEnd.CLOSED:
            return 0
        case ConsoleEnd.START_KIOSK:
            return become(of_home(home, "kiosk", BACK))
        case ConsoleEnd.PRACTISE:
            return become(of_home(home, "kiosk", "--practice", BACK))
