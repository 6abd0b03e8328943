"""What is said of a key in one sentence: how it stands, what to do next, and what was done."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.console.coordinator.keys_states import Act, Done, ShowingKey
from desktop_app.console.given_keys import KnownKey
from desktop_app.language import Words

ISOLATED = "\u2068%s\u2069"
"""Names of files and four words run in their own direction."""


def isolated(text: object) -> str:
    """Keep a name from disturbing the sentence around it."""
    return ISOLATED % text


def standing(words: Words, key: KnownKey) -> str:
    """Say whether the sheet is proved, and what to do next."""
    if key.proved_on is None:
        return words.say(
            "Its recovery sheet is not proved. Write the sheet, print it, and prove it: before that no"
            " campaign is published with this key."
        )
    said = words.say(
        "Its recovery sheet was proved on %(day)s. Keep key file, passphrase and sheet apart."
    )
    return said % {"day": words.day(key.proved_on)}


def uses(words: Words, key: KnownKey) -> str:
    """Say which campaigns use it."""
    if not key.campaigns:
        return words.say("No campaign that was published or installed here uses it.")
    titles = ", ".join(isolated(title) for title in key.campaigns)
    return words.say("Used by: %(campaigns)s") % {"campaigns": titles}


def act_names(words: Words) -> dict[Act, str]:
    """Name what can be done with a key, as its buttons do."""
    return {
        Act.SHEET: words.say("Write the recovery sheet …"),
        Act.PROVE: words.say("Prove the sheet"),
        Act.PROVE_BY_SHEET: words.say("Prove by a whole sheet"),
        Act.SPLIT: words.say("Split into three sheets …"),
        Act.RELOCK: words.say("Change the passphrase"),
        # NOTE: Button: writes the public half of a key to a file that may be given to others.
        Act.EXPORT: words.say("Public key for others …"),
        # NOTE: Button: a test record is sealed with a campaign file and opened with the key.
        Act.DRILL: words.say("Try it with a campaign …"),
    }


def told(words: Words, state: ShowingKey) -> str:
    """Say what was done just now, and what to do with it."""
    if state.done is None:
        return ""
    return _told(words, state.done)


def written(words: Words, files: Sequence[Path]) -> str:
    """Say which files were written."""
    named = ", ".join(isolated(file) for file in files)
    return words.say("Written: %(file)s") % {"file": named} if files else ""


def _told(words: Words, done: Done) -> str:
    return {
        Done.CREATED: words.say(
            "The key is made. Copy its file to a stick, and keep the passphrase somewhere else."
        ),
        Done.RECOVERED: words.say(
            "It is the very same key again, under the new passphrase. That proves its sheet, too."
        ),
        Done.SHEET: words.say("Print it on a printer of your own, then delete the file."),
        Done.PROVED: words.say("The sheet is proved. The key is ready for a campaign."),
        Done.SPLIT: words.say(
            "Print them, give each to another person, then delete the files. Any two of them bring the"
            " key back. Sheets made another time do not fit these."
        ),
        Done.RELOCK: words.say(
            "The new passphrase opens the key. Copies of the old file still open with the old one:"
            " replace or destroy them."
        ),
        Done.EXPORT: words.say(
            "It holds no secret. Tell the four words by another way than the file, by telephone, say."
        ),
        Done.DRILL: words.say(
            "This key opens what devices with this campaign seal. So do its words and its QR code."
        ),
    }[done]
