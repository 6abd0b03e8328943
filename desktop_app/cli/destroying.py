"""`inkstand key destroy`: destroys an event's key once nothing needs it any more."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, assert_never

import typer

from desktop_app.app.clock import now
from desktop_app.cli.asking import tell
from desktop_app.cli.options import AsJson, PassphraseFile, RegisterOption, session_of
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.unlocking import opened_register, secret_and_key
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import fingerprint

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.app.destroying import Destroyed
    from desktop_app.register.open_ends import KeyInRegister, OpenEnd


class KeyStillNeeded(Problem):
    """Something would be lost for ever with the key."""

    code: ClassVar[str] = "key.still_needed"


class NobodyToConfirm(Problem):
    """The four words must be typed, and nobody is there."""

    code: ClassVar[str] = "key.nobody_to_confirm"


def add_to(app: typer.Typer) -> None:
    """Add this command to `inkstand key`."""
    app.command("destroy")(destroy)


def destroy(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The key file.")],
    certificate: Annotated[
        Path, typer.Option(metavar="OUT", help="Writes OUT.inkcert, signed, and OUT.pdf to read.")
    ],
    confirm: Annotated[
        str | None,
        typer.Option(metavar="'FOUR WORDS'", help="Those of the key, instead of typing."),
    ] = None,
    batches: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="Also see that all of these batches is merged."),
    ] = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: Annotated[
        Path | None, typer.Option(help="If the key has another passphrase than the register.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Destroy a key for ever, so that every forgotten copy of a record stays closed.

    Refuses while anything is open: devices that wait or were not closed, gaps, slips that differ,
    records that are not merged or not acknowledged. The register stays readable.
    """
    from desktop_app.app.certificates import check_place, write_page
    from desktop_app.app.destroying import destroy_key, survey

    home = session_of(context).home
    signed, page = check_place(certificate)
    secret, key = secret_and_key(file, passphrase_file, key_passphrase_file)
    with opened_register(context, register, secret) as opened:
        looked = survey(opened, key, home=home, batches=batches or [])
        if looked.ends:
            _refuse(looked.ends, as_json=as_json)
        words = fingerprint(key.coordinator_key, key.recipient.public_key)
        _confirm(looked.found, words, confirm)
        done = destroy_key(opened, file, key, looked.found, out=signed, clock=now)
    write_page(done.statement, page)
    _show(done, file, signed, page, as_json=as_json)


def _refuse(ends: "Sequence[OpenEnd]", *, as_json: bool) -> None:
    """List what is open, and end.

    Raises:
        KeyStillNeeded.
    """
    if as_json:
        answer: dict[str, Json] = {"destroyed": False, "open": [_json(end) for end in ends]}
        show_answer(Answer(lines=[], json=answer), as_json=True)
        raise typer.Exit(1)
    for end in ends:
        tell(f"– {_line(end)}")
    raise KeyStillNeeded(count=len(ends))


def _confirm(found: "KeyInRegister", words: str, typed: str | None) -> None:
    """Say what is lost for ever, and have the four words typed.

    Raises:
        NobodyToConfirm, KeyNotConfirmed: nothing was changed.
    """
    from desktop_app.app.destroying import check_confirmed

    if typed is None:
        if not sys.stdin.isatty():
            raise NobodyToConfirm
        tell(f"This destroys the key of {', '.join(found.campaigns)} for ever:")
        tell("– Whatever is still sealed to it on tablets, sticks and in mailboxes stays closed.")
        tell("– No new version of the pack can be published, nothing more be acknowledged.")
        tell(f"– The {found.counts['signatures']} signatures in the register stay readable there.")
        tell(f"The four words of the key: {words}")
        typed = input("Type them: ")
    check_confirmed(typed, words)


def _show(done: "Destroyed", file: Path, signed: Path, page: Path, *, as_json: bool) -> None:
    from desktop_app.app.certificates import unproved

    statement = done.statement
    lines = [f"Destroyed: {file}, the key of {', '.join(statement.campaigns)}"]
    if not done.is_removed:
        lines.append("The file could not be removed. It holds nothing but chance now: delete it.")
    lines += [
        f"Certificate: {signed}, to read: {page}",
        "Burn every recovery sheet: with its words the key can be made again.",
        "It does not prove:",
        *(f"  – {each}" for each in unproved(statement)),
    ]
    answer: dict[str, Json] = {
        "destroyed": True,
        "open": [],
        "file_removed": done.is_removed,
        "certificate": str(signed),
        "page": str(page),
        "campaigns": list(statement.campaigns),
        "counts": dict(statement.counts),
        "fingerprint": statement.words,
        "log_entry": statement.log_entry,
        "unproved": [each.value for each in statement.unproved],
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


def _line(end: "OpenEnd") -> str:
    """Say what is open and what to do about it."""
    from desktop_app.register.open_ends import Open

    device = _device(end)
    at = f"{end.campaign}, {device}"
    revoke = f"register revoke '{end.words or end.device}' --from"
    match end.kind:
        case Open.WAITING_DEVICE:
            return f"{device} waits. Merge with --accept, or if it is not yours: {revoke} 1"
        case Open.GAP:
            return (
                f"{at}: {end.first}–{end.last} are missing. Merge their batch, or the second copy."
                f" If they are lost for good, and all after them: {revoke} {end.first}"
            )
        case Open.NOT_CLOSED:
            return (
                f"{at}: its shift was not closed, more may come. On the device: inkstand close,"
                f" hand over and merge. If it is lost: {revoke} N"
            )
        case Open.SLIP_DIFFERS:
            return f"{at}: its closing slip differs ({end.name}). Merge what is missing, or compare it."
        case Open.NOT_ACKNOWLEDGED:
            return (
                f"{at}: {end.count} records are not acknowledged. Merge its batches again with this key"
                " and carry the acknowledgement to the device."
            )
        case Open.KEPT_ASIDE | Open.NOT_OPENED | Open.NOT_MERGED:
            return _records_line(end, at)
        case _:
            assert_never(end.kind)


def _device(end: "OpenEnd") -> str:
    return f"device {end.device}" + (f" ({end.words})" if end.words else "")


def _records_line(end: "OpenEnd", at: str) -> str:
    """Say it of records that are somewhere, and not opened."""
    from desktop_app.register.open_ends import Open

    if end.kind is Open.KEPT_ASIDE:
        return (
            f"{end.campaign}: {end.count} records of merge {end.first}, which was taken back, are kept"
            f" aside. register bring-back {end.first}, or revoke their device from 1 on."
        )
    if end.kind is Open.NOT_OPENED:
        return (
            f"{end.campaign}: {end.count} records of an older Inkstand are not opened yet. Merge any"
            " batch again with this key."
        )
    if not end.campaign:
        return f"{end.name}: cannot be read, so nobody knows what is in it. Copy it again."
    if not end.name:
        return (
            f"{at}: {end.count} records in this computer's own journal. Hand over and merge them."
        )
    return f"{at}: {end.count} records of {end.name} are not merged. Merge it."


def _json(end: "OpenEnd") -> Json:
    return {
        "kind": end.kind.value,
        "campaign": end.campaign,
        "device": end.device,
        "fingerprint": end.words,
        "first": end.first,
        "last": end.last,
        "count": end.count,
        "name": end.name,
        "what_to_do": _line(end),
    }
