"""What the buttons are called that begin and end: to sign a petition, or to write down an idea."""

from desktop_app.campaign.pack import CampaignKind, Pack
from desktop_app.language import Words


def word_to_begin(pack: Pack, words: Words) -> str:
    """Name the big button beside what is read."""
    if pack.settings.kind is CampaignKind.IDEA:
        # NOTE: The big button on the page "What matters where you live?", in the place of SIGN.
        return words.say("Start")
    # NOTE: The big button on the petition: I sign. One or two words.
    return words.say("SIGN")


def word_to_end(pack: Pack, words: Words) -> str:
    """Name the button on the last page of the form."""
    if pack.settings.kind is CampaignKind.IDEA:
        # NOTE: Button: sends (seals) the idea. One word.
        return words.say("Send")
    return words.say("SIGN")
