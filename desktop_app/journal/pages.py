"""Reads rows straight from the pages of a journal, where SQLite itself cannot find its way any more.

One damaged bit in the first page, or in a page that only points at others, would otherwise cost every
record. A page of rows is known by its first byte, and each row tells by itself which table it is from.
Source: the file format of SQLite 3, https://www.sqlite.org/fileformat2.html, sections 1.5, 1.6 and 2.1.
"""

from collections.abc import Iterator
from pathlib import Path

LEAF_OF_A_TABLE = 13
FILE_HEADER_BYTES = 100
LEAF_HEADER_BYTES = 8
PAGE_BYTES = 4096
"""SQLite's own choice; no journal was ever made with another."""
MAX_ROW_BYTES = 1024 * 1024

Value = str | int | float | bytes | None
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _NoRow(Exception):
    """The bytes are no row."""


def rows_in(path: Path) -> Iterator[tuple[Value, ...]]:
    """Give every row of every table that can be read, in the order of the pages."""
    data = path.read_bytes()
    for start in range(0, len(data) - PAGE_BYTES + 1, PAGE_BYTES):
        yield from _rows_of_page(data, start)


def _rows_of_page(data: bytes, start: int) -> Iterator[tuple[Value, ...]]:
    head = start + FILE_HEADER_BYTES if start == 0 else start
    if data[head] != LEAF_OF_A_TABLE:
        return
    count = int.from_bytes(data[head + 3 : head + 5])
    for index in range(min(count, PAGE_BYTES // 2)):
        pointer = head + LEAF_HEADER_BYTES + 2 * index
        offset = int.from_bytes(data[pointer : pointer + 2])
        if not LEAF_HEADER_BYTES <= offset < PAGE_BYTES:
            continue
        try:
            yield _row(data, start + offset, start + PAGE_BYTES)
        except (_NoRow, IndexError):
            continue


def _row(data: bytes, place: int, end: int) -> tuple[Value, ...]:
    size, place = _varint(data, place)
    _, place = _varint(data, place)  # the rowid
    if size > MAX_ROW_BYTES:
        raise _NoRow
    return _values(_payload(data, place, end, size))


def _payload(data: bytes, place: int, end: int, size: int) -> bytes:
    """Gather a row's bytes: what is on its page, then what went to pages of its own."""
    most = PAGE_BYTES - 35
    if size <= most:
        return data[place : min(place + size, end)]
    least = (PAGE_BYTES - 12) * 32 // 255 - 23
    here = least + (size - least) % (PAGE_BYTES - 4)
    here = here if here <= most else least
    parts, left = [data[place : place + here]], size - here
    page = int.from_bytes(data[place + here : place + here + 4])
    while left > 0:
        if not 1 < page <= len(data) // PAGE_BYTES:
            raise _NoRow
        begin = (page - 1) * PAGE_BYTES
        parts.append(data[begin + 4 : begin + 4 + min(left, PAGE_BYTES - 4)])
        left -= PAGE_BYTES - 4
        page = int.from_bytes(data[begin : begin + 4])
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Value, ...]:
    header_bytes, place = _varint(payload, 0)
    kinds: list[int] = []
    while place < header_bytes:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = _size_of(kind)
        stored = payload[place : place + size]
        if len(stored) != size:
            raise _NoRow
        values.append(_value(kind, stored))
        place += size
    return tuple(values)


def _size_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGER_BYTES.get(kind, 0)


def _value(kind: int, stored: bytes) -> Value:
    if kind >= 12:
        return stored if kind % 2 == 0 else stored.decode("utf-8", "replace")
    if kind in _INTEGER_BYTES:
        return int.from_bytes(stored, signed=True)
    return {8: 0, 9: 1}.get(kind)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Read a number of 1 to 9 bytes; gives it and the place after it."""
    number = 0
    for index in range(8):
        byte = data[place + index]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + index + 1
    return number << 8 | data[place + 8], place + 9
