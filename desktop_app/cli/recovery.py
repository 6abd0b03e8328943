"""`inkstand key sheet, prove, recover, split`: a key on paper, and back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.cli.asking import new_passphrase, passphrase, tell
from desktop_app.cli.asking_keys import (
    agreed,
    asked_words,
    mended,
    sheet_texts,
    typed_sheet,
)
from desktop_app.cli.options import AsJson, PassphraseFile
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import fingerprint, same_words

if TYPE_CHECKING:
    from desktop_app.sealing.keys import CampaignKey
    from desktop_app.sealing.recovery import Recovered

KEY_QUESTION = "Passphrase of the key"

KeyPath = Annotated[Path, typer.Argument(metavar="FILE", help="The key file.")]
FromFile = Annotated[
    Path | None,
    typer.Option(
        "--from-file",
        metavar="FILE",
        help="Read what the sheet says from a file instead of asking.",
    ),
]
Shares = Annotated[
    bool, typer.Option("--shares", help="From two of three sheets that key split made.")
]


class SuiteUnknown(Problem):
    """Words alone do not tell the key's suite, and nobody is there to ask."""

    code: ClassVar[str] = "recovery.suite_unknown"


class NotTheExpectedKey(Problem):
    """What came back from paper is a key, but not the one with the four words that were given."""

    code: ClassVar[str] = "recovery.not_expected"


class RecoveryDeclined(Problem):
    """Somebody compared the four words and said that they are others."""

    code: ClassVar[str] = "recovery.declined"


def add_to(app: typer.Typer) -> None:
    """Add these commands to `inkstand key`."""
    app.command("sheet")(sheet)
    app.command("prove")(prove)
    app.command("recover")(recover)
    app.command("split")(split)


