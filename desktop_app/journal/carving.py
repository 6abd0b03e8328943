"""Finds records in the raw bytes of a journal's file, whatever SQLite says to that file.

A row of the table `record` is, on its page, a list of lengths, then campaign, number, header, sealed
part and chain hash, one behind the other; what is too long for a page goes on in overflow pages, each
of which begins with the number of the next. Source: https://www.sqlite.org/fileformat2.html, 1.5, 1.6
and 2.1. Pages, pointers to cells and the tree above them are not needed: a header is found by its
first words, and the hash in it proves the sealed part behind it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.problems import Problem
from desktop_app.sealing.record import (
    BUCKET_STEP_BYTES,
    DRAWN_BUCKET_BYTES,
    ENCAPSULATION_BYTES,
    FIRST_BUCKET_BYTES,
    KEY_ID_BYTES,
    MAX_RECIPIENTS,
    RECORD_KEY_BYTES,
    TAG_BYTES,
    Header,
    SuiteId,
    check_sealed,
    read_header,
)

PAGE_BYTES = 4096
MAX_ROW_BYTES = 1024 * 1024
CHAIN_BYTES = 32
_CHAIN_SERIAL = 12 + 2 * CHAIN_BYTES
_BEGINNING = re.compile(
    rb'\{"v":\d{1,3},"id":"[0-9a-f]{32}","device":"[0-9a-f]{20}","seq":(\d{1,10}),'
    rb'"previous":"[0-9a-f]{64}","campaign":"([a-z0-9-]{1,100})"'
)
_END = re.compile(rb'"sealed_sha256":"[0-9a-f]{64}"\}')
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_MOST_LENGTHS_BYTES = 16
_STEPS = 64


@dataclass(frozen=True, kw_only=True)
class Carved:
    """A header that was found, with what stood behind it.

    `sealed` is None where it is not what the header says; empty where it was erased. `chain` is
    what stood in the column, empty where nobody can tell.
    """

    header: Header
    header_bytes: bytes
    sealed: bytes | None
    chain: bytes


def carve(file: bytes, pages: bytes) -> Iterator[Carved]:
    """Find every header in a file's bytes; the same record may come more than once.

    Args:
        file: the bytes to search, a journal's own or those of SQLite's rollback journal beside it.
        pages: the journal's own, in which overflow pages are found by their number.
    """
    page_bytes = _page_bytes(pages)
    for found in _BEGINNING.finditer(file):
        row = _row_at(file, pages, found, page_bytes)
        if row is None or row.sealed is None:
            other = _row_without_lengths(file, found)
            row = other if row is None or (other and other.sealed is not None) else row
        if row is not None:
            yield row


def _row_at(file: bytes, pages: bytes, found: re.Match[bytes], page_bytes: int) -> Carved | None:
    """Read the row around a header by the list of lengths before it."""
    before = len(found.group(2)) + _integer_bytes(int(found.group(1)))
    for size in range(6, _MOST_LENGTHS_BYTES):
        start = found.start() - before - size
        lengths = _lengths(file, start, size) if start >= 0 else None
        if lengths is None or sum(lengths[:2]) != before:
            continue
        payload = _payload(file, pages, start, size + sum(lengths), page_bytes)
        if payload is None:
            continue
        place = size + before
        header_bytes = payload[place : place + lengths[2]]
        place += lengths[2]
        sealed = payload[place : place + lengths[3]]
        return _carved(header_bytes, [sealed], payload[place + lengths[3] :])
    return None


def _row_without_lengths(file: bytes, found: re.Match[bytes]) -> Carved | None:
    """Read a row whose list of lengths is damaged: as long as sealed parts are, the hash decides."""
    end = _END.search(file, found.end(), found.end() + PAGE_BYTES)
    if end is None:
        return None
    rest = file[end.end() : end.end() + MAX_ROW_BYTES]
    parts = (rest[:size] for size in _sealed_sizes(rest))
    return _carved(file[found.start() : end.end()], parts, b"")


def _carved(header_bytes: bytes, sealed_parts: Iterable[bytes], chain: bytes) -> Carved | None:
    try:
        header = read_header(header_bytes)
    except Problem:
        return None
    whole = None
    for sealed in sealed_parts:
        if not sealed or _belongs(header, sealed):
            whole = sealed
            break
    return Carved(header=header, header_bytes=header_bytes, sealed=whole, chain=chain)


def _belongs(header: Header, sealed: bytes) -> bool:
    try:
        check_sealed(header, sealed)
    except Problem:
        return False
    return True


def _lengths(file: bytes, start: int, size: int) -> list[int] | None:
    """Read the list of lengths of a row: text, integer, blob, blob, and the blob of the chain hash."""
    if file[start] != size:
        return None
    lengths: list[int] = []
    place = start + 1
    serial = 0
    while place < start + size:
        serial, place = _varint(file, place)
        length = _serial_bytes(serial, len(lengths))
        if length is None:
            return None
        lengths.append(length)
    is_row = place == start + size and len(lengths) == 5 and serial == _CHAIN_SERIAL
    return lengths if is_row and lengths[3] <= MAX_ROW_BYTES else None


def _serial_bytes(serial: int, column: int) -> int | None:
    """Give the length of a value by its serial type; None if the column cannot have it."""
    if column == 1:
        sizes = (0, 1, 2, 3, 4, 6, 8, None, 0, 0)
        return sizes[serial] if serial < len(sizes) else None
    is_text = column == 0
    if serial < 12 or serial % 2 != is_text:
        return None
    return (serial - 12) // 2


def _varint(file: bytes, place: int) -> tuple[int, int]:
    """Read one of SQLite's integers of one to nine bytes; gives the place behind it."""
    value = 0
    for index in range(place, min(place + 8, len(file))):
        value = value << 7 | file[index] & 0x7F
        if file[index] < 0x80:
            return value, index + 1
    return value << 8, place + 9


