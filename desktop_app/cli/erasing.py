"""`inkstand acknowledge` and `inkstand erase`: after the coordinator has merged."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now
from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.printing import Answer, Json, on_one_line, show_answer
from desktop_app.problems import Problem

if TYPE_CHECKING:
    from desktop_app.app.erasing import Erasable


class AcknowledgementsRefused(Problem):
    """Some files confirm nothing here, or not all that they say; they were listed."""

    code: ClassVar[str] = "acknowledgement.refused"


class EraseNotAsked(Problem):
    """Nobody is there to agree to erasing."""

    code: ClassVar[str] = "erase.not_asked"


class EraseDeclined(Problem):
    """Whoever was asked did not agree."""

    code: ClassVar[str] = "erase.declined"


class SecondCopyHolds(Problem):
    """The second copy could not be erased along with the journal."""

    code: ClassVar[str] = "erase.second_copy"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("acknowledge")(acknowledge)
    app.command("erase")(erase)


def acknowledge(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    as_json: AsJson = False,
) -> None:
    """Take in what the coordinator confirms, from .inkack files or the stick that holds them.

    It must be signed by the coordinator of the campaign and be about just the records of this
    device. Erases nothing: see `inkstand erase`.
    """
    from desktop_app.app.acknowledged import take_in
    from desktop_app.app.journals import change_all

    home = session_of(context).home
    with change_all(home) as journals:
        taken = take_in(home, journals.all, paths)
    lines = [f"Confirmed: {taken.confirmed_count} records, {taken.new_count} of them new"]
    if taken.foreign_count:
        lines.append(f"For other devices: {taken.foreign_count} files")
    lines += [f"  {on_one_line(each.name)}: not taken in [{each.code}]" for each in taken.refused]
    answer: dict[str, Json] = {
        "files": taken.file_count,
        "confirmed": taken.confirmed_count,
        "new": taken.new_count,
        "foreign": taken.foreign_count,
        "refused": [{"file": each.name, "code": each.code} for each in taken.refused],
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)
    if taken.refused and as_json:
        raise typer.Exit(1)
    if taken.refused:
        raise AcknowledgementsRefused(count=len(taken.refused))


def erase(
    context: typer.Context,
    confirmed_before: Annotated[
        int | None,
        typer.Option(
            "--confirmed-before",
            metavar="HOURS",
            min=0,
            max=24 * 365 * 10,
            help="Only what was confirmed at least so long ago; 24 if not said.",
        ),
    ] = None,
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            help="Everything of campaigns whose day of deletion has passed, confirmed or not.",
        ),
    ] = False,
    yes: Annotated[
        int, typer.Option("--yes", count=True, help="Do not ask; twice if the clock jumped.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Erase what the coordinator has safely merged. Counts and the proof of the chain stay.

    Never happens by itself. What is erased here is erased in the second copy, too.
    """
    from desktop_app.app.erasing import CONFIRMED_BEFORE_H, due_by
    from desktop_app.app.erasing import confirmed_before as find_confirmed
    from desktop_app.app.erasing import erase as erase_runs
    from desktop_app.app.journals import change_all
    from desktop_app.app.set_aside import remove_set_aside

    if due and confirmed_before is not None:
        raise typer.BadParameter("choose this or --due", param_hint="--confirmed-before")
    home = session_of(context).home
    hours = CONFIRMED_BEFORE_H if confirmed_before is None else confirmed_before
    with change_all(home) as journals:
        found = [
            (
                journal,
                due_by(home, journal, now().date(), is_clock_believed=yes > 1)
                if due
                else find_confirmed(journal, now() - timedelta(hours=hours)),
            )
            for journal in journals.all
        ]
        if any(erasable for _, erasable in found):
            _ask([each for _, runs in found for each in runs], is_due=due, is_agreed=yes > 0)
        erased = [erase_runs(home, journal, runs, is_due=due) for journal, runs in found]
        removed = remove_set_aside(home, journals.all)
    by_campaign: Counter[str] = Counter()
    for each in erased:
        by_campaign.update(each.by_campaign)
    problem = next((e.second_copy_problem for e in erased if e.second_copy_problem), None)
    lines = [f"Erased: {by_campaign.total()} records"]
    lines += [f"  {campaign}: {count}" for campaign, count in by_campaign.items()]
    lines += [f"Removed: {name}" for name in removed]
    answer: dict[str, Json] = {
        "erased": by_campaign.total(),
        "by_campaign": dict(by_campaign),
        "removed": removed,
        "second_copy": problem.code if problem else None,
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)
    if problem is not None and as_json:
        raise typer.Exit(1)
    if problem is not None:
        raise SecondCopyHolds from problem


def _ask(found: Sequence["Erasable"], *, is_due: bool, is_agreed: bool) -> None:
    """Ask before anything goes, and say what would be lost for good.

    Raises:
        EraseNotAsked, EraseDeclined.
    """
    count = sum(each.record_count for each in found)
    if is_agreed:
        return
    if not sys.stdin.isatty():
        raise EraseNotAsked(count=count)
    for each in found:
        line = f"{each.campaign}: {each.record_count} records"
        if is_due:
            line += (
                f", of which {each.not_handed_over} were NEVER HANDED OVER"
                f" and {each.not_confirmed} were never confirmed"
            )
        typer.echo(line, err=True)
    if is_due:
        typer.echo(f"Today is {now():%Y-%m-%d} by this device's clock.", err=True)
    if not typer.confirm("Erase them for good?", err=True):
        raise EraseDeclined
