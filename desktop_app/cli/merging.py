"""`inkstand merge`: batches into the register, slips against them, acknowledgements back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.cli.options import AsJson, PassphraseFile, RegisterOption, session_of
from desktop_app.cli.printing import Answer, Json, on_one_line, show_answer
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.unlocking import secret_and_key
from desktop_app.problems import Problem

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.app.acknowledging import WrittenAcknowledgements
    from desktop_app.app.merging import MergeStep
    from desktop_app.register.result import MergeResult
    from desktop_app.register.slips import ComparedSlip


class SlipsDiffer(Problem):
    """Closing slips that were given do not fit what came; all the rest is merged."""

    code: ClassVar[str] = "merge.slips_differ"


def merge(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    key: Annotated[Path, typer.Option(help="The campaign's key file.")],
    register: RegisterOption = None,
    accept: Annotated[
        str | None,
        typer.Option(help="Let unknown devices in: all, or one by its four words."),
    ] = None,
    accept_coordinator: Annotated[
        str | None,
        typer.Option(
            metavar="'FOUR WORDS'",
            help="Believe the pack of another coordinator who lets this key open, too.",
        ),
    ] = None,
    slip: Annotated[
        list[str] | None,
        typer.Option("--slip", metavar="TEXT", help="A closing slip; may be given several times."),
    ] = None,
    slips: Annotated[
        Path | None, typer.Option("--slips", metavar="FILE", help="Closing slips, one a line.")
    ] = None,
    acknowledge_to: Annotated[
        Path | None,
        typer.Option(
            "--acknowledge-to",
            metavar="DIR",
            help="Also write for the devices what is safely merged, onto a stick say.",
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
    key_passphrase_file: Annotated[
        Path | None, typer.Option(help="If the key has another passphrase than the register.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring batches together in the register. Merging the same again changes nothing.

    Closing slips are kept and compared: what was cut off, forked or never came is named, in this
    merge and in all later ones.
    """
    from desktop_app.app.merging import merge_and_confirm, slips_in
    from desktop_app.app.register_place import register_of
    from desktop_app.console.given_merging import MergeAsked
    from desktop_app.register.store import open_or_create_register

    home = session_of(context).home
    asked = MergeAsked(
        paths=tuple(paths),
        accept_devices=accept,
        accept_coordinator=accept_coordinator,
        slips=(*(slip or ()), *(slips_in(slips) if slips is not None else ())),
        acknowledge_to=acknowledge_to,
    )
    secret, campaign_key = secret_and_key(key, passphrase_file, key_passphrase_file)
    with (
        home.alone(),
        open_or_create_register(
            register_of(home, register), secret, clock=now, randomness=randomness
        ) as opened,
    ):
        result, written, problem = _merged(merge_and_confirm(opened, campaign_key, asked, home))
    lines = [*_lines(result), *_lines_of_slips(result), *_lines_of_acknowledgements(written)]
    answer = Answer(lines=lines, json={**_json(result), **_json_of_acknowledgements(written)})
    show_answer(answer, as_json=as_json)
    _end(problem or _differing(result), as_json=as_json)


def _merged(
    steps: "Iterator[MergeStep]",
) -> "tuple[MergeResult, WrittenAcknowledgements | None, Problem | None]":
    """Take all steps; what goes wrong after the result is said once all else is said."""
    from desktop_app.app.acknowledging import WrittenAcknowledgements
    from desktop_app.register.result import MergeResult

    with progress_bar("Merging") as show:
        for step in steps:
            if isinstance(step, MergeResult):
                break
            assert not isinstance(step, WrittenAcknowledgements)
            show(step.files_done, step.file_count)
    assert isinstance(step, MergeResult)
    try:
        written = next(steps)
    except Problem as error:
        return step, None, error
    assert isinstance(written, WrittenAcknowledgements)
    return step, written, None


def _end(problem: Problem | None, *, as_json: bool) -> None:
    """Say a problem once everything else is merged and said."""
    if problem is None:
        return
    if as_json:
        raise typer.Exit(1)
    raise problem


def _differing(result: "MergeResult") -> Problem | None:
    """Only slips of this merge are its problem; the others were told before, and are named again."""
    count = sum(each.differs and each.is_given for each in result.slips)
    return SlipsDiffer(count=count) if count else None


