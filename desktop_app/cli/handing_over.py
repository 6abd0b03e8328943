"""`inkstand batch`: hands over to a folder or stick, and shows what was handed over before."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.app.clock import now
from desktop_app.app.home import Home
from desktop_app.cli.copying import say_copy
from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.printing import Answer, Json, show_answer

if TYPE_CHECKING:
    from desktop_app.app.retention import Due
    from desktop_app.journal.store import HandedOver


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("batch")(batch)


def batch(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder or stick to write to.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Everything, also what was handed over before.")
    ] = False,
    list_only: Annotated[
        bool, typer.Option("--list", help="Show what was handed over, when, and if confirmed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Hand over: write what has not been handed over yet as batch files, read back and verified."""
    home = session_of(context).home
    if list_only:
        _list(home, as_json=as_json)
    elif out is None:
        raise typer.BadParameter("name the folder or stick", param_hint="--out")
    else:
        _hand_over(home, out, is_again=again, as_json=as_json)


def dues_json(dues: Iterable["Due"]) -> list[Json]:
    """Say what must be deleted by when."""
    return [
        {
            "campaign": each.campaign,
            "delete_by": each.delete_by.isoformat(),
            "records": each.record_count,
            "unconfirmed": each.unconfirmed_count,
        }
        for each in dues
    ]


def _hand_over(home: Home, out: Path, *, is_again: bool, as_json: bool) -> None:
    from desktop_app.app.closing import slips_of_closed
    from desktop_app.app.handover import summed_up, write_batches
    from desktop_app.app.journals import open_all
    from desktop_app.app.retention import due_in_all
    from desktop_app.cli.restoring import lost_json, lost_lines
    from desktop_app.sealing.slip import first_letters

    with open_all(home) as opened:
        journals = opened.all
        written = list(write_batches(journals, home, out, is_again=is_again))
        for journal in journals:
            say_copy(home, journal)
        slips = [first_letters(text) for text in slips_of_closed(journals)]
        dues = due_in_all(journals, home, now().date())
    summary = summed_up(written)
    damaged_count = summary.damaged_count + opened.lost_count
    lines = [f"{each.path}" for each in written]
    if not written:
        lines.append("Nothing new to hand over.")
    else:
        more = "" if summary.is_plain else f" ({summary.record_count} records)"
        with_slips = f", slip {', '.join(f'{slip}…' for slip in slips)}" if slips else ""
        lines.append(f"Safe to remove: {summary.signature_count} signatures{more}{with_slips}")
    if opened.is_own_damaged:
        lines.append(f"This device's journal is damaged; records that are lost: {damaged_count}")
        lines += lost_lines(opened.lost)
        lines.append("Run “inkstand restore --salvage”: collecting goes on with a new journal.")
    elif damaged_count:
        lines.append(f"Damaged on this device: {damaged_count}. Bring it to the coordinator.")
    if not summary.is_noted:
        lines.append("This device's disk takes no note of it; handing over again is harmless.")
    lines += [each.line for each in dues]
    answer: dict[str, Json] = {
        "files": [{"path": str(w.path), "first": w.first, "last": w.last} for w in written],
        "signatures": summary.signature_count,
        "records": summary.record_count,
        "slips": slips,
        "damaged": damaged_count,
        "lost": lost_json(opened.lost),
        "noted": summary.is_noted,
        "due": dues_json(dues),
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


def _list(home: Home, *, as_json: bool) -> None:
    from desktop_app.app.journals import read_all

    with read_all(home) as journals:
        handed_over = [(j.device, each) for j in journals.all for each in j.hand_overs()]
        waiting = sum(sum(j.not_handed_over().values()) for j in journals.counted)
    handed_over.sort(key=lambda each: _when(each[1]))
    lines = [_line_of(each) for _, each in handed_over]
    lines.append(f"Not handed over yet: {waiting}")
    answer: dict[str, Json] = {
        "handed_over": [
            {
                "device": device,
                "campaign": each.campaign,
                "first": each.first,
                "last": each.last,
                "sha256": each.sha256,
                "at": each.handed_over_at.isoformat() if each.handed_over_at else None,
                "confirmed": each.is_acknowledged,
            }
            for device, each in handed_over
        ],
        "not_handed_over": waiting,
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


def _line_of(handed_over: "HandedOver") -> str:
    at = handed_over.handed_over_at
    when = f"{at:%Y-%m-%d %H:%M} UTC" if at else "unknown when"
    state = "confirmed" if handed_over.is_acknowledged else "not confirmed yet"
    return f"{when}  {handed_over.campaign}  {handed_over.first}–{handed_over.last}  {state}"


def _when(handed_over: "HandedOver") -> tuple[datetime, str, int]:
    at = handed_over.handed_over_at or datetime(1970, 1, 1, tzinfo=UTC)
    return at, handed_over.campaign, handed_over.first
