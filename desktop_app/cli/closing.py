"""`inkstand close`: the closing slip, as text and as a QR code."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now
from desktop_app.app.settings import read_settings
from desktop_app.cli.copying import say_copy
from desktop_app.cli.options import AsJson, CampaignOption, session_of
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.problems import Problem

if TYPE_CHECKING:
    from desktop_app.app.closing import ClosedShift

QR_SUFFIXES = (".png", ".svg")


class CannotWriteQr(Problem):
    """The disk does not take the picture of the slip."""

    code: ClassVar[str] = "slip.cannot_write"


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("close")(close)


def close(
    context: typer.Context,
    campaign: CampaignOption = None,
    place: Annotated[
        str | None, typer.Option(help="Where the stall was; else as it was set.")
    ] = None,
    shift: Annotated[str | None, typer.Option(help="Which shift; else as it was set.")] = None,
    qr: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the QR code to a .png or .svg.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Close the shift: shows the closing slip of each campaign, to copy or photograph.

    Also works on a full or read-only disk. If nothing came since, the same slip is shown again.
    """
    from desktop_app.app.closing import close_shifts, qr_names
    from desktop_app.app.journals import journals_of

    if qr is not None and qr.suffix.lower() not in QR_SUFFIXES:
        raise typer.BadParameter("name a .png or .svg", param_hint="--qr")
    home = session_of(context).home
    settings = read_settings(home)
    with journals_of(home) as journals:
        closed = close_shifts(
            journals,
            home,
            place=settings.place if place is None else place,
            shift=settings.shift if shift is None else shift,
            campaign=campaign,
            clock=now,
        )
        for journal in journals:
            say_copy(home, journal)
    lines = [line for each in closed for line in _lines_of_slip(each)]
    answer: dict[str, Json] = {"slips": [_slip_json(each) for each in closed]}
    show_answer(
        Answer(lines=lines or ["Nothing was signed on this device yet."], json=answer),
        as_json=as_json,
    )
    if qr is not None:
        for each, file in zip(closed, qr_names(qr, closed), strict=True):
            _write_qr(each.text, file)


def _lines_of_slip(closed: "ClosedShift") -> list[str]:
    from desktop_app.sealing.slip import slip_lines

    lines = [
        f"Closing slip of {closed.campaign}",
        f"{closed.signature_count} signatures, {closed.record_count} records",
        f"Closed on {closed.closed_at:%Y-%m-%d} at {closed.closed_at:%H:%M} UTC",
        "",
        *(f"    {line}" for line in slip_lines(closed.text)),
        "",
    ]
    if sys.stdout.isatty():
        lines += _qr_lines(closed.text)
    lines.append("Copy it onto the tally sheet, or photograph it; the coordinator asks for it.")
    if not closed.is_recorded:
        lines.append("This device's disk takes no note of it; the slip is as good.")
    return lines


def _slip_json(closed: "ClosedShift") -> dict[str, Json]:
    return {
        "campaign": closed.campaign,
        "device": closed.device,
        "signatures": closed.signature_count,
        "records": closed.record_count,
        "closed_at": closed.closed_at.isoformat(),
        "recorded": closed.is_recorded,
        "text": closed.text,
    }


def _qr_lines(text: str) -> list[str]:
    """Draw the QR code with half blocks, dark on light as cameras like it."""
    import io

    import segno

    drawn = io.StringIO()
    segno.make_qr(text, error="m").terminal(out=drawn, compact=True)
    return drawn.getvalue().splitlines()


def _write_qr(text: str, file: Path) -> None:
    import segno

    try:
        segno.make_qr(text, error="m").save(str(file), scale=8)
    except OSError as error:
        raise CannotWriteQr(path=str(file)) from error
