"""The commands of a device: the kiosk, paper sheets, counts; `handing_over.py` has the others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from desktop_app.app.clock import now, randomness, steady
from desktop_app.app.home import Home, HomeReadOnly
from desktop_app.app.installed import find_campaign
from desktop_app.cli.copying import say_copy
from desktop_app.cli.options import AsJson, CampaignOption, session_of
from desktop_app.cli.printing import Answer, Json, on_one_line, show_answer, show_problem
from desktop_app.language import SOURCE_LANGUAGE, Words
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from desktop_app.kiosk.stall import Stall


class PlacesDamaged(Problem):
    """Verification found damage; the places were listed."""

    code: ClassVar[str] = "verify.damaged"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("kiosk")(kiosk)
    app.command("enter")(enter)
    app.command("status")(status)
    app.command("verify")(verify)


def kiosk(
    context: typer.Context,
    campaign: CampaignOption = None,
    windowed: Annotated[bool, typer.Option("--windowed", help="In a window to try out.")] = False,
    place: Annotated[
        str | None, typer.Option(help="Where the stall is; sealed into signatures.")
    ] = None,
    shift: Annotated[str | None, typer.Option(help="Which shift; sealed into signatures.")] = None,
    light: Annotated[
        Light | None,
        typer.Option(help="Outdoors all is black on white; indoors colour may fill areas."),
    ] = None,
    practice: Annotated[
        bool,
        typer.Option("--practice", help="To try it out: what is signed is proved and erased."),
    ] = False,
    back_to_console: Annotated[bool, typer.Option("--back-to-console", hidden=True)] = False,
) -> None:
    """Open the screens on which people read and sign.

    What is not named is as it was set up in the console or with `inkstand setup`. A path to a pack
    in the place of an id shows it as a demonstration.
    """
    if campaign is not None and is_path(campaign):
        from desktop_app.app.demonstration import show_pack

        more = ["--windowed"] * windowed + (["--light", light.value] if light else [])
        raise typer.Exit(show_pack(Path(campaign), more))
    from desktop_app.app.settings import read_settings
    from desktop_app.app.stall import has_pin, open_kiosk, stall_for
    from desktop_app.cli.locking import show_lockdown, show_way_out

    home = session_of(context).home
    chosen = read_settings(home)
    stall = stall_for(
        home,
        find_campaign(home, campaign or chosen.campaign or None).pack,
        place=chosen.place if place is None else place,
        shift=chosen.shift if shift is None else shift,
        light=light or chosen.light,
    )
    given_for = _practising(home, stall, back_to_console) if practice else _in_earnest(home, stall)
    with home.alone(), given_for as given:
        if not windowed:
            show_way_out(has_pin=has_pin(home), pretence=given.pretence)
        end = open_kiosk(home, given, is_windowed=windowed, tell_lockdown=show_lockdown)
    if back_to_console and end.value == "left":
        from desktop_app.app import passing_on

        raise typer.Exit(passing_on.back_to_console(home))


def _practising(home: Home, stall: "Stall", goes_on: bool) -> "AbstractContextManager[Stall]":
    """Let nothing that is signed count; where the console goes on, a failure is said and no end."""
    from desktop_app.app.practising import practice

    words = Words(SOURCE_LANGUAGE, NullTranslations())

    def say(problem: Problem) -> None:
        show_problem(problem, words, as_json=False)

    return practice(home, stall, say if goes_on else None)


@contextmanager
def _in_earnest(home: Home, stall: "Stall") -> "Iterator[Stall]":
    """Erase what a practice that was killed has left; that it cannot be erased stops nobody."""
    if home.practice.is_symlink() or home.practice.exists():
        from desktop_app.app.practising import sweep

        with suppress(HomeReadOnly):
            sweep(home)
    yield stall


def enter(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv")],
    sheet: Annotated[str, typer.Option(help="The name or number of the paper sheet.")],
    campaign: CampaignOption = None,
    as_json: AsJson = False,
) -> None:
    """Enter a typed-up paper sheet: good rows are kept, bad rows are listed."""
    from desktop_app.app.entering import enter_sheet, read_sheet
    from desktop_app.journal.store import open_journal

    home = session_of(context).home
    pack = find_campaign(home, campaign).pack
    read = read_sheet(file, pack, sheet, clock=now, randomness=randomness)
    with (
        home.alone(),
        open_journal(home.folder, clock=now, randomness=randomness, steady=steady) as journal,
    ):
        entered = enter_sheet(journal, read, pack)
        say_copy(home, journal)
    rejected: list[dict[str, Json]] = [
        {"row": r.row, "code": r.code, "field": r.field} for r in read.rejected
    ]
    lines = [f"Entered: {entered}", f"Rejected: {len({r.row for r in read.rejected})}"]
    lines += [f"  row {r.row}: {r.field} [{r.code}]" for r in read.rejected]
    show_answer(
        Answer(lines=lines, json={"entered": entered, "rejected": rejected}), as_json=as_json
    )


def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Count the signatures on this device (signatures, not people).

    What was taken back does not count. Not handed over are records: one that takes a signature back
    is still to travel, so this may be more than the signatures.
    """
    from desktop_app.app.journals import read_all
    from desktop_app.app.retention import due_in_all
    from desktop_app.cli.handing_over import dues_json

    home = session_of(context).home
    with read_all(home) as journals:
        counted = [(j, j.counts(), sum(j.not_handed_over().values())) for j in journals.counted]
        dues = due_in_all(journals.counted, home, now().date())
    by_campaign: Counter[str] = Counter()
    for _, counts, _ in counted:
        by_campaign.update(counts)
    restored: list[dict[str, Json]] = [
        {"device": j.device, "signatures": sum(counts.values()), "not_handed_over": waiting}
        for j, counts, waiting in counted
        if j is not journals.own
    ]
    total = sum(by_campaign.values())
    not_handed_over = sum(waiting for _, _, waiting in counted)
    lines = [f"Signatures: {total}", f"Not handed over yet: {not_handed_over}"]
    lines += [f"  {campaign}: {count}" for campaign, count in sorted(by_campaign.items())]
    lines += [f"  of these restored from {r['device']}: {r['signatures']}" for r in restored]
    lines += [f"  {device} cannot be read [{each.code}]" for device, each in journals.unreadable]
    lines += [each.line for each in dues]
    answer: dict[str, Json] = {
        "signatures": total,
        "not_handed_over": not_handed_over,
        "by_campaign": dict(by_campaign),
        "restored": restored,
        "due": dues_json(dues),
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)


