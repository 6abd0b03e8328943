"""`inkstand practise`: one made-up signature goes the whole way on this device, and counts nowhere."""

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.app.installed import find_campaign
from desktop_app.cli.options import AsJson, CampaignOption, session_of
from desktop_app.cli.printing import Answer, show_answer


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("practise")(practise)


def practise(
    context: typer.Context, campaign: CampaignOption = None, as_json: AsJson = False
) -> None:
    """Try this device with a made-up signature: sealed, written, read back, proved, and erased.

    It is in no journal, no count, no batch and no second copy. With the screens of the kiosk:
    inkstand kiosk --practice.
    """
    from desktop_app.app.practising import practise as practise_with
    from desktop_app.app.settings import read_settings

    home = session_of(context).home
    pack = find_campaign(home, campaign or read_settings(home).campaign or None).pack
    practise_with(home, pack, clock=now, randomness=randomness)
    lines = [
        f"Campaign: {pack.text('').words.title}",
        "A made-up signature was sealed, written, read back and proved. It is erased again.",
    ]
    answer = Answer(lines=lines, json={"campaign": str(pack.id), "pack": pack.hash, "proved": 1})
    show_answer(answer, as_json=as_json)
