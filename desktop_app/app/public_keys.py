"""Writes the public half of a key, so that another campaign can seal to it as well."""

from pathlib import Path

from desktop_app.deliveries.whole_file import whole_file
from desktop_app.sealing.keys import CampaignKey, check_new_key_place
from desktop_app.sealing.public_key import public_file_bytes


def write_public_key(key: CampaignKey, out: Path) -> None:
    """Write the public half of a key, signed by its private half; never over anything.

    Raises:
        KeyExists, CannotWriteKey, CannotWriteDelivery.
    """
    check_new_key_place(out)
    with whole_file(out) as stream:
        stream.write(public_file_bytes(key))
