"""`inkstand second-copy`: choose where the second copy is kept, bring it up to date, see how it stands."""

import sys
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.printing import Answer, Json, show_answer, show_problem
from desktop_app.language import SOURCE_LANGUAGE, Words
from desktop_app.problems import Problem

if TYPE_CHECKING:
    from desktop_app.app.home import Home
    from desktop_app.app.second_copy import CopyState
    from desktop_app.journal.store import Journal


class OptionsContradict(Problem):
    """Options that exclude each other were named together."""

    code: ClassVar[str] = "arguments.contradict"


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("second-copy")(second_copy)


def second_copy(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The stick or card to copy to.")
    ] = None,
    find: Annotated[
        bool, typer.Option("--find", help="Take the stick or card that is plugged in.")
    ] = False,
    off: Annotated[bool, typer.Option("--off", help="Keep no second copy from now on.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep a second copy of every record on a stick or card; without an option: how it stands.

    From the copy the records are rebuilt when the device is dead (inkstand restore). It is sealed
    as the device's own records are, and it catches up by itself when the stick comes back.
    """
    if (to is not None) + find + off > 1:
        raise OptionsContradict(options="--to, --find, --off")
    home = session_of(context).home
    if off:
        from desktop_app.app.second_copy import choose_none

        choose_none(home)
    state = _chosen(home, to) if to is not None or find else _looked_at(home)
    show_answer(Answer(lines=_lines(state), json=_json(state)), as_json=as_json)
    if state.problem is not None and not as_json:
        raise state.problem


def say_copy(home: "Home", journal: "Journal") -> Problem | None:
    """Bring the second copy up to date after something was written, and say it if that failed."""
    from desktop_app.app.second_copy import keep_up

    problem = keep_up(home, journal)
    if problem is not None:
        say_problem(problem)
    return problem


def say_problem(problem: Problem) -> None:
    """Say on standard error what went wrong beside a command that has done its work."""
    show_problem(problem, Words(SOURCE_LANGUAGE, NullTranslations()), as_json=False)


def _chosen(home: "Home", to: Path | None) -> "CopyState":
    from desktop_app.app.second_copy import catch_up, choose, find_folder, named_folder, state_of
    from desktop_app.journal.store import open_journal

    with (
        home.alone(),
        open_journal(home.folder, clock=now, randomness=randomness) as journal,
    ):
        mirror = choose(home, journal, find_folder(journal) if to is None else named_folder(to))
        for count in catch_up(journal, mirror):
            _show_progress(count)
        return state_of(home, journal, mirror)


def _looked_at(home: "Home") -> "CopyState":
    from desktop_app.app.second_copy import state
    from desktop_app.journal.store import read_journal

    journal = read_journal(home.folder, clock=now, randomness=randomness)
    if journal is None:
        return state(home, None)
    with journal:
        return state(home, journal)


def _show_progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"\rCopied: {count}", end="", file=sys.stderr, flush=True)


def _lines(state: "CopyState") -> list[str]:
    if not state.is_chosen:
        return ["No second copy is kept."]
    lines = [f"Second copy: {state.folder}"]
    if state.is_there:
        lines.append(f"Records in it: {state.record_count}")
    lines.append(f"Records that it lacks: {state.missing_count}")
    if state.damaged_count:
        lines.append(f"Damaged in it: {state.damaged_count}; they are copied again by themselves.")
    if state.is_same_disk:
        lines.append("It is on the same disk as the journal: what breaks one breaks both.")
    return lines


def _json(state: "CopyState") -> dict[str, Json]:
    return {
        "folder": state.folder,
        "there": state.is_there,
        "records": state.record_count,
        "missing": state.missing_count,
        "damaged": state.damaged_count,
        "same_disk": state.is_same_disk,
        "problem": state.problem.code if state.problem is not None else None,
    }
