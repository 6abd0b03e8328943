"""Publishes a campaign with a key that is fit for it: on paper, proved, and tried in a drill."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.campaign.manifest import MAX_RECIPIENTS
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.publish import publish
from desktop_app.problems import Problem
from desktop_app.sealing.drill import drill
from desktop_app.sealing.keys import CampaignKey, read_key_file, unlock_key_file
from desktop_app.sealing.public_key import PublicKey
from desktop_app.sealing.sheet_proof import is_sheet_proved


class KeyUnproved(Problem):
    """Nobody has shown that a recovery sheet of the key exists: if the file is lost, all is."""

    code: ClassVar[str] = "key.unproved"


class TooManyRecipients(Problem):
    """A pack has room for three keys."""

    code: ClassVar[str] = "publish.too_many_recipients"


class RecipientTwice(Problem):
    """The same key was named twice, or it is the campaign's own."""

    code: ClassVar[str] = "publish.recipient_twice"


class OtherSuite(Problem):
    """Keys of two suites cannot be in one pack."""

    code: ClassVar[str] = "publish.other_suite"


@dataclass(frozen=True, kw_only=True)
class PublishedPack:
    """A pack that devices may get, and what is known of its key."""

    pack: Pack
    is_sheet_proved: bool


def publish_with_key(
    folder: Path,
    *,
    key_file: Path,
    passphrase: str,
    out: Path,
    also: Sequence[PublicKey] = (),
    is_unproved_accepted: bool = False,
    randomness: Callable[[int], bytes],
) -> PublishedPack:
    """Publish a folder, if the key's sheet was proved and its file opens what the pack seals.

    Args:
        folder: the pack as its author wrote it.
        key_file: whose key signs the pack.
        passphrase: of that file; the drill proves just these two.
        out: the .inkpack to write.
        also: further keys to which every record is sealed, confirmed by their four words.
        is_unproved_accepted: publish although no sheet was proved.
        randomness: gives the drill's record.

    Raises:
        KeyUnproved, DrillFailed, TooManyRecipients, RecipientTwice, OtherSuite; what unlocking the
        key and writing the pack raise. Nothing is written then.
    """
    key = unlock_key_file(key_file, passphrase)
    is_proved = is_sheet_proved(read_key_file(key_file), key)
    if not (is_proved or is_unproved_accepted):
        raise KeyUnproved(path=str(key_file))
    _check_recipients(key, also)
    pack = publish(
        folder,
        recipients=(key.recipient, *(each.recipient for each in also)),
        coordinator_key=key.coordinator_key,
        sign=key.coordinator.sign,
        out=out,
        drill=lambda made: drill(key, made, randomness),
    )
    return PublishedPack(pack=pack, is_sheet_proved=is_proved)


def _check_recipients(key: CampaignKey, also: Sequence[PublicKey]) -> None:
    if len(also) >= MAX_RECIPIENTS:
        raise TooManyRecipients(most=MAX_RECIPIENTS, given=1 + len(also))
    seen = {key.recipient.public_key}
    for each in also:
        if each.recipient.suite != int(key.suite):
            raise OtherSuite(words=each.four_words, suite=each.recipient.suite, ours=int(key.suite))
        if each.recipient.public_key in seen:
            raise RecipientTwice(words=each.four_words)
        seen.add(each.recipient.public_key)
