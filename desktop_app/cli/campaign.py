"""`inkstand campaign`: make, check, publish and install packs."""

from pathlib import Path
from typing import Annotated, ClassVar

import typer

from desktop_app.app.beginning import beginning, id_from
from desktop_app.app.clock import now
from desktop_app.app.installed import install, installed_campaigns
from desktop_app.campaign.files import PackUnreadable
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import PackRefused, check_pack
from desktop_app.campaign.shape import Finding
from desktop_app.campaign.writing import write_folder
from desktop_app.cli.options import AsJson, PassphraseFile, session_of
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import four_words

app = typer.Typer(help="Make, check, publish and install campaigns.", no_args_is_help=True)


class FolderTaken(Problem):
    """There is something in the folder already."""

    code: ClassVar[str] = "campaign.exists"


@app.command("new")
def new(folder: Annotated[Path, typer.Argument(metavar="DIR")], as_json: AsJson = False) -> None:
    """Write a new pack to begin from: mend its texts, then check it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(path=str(folder))
    write_folder(folder, beginning(id_from(folder.absolute().name), now().date()).files())
    lines = [f"Written: {folder}", f"Next: mend its texts, then  inkstand campaign check {folder}"]
    show_answer(Answer(lines=lines, json={"folder": str(folder)}), as_json=as_json)


@app.command("check")
def check(path: Path, as_json: AsJson = False) -> None:
    """List everything that is wrong with a pack, a folder or an .inkpack."""
    try:
        findings = check_pack(path).findings
    except PackUnreadable:
        raise
    except Problem as problem:
        findings = (Finding(code=problem.code, where=path.name),)
    problems = [{"code": finding.code, "where": finding.where} for finding in findings]
    if as_json:
        show_answer(Answer(lines=[], json={"problems": problems}), as_json=True)
    elif not findings:
        show_answer(Answer(lines=["The pack is right."], json={}), as_json=False)
    if findings and not as_json:
        raise PackRefused(path, findings)
    if findings:
        raise typer.Exit(1)


@app.command("publish")
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    key: Annotated[Path, typer.Option(help="The campaign's key file.")],
    out: Annotated[Path, typer.Option(help="The .inkpack to write.")],
    also: Annotated[
        list[Path] | None,
        typer.Option(
            "--also",
            metavar="FILE.inkpublic",
            help="Seal to this key as well; may be given twice.",
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept", metavar="'FOUR WORDS'", help="The four words of a key given with --also."
        ),
    ] = None,
    unproved: Annotated[
        bool,
        typer.Option("--unproved", help="Publish although no recovery sheet was proved."),
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Sign a pack and write it as one .inkpack that carries the public key.

    Refuses until the key's recovery sheet is proved, and a test record was opened with the key.
    """
    from desktop_app.app.clock import randomness
    from desktop_app.app.publishing import publish_with_key
    from desktop_app.cli.asking import passphrase
    from desktop_app.cli.recipients import confirmed

    secret = passphrase(passphrase_file, "Passphrase of the key")
    others = confirmed(also or (), accept or ())
    published = publish_with_key(
        folder,
        key_file=key,
        passphrase=secret,
        out=out,
        also=others,
        is_unproved_accepted=unproved,
        randomness=randomness,
    )
    pack = published.pack
    if not published.is_sheet_proved:
        _warn_of_unproved(key)
    lines = [
        f"Published: {out}",
        *_about(pack),
        *(f"Opens with this key, too: {other.four_words}" for other in others),
        "Drill: a test record was sealed with this pack and opened with the key file and its words.",
    ]
    facts: dict[str, Json] = {
        "file": str(out),
        **_facts(pack),
        "sheet_proved": published.is_sheet_proved,
        "also": [other.four_words for other in others],
    }
    show_answer(Answer(lines=lines, json=facts), as_json=as_json)


def _warn_of_unproved(key: Path) -> None:
    from desktop_app.cli.asking import tell

    tell(
        "Warning: nobody has proved that a recovery sheet of this key exists. If the file or its "
        "passphrase is lost, every signature is lost for good. Before the first person signs: "
        f"inkstand key sheet {key} --out recovery.pdf, print it, inkstand key prove {key}"
    )


@app.command("install")
def install_pack(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.inkpack")],
    as_json: AsJson = False,
) -> None:
    """Put a published pack on this device."""
    home = session_of(context).home
    with home.alone():
        installed = install(home, file)
    lines = [
        f"Installed: {installed.pack.id}, version {installed.pack.settings.version}",
        *_about(installed.pack),
        "Compare the four words with those that the coordinator tells you.",
    ]
    show_answer(Answer(lines=lines, json=_facts(installed.pack)), as_json=as_json)


@app.command("list")
def list_campaigns(context: typer.Context, as_json: AsJson = False) -> None:
    """List the campaigns on this device."""
    packs = [installed.pack for installed in installed_campaigns(session_of(context).home)]
    lines = [f"{p.id}  version {p.settings.version}  {four_words(p)}" for p in packs]
    answer = Answer(
        lines=lines or ["No campaign is installed."], json={"campaigns": [_facts(p) for p in packs]}
    )
    show_answer(answer, as_json=as_json)


def _facts(pack: Pack) -> dict[str, str]:
    return {
        "id": pack.id,
        "version": pack.settings.version,
        "pack": pack.hash,
        "fingerprint": four_words(pack),
    }


def _about(pack: Pack) -> list[str]:
    return [f"Title: {pack.text('').words.title}", f"Four words: {four_words(pack)}"]
