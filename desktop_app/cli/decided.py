"""What is decided about duplicates already, for `inkstand duplicates --decided`, and parting them."""

from typing import TYPE_CHECKING, ClassVar

from desktop_app.cli.printing import Answer, Json
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from collections.abc import Iterator

    from desktop_app.register.finding import Found
    from desktop_app.register.past import Past, PastList
    from desktop_app.register.store import Register

READ_AT_ONCE = 500


class NoSuchDuplicate(Problem):
    """The list of duplicates has no such number, or what made it one can only be undone elsewhere."""

    code: ClassVar[str] = "duplicates.no_such_duplicate"


def shown_decided(register: "Register", campaigns: list[str]) -> Answer:
    """Show all duplicates, numbered, and all decisions, to the coordinator who has unlocked."""
    from desktop_app.register.past import PastList

    lines: list[str] = ["Duplicates: the first of each two counts"]
    duplicates: list[Json] = []
    for number, past in enumerate(_every(register, campaigns, PastList.DUPLICATES), start=1):
        lines += [f"{number}. by {past.decider.value}", *_sides(past)]
        duplicates.append({"number": number, "campaign": past.campaign, "by": past.decider.value})
    lines.append("Decisions, the latest first")
    decisions: list[Json] = []
    for past in _every(register, campaigns, PastList.DECISIONS):
        what = "one person" if past.is_same else "two people"
        standing = "" if past.holds else " (undone)" if past.undone_at else " (decided anew)"
        lines += [f"Decision {past.decision}: {what}{standing}", *_sides(past)]
        decisions.append(
            {
                "decision": past.decision,
                "campaign": past.campaign,
                "same": past.is_same,
                "holds": past.holds,
            }
        )
    lines.append("Part duplicates of the rule with --part N, undo a decision with --undo DECISION.")
    return Answer(lines=lines, json={"duplicates": duplicates, "decisions": decisions})


def parted(register: "Register", campaigns: list[str], number: int) -> Answer:
    """Decide that a duplicate which the rule has found is another person.

    Raises:
        NoSuchDuplicate; and what `decide` raises.
    """
    from desktop_app.register.deciding import decide
    from desktop_app.register.past import Decider, PastList

    for each, past in enumerate(_every(register, campaigns, PastList.DUPLICATES), start=1):
        if each == number and past.decider is Decider.RULE:
            decision = decide(register, *past.pair, is_same=False)
            undo = f"Decided: two people. To undo: inkstand duplicates --undo {decision.id}"
            return Answer(lines=[undo], json={"decision": decision.id, "same": False})
    raise NoSuchDuplicate(number=number)


def _every(register: "Register", campaigns: list[str], which: "PastList") -> "Iterator[Past]":
    from desktop_app.register.past import past_part

    for campaign in campaigns:
        start, count = 0, 1
        while start < count:
            part = past_part(register, campaign, which, start, READ_AT_ONCE)
            yield from part.lines
            start, count = start + READ_AT_ONCE, part.count


def _sides(past: "Past") -> list[str]:
    return [f"     {person(side)}" for side in past.sides]


def person(found: "Found | None") -> str:
    """Name somebody in a line."""
    signature = found.signature if found is not None else None
    if signature is None:
        return "(not here any more)" if found is None else "(not readable)"
    name = f"{signature.given_name} {signature.family_name}".strip()
    parts = (name, signature.email, signature.phone, signature.country, signature.postcode)
    return ", ".join(part for part in parts if part)
