"""The commands of a coordinator: deliveries; `merging.py` has merge, `duplicates.py` duplicates."""

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from desktop_app.app.clock import now
from desktop_app.app.home import fonts_folder, locale_folder
from desktop_app.cli.duplicates import duplicates
from desktop_app.cli.merging import merge
from desktop_app.cli.options import (
    AsJson,
    CampaignOption,
    PassphraseFile,
    RegisterOption,
)
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.unlocking import unlocked_register


class FileKind(Enum):
    """What a delivery can be written as."""

    CSV = "csv"
    PDF = "pdf"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("merge")(merge)
    app.command("duplicates")(duplicates)
    app.command("deliver")(deliver)


def deliver(
    context: typer.Context,
    profile: Annotated[str, typer.Argument(metavar="PROFILE")],
    kind: Annotated[FileKind, typer.Option("--as", help="csv or pdf.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    register: RegisterOption = None,
    campaign: CampaignOption = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the PDF; else the campaign's default.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write what one recipient may have: just those columns of just those who agreed."""
    from desktop_app.deliveries.delivery import DeliveryKind, Order, Press
    from desktop_app.deliveries.delivery import deliver as write_delivery
    from desktop_app.language import Catalogues

    order = Order(profile_id=profile, campaign=campaign, kind=DeliveryKind(kind.value), out=out)
    press = Press(
        catalogues=Catalogues(locale_folder()), fonts_folder=fonts_folder(), language=language
    )
    with unlocked_register(context, register, passphrase_file) as opened:
        delivered = write_delivery(opened, order, clock=now, press=press)
    lines = [f"Written: {delivered.path}", f"Rows: {delivered.rows}"]
    lines += [f"Left out ({reason}): {count}" for reason, count in delivered.left_out.items()]
    if delivered.guarded_cells:
        lines.append(f"Cells guarded against formulas: {delivered.guarded_cells}")
    answer: dict[str, Json] = {
        "file": str(delivered.path),
        "rows": delivered.rows,
        "left_out": delivered.left_out,
        "sha256": delivered.sha256,
        "guarded_cells": delivered.guarded_cells,
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)
