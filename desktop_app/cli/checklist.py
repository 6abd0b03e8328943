"""`inkstand checklist`: is everything ready for a shift?"""

from gettext import NullTranslations
from typing import TYPE_CHECKING, ClassVar

import typer

from desktop_app.cli.options import AsJson, session_of
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.language import SOURCE_LANGUAGE, Words
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk starts by this command line too, and loads nothing of the console
    from desktop_app.console.checks import Finding

MARKS = {"good": "ok  ", "look": "LOOK", "stop": "STOP"}


class NotReady(Problem):
    """Something must be put right before anybody can sign; it was listed."""

    code: ClassVar[str] = "checklist.not_ready"


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("checklist")(checklist)


def checklist(context: typer.Context, as_json: AsJson = False) -> None:
    """Look at everything that a shift needs, and say what to do where it is not good.

    `LOOK` is for your eyes and stops nobody; with `STOP` nobody can sign, and the command ends
    with 1.
    """
    from desktop_app.app.checklist import Checklist
    from desktop_app.console.checks import gravest
    from desktop_app.console.found import Verdict

    findings = Checklist(session_of(context).home)()
    show_answer(said(findings), as_json=as_json)
    if gravest(findings) is Verdict.STOP:
        if as_json:
            raise typer.Exit(1)
        raise NotReady(count=sum(each.verdict is Verdict.STOP for each in findings))


def said(findings: "tuple[Finding, ...]") -> Answer:
    """Say a checklist, for people and for machines."""
    from desktop_app.console.checks import gravest, subject_name

    words = Words(SOURCE_LANGUAGE, NullTranslations())
    width = max(len(subject_name(each.subject, words)) for each in findings)
    lines: list[str] = []
    checks: list[dict[str, Json]] = []
    for each in findings:
        said, do = each.said(words), each.do(words)
        name = subject_name(each.subject, words)
        lines.append(f"{MARKS[each.verdict.value]}  {name:<{width}}  {said}")
        lines += [f"{'':<{width + 8}}{do}"] * bool(do)
        checks.append(
            {
                "check": each.subject.value,
                "verdict": each.verdict.value,
                "code": each.found.value,
                "said": said,
                "do": do,
            }
        )
    return Answer(lines=lines, json={"verdict": gravest(findings).value, "checks": checks})
