"""Packs are untrusted: each rule, broken on purpose, is found and named with file and key."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.campaign.files import (
    MAX_FILE_BYTES,
    NotAPack,
    PackTooLarge,
    PackUnreadable,
    PackUnsafe,
)
from desktop_app.campaign.reading import PackRefused, check_pack, read_pack
from tests.making import OPEN_DOORS, made_key, published

Change = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OPEN_DOORS, tmp_path / "pack"))


def found(path: Path) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in check_pack(path).findings}


def edit(file: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def settings(old: str, new: str) -> Change:
    return edit("campaign.toml", old, new)


def write(file: str, data: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return change


def remove(file: str) -> Change:
    return lambda folder: (folder / file).unlink()


def test_the_first_campaign_is_right() -> None:
    assert check_pack(OPEN_DOORS).findings == ()


BROKEN: list[tuple[Change, str, str]] = [
    (remove("campaign.toml"), "pack.missing_settings", "campaign.toml"),
    (write("campaign.toml", b"\xff\xfe"), "pack.not_utf8", "campaign.toml"),
    (write("campaign.toml", b"id = "), "pack.not_toml", "campaign.toml"),
    (settings("format  = 1", "format = 2"), "pack.from_newer_version", "campaign.toml: format"),
    (settings("format  = 1", "format = 0"), "pack.wrong_value", "campaign.toml: format"),
    (settings("id      =", "colour = 1\nid ="), "pack.unknown_key", "campaign.toml: colour"),
    (settings("accent =", "shade = 1\naccent ="), "pack.unknown_key", "campaign.toml: look.shade"),
    (settings('id      = "open-doors"', ""), "pack.missing_key", "campaign.toml: id"),
    (settings('"open-doors"', '"Open Doors"'), "pack.wrong_value", "campaign.toml: id"),
    (settings('"2026-11-23"', '"next"'), "pack.wrong_value", "campaign.toml: version"),
    (settings('"ru", "ar"]', '"ru", 5]'), "pack.wrong_value", "campaign.toml: languages[6]"),
    (
        settings('default_language = "en"', 'default_language = "it"'),
        "pack.default_language",
        "campaign.toml: default_language",
    ),
    (
        settings('"ar"]\ndefault_language = "en"', '"ar", "is"]\ndefault_language = "is"'),
        "pack.default_language_unspoken",
        "campaign.toml: default_language",
    ),
    (settings('["en", "de"', '["en", "en", "de"'), "pack.twice", "campaign.toml: languages"),
    (settings('"open-doors"', '"con"'), "pack.id_reserved", "campaign.toml: id"),
    (settings('"open-doors"', '"lpt9"'), "pack.id_reserved", "campaign.toml: id"),
    (settings("= 2027-12-31", "= 2020-12-31"), "pack.dates", "campaign.toml: closes_on"),
    (settings("= 2028-06-30 ", "= 2025-06-30 "), "pack.dates", "campaign.toml: delete_by"),
    (settings("#4a1d9e", "#cc99ff"), "pack.accent_too_light", "campaign.toml: look.accent"),
    (settings("#4a1d9e", "purple"), "pack.wrong_value", "campaign.toml: look.accent"),
    (
        settings('given_name  = "required"', 'given_name = "optional"'),
        "pack.name_not_asked",
        "campaign.toml: ask.given_name",
    ),
    (settings('= "required"\ncountry', '= "maybe"\ncountry'), "pack.wrong_value",
     "campaign.toml: ask.email"),
    (settings('only_with = "sms"', 'only_with = "fax"'), "pack.unknown_consent",
     "campaign.toml: ask.phone.only_with"),
    (settings('preset  = "DE"', 'preset = "EU"'), "pack.unknown_country",
     "campaign.toml: country.preset"),
    (settings('"FR", "ES"', '"FR", "FR"'), "pack.twice", "campaign.toml: country.offered"),
    (settings('"sign"\nkind = "to_sign"', '"sign"\nkind = "choice"'), "pack.no_consent_to_sign",
     "campaign.toml: consents"),
    (settings('columns = ["given_name", "family_name", "country"]', 'columns = ["postcode"]'),
     "pack.unknown_column", "campaign.toml: deliveries.petition_starter.columns"),
    (settings('columns = ["given_name", "family_name", "country"]', "columns = []"),
     "pack.no_columns", "campaign.toml: deliveries.petition_starter.columns"),
    (settings('needs   = ["share_with_starter"]', 'needs = ["share"]'), "pack.unknown_consent",
     "campaign.toml: deliveries.petition_starter.needs"),
    (settings('drawn_signature = "off"', 'drawn_signature = "maybe"'), "pack.wrong_value",
     "campaign.toml: ask.drawn_signature"),
    (settings('"family_name", "country"]', '"drawn_signature"]'), "pack.unknown_column",
     "campaign.toml: deliveries.petition_starter.columns"),
    (settings('"family_name", "country"]', '"idea"]'), "pack.unknown_column",
     "campaign.toml: deliveries.petition_starter.columns"),
    (settings('postcode    = "off"', 'idea = "optional"'), "pack.idea_in_petition",
     "campaign.toml: ask.idea"),
    (settings('id      = "open-doors"', 'id = "open-doors"\nkind = "poll"'), "pack.wrong_value",
     "campaign.toml: kind"),
    (settings("[look]", "[kiosk]\nquiet_s = 44\n[look]"), "pack.wrong_value",
     "campaign.toml: kiosk.quiet_s"),
    (settings("[look]", "[kiosk]\ncountdown_s = 201\n[look]"), "pack.wrong_value",
     "campaign.toml: kiosk.countdown_s"),
    (settings("[look]", "[kiosk]\nthanks_s = 19.5\n[look]"), "pack.wrong_value",
     "campaign.toml: kiosk.thanks_s"),
    (settings("[look]", "[kiosk]\nquick_s = 45\n[look]"), "pack.unknown_key",
     "campaign.toml: kiosk.quick_s"),
    (edit("text/fr.md", "demands_intro", "demandes"), "pack.missing_key",
     "text/fr.md: demands_intro"),
    (edit("text/fr.md", "demands =", "demandes ="), "pack.missing_key", "text/fr.md: demands"),
    (edit("text/fr.md", "demands = [", "demands = []\nx = ["), "pack.wrong_value",
     "text/fr.md: demands"),
    (settings("goal          = 10000", "goal = 0"), "pack.wrong_value",
     "campaign.toml: counter.goal"),
    (remove("text/de.md"), "pack.missing_text", "text/de.md"),
    (write("text/de.md", b"no front matter"), "pack.no_front_matter", "text/de.md"),
    (write("text/de.md", b"+++\ntitle = \n+++\n"), "pack.not_toml", "text/de.md"),
    (write("text/de.md", b"\xff"), "pack.not_utf8", "text/de.md"),
    (edit("text/fr.md", "[consents.sms]", "[consents.fax]"), "pack.missing_words",
     "text/fr.md: consents.sms"),
    (edit("text/fr.md", "[consents.sms]", "[consents.fax]"), "pack.unknown_key",
     "text/fr.md: consents.fax"),
    (edit("text/es.md", "lead = ", "leed = "), "pack.missing_key", "text/es.md: lead"),
    (edit("text/en.md", "title = \"Keep", "title = \"<b>Keep</b>"), "pack.html",
     "text/en.md: title"),
    (edit("text/en.md", "LGBTQ+ people in", "<script>x</script>LGBTQ+ people in"), "pack.html",
     "text/en.md"),
    (edit("pages/privacy.en.md", "# What", "<iframe src=x></iframe>\n\n# What"), "pack.html",
     "pages/privacy.en.md"),
    (edit("pages/faq.en.md", "Yes", "![x](http://example.org/x.png) Yes"), "pack.image_in_text",
     "pages/faq.en.md"),
    (write("pages/faq.en.md", b"x" * 50_000), "pack.text_too_long", "pages/faq.en.md"),
    (remove("pages/privacy.en.md"), "pack.missing_page", "pages/privacy.en.md"),
    (write("pages/secret.en.md", b"x"), "pack.unknown_file", "pages/secret.en.md"),
    (write("run.sh", b"x"), "pack.unknown_file", "run.sh"),
    (remove("images/hero.png"), "pack.missing_image", "images/hero.png"),
    (write("images/hero.png", b"GIF89a"), "pack.image_unreadable", "images/hero.png"),
    (
        write("images/hero.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\x00\x01\x00\x00" * 2),
        "pack.image_too_large",
        "images/hero.png",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "where"), BROKEN, ids=[b[1] + b[2] for b in BROKEN])
def test_each_broken_rule_is_named_with_its_place(
    folder: Path, change: Change, code: str, where: str
) -> None:
    change(folder)
    assert (code, where) in found(folder)
    with pytest.raises(PackRefused):
        read_pack(folder)


def test_all_mistakes_are_said_at_once(folder: Path) -> None:
    for change in (
        settings("#4a1d9e", "#cc99ff"),
        settings("= 2027-12-31", "= 2020-12-31"),
        remove("text/de.md"),
        write("run.sh", b"x"),
        edit("text/fr.md", "[consents.sms]", "[consents.fax]"),
    ):
        change(folder)
    assert {code for code, _ in found(folder)} == {
        "pack.accent_too_light",
        "pack.dates",
        "pack.missing_text",
        "pack.unknown_file",
        "pack.missing_words",
        "pack.unknown_key",
    }


def test_several_mistakes_in_one_table_are_all_named(folder: Path) -> None:
    settings("goal          = 10000", "goal = 0\nfoo = 1")(folder)
    settings('name          = "All Out Action Fund"', "")(folder)
    assert found(folder) == {
        ("pack.unknown_key", "campaign.toml: counter.foo"),
        ("pack.wrong_value", "campaign.toml: counter.goal"),
        ("pack.missing_key", "campaign.toml: controller.name"),
    }


def test_what_is_not_there_or_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackUnreadable):
        check_pack(tmp_path / "nowhere")
    (tmp_path / "x.inkpack").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(NotAPack):
        check_pack(tmp_path / "x.inkpack")
    (tmp_path / "empty.inkpack").write_bytes(b"")
    with pytest.raises(NotAPack):
        check_pack(tmp_path / "empty.inkpack")
    (tmp_path / "folder").mkdir()
    assert ("pack.missing_settings", "campaign.toml") in found(tmp_path / "folder")


def test_links_and_huge_files_in_a_folder_are_refused(folder: Path) -> None:
    (folder / "big.bin").write_bytes(bytes(MAX_FILE_BYTES + 1))
    with pytest.raises(PackTooLarge):
        check_pack(folder)
    (folder / "big.bin").unlink()
    (folder / "pages" / "link.de.md").symlink_to("/etc/hostname")
    with pytest.raises(PackUnsafe):
        check_pack(folder)


@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "a/../../evil.md", "C:evil", "a\\b"])
def test_paths_outside_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.inkpack"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    if "\\" in name:  # zipfile writes a slash, another program need not
        path.write_bytes(path.read_bytes().replace(b"a/b", b"a\\b"))
    with pytest.raises(PackUnsafe):
        check_pack(path)


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("text/en.md")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "l.inkpack", "w") as archive:
        archive.writestr(entry, "/etc/hostname")
    with pytest.raises(PackUnsafe):
        check_pack(tmp_path / "l.inkpack")


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.inkpack", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"text/{number}.md", bytes(MAX_FILE_BYTES))
    with pytest.raises(PackTooLarge):
        check_pack(tmp_path / "b.inkpack")
    with zipfile.ZipFile(tmp_path / "n.inkpack", "w") as archive:
        for number in range(1000):
            archive.writestr(f"text/{number}.md", "")
    with pytest.raises(PackTooLarge):
        check_pack(tmp_path / "n.inkpack")


def test_a_size_that_lies_does_not_help_the_bomb(tmp_path: Path) -> None:
    path = tmp_path / "lie.inkpack"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("text/en.md", bytes(MAX_FILE_BYTES * 4))
    data = path.read_bytes()
    honest = (MAX_FILE_BYTES * 4).to_bytes(4, "little")
    path.write_bytes(data.replace(honest, (100).to_bytes(4, "little")))
    with pytest.raises((PackTooLarge, NotAPack)):
        check_pack(path)


def repacked(source: Path, out: Path, change: dict[str, bytes | None]) -> Path:
    """Write a zip again with some members changed, added or left out."""
    with zipfile.ZipFile(source) as old:
        members: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    members.update(change)
    with zipfile.ZipFile(out, "w") as new:
        for name, data in members.items():
            if data is not None:
                new.writestr(name, data)
    return out


def test_a_published_pack_says_its_keys_and_reads_as_the_same(tmp_path: Path) -> None:
    key = made_key()
    pack = published(key, tmp_path / "a.inkpack")
    again = published(key, tmp_path / "b.inkpack")
    assert pack.recipients == (key.recipient,)
    assert pack.coordinator_key == key.coordinator_key
    assert (tmp_path / "a.inkpack").read_bytes() == (tmp_path / "b.inkpack").read_bytes()
    assert again.hash == pack.hash
    assert read_pack(OPEN_DOORS).recipients == ()
    assert pack.hash != read_pack(OPEN_DOORS).hash


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text/en.md": b"+++\n+++\n"}, "pack.tampered"),
        ({"text/ar.md": None}, "pack.tampered"),
        ({"pages/terms.de.md": b"new"}, "pack.tampered"),
        ({"manifest.json": b"{}"}, "pack.manifest"),
        ({"manifest.json": b'{"format": 9}'}, "pack.from_newer_version"),
        ({"manifest.json": None}, "pack.no_manifest"),
        ({"manifest.sig": bytes(64)}, "pack.signature"),
        ({"manifest.sig": None}, "pack.signature"),
    ],
)
def test_a_tampered_inkpack_is_found_out(
    tmp_path: Path, change: dict[str, bytes | None], code: str
) -> None:
    published(made_key(), tmp_path / "good.inkpack")
    bad = repacked(tmp_path / "good.inkpack", tmp_path / "bad.inkpack", change)
    assert code in {finding.code for finding in check_pack(bad).findings}


def test_every_flipped_byte_of_an_inkpack_is_found_or_harmless(tmp_path: Path) -> None:
    """A flip in zip bookkeeping that nobody reads changes nothing; any other is refused."""
    good = published(made_key(), tmp_path / "good.inkpack")
    data = (tmp_path / "good.inkpack").read_bytes()
    for position in range(0, len(data), 211):
        changed = bytearray(data)
        changed[position] ^= 0x10
        (tmp_path / "bad.inkpack").write_bytes(bytes(changed))
        try:
            pack = check_pack(tmp_path / "bad.inkpack").pack
        except (NotAPack, PackUnsafe, PackTooLarge):
            continue
        assert pack is None or pack == good


def test_publishing_a_broken_pack_writes_nothing(tmp_path: Path, folder: Path) -> None:
    remove("text/de.md")(folder)
    with pytest.raises(PackRefused):
        published(made_key(), tmp_path / "x.inkpack", folder)
    assert not (tmp_path / "x.inkpack").exists()
