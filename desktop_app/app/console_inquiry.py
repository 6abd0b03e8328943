"""Fills what the console's pages about one person are given."""

from desktop_app.app.clock import now
from desktop_app.app.home import documents_folder
from desktop_app.app.names_to_look_at import read_names_to_look_at
from desktop_app.app.withdrawing import take_back
from desktop_app.console.given_inquiry import InquiryGiven


def inquiry_given() -> InquiryGiven:
    """Gather what takes signatures back and knows odd names; nothing is looked at yet."""
    return InquiryGiven(
        take_back=lambda register, person, consent: take_back(
            register, person, consent, today=now().date()
        ),
        names_to_look_at=read_names_to_look_at,
        outbox=documents_folder(),
    )
