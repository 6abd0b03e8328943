"""CSV for import: comma, UTF-8 without BOM, CRLF, column names on top, raw values.

A text that starts like a formula would be run by a spreadsheet, so an apostrophe is put before it:
in names and postcodes, and in anything that is not of the form of its column. What is an e-mail
address or a phone number stays raw, or it could not be imported.

Source: RFC 4180; OWASP, "CSV Injection".
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from desktop_app.deliveries.profile import Row
from desktop_app.deliveries.whole_file import whole_file

ROWS_AT_ONCE = 500  # more would leave the processor's cache and take a third longer
GUARD = "'"
FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
OWN_FORM_COLUMNS = frozenset({"email", "phone", "signed_on"})
_BETWEEN = "\x1f"
_RARE_STARTS = FORMULA_STARTS - {"-"}  # a hyphen stands inside many names
E164 = re.compile(r"\+[0-9]{1,15}")
HARMLESS_EMAIL = re.compile(r"[+-]?\w[\w.+-]*@[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True, kw_only=True)
class CsvWritten:
    """What went into the file; `guarded_cells` got an apostrophe put before them."""

    rows: int
    guarded_cells: int


def write_csv(out: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> CsvWritten:
    """Write rows as they come; memory does not grow with them.

    Raises:
        CannotWriteDelivery: the disk refuses; nothing was left under the name.
    """
    guard = _Guard(columns)
    row_count = 0
    with whole_file(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        for chunk in _chunks(rows):
            writer.writerows(guard.guarded(chunk))
            row_count += len(chunk)
        text.flush()
        text.detach()
    return CsvWritten(rows=row_count, guarded_cells=guard.count)


class _Guard:
    """Looks at many rows at once, because hardly ever one of them needs a guard."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.count = 0
        self._columns = [i for i, name in enumerate(columns) if name not in OWN_FORM_COLUMNS]
        self._email = columns.index("email") if "email" in columns else None
        self._phone = columns.index("phone") if "phone" in columns else None

    def guarded(self, chunk: list[Row]) -> list[Row]:
        columns = list(zip(*chunk, strict=True))
        if not _is_clean(chain.from_iterable([columns[i] for i in self._columns])):
            for index in self._columns:
                chunk = self._guarded_column(chunk, index, _is_suspect)
        if self._email is not None and not _start_plainly(columns[self._email]):
            chunk = self._guarded_column(chunk, self._email, _is_suspect_email)
        if self._phone is not None and not _are_numbers(columns[self._phone]):
            chunk = self._guarded_column(chunk, self._phone, _is_suspect_phone)
        return chunk

    def _guarded_column(
        self, chunk: list[Row], index: int, is_suspect: Callable[[str], bool]
    ) -> list[Row]:
        return [self._guarded_row(row, index) if is_suspect(row[index]) else row for row in chunk]

    def _guarded_row(self, row: Row, index: int) -> Row:
        self.count += 1
        return (*row[:index], GUARD + row[index], *row[index + 1 :])


def _is_clean(cells: Iterable[str]) -> bool:
    """Tell quickly that no cell starts like a formula; False means that some may."""
    text = _BETWEEN + _BETWEEN.join(cells)
    return _BETWEEN + "-" not in text and not any(start in text for start in _RARE_STARTS)


def _start_plainly(cells: Iterable[str]) -> bool:
    """Tell quickly that no cell starts like a formula, though those characters are inside many."""
    text = _BETWEEN + _BETWEEN.join(cells)
    return not any(_BETWEEN + start in text for start in FORMULA_STARTS)


def _are_numbers(phones: Iterable[str]) -> bool:
    """Tell quickly that no cell holds anything but digits and plus."""
    digits = "".join(phones).replace("+", "")
    return digits == "" or (digits.isascii() and digits.isdigit())


def _is_suspect(cell: str) -> bool:
    return cell[:1] in FORMULA_STARTS


def _is_suspect_email(cell: str) -> bool:
    return cell[:1] in FORMULA_STARTS and HARMLESS_EMAIL.fullmatch(cell) is None


def _is_suspect_phone(cell: str) -> bool:
    return cell[:1] in FORMULA_STARTS and E164.fullmatch(cell) is None


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, ROWS_AT_ONCE)):
        yield chunk
