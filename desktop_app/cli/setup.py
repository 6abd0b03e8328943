"""`inkstand setup`: sets a device up in one go, as the console does screen by screen."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.app.installed import Installed
from desktop_app.cli.asking import first_line
from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.pin import PinUnreadable
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import four_words

if TYPE_CHECKING:
    from desktop_app.console.given_stall import FoundPack


class NoPackFound(Problem):
    """No campaign's file lies about."""

    code: ClassVar[str] = "setup.no_pack"


class WhichPack(Problem):
    """Several campaigns' files lie about, and none was named."""

    code: ClassVar[str] = "setup.which_pack"


class WordsDiffer(Problem):
    """The pack is not the one that the coordinator speaks of."""

    code: ClassVar[str] = "setup.words_differ"


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("setup")(setup)


def setup(
    context: typer.Context,
    pack: Annotated[
        Path | None, typer.Argument(metavar="[PACK]", help="An .inkpack, or a folder with some.")
    ] = None,
    words: Annotated[
        str, typer.Option(metavar="'FOUR WORDS'", help="The coordinator's; others are refused.")
    ] = "",
    place: Annotated[str | None, typer.Option(help="Where the stall is.")] = None,
    shift: Annotated[str | None, typer.Option(help="Which shift this is.")] = None,
    second_copy: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A stick or card for the second copy.")
    ] = None,
    pin_file: Annotated[
        Path | None, typer.Option(help="Set the PIN from this file's first line.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set this device up: campaign, place, shift, PIN, second copy, a practice signature.

    Without a PACK it looks on sticks and among the downloads; where a campaign is installed already
    that one stays. What is not named stays as it is. Ends with the checklist.
    """
    from desktop_app.app import setup as steps
    from desktop_app.app.checklist import Checklist
    from desktop_app.app.practising import practise
    from desktop_app.app.second_copy import named_folder
    from desktop_app.app.settings import change_settings, read_settings
    from desktop_app.cli.checklist import said

    home = session_of(context).home
    digits = _digits(pin_file)
    if second_copy is not None:
        named_folder(second_copy)  # before anything is changed
    installed = _installed(home, pack, words)
    if place is not None or shift is not None:
        before = read_settings(home)
        steps.set_place(
            home,
            before.place if place is None else place,
            before.shift if shift is None else shift,
        )
    if digits is not None:
        steps.set_pin(home, digits)
    if second_copy is not None:
        steps.choose_second_copy(home, second_copy)
    practise(home, installed.pack, clock=now, randomness=randomness)
    change_settings(home, campaign=installed.pack.id)
    answer = said(Checklist(home)())
    lines = [
        f"Campaign: {installed.pack.text('').words.title}",
        f"Four words: {four_words(installed.pack)}",
        *(() if words else ("Compare them with those that the coordinator tells you.",)),
        *answer.lines,
    ]
    facts: dict[str, Json] = {
        "campaign": str(installed.pack.id),
        "fingerprint": four_words(installed.pack),
    }
    show_answer(Answer(lines=lines, json={**facts, **answer.json}), as_json=as_json)


def _digits(file: Path | None) -> str | None:
    """Read the PIN first: nothing is half set up for a path that was mistyped."""
    from desktop_app.kiosk.pin_file import check_choice

    if file is None:
        return None
    text = first_line(file)
    if text is None:
        raise PinUnreadable(path=str(file))
    check_choice(text.strip())
    return text.strip()


def _installed(home: Home, source: Path | None, words: str) -> Installed:
    """Install what was named or found, unless there is a campaign and none was named."""
    from desktop_app.app.chosen import chosen_campaign
    from desktop_app.app.setup import take_pack
    from desktop_app.sealing.fingerprint import same_words

    if source is None:
        there = chosen_campaign(home)
        if there is not None:
            if words and not same_words(words, four_words(there.pack)):
                raise WordsDiffer(found=four_words(there.pack))
            return there
    found = _found(home, source)
    if words and not same_words(words, found.four_words):
        raise WordsDiffer(found=found.four_words)
    return take_pack(home, found)


def _found(home: Home, source: Path | None) -> "FoundPack":
    from desktop_app.app.finding_packs import find_packs, look_at_pack
    from desktop_app.app.installed import NoKeyInPack

    if source is not None and not source.is_dir():
        found = look_at_pack(home, source)
        if found is None:
            raise NoKeyInPack(path=str(source))
        return found
    packs = find_packs(home, [source or Path.cwd()]).packs
    if not packs:
        raise NoPackFound(place=str(source or Path.cwd()))
    if len(packs) > 1:
        raise WhichPack(files=", ".join(str(pack.file) for pack in packs))
    return packs[0]