def _payload(file: bytes, pages: bytes, start: int, size: int, page_bytes: int) -> bytes | None:
    """Put a row together from where it begins and its overflow pages."""
    if size <= page_bytes - 35:
        return file[start : start + size]
    least = (page_bytes - 12) * 32 // 255 - 23
    here = least + (size - least) % (page_bytes - 4)
    if here > page_bytes - 35:
        here = least
    payload = bytearray(file[start : start + here])
    number = int.from_bytes(file[start + here : start + here + 4], "big")
    while len(payload) < size:
        page = pages[(number - 1) * page_bytes : number * page_bytes] if number else b""
        if len(page) < page_bytes:
            return None
        payload += page[4 : 4 + size - len(payload)]
        number = int.from_bytes(page[:4], "big")
    return bytes(payload)


def _integer_bytes(number: int) -> int:
    """Tell how many bytes SQLite takes for a number; none for 0 and 1."""
    if number <= 1:
        return 0
    return next(size for size in _INTEGER_BYTES if number < 1 << (8 * size - 1 if size else 0))


def _page_bytes(pages: bytes) -> int:
    """Read the size of a page from the file's first bytes, unless they are damaged."""
    size = int.from_bytes(pages[16:18], "big")
    return size if size >= 512 and size & (size - 1) == 0 else PAGE_BYTES


def _sealed_sizes(rest: bytes) -> Iterator[int]:
    """Give the lengths that a sealed part may have, by its first two bytes."""
    for suite in SuiteId:
        for recipients in range(1, MAX_RECIPIENTS + 1):
            if rest[:2] != bytes((suite, recipients)):
                continue
            slot = KEY_ID_BYTES + ENCAPSULATION_BYTES[suite] + RECORD_KEY_BYTES + TAG_BYTES
            for bucket in (FIRST_BUCKET_BYTES, DRAWN_BUCKET_BYTES):
                for step in range(_STEPS):
                    yield 2 + recipients * slot + bucket + step * BUCKET_STEP_BYTES + TAG_BYTES
