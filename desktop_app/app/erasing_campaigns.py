"""Erases a campaign from the register and certifies it, for the command and for the console."""

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from desktop_app.app.certificates import check_place, write_certificate, write_page
from desktop_app.app.clock import now
from desktop_app.console.given_retention import Certificate, EraseStep, Erasure
from desktop_app.language import Words
from desktop_app.problems import Problem
from desktop_app.register.certificate import Statement
from desktop_app.register.certifying import check_key, erasure_statement
from desktop_app.register.erasing import erase_campaign
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey, unlock_key_file


class EraseNotConfirmed(Problem):
    """What was typed is not the campaign that would be erased."""

    code: ClassVar[str] = "erase.not_confirmed"


def erase_and_certify(
    register: Register, campaign: str, key: CampaignKey, signed: Path, *, made_at: datetime
) -> Statement:
    """Erase all of a campaign and write the signed certificate; of an erased one only that.

    Args:
        register: from which it goes.
        campaign: its id.
        key: `check_key` agreed to it.
        signed: the certificate's file.
        made_at: when the certificate is made.

    Raises:
        what `erase_campaign` and `write_certificate` raise.
    """
    erased = erase_campaign(register, campaign)
    statement = erasure_statement(register, erased, key, made_at)
    write_certificate(statement, key, signed)
    return statement


def erase_in_steps(
    register: Register, erasure: Erasure, words: Words
) -> Generator[EraseStep | Certificate, None, None]:
    """Do it step by step, each told before it begins; at the end the certificate in some language.

    Raises:
        EraseNotConfirmed; what `check_place`, unlocking the key and `check_key` raise: nothing was
        erased. What writing the certificate raises: it is erased.
    """
    if erasure.typed.strip().casefold() != erasure.campaign.casefold():
        raise EraseNotConfirmed(campaign=erasure.campaign)
    signed, page = check_place(erasure.out)
    yield EraseStep.OPENING_KEY
    key = unlock_key_file(erasure.key_file, erasure.passphrase)
    check_key(register, erasure.campaign, key)
    yield EraseStep.ERASING
    statement = erase_and_certify(register, erasure.campaign, key, signed, made_at=now())
    yield EraseStep.WRITING
    yield with_page(Certificate(statement=statement, signed=signed), page, words)


def with_page(certificate: Certificate, page: Path, words: Words) -> Certificate:
    """Write the page beside a certificate; if that fails, tell why: what it certifies is done."""
    try:
        write_page(certificate.statement, page, words)
    except Problem as problem:
        return replace(certificate, page_problem=problem)
    return replace(certificate, page=page)
