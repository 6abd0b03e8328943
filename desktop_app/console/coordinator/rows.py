"""What the groups of a list have in common: their number, and the buttons that take out and move."""

from dataclasses import dataclass

from desktop_app.campaign.in_work import PackInWork
from desktop_app.campaign.spot import Spot
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.entries import Act, Change
from desktop_app.language import Words


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Of what a form is made: a pack in work, in one of its languages, said in the console's words."""

    pack: PackInWork
    language: str
    words: Words
    today: str
    """The day of today as a version names it."""


def numbered(words: Words, title: str, number: int, count: int) -> str:
    """Give the title of one of several; the only one has no number."""
    return title if count == 1 else f"{title} {words.number(number + 1)}"


def acts_on(
    spot: Spot, title: str, words: Words, *, taking_out: Change | None = None
) -> tuple[Act, ...]:
    """Give the buttons for one entry of a list; `taking_out` does more than leave it out."""
    number = spot.keys[-1]
    assert isinstance(number, int)
    spoken = f"{title} {words.number(number + 1)}"
    acts = []
    if number:
        label = words.say("Move up")
        change = changes.moving_up(spot)
        acts.append(Act(name=f"up {spot}", label=label, change=change, spoken=f"{label}: {spoken}"))
    label = words.say("Take out")
    acts.append(
        Act(
            name=f"remove {spot}",
            label=label,
            change=taking_out or changes.taking_out(spot),
            spoken=f"{label}: {spoken}",
            removes=True,
        )
    )
    return tuple(acts)
