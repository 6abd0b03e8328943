"""What a thief with the device's key may sign: all signatures fit, and what they sign should not be."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random

import msgspec

from desktop_app.sealing.record import Header, Kind, header_bytes
from tests.faults.mutations import ODD_VALUES, Mutant, changed_bytes
from tests.register.stalls import Entry, StallDevice, with_entries


def signed_by_a_thief(device: StallDevice, chance: Random) -> Mutant:
    """Write a batch that is signed all over, and is not what a device writes."""
    change = chance.choice(THEFTS)
    run = device.run()
    entries = change(device, list(device.entries), chance)
    data = (
        device.vouched_batch(with_entries(run, entries))
        if chance.random() < 0.3
        else device.signed_batch(with_entries(run, entries))
    )
    return Mutant(data=data, how=f"thief: {change.__name__}")


def _plain_changed(device: StallDevice, entries: list[Entry], chance: Random) -> list[Entry]:
    """Seal odd bytes in the place of one record, under a header that is in order."""
    at = chance.randrange(len(entries))
    plain = {
        Kind.SIGNATURE: lambda: _odd_signature(chance),
        Kind.UNDO: lambda: {"v": 1, "record_id": _odd(chance), "undone_at": _odd(chance)},
        Kind.CLOSING: lambda: {
            "v": chance.choice((1, 1, 2)),
            "closed_at": _odd(chance),
            "place": _odd(chance),
            "shift": _odd(chance),
            "signature_count": _odd(chance),
            "jumps": [[_odd(chance), _odd(chance), _odd(chance)]],
        },
    }
    kind = chance.choice([*plain])
    content = _packed(plain[kind]())
    if chance.random() < 0.3:
        content = changed_bytes(content, chance).data
    previous = entries[at - 1].chain if at else bytes(32)
    entries[at] = device.sealed(content[:4_000], kind=kind, seq=at + 1, previous=previous)
    return entries


def _odd_signature(chance: Random) -> dict[str, object]:
    signature: dict[str, object] = {
        "v": 1,
        "given_name": "Thief",
        "family_name": "",
        "email": "thief@example.org",
        "country": "DE",
        "phone": "",
        "consents": [["sign", "yes", "en", bytes(32)]],
        "language": "en",
        "place": "",
        "shift": "",
        "signed_at": "2026-11-23T12:00:00Z",
        "withdrawal_code": "0123456789",
        "idea": "",
        "drawn": b"",
        "was_quick": False,
    }
    for _ in range(chance.choice((1, 1, 2))):
        signature[chance.choice([*signature])] = _odd(chance)
    return signature


def _header_changed(device: StallDevice, entries: list[Entry], chance: Random) -> list[Entry]:
    """Put an odd value into a header, and link and sign it all the same."""
    at = chance.randrange(len(entries))
    name = chance.choice(Header.__struct_fields__)
    table = json.loads(entries[at].record.header_bytes)
    table[name] = _odd(chance)
    data = json.dumps(table, separators=(",", ":"), default=str).encode("utf-8", "replace")
    return _with_header(entries, at, data)


def _id_taken(device: StallDevice, entries: list[Entry], chance: Random) -> list[Entry]:
    """Give a record the id of another."""
    at = chance.randrange(len(entries))
    header = msgspec.structs.replace(entries[at].header, id=chance.choice(entries).header.id)
    return _with_header(entries, at, header_bytes(header))


def _seals_swapped(device: StallDevice, entries: list[Entry], chance: Random) -> list[Entry]:
    """Put the sealed part of one record under the header of another."""
    at, other = chance.randrange(len(entries)), chance.choice(entries)
    digest = hashlib.sha256(other.record.sealed).hexdigest()
    header = msgspec.structs.replace(entries[at].header, sealed_sha256=digest)
    changed = _with_header(entries, at, header_bytes(header))
    changed[at] = replace(
        changed[at], record=replace(changed[at].record, sealed=other.record.sealed)
    )
    return changed


def _sealed_changed(device: StallDevice, entries: list[Entry], chance: Random) -> list[Entry]:
    """Spoil a sealed part, and let the header fit it."""
    at = chance.randrange(len(entries))
    sealed = changed_bytes(entries[at].record.sealed, chance).data
    digest = hashlib.sha256(sealed).hexdigest()
    header = msgspec.structs.replace(entries[at].header, sealed_sha256=digest)
    changed = _with_header(entries, at, header_bytes(header))
    changed[at] = replace(changed[at], record=replace(changed[at].record, sealed=sealed))
    return changed


def _out_of_order(device: StallDevice, entries: list[Entry], chance: Random) -> list[Entry]:
    """Shuffle, repeat or drop records, and sign the list."""
    match chance.choice(("shuffled", "dropped", "repeated")):
        case "shuffled":
            chance.shuffle(entries)
        case "dropped":
            del entries[chance.randrange(len(entries) - 1)]
        case _:
            entries.insert(chance.randrange(len(entries)), chance.choice(entries))
    return entries


THEFTS: tuple[Callable[[StallDevice, list[Entry], Random], list[Entry]], ...] = (
    *(_plain_changed, _plain_changed, _plain_changed, _header_changed, _header_changed, _id_taken),
    *(_seals_swapped, _sealed_changed, _out_of_order),
)


def _with_header(entries: list[Entry], at: int, data: bytes) -> list[Entry]:
    before = entries[at - 1].chain if at else bytes(32)
    record = replace(entries[at].record, header_bytes=data)
    chain = hashlib.sha256(before + data).digest()
    return [*entries[:at], replace(entries[at], record=record, chain=chain), *entries[at + 1 :]]


def _odd(chance: Random) -> object:
    return chance.choice(ODD_VALUES)


def _packed(value: object) -> bytes:
    """Encode as MessagePack; what it cannot hold becomes a text."""

    def fits(part: object) -> object:
        if isinstance(part, dict):
            return {fits(name): fits(each) for name, each in part.items()}
        if isinstance(part, list):
            return [fits(each) for each in part]
        if isinstance(part, str):
            return part.encode("utf-8", "replace").decode()
        if isinstance(part, int) and not -(2**63) <= part < 2**64:
            return str(part)
        return part

    return msgspec.msgpack.encode(fits(value))
