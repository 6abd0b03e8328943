"""The commands that show and check the installation itself: the demo and the self-test."""

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.cli.options import AsJson
from desktop_app.cli.printing import Answer, show_answer


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("demo")(demo)
    app.command("self-test")(self_test)


def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder for all that it makes.")],
    signatures: Annotated[int, typer.Option(min=1, max=1000, metavar="N")] = 25,
    as_json: AsJson = False,
) -> None:
    """Let made-up people sign in the real kiosk, then go the whole way to CSV and PDF."""
    from desktop_app.app.demo import run_demo

    shown = run_demo(out, signature_count=signatures, say=_progress)
    lines = [
        f"Signatures: {shown.signatures}",
        f"Pictures: {out / 'pictures'}",
        f"Batches: {out / 'batches'}",
        f"For the petition starter: {shown.csv_path} ({shown.csv_rows} rows)",
        f"For the addressees: {shown.pdf_path} ({shown.pdf_rows} rows)",
    ]
    answer = Answer(
        lines=lines,
        json={
            "signatures": shown.signatures,
            "pictures": [str(path) for path in shown.pictures],
            "csv": str(shown.csv_path),
            "csv_rows": shown.csv_rows,
            "pdf": str(shown.pdf_path),
            "pdf_rows": shown.pdf_rows,
        },
    )
    show_answer(answer, as_json=as_json)


def self_test(as_json: AsJson = False) -> None:
    """Check that this installation is whole."""
    from desktop_app.app.self_test import SelfTestFailed, run_self_test

    checks = run_self_test()
    lines = [f"{'ok    ' if c.is_ok else 'FAILED'}  {c.name}  {c.detail}".rstrip() for c in checks]
    answer = Answer(
        lines=lines,
        json={"checks": [{"name": c.name, "ok": c.is_ok, "detail": c.detail} for c in checks]},
    )
    show_answer(answer, as_json=as_json)
    failed = [c for c in checks if not c.is_ok]
    if failed and as_json:
        raise typer.Exit(1)
    if failed:
        raise SelfTestFailed(count=len(failed))


def _progress(line: str) -> None:
    typer.echo(line, err=True)