def sheet(
    file: KeyPath,
    out: Annotated[
        Path, typer.Option(metavar="PDF", help="The sheet to write; never over a file.")
    ],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the recovery sheet: 24 words and a QR code that open everything without the passphrase."""
    from desktop_app.app.recovery_sheets import check_sheet_place, write_sheet
    from desktop_app.sealing.keys import unlock_key_file

    check_sheet_place(out)
    key = unlock_key_file(file, passphrase(passphrase_file, KEY_QUESTION))
    write_sheet(key, out, today=now().date())
    lines = [
        f"Recovery sheet: {out}",
        "Print it on a printer of your own, then delete the PDF.",
        f"Next: inkstand key prove {file}",
    ]
    show_answer(Answer(lines=lines, json={"sheet": str(out), **_facts(key)}), as_json=as_json)


def split(
    file: KeyPath,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the three sheets.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write three sheets, each one useless alone; any two of them open everything."""
    from desktop_app.app.recovery_sheets import write_split_sheets
    from desktop_app.sealing.keys import unlock_key_file

    key = unlock_key_file(file, passphrase(passphrase_file, KEY_QUESTION))
    files = [str(path) for path in write_split_sheets(key, out, today=now().date())]
    lines = [
        *(f"Written: {path}" for path in files),
        "Print them, give each to another person, then delete the PDFs.",
        "Each time three new ones are made: sheets of two sets do not fit together.",
    ]
    show_answer(Answer(lines=lines, json={"sheets": files, **_facts(key)}), as_json=as_json)


def prove(
    file: KeyPath,
    shares: Shares = False,
    from_file: FromFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Prove that the recovery sheet exists: type three of its words, or read a whole sheet.

    The key file remembers it; without it no campaign is published.
    """
    from desktop_app.sealing.key_files import note_sheet_proved
    from desktop_app.sealing.keys import unlock_key_file
    from desktop_app.sealing.sheet_proof import asked_numbers, check_answers, check_seed

    key = unlock_key_file(file, passphrase(passphrase_file, KEY_QUESTION))
    if shares or from_file is not None:
        check_seed(key, _recovered(from_file, is_split=shares).seed)
    else:
        numbers = asked_numbers(randomness)
        check_answers(key, numbers, asked_words(numbers))
    today = now().date()
    note_sheet_proved(file, key, today)
    lines = [f"The sheet is proved; {file} remembers it."]
    facts: dict[str, Json] = {"file": str(file), "sheet_proved_on": today.isoformat()}
    show_answer(Answer(lines=lines, json={**facts, **_facts(key)}), as_json=as_json)


def recover(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The key file to write anew.")],
    shares: Shares = False,
    from_file: FromFile = None,
    suite: Annotated[
        int | None, typer.Option(min=1, max=2, help="The suite that the sheet says.")
    ] = None,
    expect: Annotated[
        str | None,
        typer.Option(metavar="'FOUR WORDS'", help="The four words that the sheet says."),
    ] = None,
    passphrase_file: Annotated[
        Path | None,
        typer.Option(help="Read the new passphrase from this file's first line."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the very same key again from its recovery sheet, under a new passphrase."""
    from desktop_app.sealing.key_files import write_recovered
    from desktop_app.sealing.keys import check_new_key_place

    check_new_key_place(file)
    recovered = _recovered(from_file, is_split=shares)
    key = _the_key(recovered, suite, expect)
    secret = new_passphrase(passphrase_file, randomness)
    write_recovered(file, key, secret, proved_on=now().date(), randomness=randomness)
    lines = [
        f"Key: {file}",
        f"Four words: {_four_words(key)}",
        "If the sheet says the same four words, this is the very same key.",
    ]
    facts: dict[str, Json] = {"file": str(file), **_facts(key)}
    show_answer(Answer(lines=lines, json=facts), as_json=as_json)


def _recovered(from_file: Path | None, *, is_split: bool) -> "Recovered":
    """Read one sheet, or two of three."""
    from desktop_app.app.recovery_sheets import read_sheets
    from desktop_app.sealing.recovery import WORD_COUNT, read_recovery

    if from_file is not None:
        return read_sheets(sheet_texts(from_file), is_split=is_split)
    if is_split:
        return _from_two_shares()
    question = "Type the 24 words of the sheet, or what its QR code says; an empty line ends."
    return mended(read_recovery, typed_sheet(question, WORD_COUNT))


def _from_two_shares() -> "Recovered":
    from desktop_app.sealing.sharing import NEEDED_COUNT, SHARE_WORD_COUNT, combined, read_share

    read = []
    for number in range(1, NEEDED_COUNT + 1):
        question = f"Type the {SHARE_WORD_COUNT} words of sheet {number} of the two you have."
        text = typed_sheet(question, SHARE_WORD_COUNT)
        read.append(mended(partial(read_share, number=number), text))
    return combined(read)


def _the_key(recovered: "Recovered", suite: int | None, expect: str | None) -> "CampaignKey":
    """Derive the key in the suite that the line, an option, the four words or somebody tells."""
    from desktop_app.app.recovery_sheets import possible_keys
    from desktop_app.sealing.record import SuiteId

    keys = list(possible_keys(recovered, SuiteId(suite) if suite is not None else None))
    if expect is not None:
        keys = [key for key in keys if same_words(expect, _four_words(key))]
        if not keys:
            raise NotTheExpectedKey
    if len(keys) == 1:
        return keys[0]
    return _chosen(keys)


def _chosen(keys: "Sequence[CampaignKey]") -> "CampaignKey":
    """Let somebody compare four words with the sheet, for each suite."""
    import sys

    if not sys.stdin.isatty():
        raise SuiteUnknown
    for key in keys:
        tell(f"Suite {int(key.suite)}: {_four_words(key)}")
        if agreed("Are these the four words on the sheet?"):
            return key
    raise RecoveryDeclined


def _four_words(key: "CampaignKey") -> str:
    return fingerprint(key.coordinator_key, key.recipient.public_key)


def _facts(key: "CampaignKey") -> dict[str, Json]:
    return {"fingerprint": _four_words(key), "suite": int(key.suite)}
