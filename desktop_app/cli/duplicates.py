"""`inkstand duplicates`: counts people, finds near duplicates, and takes decisions about pairs."""

from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.cli.decided import parted, person, shown_decided
from desktop_app.cli.options import (
    AsJson,
    CampaignOption,
    PassphraseFile,
    RegisterOption,
    session_of,
)
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.unlocking import unlocked_register
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.register.duplicates import Duplicates
    from desktop_app.register.proposals import ProposedPair
    from desktop_app.register.store import Register

MOST_SHOWN = 1000


class SeveralWishes(Problem):
    """More than one thing was asked for at once."""

    code: ClassVar[str] = "duplicates.several_wishes"


class NoSuchPairNumber(Problem):
    """The list of pairs has no such number."""

    code: ClassVar[str] = "duplicates.no_such_number"


def duplicates(
    context: typer.Context,
    find: Annotated[
        bool, typer.Option("--find", help="Look for pairs that may be one person, anew.")
    ] = False,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Show the pairs that were found, side by side.")
    ] = False,
    same: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Pair N is one person.")
    ] = None,
    different: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Pair N are two people.")
    ] = None,
    undo: Annotated[
        int | None, typer.Option(min=1, metavar="DECISION", help="Undo a decision.")
    ] = None,
    decided: Annotated[
        bool, typer.Option("--decided", help="Show duplicates and decisions, with their numbers.")
    ] = False,
    part: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Duplicate N of --decided is another person."),
    ] = None,
    register: RegisterOption = None,
    campaign: CampaignOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Count people and duplicates. Blind indexes suffice: only what names people needs a passphrase.

    Exact duplicates are decided by rule. Pairs that may be one person are for you to decide; every
    decision can be undone.
    """
    numbers = (same, different, undo, part)
    wishes = [find, pairs, decided, *(number is not None for number in numbers)]
    if sum(wishes) > 1:
        raise SeveralWishes
    if not any(wishes):
        show_answer(_counted(context, register, campaign), as_json=as_json)
        return
    with unlocked_register(context, register, passphrase_file) as opened:
        if undo is not None:
            answer = _undone(opened, undo)
        elif same is not None or different is not None:
            number = same if same is not None else different
            answer = _decided(opened, campaign, number or 0, is_same=same is not None)
        else:
            answer = _looked(opened, campaign, find=find, pairs=pairs, part=part)
    show_answer(answer, as_json=as_json)


def _looked(
    register: "Register", campaign: str | None, *, find: bool, pairs: bool, part: int | None
) -> Answer:
    """Do what is done with all campaigns, or with the one that was named."""
    campaigns = _campaigns(register, campaign)
    if find:
        return _found(register, campaigns)
    if pairs:
        return _shown(register, campaigns)
    return shown_decided(register, campaigns) if part is None else parted(register, campaigns, part)


def _counted(context: typer.Context, register: str | None, campaign: str | None) -> Answer:
    from desktop_app.app.register_place import register_of
    from desktop_app.register.duplicates import find_duplicates
    from desktop_app.register.store import open_locked_register

    home = session_of(context).home
    with home.alone(), open_locked_register(register_of(home, register)) as opened:
        found = find_duplicates(opened, campaign)
    return Answer(lines=_count_lines(found), json=_count_json(found))


def _count_lines(found: "Duplicates") -> list[str]:
    lines = [
        f"Signatures: {found.signatures}",
        f"People: {found.people}",
        f"Duplicates: {found.duplicates}",
    ]
    if found.taken_back:
        lines.append(f"Taken back by those who signed: {found.taken_back}")
    if found.revoked:
        lines.append(f"Of devices that were revoked before: {found.revoked}")
    return lines


def _count_json(found: "Duplicates") -> dict[str, Json]:
    return {
        "signatures": found.signatures,
        "people": found.people,
        "duplicates": found.duplicates,
        "taken_back": found.taken_back,
        "revoked": found.revoked,
    }


def _campaigns(register: "Register", campaign: str | None) -> list[str]:
    from desktop_app.register.duplicates import campaigns_signed, check_campaign

    with register.transaction() as connection:
        if campaign is None:
            return campaigns_signed(connection)
        check_campaign(connection, campaign)
    return [campaign]


def _found(register: "Register", campaigns: list[str]) -> Answer:
    from desktop_app.register.near import find_near
    from desktop_app.register.proposals import count_proposed

    with progress_bar("Comparing") as show:
        for campaign in campaigns:
            for step in find_near(register, campaign):
                show(step.groups_done, step.group_count or None)
    with register.transaction() as connection:
        count = sum(count_proposed(connection, campaign) for campaign in campaigns)
    lines = [f"Pairs that may be one person: {count}"]
    if count:
        lines.append("Look at them: inkstand duplicates --pairs")
    return Answer(lines=lines, json={"pairs": count})


def _numbered(register: "Register", campaigns: list[str]) -> "list[ProposedPair]":
    from desktop_app.register.proposals import proposed_pairs

    with register.transaction() as connection:
        return [
            pair
            for campaign in campaigns
            for pair in proposed_pairs(connection, campaign, limit=MOST_SHOWN)
        ]


def _shown(register: "Register", campaigns: list[str]) -> Answer:
    """Show pairs to the coordinator, who has unlocked the register: here names are named."""
    from desktop_app.register.finding import find_by_ids

    lines: list[str] = []
    entries: list[Json] = []
    for number, pair in enumerate(_numbered(register, campaigns), start=1):
        found = {each.record_id: each for each in find_by_ids(register, pair.pair)}
        lines.append(f"{number}. {pair.score} %  {', '.join(pair.reasons)}")
        lines += [f"     {person(found.get(record_id))}" for record_id in pair.pair]
        entries.append(
            {
                "pair": number,
                "campaign": pair.campaign,
                "score": pair.score,
                "reasons": list(pair.reasons),
            }
        )
    lines.append(
        "Decide with --same N or --different N; numbers move up after each."
        if entries
        else "No pair is left to decide. Look for new ones: inkstand duplicates --find"
    )
    return Answer(lines=lines, json={"pairs": entries})


def _decided(register: "Register", campaign: str | None, number: int, *, is_same: bool) -> Answer:
    from desktop_app.register.deciding import decide

    pairs = _numbered(register, _campaigns(register, campaign))
    if number > len(pairs):
        raise NoSuchPairNumber(number=number, count=len(pairs))
    decision = decide(register, *pairs[number - 1].pair, is_same=is_same)
    what = "one person" if is_same else "two people"
    lines = [f"Decided: {what}. To undo: inkstand duplicates --undo {decision.id}"]
    answer: dict[str, Json] = {"decision": decision.id, "same": is_same, "left": len(pairs) - 1}
    return Answer(lines=lines, json=answer)


def _undone(register: "Register", decision: int) -> Answer:
    from desktop_app.register.deciding import undo_decision

    undo_decision(register, decision)
    return Answer(lines=[f"Undone: decision {decision}."], json={"undone": decision})
