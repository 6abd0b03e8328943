"""The campaign that is signed on this device."""

from desktop_app.app.home import Home
from desktop_app.app.installed import Installed, find_campaign, installed_campaigns
from desktop_app.app.settings import read_settings


def chosen_campaign(home: Home) -> Installed | None:
    """Find the campaign that was chosen on this device; the only one if none was.

    None before there is one, and while several wait to be chosen from.

    Raises:
        NotInstalled: what was chosen is not there any more.
        SettingsFromNewerVersion, and what reading a pack raises.
    """
    chosen = read_settings(home).campaign
    if chosen:
        return find_campaign(home, chosen)
    campaigns = installed_campaigns(home)
    return campaigns[0] if len(campaigns) == 1 else None