def _lines(result: "MergeResult") -> list[str]:
    lines = [
        f"Found: {result.found}",
        f"New: {result.new}",
        f"Known: {result.known}",
        f"Damaged: {result.damaged}",
    ]
    if result.quick:
        lines.append(
            f"Given faster than hands can type: {result.quick}. They count; look at where and when."
        )
    if result.conflicts:
        lines.append(
            f"In conflict with what is there: {result.conflicts}. A device was copied, or somebody has"
            " its key:"
        )
        lines += _lines_of_conflicts(result)
    if result.erased:
        lines.append(f"Erased before, and so they stay: {result.erased}")
    if result.revoked:
        lines.append(f"Of devices that were revoked before, left where they are: {result.revoked}")
    lines += [
        f"  {on_one_line(each.name)}: {each.count} [{each.code}]" for each in result.damaged_files
    ]
    lines += [
        f"  {on_one_line(each.name)}: not readable [{each.code}]" for each in result.unreadable
    ]
    lines += [
        f"  {on_one_line(each.name)}: left aside [{each.code}]" for each in result.packs_left_aside
    ]
    lines += [
        f"{on_one_line(each.name)} is another coordinator's. Compare its four words, {each.words}, with"
        " theirs, then add --accept-coordinator 'FOUR WORDS'."
        for each in result.packs_left_aside
        if each.words
    ]
    lines += [f"Missing: {g.campaign} {g.device} {g.first}–{g.last}" for g in result.gaps]
    lines += [
        f"NOT ONE CHAIN: {each.campaign} {each.device} from number {each.seq} on. Whoever has that"
        " device has put other records among its own: look at it, and compare its closing slips."
        for each in result.breaks
    ]
    lines += [
        f"Closed: {device.words} on {device.closed_at:%Y-%m-%d} at {device.closed_at:%H:%M} UTC"
        for device in result.devices
        if device.closed_at is not None
    ]
    lines += [
        f"The clock of {device.words} jumped: {device.clock_jumps}. Order is by number; no harm done."
        for device in result.devices
        if device.clock_jumps
    ]
    if result.waiting:
        lines.append(f"Waiting: {result.waiting} records of devices that were not accepted yet:")
        lines += [
            f"  {device.words}  ({device.waiting} records)"
            for device in result.devices
            if not device.is_accepted
        ]
        lines.append("Compare the four words with the device, then add --accept 'FOUR WORDS'.")
    return lines


def _lines_of_conflicts(result: "MergeResult") -> list[str]:
    """Name the files, devices and numbers that say something else than what is there."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for each in result.conflict_list:
        numbers.setdefault((each.name, each.device), []).append(each.seq)
    return [
        f"  {on_one_line(name)}: {device} {min(seqs)}–{max(seqs)} ({len(seqs)} records)"
        for (name, device), seqs in sorted(numbers.items())
    ]


def _lines_of_slips(result: "MergeResult") -> list[str]:
    lines = [_line_of_slip(each) for each in result.slips]
    if result.without_slip:
        lines.append("Came without a closing slip:")
        lines += [f"  {chain.campaign} {chain.device}" for chain in result.without_slip]
    return lines


def _line_of_slip(slip: "ComparedSlip") -> str:
    from desktop_app.app.slip_words import slip_line

    return slip_line(slip)


def _lines_of_acknowledgements(written: "WrittenAcknowledgements | None") -> list[str]:
    if written is None or not written.file_count:
        return []
    return [f"Confirmed: {written.record_count} records (devices: {written.file_count})"]


def _json_of_acknowledgements(written: "WrittenAcknowledgements | None") -> dict[str, Json]:
    if written is None:
        return {"acknowledged": None}
    return {"acknowledged": {"files": written.file_count, "records": written.record_count}}


def _json(result: "MergeResult") -> dict[str, Json]:
    return {
        "found": result.found,
        "new": result.new,
        "known": result.known,
        "damaged": result.damaged,
        "waiting": result.waiting,
        "conflicts": result.conflicts,
        "erased": result.erased,
        "revoked": result.revoked,
        "quick": result.quick,
        "merge": result.merge_id,
        "breaks": [
            {"campaign": each.campaign, "device": each.device, "seq": each.seq}
            for each in result.breaks
        ],
        "gaps": [
            {"campaign": g.campaign, "device": g.device, "first": g.first, "last": g.last}
            for g in result.gaps
        ],
        "devices": [
            {
                "id": device.id,
                "fingerprint": device.words,
                "accepted": device.is_accepted,
                "found": device.found,
                "new": device.new,
                "known": device.known,
                "damaged": device.damaged,
                "waiting": device.waiting,
                "quick": device.quick,
                "closed": device.is_closed,
                "closed_at": device.closed_at.isoformat() if device.closed_at else None,
                "clock_jumps": device.clock_jumps,
            }
            for device in result.devices
        ],
        "slips": [
            {
                "device": slip.device,
                "campaign": slip.campaign,
                "expected": slip.expected,
                "found": slip.found,
                "state": slip.state.value,
                "missing": [list(run) for run in slip.missing],
                "given": slip.is_given,
                "text": slip.text,
                "code": slip.code,
            }
            for slip in result.slips
        ],
        "without_slip": [
            {"campaign": chain.campaign, "device": chain.device} for chain in result.without_slip
        ],
        "damages": [
            {"file": each.name, "code": each.code, "count": each.count}
            for each in result.damaged_files
        ]
        + [{"file": each.name, "code": each.code, "count": 0} for each in result.unreadable],
        "conflict_list": [
            {"file": each.name, "device": each.device, "seq": each.seq}
            for each in result.conflict_list
        ],
        "packs_left_aside": [
            {"file": each.name, "code": each.code, "fingerprint": each.words or None}
            for each in result.packs_left_aside
        ],
    }
