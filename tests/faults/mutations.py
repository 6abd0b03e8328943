"""Changes files as accidents and enemies do, from a seed: bytes, lines, values, and what is sealed.

Bytes are changed blindly. Lines and values are changed by somebody who knows the format: numbers that
are too large, texts that are no texts, lines twice, missing or in another order.
"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from desktop_app.sealing.slip import ALPHABET

ODD_TEXTS = (
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "/",
        "..",
        "../../escaped",
        "/escaped",
        "C:\\escaped",
        "\\\\server\\x",
    ),
    *(
        "\r\n",
        "\u202egnp.exe",
        "\ud800",
        "\ufeff",
        "e\u0301",
        "İ",
        "ﬃ",
        "🏳️‍🌈",
        "￿",
        "%s%n{}$(x)`x`",
    ),
    *("'; DROP TABLE record; --", "=cmd|' /C calc'!A0", "null", "0" * 64, "f" * 64, "g" * 64),
    *("x" * 65, "x" * 5_000, "-", "open-doors", "OPEN-DOORS", "open-doors-", "１", "signature"),
)
ODD_NUMBERS = (
    *(0, -1, 1, 2, 499, 500, 501, 2**31 - 1, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64, 10**30),
    *(-(2**63), 0.5, 1e308, -0.0),
)
ODD_VALUES: tuple[object, ...] = (
    *ODD_TEXTS,
    *ODD_NUMBERS,
    None,
    True,
    False,
    [],
    {},
    [[]],
    {"v": 1},
    [1, "a", None],
)


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A changed file, and what was done to it."""

    data: bytes
    how: str


# ---- any bytes --------------------------------------------------------------------------------------


def changed_bytes(data: bytes, chance: Random) -> Mutant:
    """Change a file blindly, once or a few times."""
    names = []
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        change = chance.choice(BYTE_CHANGES)
        data = change(data, chance)
        names.append(change.__name__)
    return Mutant(data=data, how="+".join(names))


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return b"\1"
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _left_out(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _twice(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:]


def _put_in(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    more = chance.choice(
        (
            *(
                b"\0",
                b"\n",
                b"\r\n",
                b'"',
                b"{",
                b"}" * 3,
                b"[" * 5_000,
                b"\xff\xfe",
                b"\xed\xa0\x80",
            ),
            *(b"\\ud800", chance.randbytes(chance.randrange(1, 200)), b"9" * 400, b"\xc0\xaf"),
        )
    )
    return data[:at] + more + data[at:]


def _moved(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _zeroed(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def _grown(data: bytes, chance: Random) -> bytes:
    return data + chance.choice((b"\n", b"\0" * 4096, data, b" " * 100_000, b"x" * 70_000))


BYTE_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flip, _flip, _flip, _cut, _left_out, _twice, _put_in, _moved, _zeroed, _grown),
)


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 8, 64, 512, 4096)))


# ---- lines and values of a batch ----------------------------------------------------------------------


def changed_lines(data: bytes, chance: Random) -> Mutant:
    """Take lines away, repeat them, change their order, or mix in those of a stranger."""
    lines = data.split(b"\n")
    way = chance.choice(("gone", "twice", "swapped", "reversed", "empty", "joined", "first last"))
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match way:
        case "gone":
            del lines[at]
        case "twice":
            lines.insert(other, lines[at])
        case "swapped":
            lines[at], lines[other] = lines[other], lines[at]
        case "reversed":
            lines = lines[::-1]
        case "empty":
            lines[at] = b""
        case "joined":
            lines[at : at + 2] = [b"".join(lines[at : at + 2])]
        case _:
            lines = [lines[-2], *lines[1:-2], lines[0], b""]
    return Mutant(data=b"\n".join(lines), how=f"lines: {way}")


def changed_values(data: bytes, chance: Random) -> Mutant:
    """Change a value in one line, or in the header inside of it; what it is written as stays JSON."""
    lines = data.split(b"\n")
    at = chance.choice((0, len(lines) - 2, chance.randrange(len(lines) - 1)))
    line = json.loads(lines[at])
    is_inside = "header" in line and chance.random() < 0.6
    table = json.loads(line["header"]) if is_inside else line
    how = _change_value(table, chance)
    if is_inside:
        line["header"] = json.dumps(table, separators=(",", ":"))
        table = line
    lines[at] = json.dumps(table, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Mutant(data=b"\n".join(lines), how=f"values: {how}")


def _change_value(table: dict[str, object], chance: Random) -> str:
    name = chance.choice([*table])
    match chance.choice(("odd", "odd", "odd", "near", "gone", "renamed", "more")):
        case "odd":
            table[name] = chance.choice(ODD_VALUES)
        case "near":
            table[name] = _near(table[name], chance)
        case "gone":
            del table[name]
        case "renamed":
            table[chance.choice(("", name.upper(), "__class__"))] = table.pop(name)
        case _:
            table["more"] = chance.choice(ODD_VALUES)
    return name


def _near(value: object, chance: Random) -> object:
    if isinstance(value, int):
        return value + chance.choice((-1, 1))
    text = str(value)
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice("0aA=/+ ") + text[at + chance.randrange(2) :]


# ---- packs and slips beside ------------------------------------------------------------------------------


def changed_pack(data: bytes, chance: Random) -> Mutant:
    """Change an .inkpack: blindly, or as a zip."""
    if chance.random() < 0.5:
        return changed_bytes(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as there:
        files = {name: there.read(name) for name in there.namelist()}
    way = chance.choice(("path", "bomb", "gone", "value", "link", "many", "twice"))
    name = chance.choice([*files])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if way in ("gone", "value"):
            content = files.pop(name)
            if way == "value":
                files[name] = changed_bytes(content, chance).data
        for each, content in files.items():
            made.writestr(each, content)
        _put_into(made, way, name, chance)
    return Mutant(data=out.getvalue(), how=f"pack: {way}")


def _put_into(made: zipfile.ZipFile, way: str, name: str, chance: Random) -> None:
    match way:
        case "path":
            place = chance.choice(("../" * 12, "/", "text/../../", "C:\\", "..\\..\\", "a\0", "./"))
            made.writestr(f"{place}escaped", b"out")
        case "bomb":
            made.writestr("images/bomb.png", bytes(chance.choice((3, 40)) * 1024 * 1024))
        case "link":
            link = zipfile.ZipInfo("text/link.md")
            link.external_attr = 0o120777 << 16
            made.writestr(link, "../../../../escaped")
        case "many":
            for number in range(2_000):
                made.writestr(f"text/{number}.md", b"")
        case "twice":
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # zipfile tells that a name is there already
                made.writestr(name, b"another")
        case _:
            pass


def changed_slip(text: str, chance: Random) -> str:
    """Change a closing slip: a letter, a few, its length, or all of it."""
    at = chance.randrange(len(text))
    return chance.choice(
        (
            text[:at] + chance.choice(ALPHABET) + text[at + 1 :],
            text[:at],
            text + text,
            text[::-1],
            text[:at] + str(chance.choice(ODD_TEXTS)) + text[at:],
            str(chance.choice(ODD_TEXTS)),
        )
    )
