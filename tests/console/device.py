"""A device for console tests: a real home with a real pack, a real journal, and the console on it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from desktop_app.app.console import given_for
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.console.given import Given
from desktop_app.journal.store import Journal, open_journal
from desktop_app.sealing.keys import CampaignKey
from tests.making import device_home, made_key, published, signature

NOW = datetime(2026, 11, 25, 16, 52, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))


@dataclass
class Device:
    """A tablet at a stall; its clock is set by hand."""

    home: Home
    pack: Pack
    key: CampaignKey
    now: datetime = NOW

    def given(self) -> Given:
        """What the console of this device is given, at this device's time, in Berlin."""
        from dataclasses import replace

        return replace(given_for(self.home, BERLIN), clock=lambda: self.now, system_language="en")

    def journal(self) -> Journal:
        """Open the journal to write."""
        return open_journal(self.home.folder, clock=lambda: self.now, randomness=os.urandom)

    def signs(self, count: int, at: datetime | None = None, pack: Pack | None = None) -> None:
        """Let people sign."""
        before, self.now = self.now, at or self.now
        signed = [signature(signed_at=self.now) for _ in range(count)]
        with self.journal() as journal:
            journal.keep_all(signed, pack or self.pack)
        self.now = before


def made_device(folder: Path) -> Device:
    """Set a device up with the first campaign."""
    key = made_key()
    inkpack = folder / "open-doors.inkpack"
    pack = published(key, inkpack)
    return Device(home=device_home(folder / "home", inkpack), pack=pack, key=key)
