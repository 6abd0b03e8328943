"""`inkstand pin`: set or remove the PIN with which a volunteer leaves the kiosk."""

import getpass
import math
import sys
import time
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from desktop_app.app.clock import randomness
from desktop_app.app.home import Home
from desktop_app.cli.asking import first_line
from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.printing import Answer, show_answer
from desktop_app.problems import Problem

OPTION = "--pin-file"


class PinMissing(Problem):
    """No file was named, and nobody is there to type."""

    code: ClassVar[str] = "pin.missing"


class PinUnreadable(Problem):
    """The file that should hold a PIN is not there or empty."""

    code: ClassVar[str] = "pin.unreadable"


class PinsDiffer(Problem):
    """The second typing was not the same as the first."""

    code: ClassVar[str] = "pin.not_the_same"


class PinWrong(Problem):
    """The PIN that was typed is not the one that is set."""

    code: ClassVar[str] = "pin.wrong"


class PinNotSet(Problem):
    """There is no PIN to remove."""

    code: ClassVar[str] = "pin.not_set"


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("pin")(pin)


def pin(
    context: typer.Context,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the PIN away; asks for it first.")
    ] = False,
    pin_file: Annotated[
        Path | None, typer.Option(OPTION, help="Read the PIN from this file's first line.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set the PIN with which a volunteer leaves the kiosk: six digits or more.

    Hold the lower corner of the kiosk's screen for three seconds, then type it. It opens nothing
    else: no signature can be read with it.
    """
    home = session_of(context).home
    if remove:
        _remove(home, pin_file)
        lines = ["The PIN is removed."]
    else:
        _set(home, pin_file)
        lines = [
            "The PIN is set.",
            "To leave the kiosk: hold the lower corner where lines begin for 3 seconds, type it.",
        ]
    show_answer(Answer(lines=lines, json={"is_set": not remove}), as_json=as_json)


def _set(home: Home, file: Path | None) -> None:
    from desktop_app.kiosk.pin_file import check_choice, new_pin, write_pin

    digits = _ask(file, "New PIN, six digits or more")
    check_choice(digits)
    if file is None and getpass.getpass("The same once more: ") != digits:
        raise PinsDiffer
    with home.alone():
        write_pin(home.pin, new_pin(digits, randomness))


def _remove(home: Home, file: Path | None) -> None:
    from desktop_app.kiosk.pin import PinGuard, Verdict
    from desktop_app.kiosk.pin_file import read_pin, remove_pin

    with home.alone():
        if read_pin(home.pin) is None:
            raise PinNotSet
        guard = PinGuard(home.pin, time.monotonic)
        _wait(guard.wait_s())
        if guard.check(_ask(file, "The PIN")).verdict is not Verdict.RIGHT:
            raise PinWrong
        remove_pin(home.pin)


def _wait(seconds: float) -> None:
    """Let the wait after wrong tries go by, as the kiosk does."""
    if seconds > 0:
        sys.stderr.write(f"After wrong tries, please wait {math.ceil(seconds)} s …\n")
        sys.stderr.flush()
        time.sleep(seconds)


def _ask(file: Path | None, question: str) -> str:
    if file is not None:
        text = first_line(file)
        if text is None:
            raise PinUnreadable(path=str(file))
        return text.strip()
    if not sys.stdin.isatty():
        raise PinMissing(option=OPTION)
    return getpass.getpass(f"{question}: ").strip()
