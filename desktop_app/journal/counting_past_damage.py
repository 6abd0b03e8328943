"""Counts what is in a damaged journal: by the headers that can be read and what is vouched for."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.checkpoints import signed_checkpoints
from desktop_app.journal.problems import STUMBLES, must_be_damage
from desktop_app.journal.walking import walk
from desktop_app.problems import Problem
from desktop_app.sealing.record import Header, Kind, read_header


def record_counts_past_damage(connection: Connection) -> dict[CampaignId, int]:
    """Count the records of each campaign: what the device signed, else the last that can be read."""
    counts: Counter[CampaignId] = Counter()
    for header in _headers(connection):
        campaign = CampaignId(header.campaign)
        counts[campaign] = max(counts[campaign], header.seq)
    return dict(counts) | _signed_counts(connection)


def signature_counts_past_damage(connection: Connection) -> dict[CampaignId, int]:
    """Count the signatures of each campaign; a record that cannot be read is taken for one."""
    counts = record_counts_past_damage(connection)
    for header in _headers(connection):
        if header.kind is not Kind.SIGNATURE:
            counts[CampaignId(header.campaign)] -= 2 if header.kind is Kind.UNDO else 1
    return counts


def _headers(connection: Connection) -> Iterator[Header]:
    """Give the headers that say the same as the columns beside them."""
    for row in walk(connection):
        if not isinstance(row.header, bytes):
            continue
        try:
            header = read_header(row.header)
        except Problem:
            continue
        if (header.campaign, header.seq) == (row.campaign, row.seq):
            yield header


def _signed_counts(connection: Connection) -> dict[CampaignId, int]:
    try:
        return {CampaignId(c.campaign): c.count for c in signed_checkpoints(connection)}
    except STUMBLES as error:
        must_be_damage(error)
        return {}
