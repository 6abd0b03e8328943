"""Writes a domain as hurried fingers do. Made from the usual errors alone; it knows no rule of ours.

Letters left out, doubled, swapped, or taken from a key beside the right one, on the three Latin
keyboards of Europe; endings cut short; a comma for a dot; nothing after the name.
"""

from collections.abc import Iterator

BOARDS = (
    ("1234567890-", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"),
    ("1234567890", "qwertzuiopü", "asdfghjklöä", "yxcvbnm,.-"),
    ("azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
)
STAGGER = 0.5
"""How far a row stands to the right of the one above it, in keys."""


def neighbours(letter: str) -> frozenset[str]:
    """Name the keys around a letter, by their distance on each board."""
    around = set()
    for board in BOARDS:
        places = {
            key: (column + STAGGER * row, row)
            for row, keys in enumerate(board)
            for column, key in enumerate(keys)
        }
        if letter not in places:
            continue
        x, y = places[letter]
        around |= {
            key
            for key, (other_x, other_y) in places.items()
            if key != letter and abs(other_x - x) <= 1 and abs(other_y - y) <= 1
        }
    return frozenset(around)


def left_out(domain: str) -> Iterator[str]:
    for place in range(len(domain)):
        yield domain[:place] + domain[place + 1 :]


def doubled(domain: str) -> Iterator[str]:
    for place in range(len(domain)):
        yield domain[:place] + domain[place] + domain[place:]


def swapped(domain: str) -> Iterator[str]:
    for place in range(len(domain) - 1):
        yield domain[:place] + domain[place + 1] + domain[place] + domain[place + 2 :]


def beside(domain: str) -> Iterator[str]:
    for place, letter in enumerate(domain):
        for other in sorted(neighbours(letter)):
            yield domain[:place] + other + domain[place + 1 :]


def ending_slips(domain: str) -> Iterator[str]:
    name, _, ending = domain.partition(".")
    yield from (name, f"{name}.", f"{name}.{ending[0]}", f"{name},{ending}", f"{name}{ending}")
    if ending == "com":
        for slip in ("con", "cmo", "ocm", "co", "cm", "om", "vom", "xom", "comm", "cpm", "cim"):
            yield f"{name}.{slip}"


KINDS = {
    "left out": left_out,
    "doubled": doubled,
    "swapped": swapped,
    "beside": beside,
    "ending": ending_slips,
}


def slips_of(domain: str) -> dict[str, set[str]]:
    """List what is typed instead of a domain, by the kind of error."""
    return {kind: set(slips(domain)) - {domain} for kind, slips in KINDS.items()}
