"""`inkstand register`: merges, devices, the log, the passphrase of the coordinator's register."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import randomness
from desktop_app.cli.asking import new_passphrase, passphrase
from desktop_app.cli.options import (
    AsJson,
    CampaignOption,
    PassphraseFile,
    RegisterOption,
    session_of,
)
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.unlocking import opened_register, secret_and_key, unlocked_register
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.register.devices import KnownDevice
    from desktop_app.register.flags import Flags
    from desktop_app.register.merges import PastMerge
    from desktop_app.register.store import Register

app = typer.Typer(
    help="Look after the register: merges, devices, the log, its passphrase.", no_args_is_help=True
)

Words = Annotated[str, typer.Argument(metavar="'FOUR WORDS'", help="Or the device's id.")]


class LogBroken(Problem):
    """The activity log is not as it was written."""

    code: ClassVar[str] = "register.log_broken"


@app.command("use")
def use(
    context: typer.Context,
    place: Annotated[
        str | None,
        typer.Argument(help="A file, or postgresql+psycopg://USER@HOST/DATABASE without password."),
    ] = None,
    of_home: Annotated[bool, typer.Option("--of-home", help="Use that of the home again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Use another register from now on, here and in the window; without a place say which it is."""
    from desktop_app.app.register_place import choose_register, register_of

    home = session_of(context).home
    if place is None and not of_home:
        shown = str(register_of(home))
    else:
        shown = choose_register(home, None if of_home else place)
    lines = [f"The register is {shown}"]
    show_answer(Answer(lines=lines, json={"register": shown}), as_json=as_json)


@app.command("merges")
def merges(
    context: typer.Context, register: RegisterOption = None, as_json: AsJson = False
) -> None:
    """List the merges, the newest first. No passphrase is needed."""
    from desktop_app.app.register_place import register_of
    from desktop_app.register.merges import past_merges
    from desktop_app.register.store import open_locked_register

    home = session_of(context).home
    with home.alone(), open_locked_register(register_of(home, register)) as opened:
        found = past_merges(opened)
    lines = [_merge_line(each) for each in found] or ["No merge yet."]
    entries: list[Json] = [
        {
            "merge": each.id,
            "began_at": each.began_at.isoformat(),
            "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            "taken_back_at": each.taken_back_at.isoformat() if each.taken_back_at else None,
            "new": each.new_count,
            "known": each.known_count,
            "damaged": each.damaged_count,
            "records": each.record_count,
            "aside": each.aside_count,
            "devices": list(each.devices),
        }
        for each in found
    ]
    show_answer(Answer(lines=lines, json={"merges": entries}), as_json=as_json)


