"""The commands of a coordinator: merge, duplicates, deliveries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import fonts_folder, locale_folder
from desktop_app.cli.asking import passphrase
from desktop_app.cli.options import AsJson, CampaignOption, PassphraseFile, session_of
from desktop_app.cli.printing import Answer, Json, show_answer

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.register.result import MergeProgress, MergeResult

RegisterOption = Annotated[
    str | None, typer.Option("--register", help="Another register than that of the home.")
]


class FileKind(Enum):
    """What a delivery can be written as."""

    CSV = "csv"
    PDF = "pdf"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("merge")(merge)
    app.command("duplicates")(duplicates)
    app.command("deliver")(deliver)


def merge(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    key: Annotated[Path, typer.Option(help="The campaign's key file.")],
    register: RegisterOption = None,
    accept: Annotated[
        str | None,
        typer.Option(help="Let unknown devices in: all, or one by its four words."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: Annotated[
        Path | None, typer.Option(help="If the key has another passphrase than the register.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring batches together in the register. Merging the same again changes nothing."""
    from desktop_app.register.merge import merge as merge_batches
    from desktop_app.register.store import open_or_create_register
    from desktop_app.sealing.keys import unlock_key_file

    home = session_of(context).home
    secret = passphrase(passphrase_file, "Passphrase of the register (and of the key)")
    key_secret = secret
    if key_passphrase_file is not None:
        key_secret = passphrase(key_passphrase_file, "Passphrase of the key")
    campaign_key = unlock_key_file(key, key_secret)
    with (
        home.alone(),
        open_or_create_register(
            register or home.register, secret, clock=now, randomness=randomness
        ) as opened,
        _progress() as progress,
    ):
        result = merge_batches(
            opened, paths, campaign_key, accept_devices=accept, progress=progress
        )
    show_answer(Answer(lines=_merge_lines(result), json=_merge_json(result)), as_json=as_json)


def duplicates(
    context: typer.Context,
    register: RegisterOption = None,
    campaign: CampaignOption = None,
    passphrase_file: PassphraseFile = None,  # noqa: ARG001  # scripts may name it everywhere
    as_json: AsJson = False,
) -> None:
    """Count people and duplicates. Blind indexes suffice: no passphrase is needed."""
    from desktop_app.register.duplicates import find_duplicates
    from desktop_app.register.store import open_locked_register

    home = session_of(context).home
    place = register or home.register
    with home.alone(), open_locked_register(place) as opened:
        found = find_duplicates(opened, campaign)
    lines = [
        f"Signatures: {found.signatures}",
        f"People: {found.people}",
        f"Duplicates: {found.duplicates}",
    ]
    if found.taken_back:
        lines.append(f"Taken back by those who signed: {found.taken_back}")
    answer: dict[str, Json] = {
        "signatures": found.signatures,
        "people": found.people,
        "duplicates": found.duplicates,
        "taken_back": found.taken_back,
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


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
    from desktop_app.register.store import open_register

    home = session_of(context).home
    secret = passphrase(passphrase_file, "Passphrase of the register")
    order = Order(profile_id=profile, campaign=campaign, kind=DeliveryKind(kind.value), out=out)
    press = Press(
        catalogues=Catalogues(locale_folder()), fonts_folder=fonts_folder(), language=language
    )
    with (
        home.alone(),
        open_register(
            register or home.register, secret, clock=now, randomness=randomness
        ) as opened,
    ):
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


def _merge_lines(result: "MergeResult") -> list[str]:
    lines = [
        f"Found: {result.found}",
        f"New: {result.new}",
        f"Known: {result.known}",
        f"Damaged: {result.damaged}",
    ]
    if result.quick:
        lines.append(
            f"Given faster than hands can type: {result.quick}. They count; look at where and when."
        )
    if result.conflicts:
        lines.append(f"In conflict with what is there: {result.conflicts}")
    lines += [f"  {each.name}: {each.count} [{each.code}]" for each in result.damaged_files]
    lines += [f"  {each.name}: not readable [{each.code}]" for each in result.unreadable]
    lines += [f"  {each.name}: left aside [{each.code}]" for each in result.packs_left_aside]
    lines += [f"Missing: {g.campaign} {g.device} {g.first}–{g.last}" for g in result.gaps]
    if result.waiting:
        lines.append(f"Waiting: {result.waiting} records of devices that were not accepted yet:")
        lines += [
            f"  {device.words}  ({device.waiting} records)"
            for device in result.devices
            if not device.is_accepted
        ]
        lines.append("Compare the four words with the device, then add --accept 'FOUR WORDS'.")
    return lines


def _merge_json(result: "MergeResult") -> dict[str, Json]:
    return {
        "found": result.found,
        "new": result.new,
        "known": result.known,
        "damaged": result.damaged,
        "waiting": result.waiting,
        "conflicts": result.conflicts,
        "quick": result.quick,
        "gaps": [
            {"campaign": g.campaign, "device": g.device, "first": g.first, "last": g.last}
            for g in result.gaps
        ],
        "devices": [
            {
                "id": device.id,
                "fingerprint": device.words,
                "accepted": device.is_accepted,
                "found": device.found,
                "new": device.new,
                "known": device.known,
                "damaged": device.damaged,
                "waiting": device.waiting,
                "quick": device.quick,
            }
            for device in result.devices
        ],
        "damages": [
            {"file": each.name, "code": each.code, "count": each.count}
            for each in result.damaged_files
        ]
        + [{"file": each.name, "code": each.code, "count": 0} for each in result.unreadable],
        "packs_left_aside": [
            {"file": each.name, "code": each.code} for each in result.packs_left_aside
        ],
    }


@contextmanager
def _progress() -> "Iterator[Callable[[MergeProgress], None]]":
    """Draw a bar on a terminal's standard error; elsewhere say nothing."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Merging", total=None)

        def show(progress: "MergeProgress") -> None:
            bar.update(task, completed=progress.files_done, total=progress.file_count)

        yield show
