"""`inkstand withdraw` and `inkstand inform`: a person takes back a consent, or all that they gave."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now
from desktop_app.cli.copying import OptionsContradict
from desktop_app.cli.options import AsJson, PassphraseFile, RegisterOption
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.unlocking import unlocked_register
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.register.finding import Found, Person, WentTo
    from desktop_app.register.store import Register
    from desktop_app.register.whole import By
    from desktop_app.register.withdrawals import ToInform, Withdrawn


class WithdrawalUnclear(Problem):
    """Not just one of code, e-mail, phone and name was given."""

    code: ClassVar[str] = "withdrawal.unclear"


class SeveralPeople(Problem):
    """Several people were found; nobody was erased."""

    code: ClassVar[str] = "withdrawal.several_people"


class NoSuchPerson(Problem):
    """The list has no person with this number; nothing was changed."""

    code: ClassVar[str] = "withdrawal.no_such_person"


class NoSuchConsent(Problem):
    """The person was never asked for this consent; nothing was changed."""

    code: ClassVar[str] = "withdrawal.no_such_consent"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("withdraw")(withdraw)
    app.command("inform")(inform)


def withdraw(
    context: typer.Context,
    code: Annotated[str | None, typer.Option(help="The code from the thanks.")] = None,
    email: Annotated[
        str | None, typer.Option(help="The address; all who share it are shown.")
    ] = None,
    phone: Annotated[str | None, typer.Option(help="The number, best with its prefix.")] = None,
    name: Annotated[str | None, typer.Option(help="A name, or parts of it.")] = None,
    person: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="The number in the list, of several.")
    ] = None,
    erase: Annotated[
        bool, typer.Option("--erase", help="Erase all that this person gave, for good.")
    ] = False,
    consent: Annotated[
        str | None, typer.Option(metavar="ID", help="Take back only this consent.")
    ] = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Find a person, and take back what they ask for. Without --erase or --consent it only looks.

    Shows where the person is and which deliveries they were in, and the reply in their language.
    """
    from desktop_app.register.whole import By

    wanted = {By.CODE: code, By.EMAIL: email, By.PHONE: phone, By.NAME: name}
    given = [(by, text) for by, text in wanted.items() if text is not None]
    if len(given) != 1 or (erase and consent):
        raise WithdrawalUnclear
    with unlocked_register(context, register, passphrase_file) as opened:
        people = _find(opened, *given[0])
        if not erase and consent is None:
            answer = _shown(opened, people)
        else:
            chosen = _chosen(people, person)
            answer = _taken_back(opened, chosen, consent)
    show_answer(answer, as_json=as_json)


