"""The checkpoints by which the device vouches for the ends of its chains."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from desktop_app.journal.device_key import read_device_key
from desktop_app.journal.problems import JournalDamaged
from desktop_app.journal.tables import checkpoint_table
from desktop_app.sealing.chain import Checkpoint, is_checkpoint_signed


def signed_checkpoints(connection: Connection) -> Iterator[Checkpoint]:
    """Give those checkpoints that the device really signed."""
    try:
        key = read_device_key(connection)
    except JournalDamaged:
        return  # it is told as the key's damage, and every checkpoint as one
    table = checkpoint_table
    query = select(table.c.campaign, table.c.count, table.c.head, table.c.signature)
    for campaign, count, head, signature in connection.execute(query):
        if not isinstance(head, bytes) or not isinstance(signature, bytes):
            continue
        checkpoint = Checkpoint(campaign=campaign, device=key.device, count=count, head=head.hex())
        if is_checkpoint_signed(checkpoint, signature, key.public_key):
            yield checkpoint
