"""Campaigns as the console shows them: their titles in each language, and their colour."""

from desktop_app.app.chosen import chosen_campaign as the_chosen
from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.console.given import CampaignShown
from desktop_app.problems import Problem


def chosen_campaign(home: Home) -> CampaignShown | None:
    """Find the campaign that this device is set up for; the only one if none was chosen.

    Raises:
        what reading a pack raises.
    """
    installed = the_chosen(home)
    return _shown(installed.pack) if installed is not None else None


def campaign_named(home: Home, campaign: CampaignId) -> CampaignShown:
    """Show a campaign by its title; by its id where its pack is gone or damaged."""
    try:
        return _shown(find_campaign(home, campaign).pack)
    except Problem:
        return CampaignShown(id=campaign, titles={"": campaign}, default_language="")


def _shown(pack: Pack) -> CampaignShown:
    return CampaignShown(
        id=pack.id,
        titles={language: text.words.title for language, text in pack.texts.items()},
        default_language=pack.settings.default_language,
        accent=pack.settings.look.accent,
    )