def inform(
    context: typer.Context,
    done: Annotated[
        int | None, typer.Option(metavar="DELIVERY", help="Its receivers were told.")
    ] = None,
    undo: Annotated[
        int | None, typer.Option(metavar="DELIVERY", help="They are to be told after all.")
    ] = None,
    withdrawal: Annotated[
        int | None, typer.Option(metavar="N", help="Only of this withdrawal, not of all.")
    ] = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List who is still to be told that people have withdrawn; or note that they were told."""
    from desktop_app.register.withdrawals import list_to_inform, note_informed, note_not_informed

    if done is not None and undo is not None:
        raise OptionsContradict(options="--done, --undo")
    of = None if withdrawal is None else (withdrawal,)
    with unlocked_register(context, register, passphrase_file) as opened:
        told = 0
        if done is not None:
            told = note_informed(opened, done, of)
        if undo is not None:
            told = note_not_informed(opened, undo, of)
        still = list_to_inform(opened)
    lines = [f"Noted: {told}"] if told else []
    lines += [_inform_line(each) for each in still] or ["Nobody is to be told."]
    entries: list[Json] = [
        {
            "withdrawal": each.withdrawal_id,
            "withdrawn_at": each.withdrawn_at.isoformat(),
            "consent": each.consent,
            "delivery": each.delivery_id,
            "campaign": each.campaign,
            "profile": each.profile,
            "delivered_at": each.delivered_at.isoformat(),
        }
        for each in still
    ]
    show_answer(Answer(lines=lines, json={"noted": told, "to_inform": entries}), as_json=as_json)


def _find(register: "Register", by: "By", text: str) -> "tuple[Person, ...]":
    from desktop_app.register.finding import FindProgress
    from desktop_app.register.whole import find_people

    *_, people = find_people(register, by, text)
    assert not isinstance(people, FindProgress)
    return people


def _chosen(people: "Sequence[Person]", number: int | None) -> "Person":
    if number is None and len(people) > 1:
        raise SeveralPeople(count=len(people))
    if number is not None and number > len(people):
        raise NoSuchPerson(count=len(people), person=number)
    return people[(number or 1) - 1]


def _taken_back(register: "Register", person: "Person", consent: str | None) -> Answer:
    from desktop_app.app.withdrawing import take_back

    if consent is not None:
        _check_consent(person, consent)
    taken = take_back(register, person, consent, today=now().date())
    done, reply = taken.done, taken.reply
    lines = [
        f"Erased: {done.signature_count}" if consent is None else f"Taken back: {consent}",
        *(_delivery_line(each) for each in done.to_inform),
        *(["Tell these receivers, then: inkstand inform --done NUMBER"] if done.to_inform else []),
        "",
        reply,
    ]
    return Answer(lines=lines, json=_done_json(done, consent, reply))


def _done_json(done: "Withdrawn", consent: str | None, reply: str) -> dict[str, Json]:
    return {
        "signatures": done.signature_count,
        "consent": consent,
        "to_inform": [_delivery_json(each) for each in done.to_inform],
        "reply": reply,
    }


def _check_consent(person: "Person", consent: str) -> None:
    there = sorted(
        {
            each.id
            for found in person
            if found.signature is not None
            for each in found.signature.consents
        }
    )
    if consent not in there:
        raise NoSuchConsent(consent=consent, there=", ".join(there) or "–")


def _went_to(register: "Register", person: "Person") -> "tuple[WentTo, ...]":
    from desktop_app.register.finding import deliveries_with

    return deliveries_with(register, tuple(each.record_id for each in person))


def _shown(register: "Register", people: "Sequence[Person]") -> Answer:
    """Show people to the coordinator, who has unlocked the register: here names are named."""
    lines: list[str] = []
    entries: list[Json] = []
    for number, person in enumerate(people, start=1):
        went_to = _went_to(register, person)
        lines += [f"{number}. {_name(person)}"]
        lines += [f"     {_signature_line(each)}" for each in person]
        lines += [f"     {_delivery_line(each)}" for each in went_to]
        entries.append(
            {
                "person": number,
                "campaign": person[0].campaign,
                "signatures": [_signature_json(each) for each in person],
                "deliveries": [_delivery_json(each) for each in went_to],
            }
        )
    lines.append("To take back: --erase, or --consent ID; of several people one by --person N.")
    return Answer(lines=lines, json={"people": entries})


def _name(person: "Person") -> str:
    signature = next((each.signature for each in person if each.signature is not None), None)
    if signature is None:
        return "(not readable)"
    name = " ".join(part for part in (signature.given_name, signature.family_name) if part)
    return ", ".join(part for part in (name, signature.email, signature.country) if part)


def _signature_line(each: "Found") -> str:
    standing = "counts" if each.first_id == each.record_id else "duplicate"
    state = each.away or standing
    refused = f", taken back: {', '.join(each.refused)}" if each.refused else ""
    return f"{each.campaign}, {each.hour}:00 UTC, device {each.device} no. {each.seq}, {state}{refused}"


def _signature_json(each: "Found") -> Json:
    return {
        "campaign": each.campaign,
        "hour": each.hour,
        "device": each.device,
        "seq": each.seq,
        "counts": each.first_id == each.record_id and each.away is None,
        "away": each.away,
        "refused": list(each.refused),
    }


def _delivery_line(each: "WentTo") -> str:
    day = f"{each.made_at:%Y-%m-%d}"
    return f"in delivery {each.id}: {each.campaign} {each.profile} ({each.kind}), {day}"


def _delivery_json(each: "WentTo") -> Json:
    return {
        "delivery": each.id,
        "campaign": each.campaign,
        "profile": each.profile,
        "kind": each.kind,
        "made_at": each.made_at.isoformat(),
        "sha256": each.sha256,
    }


def _inform_line(each: "ToInform") -> str:
    what = f"consent {each.consent} withdrawn" if each.consent else "all erased"
    return (
        f"delivery {each.delivery_id}, withdrawal {each.withdrawal_id}: {each.campaign}"
        f" {each.profile} of {each.delivered_at:%Y-%m-%d}: {what} on {each.withdrawn_at:%Y-%m-%d}"
    )
