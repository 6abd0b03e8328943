"""Where a value stands in a pack: the file and the keys that lead to it, as findings name it too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Keys = tuple[str | int, ...]
"""Names of tables and keys; numbers are places in a list, from 0."""

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_SEPARATOR = ": "


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One place in a pack. Without keys it is the whole file, and of a text what stands beneath.

    As text it is what `Finding.where` says: `campaign.toml: addressees[1].body`.
    """

    file: str
    keys: Keys = ()

    def __str__(self) -> str:
        """Write it as findings do: lists are counted from 1."""
        said = ""
        for key in self.keys:
            said += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if said else key
        return f"{self.file}{_SEPARATOR}{said}" if said else self.file

    def below(self, *keys: str | int) -> "Spot":
        """Give a place further inside."""
        return Spot(file=self.file, keys=(*self.keys, *keys))

    @property
    def above(self) -> "Spot":
        """Give the table or list that holds it; above the whole file there is nothing."""
        return Spot(file=self.file, keys=self.keys[:-1])


def spot_of(where: str) -> Spot:
    """Read what a finding says of its place."""
    file, _, said = where.partition(_SEPARATOR)
    steps = (
        int(number) - 1 if number else name for number, name in _STEP.findall(said) if number != "0"
    )
    return Spot(file=file, keys=tuple(steps))


def counted(spot: Spot, ids: Mapping[str, Sequence[str]]) -> Spot:
    """Name an entry by its place in the list where a finding names it by its id.

    Args:
        spot: such as `campaign.toml: deliveries.sms_list.columns`.
        ids: the ids of each list in `campaign.toml` whose entries have some, in their order.
    """
    match spot.keys:
        case (str(name), str(entry), *rest) if entry in ids.get(name, ()):
            return Spot(file=spot.file, keys=(name, list(ids[name]).index(entry), *rest))
    return spot
