"""`inkstand key`: make the campaign's key and look at it."""

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.app.clock import randomness
from desktop_app.cli.asking import new_passphrase
from desktop_app.cli.options import AsJson, PassphraseFile
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.sealing.fingerprint import fingerprint

app = typer.Typer(help="Make the campaign's key and look at it.", no_args_is_help=True)


@app.command("create")
def create(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    suite: Annotated[
        int,
        typer.Option(
            min=1,
            max=2,
            help="1: X25519. 2: with ML-KEM, against an adversary who decrypts in ten years.",
        ),
    ] = 1,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a new key under a passphrase. Without both, nobody ever opens the signatures."""
    from desktop_app.sealing.keys import create_key_file
    from desktop_app.sealing.record import SuiteId

    secret = new_passphrase(passphrase_file)
    created = create_key_file(file, secret, suite=SuiteId(suite), randomness=randomness)
    words = fingerprint(created.coordinator_key, created.recipient.public_key)
    lines = [
        f"Key: {file}",
        f"Four words: {words}",
        "Keep a copy of this file and of the passphrase in two safe places, apart.",
        "If either is lost, the signatures sealed to this key are lost: there is no back door.",
    ]
    show_answer(Answer(lines=lines, json=_facts(file, words, suite)), as_json=as_json)


@app.command("show")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    as_json: AsJson = False,
) -> None:
    """Show what is public about a key file; no passphrase is needed."""
    from desktop_app.sealing.keys import read_key_file

    key_file = read_key_file(file)
    words = fingerprint(key_file.coordinator_key, key_file.public_key)
    lines = [f"Key: {file}", f"Four words: {words}", f"Suite: {key_file.suite}"]
    show_answer(Answer(lines=lines, json=_facts(file, words, key_file.suite)), as_json=as_json)


def _facts(file: Path, words: str, suite: int) -> dict[str, Json]:
    return {"file": str(file), "fingerprint": words, "suite": suite}
