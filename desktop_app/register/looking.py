"""What somebody may want to look at, with the signatures themselves: flags, and shares that cannot be.

Each may be right, so nothing is left out because of it; it is for a coordinator's eyes.
"""

from collections.abc import Generator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from desktop_app.register.devices import read_devices
from desktop_app.register.duplicates import campaigns_signed
from desktop_app.register.flags import (
    FlagKind,
    FlagProgress,
    Flags,
    NamesToLookAt,
    OddShare,
    find_flags,
)
from desktop_app.register.listing import Listed, listed
from desktop_app.register.standing import is_counted
from desktop_app.register.store import Register
from desktop_app.register.tables import flag_table, signature_table


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """Signatures that have one thing in common: a flag, or a country that is odd on their device.

    Just one of `kind` and `share` is there; `device_words` belong to the share.
    """

    kind: FlagKind | None = None
    share: OddShare | None = None
    device_words: str = ""
    rows: tuple[Listed, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ToLookAt:
    """All groups, of all campaigns: each kind of flag, also where nobody has it, then the shares."""

    groups: tuple[Flagged, ...]

    def without(self, gone: AbstractSet[str]) -> "ToLookAt":
        """Leave out signatures that were erased since."""
        return ToLookAt(
            groups=tuple(
                replace(group, rows=tuple(row for row in group.rows if row.record_id not in gone))
                for group in self.groups
            )
        )


def find_what_to_look_at(
    register: Register, names: NamesToLookAt
) -> Generator[FlagProgress | ToLookAt, None, None]:
    """Flag all campaigns anew, step by step; the last step gives what was found.

    Raises:
        RegisterDamaged; and what a transaction raises.
    """
    with register.transaction() as connection:
        campaigns = campaigns_signed(connection)
        known = read_devices(connection)
    flagged: dict[FlagKind, tuple[Listed, ...]] = dict.fromkeys(FlagKind, ())
    shares: list[Flagged] = []
    for campaign in campaigns:
        for step in find_flags(register, campaign, names):
            if isinstance(step, FlagProgress):
                yield step
                continue
            for kind in FlagKind:
                flagged[kind] += _of_kind(register, campaign, kind)
            shares += [
                Flagged(
                    share=odd,
                    device_words=known.words(odd.device),
                    rows=_of_share(register, campaign, odd),
                )
                for odd in _largest_first(step)
            ]
    kinds = [Flagged(kind=kind, rows=rows) for kind, rows in flagged.items()]
    yield ToLookAt(groups=(*kinds, *shares))


def _largest_first(flags: Flags) -> list[OddShare]:
    return sorted(flags.odd_shares, key=lambda odd: -odd.count)


def _of_kind(register: Register, campaign: str, kind: FlagKind) -> tuple[Listed, ...]:
    flag, table = flag_table, signature_table
    ids = select(flag.c.record_id).where(flag.c.campaign == campaign, flag.c.kind == kind.value)
    with register.transaction() as connection:
        return listed(connection, register, table.c.record_id.in_(ids), is_counted())


def _of_share(register: Register, campaign: str, odd: OddShare) -> tuple[Listed, ...]:
    table = signature_table
    conditions = (table.c.campaign == campaign, table.c.device == odd.device, is_counted())
    with register.transaction() as connection:
        rows = listed(connection, register, *conditions)
    return tuple(row for row in rows if row.country.upper() == odd.country)
