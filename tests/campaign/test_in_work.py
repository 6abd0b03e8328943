"""A pack in work: what is read, changed and written again, right or not."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.beginning import beginning, id_from
from desktop_app.campaign.check import check_files
from desktop_app.campaign.files import PackFiles, read_files
from desktop_app.campaign.in_work import PackInWork, Value, languages_of
from desktop_app.campaign.prompts import prompt
from desktop_app.campaign.reading import check_pack, read_pack
from desktop_app.campaign.sketch import sketched
from desktop_app.campaign.spot import Spot, counted, spot_of
from desktop_app.campaign.writing import CannotWriteFolder, write_folder
from tests.making import OPEN_DOORS, own_words

DAY = date(2026, 11, 25)


def setting(*keys: str | int) -> Spot:
    return Spot(file="campaign.toml", keys=keys)


def open_doors() -> PackInWork:
    return PackInWork(read_files(OPEN_DOORS).content())


def findings(pack: PackInWork) -> set[tuple[str, str]]:
    checked = check_files(PackFiles(untrusted=pack.files(), is_inkpack=False))
    return {(finding.code, finding.where) for finding in checked.findings}


@pytest.mark.parametrize("name", ["open-doors", "save-sareh-and-elham", "start-a-campaign"])
def test_what_is_read_and_written_is_the_same_byte_for_byte(name: str, tmp_path: Path) -> None:
    source = OPEN_DOORS.parent / name
    write_folder(tmp_path / "copy", PackInWork(read_files(source).content()).files())
    assert read_files(tmp_path / "copy").content() == read_files(source).content()
    assert read_pack(tmp_path / "copy") == read_pack(source)


@pytest.mark.parametrize("name", ["open-doors", "save-sareh-and-elham", "start-a-campaign"])
def test_every_value_written_anew_is_the_same_pack(name: str) -> None:
    source = OPEN_DOORS.parent / name
    pack = PackInWork(read_files(source).content())
    for file in list(pack.files()):
        if file.endswith((".md", ".toml")):
            rewrite(pack, Spot(file=file))
    checked = check_files(PackFiles(untrusted=pack.files(), is_inkpack=False))
    read = read_pack(source)
    assert checked.pack is not None
    assert (checked.pack.settings, checked.pack.texts) == (read.settings, read.texts)
    assert checked.pack.pages == read.pages


def rewrite(pack: PackInWork, whole: Spot) -> None:
    pack.put(whole, pack.value(whole))
    if not pack.has_table(whole.file):
        return
    for spot, value in leaves(pack, whole):
        pack.put(spot, value)


def leaves(pack: PackInWork, spot: Spot) -> list[tuple[Spot, Value]]:
    from tomllib import loads

    from desktop_app.campaign.text import split_front_matter

    text = pack.text(spot.file)
    halves = split_front_matter(text)
    found: list[tuple[Spot, Value]] = []

    def walk(at: Spot, value: object) -> None:
        if isinstance(value, dict):
            for key, entry in value.items():
                walk(at.below(key), entry)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, entry in enumerate(value):
                walk(at.below(number), entry)
        else:
            found.append((at, value))  # type: ignore[arg-type]

    walk(spot, loads(halves[0] if halves else text))
    return found


def test_comments_and_order_stay_where_they_are() -> None:
    pack = open_doors()
    pack.put(setting("counter", "goal"), 20000)
    old = (OPEN_DOORS / "campaign.toml").read_text(encoding="utf-8")
    assert pack.text("campaign.toml") == old.replace("10000", "20000")


def test_what_no_rule_allows_is_kept_as_it_was_typed_and_found() -> None:
    pack = open_doors()
    pack.put(setting("opens_on"), "next spring")
    pack.put(setting("counter", "goal"), "many")
    pack.put(setting("look", "accent"), "blue")
    again = PackInWork(pack.files())
    assert again.value(setting("opens_on")) == "next spring"
    assert findings(again) == {
        ("pack.wrong_value", "campaign.toml: opens_on"),
        ("pack.wrong_value", "campaign.toml: counter.goal"),
        ("pack.wrong_value", "campaign.toml: look.accent"),
    }


def test_lists_of_tables_grow_shrink_and_change_places() -> None:
    pack = open_doors()
    pack.put(setting("addressees", 3, "body"), "Parliament")
    assert pack.length(setting("addressees")) == 4
    pack.move_up(setting("addressees", 3))
    assert pack.words(setting("addressees", 2, "body")) == "Parliament"
    for _ in range(4):
        pack.take_out(setting("addressees", 0))
    assert findings(pack) == {("pack.no_addressee", "campaign.toml: addressees")}
    pack.put(setting("addressees", 0, "body"), "Parliament")
    assert findings(pack) == set()


def test_tables_that_are_missing_are_made() -> None:
    pack = open_doors()
    pack.take_out(setting("started_by"))
    pack.put(setting("started_by", "name"), "Somebody")
    pack.put(setting("kiosk", "quiet_s"), 60)
    pack.put(setting("ask", "phone"), "off")
    pack.put(setting("ask", "phone"), {"only_with": "sms"})
    pack.put(Spot(file="text/en.md", keys=("consents", "new", "statement")), "Words")
    pack.put(setting("consents", 4, "id"), "new")
    pack.put(setting("consents", 4, "kind"), "choice")
    assert {code for code, _ in findings(pack)} == {"pack.missing_words"}
    assert ("pack.missing_words", "text/en.md: consents.new") not in findings(pack)


def test_bodies_and_pages_are_written_as_a_whole() -> None:
    pack = open_doors()
    pack.put(Spot(file="text/en.md"), "Other text\n\nin two paragraphs")
    pack.put(Spot(file="pages/terms.en.md"), "Terms")
    assert pack.value(Spot(file="text/en.md")) == "Other text\n\nin two paragraphs"
    assert pack.words(Spot(file="text/en.md", keys=("title",))).startswith("Keep the door")
    assert findings(pack) == set()


@pytest.mark.parametrize(
    ("file", "data", "code"),
    [
        ("campaign.toml", b"id = = 3", "pack.not_toml"),
        ("campaign.toml", b"\xff\xfe", "pack.not_utf8"),
        ("text/en.md", b"no front matter", "pack.no_front_matter"),
        ("text/en.md", b"+++\nx = \n+++\n", "pack.not_toml"),
    ],
)
def test_a_broken_file_is_kept_and_can_be_mended_as_text(file: str, data: bytes, code: str) -> None:
    pack = open_doors()
    whole = pack.files()[file]
    pack.write_file(file, data)
    assert not pack.has_table(file)
    pack.put(Spot(file=file, keys=("title",)), "nowhere to write this")
    assert pack.files()[file] == data
    assert (code, file) in findings(pack)
    sketched(pack.files())
    pack.write_file(file, whole)
    assert findings(pack) == set()


@given(st.text(st.characters(), max_size=60))
def test_whatever_is_typed_comes_back_and_breaks_no_file(typed: str) -> None:
    pack = open_doors()
    spot = Spot(file="text/en.md", keys=("consents", "sms", "statement"))
    pack.put(spot, typed)
    again = PackInWork(pack.files())
    assert again.words(spot) == typed.encode("utf-8", "ignore").decode()
    assert again.words(Spot(file="text/en.md", keys=("title",))).startswith("Keep")


@pytest.mark.parametrize(
    "where",
    [
        "campaign.toml",
        "campaign.toml: id",
        "campaign.toml: addressees[2].names[1]",
        "text/en.md: consents.sms.statement",
        "text/en.md: demands[12]",
    ],
)
def test_spots_say_what_findings_say(where: str) -> None:
    assert str(spot_of(where)) == where


def test_entries_named_by_their_id_are_found_in_their_list() -> None:
    named = spot_of("campaign.toml: deliveries.sms_list.columns")
    assert counted(named, {"deliveries": ["a", "sms_list"]}).keys == ("deliveries", 1, "columns")
    assert counted(named, {}) == named


def test_a_sketch_shows_what_is_there_however_wrong_the_rest_is() -> None:
    pack = open_doors()
    pack.put(setting("default_language"), "xx")
    pack.put(setting("opens_on"), "never")
    pack.put(setting("country", "preset"), "XX")
    pack.take_out(setting("controller"))
    pack.take_out(Spot(file="text/de.md", keys=("title",)))
    pack.put(Spot(file="text/en.md", keys=("lead",)), "long " * 600)
    seen = sketched(pack.files())
    assert seen.settings.default_language == "en"
    assert seen.settings.country.preset is None
    assert seen.texts["de"].words.title == "…"
    assert seen.texts["en"].words.lead.startswith("long long")
    assert seen.texts["ar"].words.title == read_pack(OPEN_DOORS).texts["ar"].words.title
    assert sketched({}).texts["en"].words.title == "…"


def test_a_right_pack_and_its_sketch_say_the_same() -> None:
    read = read_pack(OPEN_DOORS)
    seen = sketched(open_doors().files())
    assert (seen.settings, seen.texts, seen.image) == (read.settings, read.texts, read.image)


# ---- beginning -------------------------------------------------------------------------------------


def test_a_new_campaign_is_refused_until_each_prompt_has_its_words(tmp_path: Path) -> None:
    pack = beginning("clean-river", DAY)
    codes = {code for code, _ in findings(pack)}
    places = {where for _, where in findings(pack)}
    assert codes == {"pack.prompt_left"}
    assert {
        "campaign.toml: controller.name",
        "campaign.toml: controller.contact",
        "text/en.md: consents.sign.statement",
        "pages/privacy.en.md",
        "text/en.md",
        "text/en.md: demands[1]",
    } <= places
    write_folder(tmp_path / "new", pack.files())
    own_words(tmp_path / "new")
    assert check_pack(tmp_path / "new").findings == ()


def test_what_is_wrong_in_settings_hides_no_mistake_in_texts() -> None:
    pack = beginning("clean-river", DAY)
    before = findings(pack)
    pack.put(setting("opens_on"), "soon")
    pack.put(setting("ask", "email"), "perhaps")
    pack.put(setting("surprise"), 1)
    assert findings(pack) == before | {
        ("pack.wrong_value", "campaign.toml: opens_on"),
        ("pack.wrong_value", "campaign.toml: ask.email"),
        ("pack.unknown_key", "campaign.toml: surprise"),
    }


def test_where_it_is_not_clear_which_texts_there_are_none_is_missed() -> None:
    pack = open_doors()
    pack.put(setting("languages"), "english")
    assert findings(pack) == {("pack.wrong_value", "campaign.toml: languages")}


def test_a_campaign_that_nobody_named_is_refused() -> None:
    assert ("pack.prompt_left", "campaign.toml: id") in findings(beginning("my-campaign", DAY))


def test_what_was_published_with_brackets_stays_as_it_is(tmp_path: Path) -> None:
    pack = open_doors()
    pack.put(Spot(file="text/en.md", keys=("lead",)), "[[really]]")
    untrusted = pack.files()
    inkpack = check_files(PackFiles(untrusted=untrusted, is_inkpack=True))
    assert "pack.prompt_left" not in {finding.code for finding in inkpack.findings}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Saubere Flüsse!", "saubere-flusse"), ("con", "my-campaign"), ("река", "my-campaign")],
)
def test_ids_are_made_of_names(name: str, expected: str) -> None:
    assert id_from(name) == expected


def test_prompts_are_not_nested() -> None:
    assert prompt("Say it") == "[[Say it]]"
    assert prompt("[[Say it]]") == "[[Say it]]"
    assert prompt(" ") == " "


# ---- writing ---------------------------------------------------------------------------------------


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OPEN_DOORS, tmp_path / "pack"))
    before = read_files(folder).content()
    untouched = (folder / "campaign.toml").stat().st_mtime_ns
    pack = PackInWork(before)
    pack.remove_file("pages/terms.ar.md")
    pack.put(Spot(file="text/en.md", keys=("title",)), "Other")
    write_folder(folder, pack.files(), before)
    assert read_files(folder).content() == pack.files()
    assert (folder / "campaign.toml").stat().st_mtime_ns == untouched


def test_a_disk_that_refuses_leaves_each_file_whole(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(CannotWriteFolder):
        write_folder(tmp_path / "taken", open_doors().files())


def test_languages_are_listed_once() -> None:
    pack = open_doors()
    pack.put(setting("languages"), ["en", "de", "en"])
    assert languages_of(pack) == ("en", "de")
