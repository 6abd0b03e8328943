"""`inkstand key`: make the campaign's key, look at it, change its passphrase, give its public half away."""

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.cli import destroying, recovery
from desktop_app.cli.asking import new_passphrase, passphrase
from desktop_app.cli.options import AsJson, PassphraseFile
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import fingerprint

KEY_QUESTION = "Passphrase of the key"

app = typer.Typer(
    help="Make the campaign's key, put it on paper, prove that, bring it back.",
    no_args_is_help=True,
)
recovery.add_to(app)
destroying.add_to(app)

KeyPath = Annotated[Path, typer.Argument(metavar="FILE", help="The key file.")]


@app.command("create")
def create(
    file: KeyPath,
    suite: Annotated[
        int,
        typer.Option(
            min=1,
            max=2,
            help="1: X25519. 2: with ML-KEM, against an adversary who decrypts in ten years.",
        ),
    ] = 1,
    sheet: Annotated[
        Path | None,
        typer.Option(metavar="PDF", help="Also write the recovery sheet, to be printed."),
    ] = None,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose", help="Take six words drawn by chance without asking, and print them."
        ),
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a new key under a passphrase. Without both, or its sheet, nobody ever opens the signatures."""
    from desktop_app.app.recovery_sheets import check_sheet_place, write_sheet
    from desktop_app.sealing.keys import check_new_key_place, create_key_file
    from desktop_app.sealing.record import SuiteId

    if propose and passphrase_file is not None:
        message = "Either --propose or --passphrase-file."
        raise typer.BadParameter(message)
    check_new_key_place(file)
    if sheet is not None:
        check_sheet_place(sheet)
    secret = new_passphrase(passphrase_file, randomness, is_proposal_taken=propose)
    created = create_key_file(file, secret, suite=SuiteId(suite), randomness=randomness)
    words = fingerprint(created.coordinator_key, created.recipient.public_key)
    lines = [f"Key: {file}", f"Four words: {words}"]
    facts = _facts(file, words, suite)
    if propose:
        lines.append(f"Passphrase: {secret}")
        facts["passphrase"] = secret
    problem: Problem | None = None
    if sheet is not None:
        try:
            write_sheet(created, sheet, today=now().date())
            lines.append(f"Recovery sheet: {sheet}")
        except Problem as error:  # the key is made, so its passphrase is said before this is
            problem = error
        facts["sheet"] = None if problem else str(sheet)
    lines += [
        "Keep a copy of this file and of the passphrase in two safe places, apart.",
        *_next_steps(file, has_sheet=sheet is not None and problem is None),
        "If the file or its passphrase and the sheet are lost, so are the signatures: there is no back door.",
    ]
    show_answer(Answer(lines=lines, json=facts), as_json=as_json)
    if problem is not None and as_json:
        raise typer.Exit(1)
    if problem is not None:
        raise problem


@app.command("show")
def show(file: KeyPath, as_json: AsJson = False) -> None:
    """Show what is public about a key file; no passphrase is needed."""
    from desktop_app.sealing.keys import read_key_file

    key_file = read_key_file(file)
    words = fingerprint(key_file.coordinator_key, key_file.public_key)
    proved_on = key_file.sheet_proved_on
    said = f"{proved_on}, says the file" if proved_on else "no"
    lines = [
        f"Key: {file}",
        f"Four words: {words}",
        f"Suite: {key_file.suite}",
        f"Recovery sheet proved: {said}",
    ]
    facts = _facts(file, words, key_file.suite) | {"sheet_proved_on": proved_on or None}
    show_answer(Answer(lines=lines, json=facts), as_json=as_json)


@app.command("passphrase")
def change(
    file: KeyPath,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option(help="Read the new passphrase from this file's first line."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Lock a key file with another passphrase. At every moment one whole file is there."""
    from desktop_app.sealing.key_files import change_passphrase
    from desktop_app.sealing.keys import unlock_key_file

    key = unlock_key_file(file, passphrase(passphrase_file, "The present passphrase of the key"))
    option = "--new-passphrase-file"
    secret = new_passphrase(new_passphrase_file, randomness, option=option)
    change_passphrase(file, key, secret, randomness=randomness)
    words = fingerprint(key.coordinator_key, key.recipient.public_key)
    lines = [
        f"The new passphrase opens {file}; the old one does not any more.",
        "Copies of the old file still open with the old passphrase: replace or destroy them.",
    ]
    answer = Answer(lines=lines, json=_facts(file, words, int(key.suite)))
    show_answer(answer, as_json=as_json)


@app.command("export")
def export(
    file: KeyPath,
    out: Annotated[Path, typer.Option(metavar="FILE.inkpublic", help="The file to write.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the public half of a key, so that another campaign can seal to it as well."""
    from desktop_app.app.public_keys import write_public_key
    from desktop_app.sealing.keys import check_new_key_place, unlock_key_file

    check_new_key_place(out)
    key = unlock_key_file(file, passphrase(passphrase_file, KEY_QUESTION))
    write_public_key(key, out)
    words = fingerprint(key.coordinator_key, key.recipient.public_key)
    lines = [
        f"Written: {out}",
        f"Four words: {words}",
        "It holds no secret. Tell the four words by another way than the file: by telephone, say.",
    ]
    answer = Answer(lines=lines, json=_facts(out, words, int(key.suite)))
    show_answer(answer, as_json=as_json)


@app.command("drill")
def try_out(
    file: KeyPath,
    pack: Annotated[Path, typer.Option(metavar="FILE.inkpack", help="The pack to try.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Seal a test record as a device with this pack would, and open it with this key."""
    from desktop_app.campaign.reading import read_pack
    from desktop_app.sealing.drill import drill
    from desktop_app.sealing.keys import unlock_key_file

    key = unlock_key_file(file, passphrase(passphrase_file, KEY_QUESTION))
    tried = read_pack(pack)
    drill(key, tried, randomness)
    lines = [
        f"What devices with {pack.name} seal, this key opens; so do its words and its QR code."
    ]
    show_answer(Answer(lines=lines, json={"opened": True, "pack": tried.hash}), as_json=as_json)


def _next_steps(file: Path, *, has_sheet: bool) -> list[str]:
    if not has_sheet:
        return [f"Next: inkstand key sheet {file} --out recovery.pdf"]
    return [
        "Print the sheet on a printer of your own, then delete the PDF.",
        f"Next: inkstand key prove {file}",
    ]


def _facts(file: Path, words: str, suite: int) -> dict[str, Json]:
    return {"file": str(file), "fingerprint": words, "suite": suite}
