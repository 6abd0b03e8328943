"""A campaign of ideas, a drawn signature, the kiosk's pauses: what a pack may ask, and what not."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.campaign.pack import CampaignKind, Pack, Pauses, Presence
from desktop_app.campaign.reading import check_pack, read_pack
from tests.making import OPEN_DOORS, idea_folder, own_words

Change = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return idea_folder(tmp_path / "ideas")


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def found(folder: Path) -> set[tuple[str, str]]:
    return {(f.code, f.where.partition("campaign.toml: ")[2]) for f in check_pack(folder).findings}


def petition(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OPEN_DOORS, tmp_path / "petition"))


def test_an_idea_needs_neither_addressees_nor_demands(folder: Path) -> None:
    pack = read_pack(folder)
    assert pack.settings.kind is CampaignKind.IDEA
    assert pack.settings.addressees == ()
    words = pack.text("en").words
    assert (words.demands_intro, words.demands) == ("", ())
    assert pack.asks("idea")
    assert not pack.asks("given_name")


def test_a_petition_is_what_a_pack_is_unless_it_says_otherwise() -> None:
    pack = read_pack(OPEN_DOORS)
    assert pack.settings.kind is CampaignKind.PETITION
    assert pack.settings.ask.idea is Presence.OFF
    assert pack.settings.kiosk == Pauses(quiet_s=45, countdown_s=20, thanks_s=20)


@pytest.mark.parametrize("given", ["off", "optional", "required"])
@pytest.mark.parametrize("family", ["off", "optional", "required"])
def test_an_idea_may_come_without_a_name_but_not_with_half_of_one(
    folder: Path, given: str, family: str
) -> None:
    changed(folder, 'given_name  = "off"', f'given_name = "{given}"')
    changed(folder, 'family_name = "off"', f'family_name = "{family}"')
    order = ["off", "optional", "required"]
    is_half = order.index(family) > order.index(given)
    assert found(folder) == ({("pack.family_name_alone", "ask.family_name")} if is_half else set())


@pytest.mark.parametrize("idea", ["off", "optional"])
def test_a_campaign_of_ideas_asks_for_one(folder: Path, idea: str) -> None:
    changed(folder, 'idea        = "required"', f'idea = "{idea}"')
    assert ("pack.idea_not_asked", "ask.idea") in found(folder)


def test_all_that_a_petition_lacks_is_said_at_once(folder: Path) -> None:
    findings = check_pack(changed(folder, 'kind    = "idea"', "")).findings
    assert {(f.code, f.where) for f in findings} == {
        ("pack.no_addressee", "campaign.toml: addressees"),
        ("pack.name_not_asked", "campaign.toml: ask.given_name"),
        ("pack.idea_in_petition", "campaign.toml: ask.idea"),
        ("pack.missing_key", "text/en.md: demands_intro"),
        ("pack.missing_key", "text/en.md: demands"),
    }


def test_a_consent_of_the_name_idea_is_refused_only_where_it_could_be_a_column(
    folder: Path, tmp_path: Path
) -> None:
    changed(folder, 'id   = "answer"', 'id   = "idea"')
    assert ("pack.reserved_name", "consents.idea") in found(folder)
    old = changed(petition(tmp_path), 'id   = "sms"', 'id   = "idea"')
    assert ("pack.reserved_name", "consents.idea") not in found(old)


def test_an_idea_is_delivered_and_a_drawing_is_not(folder: Path) -> None:
    changed(folder, 'columns = ["idea", ', 'columns = ["idea", "drawn_signature", ')
    changed(folder, "[ask]", '[ask]\ndrawn_signature = "optional"')
    assert found(folder) == {("pack.unknown_column", "deliveries.team.columns")}


@pytest.mark.parametrize("presence", [Presence.REQUIRED, Presence.OPTIONAL])
def test_a_drawn_signature_may_be_asked(tmp_path: Path, presence: Presence) -> None:
    folder = changed(petition(tmp_path), 'signature = "off"', f'signature = "{presence.value}"')
    assert read_pack(folder).settings.ask.drawn_signature is presence


def pauses(tmp_path: Path, quiet_s: int, countdown_s: int, thanks_s: int) -> Pack:
    table = f"quiet_s={quiet_s}\ncountdown_s={countdown_s}\nthanks_s={thanks_s}"
    return read_pack(changed(petition(tmp_path), "[look]", f"[kiosk]\n{table}\n[look]"))


def test_pauses_may_be_ten_times_as_long(tmp_path: Path) -> None:
    longest = pauses(tmp_path, 450, 200, 200).settings.kiosk
    assert longest == Pauses(quiet_s=450, countdown_s=200, thanks_s=200)


def test_what_the_template_says_of_ideas_and_pauses_is_true(tmp_path: Path) -> None:
    """Its examples, taken out of their comments, make a pack that is right in everything."""
    source = OPEN_DOORS.parent.parent / "campaign_template"
    folder = Path(shutil.copytree(source, tmp_path / "new"))
    own_words(folder)
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"^# (?=\[kiosk\]|quiet_s|countdown_s|thanks_s|postcode|drawn)",
        "",
        text,
        flags=re.MULTILINE,
    )
    path.write_text(text, encoding="utf-8")
    assert read_pack(folder).settings.kiosk == Pauses()
    table = re.search(r"^#   \[ask\]\n((?:#   .*\n)+)", text, flags=re.MULTILINE)
    assert table is not None
    ask = table.group(1).replace("#   ", "")
    text = re.sub(
        r"^\[ask\]\n(?:.*\n)*?\n", f"[ask]\nemail = 'optional'\n{ask}\n", text, flags=re.MULTILINE
    )
    text = re.sub(r"^# (?=kind)", "", text, flags=re.MULTILINE)
    text = text.replace('columns = ["given_name", "family_name"]', 'columns = ["idea"]')
    path.write_text(text, encoding="utf-8")
    assert read_pack(folder).settings.kind is CampaignKind.IDEA
