"""Reads plain TOML values into a typed part of a pack and reports every mistake, not just one."""

import types
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, TypeVar, Union, get_args, get_origin

import msgspec

PartT = TypeVar("PartT", bound=msgspec.Struct)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One mistake in a pack: a stable code, where it is (`file: key`), and what to say of it."""

    code: str
    where: str
    detail: str = ""


def read_part(
    untrusted: object, part: type[PartT], where: str
) -> tuple[PartT | None, list[Finding]]:
    """Turn a TOML table into a value of type `part`, or list all that is wrong with it."""
    findings = _mistakes(untrusted, part, where)
    if findings:
        return None, findings
    return msgspec.convert(untrusted, part), []


def _mistakes(value: object, expected: object, where: str) -> list[Finding]:
    struct = _struct_of(expected, value)
    if struct is not None and isinstance(value, dict):
        return _mistakes_in_table(value, struct, where)
    origin, arguments = get_origin(_bare(expected)), get_args(_bare(expected))
    if origin is tuple and isinstance(value, list):
        inside = [
            finding
            for number, item in enumerate(value, start=1)
            for finding in _mistakes(item, arguments[0], f"{where}[{number}]")
        ]
        return inside or _mistake_of_leaf(value, expected, where)
    if origin is dict and isinstance(value, dict):
        inside = [
            finding
            for key, item in value.items()
            for finding in _mistakes(item, arguments[1], _below(where, str(key)))
        ]
        return inside or _mistake_of_leaf(value, expected, where)
    return _mistake_of_leaf(value, expected, where)


def _mistakes_in_table(
    table: dict[object, object], struct: type[msgspec.Struct], where: str
) -> list[Finding]:
    known = {field.name: field for field in msgspec.structs.fields(struct)}
    findings = [
        Finding(code="pack.unknown_key", where=_below(where, str(key)[:60]))
        for key in table
        if key not in known
    ]
    for name, field in known.items():
        if name in table:
            findings += _mistakes(table[name], field.type, _below(where, name))
        elif field.required:
            findings.append(Finding(code="pack.missing_key", where=_below(where, name)))
    return findings


def _mistake_of_leaf(value: object, expected: object, where: str) -> list[Finding]:
    try:
        msgspec.convert(value, expected)
    except msgspec.ValidationError as error:
        detail = str(error).partition(" - at ")[0]
        return [Finding(code="pack.wrong_value", where=where, detail=detail)]
    return []


def _bare(expected: object) -> object:
    return get_args(expected)[0] if get_origin(expected) is Annotated else expected


def _struct_of(expected: object, value: object) -> type[msgspec.Struct] | None:
    """Find the struct that a table is meant to be, also inside `A | B`."""
    bare = _bare(expected)
    candidates = get_args(bare) if get_origin(bare) in (Union, types.UnionType) else (bare,)
    for candidate in candidates:
        if isinstance(candidate, type) and issubclass(candidate, msgspec.Struct):
            return candidate if isinstance(value, dict) else None
        if isinstance(candidate, type) and issubclass(candidate, Enum):
            continue
    return None


def _below(where: str, key: str) -> str:
    return f"{where}{key}" if where.endswith(": ") else f"{where}.{key}"
