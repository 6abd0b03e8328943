"""CSV for import: comma, UTF-8 without BOM, CRLF, column names on top, raw values.

A text that starts like a formula would be run by a spreadsheet, so an apostrophe is put before it:
in names and postcodes, and in anything that is not of the form of its column. E-mail addresses and
phone numbers stay raw, or they could not be imported.

Source: RFC 4180; OWASP, "CSV Injection".
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path

from desktop_app.deliveries.profile import Row
from desktop_app.deliveries.whole_file import whole_file

ROWS_AT_ONCE = 2000
GUARD = "'"
FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
RAW_COLUMNS = frozenset({"email", "signed_on"})
E164 = re.compile(r"\+[0-9]{1,15}")


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
        self._columns = [
            (index, _is_suspect_phone if column == "phone" else _is_suspect)
            for index, column in enumerate(columns)
            if column not in RAW_COLUMNS
        ]

    def guarded(self, chunk: list[Row]) -> list[Row]:
        for index, is_suspect in self._columns:
            column = list(map(itemgetter(index), chunk))
            if FORMULA_STARTS.isdisjoint({cell[:1] for cell in column}):
                continue
            if any(map(is_suspect, column)):
                chunk = [self._guarded_row(row, index, is_suspect) for row in chunk]
        return chunk

    def _guarded_row(self, row: Row, index: int, is_suspect: Callable[[str], bool]) -> Row:
        if not is_suspect(row[index]):
            return row
        self.count += 1
        return (*row[:index], GUARD + row[index], *row[index + 1 :])


def _is_suspect(cell: str) -> bool:
    return cell[:1] in FORMULA_STARTS


def _is_suspect_phone(cell: str) -> bool:
    return cell[:1] in FORMULA_STARTS and E164.fullmatch(cell) is None


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, ROWS_AT_ONCE)):
        yield chunk
