"""Somebody signs from the first page to the thanks, in the real window."""

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.visitor import Visitor


def signs_whole_form(visitor: Visitor, pack: Pack, name: str = "Marta") -> str:
    """Give a name and an address, say No to everything, and sign; gives the withdrawal code."""
    visitor.presses_sign()
    visitor.gives_name(name)
    visitor.gives_email("marta@example.org")
    for consent in pack.choices:
        visitor.answers(consent.id, is_yes=False)
    visitor.signs()
    return visitor.waits_for_thanks()
