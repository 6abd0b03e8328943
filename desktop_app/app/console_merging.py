"""Fills what the console's page of merging is given."""

from contextlib import suppress
from pathlib import Path

from desktop_app.app.acknowledging import WrittenAcknowledgements
from desktop_app.app.console_handover import sticks
from desktop_app.app.home import Home
from desktop_app.app.known_keys import known_keys, remember_key
from desktop_app.app.merging import merge_and_confirm, slip_lines, slips_in
from desktop_app.console.given_merging import Confirmed, MergeAsked, Merging, MergingGiven
from desktop_app.problems import Problem
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey, unlock_key_file


def merging_given(home: Home) -> MergingGiven:
    """Gather what merges; nothing is looked at yet."""

    def unlock(file: Path, passphrase: str) -> CampaignKey:
        key = unlock_key_file(file, passphrase)
        with suppress(Problem):  # that the home takes no note of it stops nothing
            remember_key(home, file)
        return key

    def merge(register: Register, key: CampaignKey, asked: MergeAsked) -> Merging:
        for step in merge_and_confirm(register, key, asked, home):
            if isinstance(step, WrittenAcknowledgements):
                yield Confirmed(device_count=step.file_count, record_count=step.record_count)
            else:
                yield step

    return MergingGiven(
        sticks=sticks,
        keys=lambda: known_keys(home),
        unlock=unlock,
        slips_in=slips_in,
        slip_lines=lambda text: slip_lines(text.splitlines()),
        merge=merge,
        acknowledgements=home.acknowledgements,
    )