def verify(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…")], as_json: AsJson = False
) -> None:
    """Check batch files: hashes, chain, signatures. Needs no key."""
    from desktop_app.app.verifying import verify as verify_batches

    found = verify_batches(paths)
    damages: list[Json] = [{"file": d.file, "seq": d.seq, "code": d.code} for d in found.damages]
    gaps: list[Json] = [
        {"campaign": g.campaign, "device": g.device, "first": g.first, "last": g.last}
        for g in found.gaps
    ]
    lines = [f"Records: {found.records} in {found.files} files", f"Damaged: {len(damages)}"]
    lines += [f"  {on_one_line(d.file)}: {_place(d.seq)} [{d.code}]" for d in found.damages]
    lines += [
        f"Missing: {on_one_line(g.campaign)} {g.device} {g.first}–{g.last}" for g in found.gaps
    ]
    answer: dict[str, Json] = {
        "records": found.records,
        "damaged": len(damages),
        "gaps": gaps,
        "damages": damages,
    }
    show_answer(Answer(lines=lines, json=answer), as_json=as_json)
    if damages and as_json:
        raise typer.Exit(1)
    if damages:
        raise PlacesDamaged(count=len(damages))


def is_path(campaign: str) -> bool:
    """Tell a path to a pack from a campaign's id, which has neither dots nor slashes."""
    return not all(part.isalnum() for part in campaign.split("-"))


def _place(seq: int) -> str:
    return f"record {seq}" if seq else "the file"
