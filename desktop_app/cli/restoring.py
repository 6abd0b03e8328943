"""`inkstand restore`: rebuild the journal of a dead tablet, or save what is whole of a damaged one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.printing import Answer, Json, show_answer

if TYPE_CHECKING:
    from desktop_app.app.home import Home
    from desktop_app.app.restoring import LostRun, Restored


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("restore")(restore)


def restore(
    context: typer.Context,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="MIRROR", help="A second copy, or the stick that it is on."),
    ] = None,
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Save what is whole of this device's own journal.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Rebuild a dead tablet's records from its second copy, or save this one's damaged journal.

    What is restored is counted and handed over with this device's own. A damaged journal is set aside,
    never deleted, and the stall goes on with a new one.
    """
    if (source is None) is not salvage:
        raise typer.BadParameter("one of --from and --salvage is needed")
    from desktop_app.app.restoring import restore_from, salvage_own

    home = session_of(context).home
    with home.alone():
        if source is None:
            restored = [salvage_own(home, told=_show_progress)]
        else:
            restored = restore_from(home, source, told=_show_progress)
        if any(each.set_aside for each in restored):
            _begin_anew(home)
    lines = [line for each in restored for line in _lines(each)]
    show_answer(
        Answer(lines=lines, json={"restored": [_json(each) for each in restored]}),
        as_json=as_json,
    )


def lost_lines(lost: "tuple[LostRun, ...]") -> list[str]:
    """Name damaged records by campaign and number."""
    return [f"  damaged: {run.campaign} {_numbers(run)}" for run in lost]


def lost_json(lost: "tuple[LostRun, ...]") -> list[Json]:
    """Name damaged records for machines."""
    return [{"campaign": run.campaign, "first": run.first, "last": run.last} for run in lost]


def _begin_anew(home: "Home") -> None:
    from desktop_app.app.second_copy import begin_anew
    from desktop_app.cli.copying import say_problem
    from desktop_app.journal.store import open_journal

    with open_journal(home.folder, clock=now, randomness=randomness) as journal:
        problem = begin_anew(home, journal)
    if problem is not None:
        say_problem(problem)


def _lines(restored: "Restored") -> list[str]:
    lines = [
        f"Restored: {restored.device}",
        f"Signatures: {restored.signature_count} (records: {restored.record_count})",
    ]
    if restored.lost:
        lines.append(f"Damaged records: {sum(run.last - run.first + 1 for run in restored.lost)}")
        lines += lost_lines(restored.lost)
    if restored.damaged_place_count:
        lines.append(f"Damaged places in the second copy: {restored.damaged_place_count}")
    if restored.set_aside:
        lines.append(f"The old journal is kept as {restored.set_aside}; a new one has begun.")
    lines.append("Hand over now (inkstand batch).")
    return lines


def _json(restored: "Restored") -> dict[str, Json]:
    return {
        "device": restored.device,
        "records": restored.record_count,
        "signatures": restored.signature_count,
        "lost": lost_json(restored.lost),
        "damaged_places": restored.damaged_place_count,
        "set_aside": restored.set_aside or None,
    }


def _numbers(run: "LostRun") -> str:
    return f"{run.first}" if run.first == run.last else f"{run.first}–{run.last}"


def _show_progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"\rRestoring: {count}", end="", file=sys.stderr, flush=True)
