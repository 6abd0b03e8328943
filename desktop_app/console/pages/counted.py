"""How many signatures a campaign has, in a line that may lose its end but never its number."""

from desktop_app.console.given import CampaignShown
from desktop_app.language import Words


def campaign_line(words: Words, campaign: CampaignShown, count: int) -> str:
    """Say the number first: the title may be shortened."""
    said = words.count("%(number)s signature", "%(number)s signatures", count)
    return f"{said} – \u2068{campaign.title(words.language)}\u2069"
