"""Prints answers for people or, with `--json`, one object for machines; problems in three lines."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from desktop_app.campaign.reading import PackRefused
from desktop_app.language import Words
from desktop_app.problems import Problem

COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
"""Controls of C0 and C1 but for tab and line feed, and what turns the order of letters round."""
LINE_ENDS = re.compile(r"[\n\u2028\u2029]")

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command has to say: lines for people, an object for machines."""

    lines: Sequence[str]
    json: Mapping[str, Json]


def show_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer on standard output."""
    text = (
        json.dumps(answer.json, ensure_ascii=False)
        if as_json
        else "\n".join(harmless(line) for line in answer.lines)
    )
    print(text, flush=True)  # now, so that a full disk is met here


def harmless(untrusted_line: str) -> str:
    """Take from a line what would command a terminal; names of files on a stick may hold anything."""
    return COMMANDS.sub("\N{REPLACEMENT CHARACTER}", untrusted_line)


def on_one_line(untrusted_name: str) -> str:
    """Give the name of a file so that it cannot be taken for more lines of an answer."""
    return LINE_ENDS.sub("\N{REPLACEMENT CHARACTER}", harmless(untrusted_name))


def show_problem(problem: Problem, words: Words, *, as_json: bool) -> None:
    """Print a problem on standard error: what happened, what is safe, what to do, the code."""
    from desktop_app.app.words import said_for, said_for_finding

    if isinstance(problem, PackRefused):
        first = problem.findings[0]
        for finding in problem.findings:
            _complain(f"{finding.where}: {said_for_finding(finding, words)} [{finding.code}]")
        code = first.code
    else:
        code = problem.code
    said = said_for(problem, words)
    sentences = " ".join(part for part in (said.happened, said.safe, said.do) if part)
    _show(sentences, code, as_json=as_json)


def show_fault(error: BaseException, words: Words, *, as_json: bool) -> None:
    """Print a fault of the program without a traceback and without data."""
    from desktop_app.app.words import said_for_fault

    said = said_for_fault(error, words)
    _show(f"{said.happened} {said.safe} {said.do}", "program.fault", as_json=as_json)


def _show(sentences: str, code: str, *, as_json: bool) -> None:
    _complain(f"{sentences} [{code}]")
    if as_json:
        answer = json.dumps({"problem": code, "message": sentences}, ensure_ascii=False)
        with suppress(OSError):  # nobody may be listening any more
            print(answer, flush=True)


def _complain(line: str) -> None:
    print(harmless(line), file=sys.stderr)
