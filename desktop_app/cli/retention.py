"""`inkstand retention`: what must be erased by when, erasing a campaign, and certificates about it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now
from desktop_app.cli.asking import tell
from desktop_app.cli.asking_keys import agreed
from desktop_app.cli.erasing import EraseDeclined, EraseNotAsked
from desktop_app.cli.options import AsJson, PassphraseFile, RegisterOption, session_of
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.unlocking import opened_register, secret_and_key
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.register.certificate import Statement
    from desktop_app.register.retention import Kept

app = typer.Typer(
    help="What must be erased by when; and erasing it, with a signed certificate.",
    invoke_without_command=True,
)

KeyPassphraseFile = Annotated[
    Path | None, typer.Option(help="If the key has another passphrase than the register.")
]


class OtherSigner(Problem):
    """The certificate is whole, but signed by another key than the one that was expected."""

    code: ClassVar[str] = "certificate.other_signer"


def add_to(main: typer.Typer) -> None:
    """Add these commands to the command line."""
    main.add_typer(app, name="retention")
    main.command("verify-certificate")(verify_certificate)


@app.callback()
def retention(
    context: typer.Context, register: RegisterOption = None, as_json: AsJson = False
) -> None:
    """List what the register keeps of each campaign and by when it must go. No passphrase is needed."""
    from desktop_app.app.register_place import register_of
    from desktop_app.register.retention import kept_campaigns
    from desktop_app.register.store import open_locked_register

    if context.invoked_subcommand is not None:
        return
    home = session_of(context).home
    with home.alone(), open_locked_register(register_of(home, register)) as opened:
        found = kept_campaigns(opened, now().date())
    lines = [_line(each) for each in found] or ["The register holds no campaign."]
    answer: dict[str, Json] = {"campaigns": [_json(each) for each in found]}
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


@app.command("erase")
def erase(
    context: typer.Context,
    campaign: Annotated[str, typer.Option(metavar="ID", help="The campaign to erase.")],
    key: Annotated[Path, typer.Option(help="The key file that signs the certificate.")],
    certificate: Annotated[
        Path, typer.Option(metavar="OUT", help="Writes OUT.inkcert, signed, and OUT.pdf to read.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: KeyPassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Erase all of a campaign from the register, for good, and certify it.

    Of a campaign that is erased already the certificate is written again.
    """
    from desktop_app.app.certificates import check_place, write_page
    from desktop_app.app.erasing_campaigns import erase_and_certify
    from desktop_app.register.certifying import check_key
    from desktop_app.register.retention import kept_campaigns

    signed, page = check_place(certificate)
    secret, campaign_key = secret_and_key(key, passphrase_file, key_passphrase_file)
    with opened_register(context, register, secret) as opened:
        here = [each for each in kept_campaigns(opened, now().date()) if each.campaign == campaign]
        if here:
            check_key(opened, campaign, campaign_key)
            _ask(here[0], is_agreed=yes)
        statement = erase_and_certify(opened, campaign, campaign_key, signed, made_at=now())
    write_page(statement, page)
    lines = [
        f"Erased: {campaign}, {statement.counts['signatures']} signatures",
        f"Certificate: {signed}, to read: {page}",
        *_unproved_lines(statement),
    ]
    facts = {"certificate": str(signed), "page": str(page), **_statement_json(statement)}
    show_answer(Answer(lines=lines, json=facts), as_json=as_json)


def verify_certificate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .inkcert file.")],
    words: Annotated[
        str | None, typer.Option(metavar="'FOUR WORDS'", help="Those of the key that is expected.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write the page to read again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Prove that a certificate is as it was signed, and show what it says. Needs no key."""
    from desktop_app.app.certificates import read_from, write_page
    from desktop_app.sealing.fingerprint import same_words

    statement = read_from(file)
    if words is not None and not same_words(words, statement.words):
        raise OtherSigner(words=statement.words)
    if pdf is not None:
        write_page(statement, pdf)
    own = "" if statement.is_own_key else " (not the campaign's own key)"
    lines = [
        f"As it was signed: {statement.certified.value}, {', '.join(statement.campaigns)}",
        f"Done: {statement.done_at:%Y-%m-%d %H:%M} UTC",
        f"Signed by: {statement.words}{own}",
        *(f"{name}: {count}" for name, count in statement.counts.items()),
        f"Entry of the register's log: {statement.log_entry}",
        *_unproved_lines(statement),
    ]
    if words is None:
        lines.append("Compare the four words with those that the coordinator tells you.")
    show_answer(Answer(lines=lines, json=_statement_json(statement)), as_json=as_json)


def _ask(kept: "Kept", *, is_agreed: bool) -> None:
    """Ask before anything goes.

    Raises:
        EraseNotAsked, EraseDeclined.
    """
    from desktop_app.register.retention import Due

    if is_agreed or kept.due is Due.ERASED:
        return
    if not sys.stdin.isatty():
        raise EraseNotAsked(count=kept.sealed_count)
    tell(_line(kept))
    if kept.due in (Due.LATER, Due.SOON):
        tell(f"It need not go before {kept.delete_by}. Are all deliveries made?")
    if not agreed(f"Erase all of {kept.campaign} from the register for good?"):
        raise EraseDeclined


def _unproved_lines(statement: "Statement") -> list[str]:
    from desktop_app.app.certificates import unproved

    return ["It does not prove:", *(f"  – {each}" for each in unproved(statement))]


def _statement_json(statement: "Statement") -> dict[str, Json]:
    return {
        "certified": statement.certified.value,
        "campaigns": list(statement.campaigns),
        "done_at": statement.done_at.isoformat(),
        "counts": dict(statement.counts),
        "fingerprint": statement.words,
        "own_key": statement.is_own_key,
        "log_entry": statement.log_entry,
        "log_mac": statement.log_mac,
        "packs": dict(statement.packs),
        "unproved": [each.value for each in statement.unproved],
    }


def _line(kept: "Kept") -> str:
    from desktop_app.register.retention import Due

    counts = f"{kept.signature_count} signatures, {kept.sealed_count} sealed parts"
    counts += f", {kept.delivery_count} deliveries, {kept.tombstone_count} marks of erased ones"
    match kept.due:
        case Due.ERASED:
            return f"{kept.campaign}: erased on {kept.erased_at:%Y-%m-%d}"
        case Due.UNKNOWN:
            return f"{kept.campaign}: no day is known, its pack is not here; {counts}"
        case Due.PAST:
            return f"{kept.campaign}: WAS TO BE ERASED by {kept.delete_by}; {counts}"
        case Due.SOON:
            return f"{kept.campaign}: to be erased soon, by {kept.delete_by}; {counts}"
        case Due.LATER:
            return f"{kept.campaign}: to be erased by {kept.delete_by}; {counts}"


def _json(kept: "Kept") -> Json:
    return {
        "campaign": kept.campaign,
        "due": kept.due.value,
        "delete_by": kept.delete_by.isoformat() if kept.delete_by else None,
        "signatures": kept.signature_count,
        "sealed": kept.sealed_count,
        "deliveries": kept.delivery_count,
        "tombstones": kept.tombstone_count,
        "erased_at": kept.erased_at.isoformat() if kept.erased_at else None,
    }
