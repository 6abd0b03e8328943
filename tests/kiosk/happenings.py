"""What can happen on a busy day at a stall with three campaigns."""

from desktop_app.campaign.pack import CampaignId, ConsentId, Presence
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow import Rules
from desktop_app.kiosk.storage_states import SecondCopy, SecondCopySeen, SpaceSeen, StorageEvent
from tests.kiosk.stalls import CAMPAIGN, another_petition, asking, divided, page_for_ideas

PACK = read_pack(CAMPAIGN)
DRAWN_FOR = asking(another_petition(PACK), drawn_signature=Presence.OPTIONAL)
OTHERS = (DRAWN_FOR, page_for_ideas(PACK))
RULES = Rules(pack=PACK, others=OTHERS, lay_out=divided(PACK, *OTHERS), has_pin=True)
CONSENTS = [ConsentId(consent.id) for consent in PACK.choices]
CAMPAIGNS = [PACK.id, *(other.id for other in OTHERS)]
MARK = "Zyxqua"  # every visitor's texts carry it and their number
PIN = "740183"

PLAIN_EVENTS: list[st.Event] = [
    st.TextSizeToggled(),
    st.GlassChanged(),
    st.StartedAgain(),
    st.ReadingAsked(page="text"),
    st.ReadingAsked(page="privacy"),
    st.ReadingLeft(),
    st.SigningBegun(),
    st.CountryListAsked(),
    st.CountryListLeft(),
    st.NextPressed(),
    st.BackPressed(),
    st.SignPressed(),
    st.NextPersonCame(),
    st.TriedAgain(),
    st.MoreTimeAsked(),
    st.Touched(),
    st.HardwareKeyPressed(),
    st.TakeBackPressed(),
    st.JournalOpened(kept_count=3),
]
FAILURES: list[st.Event] = [
    st.JournalFailed(code="journal.in_use"),
    st.TakeBackFailed(code="journal.disk_full"),
    st.BugMet(code="kiosk.bug"),
]
ABOUT_THE_VOLUNTEER: list[st.Event] = [
    vs.VolunteerCame(),
    vs.VolunteerLeft(),
    vs.PinLooked(wait_s=0.0),
    vs.PinFailed(code="pin.damaged"),
    vs.KioskLeft(),
    vs.KeyboardPlugged(),
    vs.KeyboardsKnown(),
]
ABOUT_STORAGE: list[StorageEvent] = [
    *(SpaceSeen(free_bytes=seen) for seen in (None, 10**10, 300 * 10**6, 150 * 10**6)),
    SecondCopySeen(second_copy=SecondCopy(is_there=True, waiting_count=0)),
    SecondCopySeen(second_copy=SecondCopy(is_there=False, waiting_count=3)),
]
ON_THANKS: list[st.Event] = [
    st.TakeBackPressed(),
    st.NextPersonCame(),
    *(st.AnotherChosen(campaign=campaign) for campaign in CAMPAIGNS),
]


def words_of(campaign: CampaignId | None, consent: ConsentId) -> object:
    """What a choice of a campaign says, in the default language."""
    return RULES.pack_of(campaign).text(PACK.settings.default_language).words.consents[consent]