@app.command("take-back")
def take_back(
    context: typer.Context,
    merge: Annotated[int, typer.Argument(metavar="MERGE", help="Its number: register merges.")],
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Take a merge back as a whole: it counts no more. To bring it back: register bring-back."""
    from desktop_app.register.merges import take_back_merge

    with unlocked_register(context, register, passphrase_file) as opened:
        count = take_back_merge(opened, merge)
    answer: dict[str, Json] = {"merge": merge, "records": count}
    show_answer(
        Answer(lines=[f"Taken back: merge {merge}, {count} records."], json=answer), as_json=as_json
    )


@app.command("bring-back")
def bring_back(
    context: typer.Context,
    merge: Annotated[int, typer.Argument(metavar="MERGE", help="Its number: register merges.")],
    key: Annotated[Path, typer.Option(help="The campaign's key file.")],
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: Annotated[
        Path | None, typer.Option(help="If the key has another passphrase than the register.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring a merge back that was taken back. Its batches are not needed."""
    from desktop_app.register.bringing_back import bring_back_merge

    secret, campaign_key = secret_and_key(key, passphrase_file, key_passphrase_file)
    with opened_register(context, register, secret) as opened:
        done = bring_back_merge(opened, merge, campaign_key)
    lines = [f"Brought back: {done.new} records."]
    if done.erased:
        lines.append(f"Erased meanwhile, and so they stay: {done.erased}")
    if done.left:
        lines.append(f"Still aside, because they contradict others or do not open: {done.left}")
    answer: dict[str, Json] = {"new": done.new, "erased": done.erased, "left": done.left}
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


@app.command("devices")
def devices(
    context: typer.Context, register: RegisterOption = None, as_json: AsJson = False
) -> None:
    """List the devices that the register has met. No passphrase is needed."""
    from desktop_app.app.register_place import register_of
    from desktop_app.register.devices import known_devices
    from desktop_app.register.store import open_locked_register

    home = session_of(context).home
    with (
        home.alone(),
        open_locked_register(register_of(home, register)) as opened,
        opened.transaction() as connection,
    ):
        found = known_devices(connection)
    lines = [_device_line(each) for each in found] or ["No device yet."]
    entries: list[Json] = [
        {
            "id": each.id,
            "fingerprint": each.words,
            "accepted": each.is_accepted,
            "records": each.record_count,
            "revoked_from": dict(each.revoked_from),
        }
        for each in found
    ]
    show_answer(Answer(lines=lines, json={"devices": entries}), as_json=as_json)


@app.command("revoke")
def revoke_device(
    context: typer.Context,
    words: Words,
    from_number: Annotated[
        int, typer.Option("--from", min=1, metavar="N", help="The first record not trusted.")
    ],
    campaign: CampaignOption = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Trust a device no more from a number on: it was stolen, say. Can be taken back: restore."""
    from desktop_app.register.chains import Chain
    from desktop_app.register.revoking import revoke

    with unlocked_register(context, register, passphrase_file) as opened:
        device, campaigns = _chains(opened, words, campaign)
        counts = [revoke(opened, Chain(campaign=c, device=device), from_number) for c in campaigns]
    line = f"Revoked from {from_number} on: {sum(counts)} signatures in the register count no more."
    answer: dict[str, Json] = {"device": device, "signatures": sum(counts)}
    show_answer(Answer(lines=[line], json=answer), as_json=as_json)


@app.command("restore")
def restore_device(
    context: typer.Context,
    words: Words,
    campaign: CampaignOption = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Trust a device again that was revoked. Merge its batches once more."""
    from desktop_app.register.chains import Chain
    from desktop_app.register.revoking import restore

    with unlocked_register(context, register, passphrase_file) as opened:
        device, campaigns = _chains(opened, words, campaign)
        for each in campaigns:
            restore(opened, Chain(campaign=each, device=device))
    lines = ["The device is trusted again. What was left in its batches comes with the next merge."]
    show_answer(Answer(lines=lines, json={"device": device}), as_json=as_json)


@app.command("flags")
def flags(
    context: typer.Context,
    campaign: CampaignOption = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Look for what somebody may want to look at: too fast, joke names, odd shares of a country.

    Nothing is left out because of it.
    """
    from desktop_app.app.names_to_look_at import read_names_to_look_at
    from desktop_app.register.devices import read_devices
    from desktop_app.register.duplicates import campaigns_signed
    from desktop_app.register.flags import Flags, find_flags

    look_at = read_names_to_look_at()
    lines: list[str] = []
    entries: list[Json] = []
    with unlocked_register(context, register, passphrase_file) as opened:
        with opened.transaction() as connection:
            campaigns = campaigns_signed(connection) if campaign is None else [campaign]
            known = read_devices(connection)
        for each in campaigns:
            *_, found = find_flags(opened, each, look_at)
            assert isinstance(found, Flags)
            lines += _flag_lines(each, found, known.words)
            entries.append(_flag_json(each, found))
    show_answer(
        Answer(lines=lines or ["No signature yet."], json={"flags": entries}), as_json=as_json
    )


def _flag_lines(campaign: str, found: "Flags", words: Callable[[str], str]) -> list[str]:
    lines = [f"{campaign}:"]
    lines += [f"  {kind.value}: {number}" for kind, number in found.by_kind.items()]
    lines += [
        f"  {words(odd.device)}: {odd.count} from {odd.country}, {odd.share:.0%} of this device,"
        f" {odd.elsewhere:.1%} elsewhere"
        for odd in found.odd_shares
    ]
    return lines


def _flag_json(campaign: str, found: "Flags") -> Json:
    return {
        "campaign": campaign,
        **{kind.value: number for kind, number in found.by_kind.items()},
        "odd_shares": [
            {
                "device": odd.device,
                "country": odd.country,
                "count": odd.count,
                "percent": round(odd.share * 100),
                "percent_elsewhere": round(odd.elsewhere * 100),
            }
            for odd in found.odd_shares
        ],
    }


@app.command("log")
def log(
    context: typer.Context,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show what was done with the register, and prove that nobody has changed the log."""
    from desktop_app.register.activity import read_log

    with (
        unlocked_register(context, register, passphrase_file) as opened,
        opened.transaction() as connection,
    ):
        found = read_log(connection, opened.activity_key)
    lines = [
        f"{each.seq:>5}  {each.at}  {each.deed}"
        + "".join(f"  {name}={value}" for name, value in each.facts.items())
        for each in found.entries
    ]
    if found.broken_at is None:
        lines.append(f"The log is whole: {len(found.entries)} entries.")
    entries: list[Json] = [
        {"seq": each.seq, "at": each.at, "deed": each.deed, "facts": dict(each.facts)}
        for each in found.entries
    ]
    answer: dict[str, Json] = {"entries": entries, "broken_at": found.broken_at}
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)
    if found.broken_at is not None:
        if as_json:
            raise typer.Exit(1)
        raise LogBroken(entry=found.broken_at)


@app.command("passphrase")
def change(
    context: typer.Context,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: Annotated[
        Path | None, typer.Option(help="Read the new passphrase from this file's first line.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Change the passphrase of the register. That of the key file stays."""
    from desktop_app.register.store import change_passphrase

    old = passphrase(passphrase_file, "Passphrase of the register")
    new = new_passphrase(new_passphrase_file, randomness, option="--new-passphrase-file")
    with opened_register(context, register, old) as opened:
        change_passphrase(opened, old, new)
    lines = ["The register has a new passphrase. Copies that were made before have the old one."]
    show_answer(Answer(lines=lines, json={"changed": True}), as_json=as_json)


def _chains(register: "Register", words: str, campaign: str | None) -> tuple[str, list[str]]:
    """Find a device and its campaigns: all in the register, or the one that was named."""
    from desktop_app.register.devices import device_named
    from desktop_app.register.duplicates import campaigns_signed

    with register.transaction() as connection:
        device = device_named(connection, words)
        campaigns = campaigns_signed(connection) if campaign is None else [campaign]
    return device.id, campaigns


def _merge_line(each: "PastMerge") -> str:
    line = f"{each.id:>5}  {each.began_at:%Y-%m-%d %H:%M} UTC  new {each.new_count}, known"
    line += f" {each.known_count}, damaged {each.damaged_count}; here now: {each.record_count}"
    if each.taken_back_at is not None:
        return f"{line}; taken back, kept aside: {each.aside_count}"
    return line if each.ended_at is not None else f"{line}; broken off: merge the same again"


def _device_line(each: "KnownDevice") -> str:
    state = "accepted" if each.is_accepted else "waiting"
    revoked = "".join(
        f"; revoked for {campaign} from {from_seq} on"
        for campaign, from_seq in sorted(each.revoked_from.items())
    )
    return f"{each.id}  {each.words}  {state}, {each.record_count} records{revoked}"
