"""Typed-up paper sheets: good rows become signatures, bad rows are listed with the reason."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from desktop_app.campaign.pack import ASKED_FIELDS, CampaignKind, ConsentId, Pack
from desktop_app.journal.store import Journal
from desktop_app.problems import Problem
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import Circumstances, Draft, complete
from desktop_app.signature.fields import Wrong
from desktop_app.signature.signature import Clock, PaperLine, Randomness, Signature
from desktop_app.signature.strokes import NO_STROKES

FARTHEST_EAST = timedelta(hours=14)
"""In the first time zone to begin a day it is that day already."""
MAX_CSV_BYTES = 16 * 1024 * 1024
TOO_MANY = "more cells than columns"
ANSWERS = {"yes": Choice.YES, "no": Choice.NO, "": Choice.NOT_ASKED}


class SheetUnreadable(Problem):
    """The file cannot be read as CSV in UTF-8."""

    code: ClassVar[str] = "sheet.unreadable"


class SheetTooLarge(Problem):
    """The file is larger than any sheet that a person typed."""

    code: ClassVar[str] = "sheet.too_large"


class SheetColumns(Problem):
    """The header names columns that the campaign does not ask, or lacks one that it needs."""

    code: ClassVar[str] = "sheet.columns"


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row (1 is the first under the header) that did not become a signature, and why."""

    row: int
    code: str
    field: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a sheet came to."""

    signatures: tuple[Signature, ...]
    rejected: tuple[Rejected, ...]


def read_sheet(
    path: Path, pack: Pack, sheet_name: str, *, clock: Clock, randomness: Randomness
) -> Sheet:
    """Read a typed-up sheet; nothing is stored yet.

    Raises:
        SheetUnreadable, SheetTooLarge, SheetColumns.
    """
    signatures: list[Signature] = []
    rejected: list[Rejected] = []
    for number, row in enumerate(_rows(path, pack), start=1):
        if not any(value.strip() for value in row.values()):
            continue
        if TOO_MANY in row:
            rejected.append(Rejected(row=number, code="row.too_many_cells", field=""))
            continue
        read = _read_row(row, pack, sheet_name, number, clock, randomness)
        if isinstance(read, Signature):
            signatures.append(read)
        else:
            rejected += [Rejected(row=number, code=w.code, field=w.field) for w in read]
    return Sheet(signatures=tuple(signatures), rejected=tuple(rejected))


def enter_sheet(journal: Journal, sheet: Sheet, pack: Pack) -> int:
    """Keep all signatures of a sheet, or none when the disk fails; returns how many."""
    if sheet.signatures:
        journal.keep_all(list(sheet.signatures), pack)
    return len(sheet.signatures)


def _rows(path: Path, pack: Pack) -> list[dict[str, str]]:
    text = _read_text(path)
    first_line = text.partition("\n")[0]
    separator = max(",;\t", key=first_line.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        lines = list(reader)
    except csv.Error as error:
        raise SheetUnreadable(path=str(path)) from error
    if not lines:
        raise SheetUnreadable(path=str(path))
    header = [name.strip().lower() for name in lines[0]]
    _check_columns(header, pack)
    return [_named(header, line) for line in lines[1:]]


def _named(header: list[str], line: list[str]) -> dict[str, str]:
    """Name the cells of a line; cells that no column names are marked, those missing are empty."""
    row = dict(zip(header, line + [""] * len(header), strict=False))
    return {**row, TOO_MANY: "x"} if any(line[len(header) :]) else row


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise SheetUnreadable(path=str(path))
        if path.stat().st_size > MAX_CSV_BYTES:
            raise SheetTooLarge(path=str(path))
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SheetUnreadable(path=str(path)) from error
    if "\x00" in text:
        raise SheetUnreadable(path=str(path))
    return text


def _check_columns(header: list[str], pack: Pack) -> None:
    asked = [name for name in ASKED_FIELDS if pack.asks(name)]
    choices = [consent.id for consent in pack.choices]
    known = [*asked, "language", "signed_on", *choices]
    wrong = [
        str(number)
        for number, name in enumerate(header, start=1)
        if name not in known or name in header[: number - 1]
    ]
    needed = "idea" if pack.settings.kind is CampaignKind.IDEA else "given_name"
    if wrong or needed not in header:
        # By number, not by name: without a header the first line is a person.
        numbers = ", ".join(wrong)[:200] or "-"
        raise SheetColumns(wrong=numbers, needed=needed, known=", ".join(known))


def _read_row(
    row: Mapping[str, str],
    pack: Pack,
    sheet_name: str,
    number: int,
    clock: Clock,
    randomness: Randomness,
) -> Signature | tuple[Wrong, ...]:
    now = clock()
    language = row.get("language", "").strip() or pack.settings.default_language
    signed_on = _read_day(row.get("signed_on", "").strip(), (now + FARTHEST_EAST).date())
    choices = _read_choices(row, pack)
    wrong = [w for w in (signed_on, choices) if isinstance(w, Wrong)]
    if language not in pack.settings.languages:
        wrong.append(Wrong(field="language", code="language.unknown"))
    given = {name: row.get(name, "") for name in ASKED_FIELDS}
    chosen = {} if isinstance(choices, Wrong) else choices
    draft = Draft(**given, choices=chosen, strokes=NO_STROKES)
    day = None if isinstance(signed_on, Wrong) else signed_on
    paper = PaperLine(sheet=sheet_name, row=number, signed_on=day)
    circumstances = Circumstances(language=language, signed_at=now, paper=paper)
    completed = complete(pack, draft, circumstances, randomness)
    if isinstance(completed, Signature) and not wrong:
        return completed
    return (*wrong, *(() if isinstance(completed, Signature) else completed))


def _read_choices(row: Mapping[str, str], pack: Pack) -> dict[ConsentId, Choice] | Wrong:
    choices: dict[ConsentId, Choice] = {}
    for consent in pack.choices:
        answer = ANSWERS.get(row.get(consent.id, "").strip().lower())
        if answer is None:
            return Wrong(field=consent.id, code="choice.unknown")
        choices[ConsentId(consent.id)] = answer
    return choices


def _read_day(text: str, today: date) -> date | Wrong | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Wrong(field="signed_on", code="date.wrong")
    return Wrong(field="signed_on", code="date.in_future") if day > today else day
