"""Campaigns are made, mended, kept and published in the console: the real window, real folders."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.console_campaigns import campaigns_given
from desktop_app.app.home import Home
from desktop_app.campaign.files import read_files
from desktop_app.campaign.reading import check_pack, read_pack
from desktop_app.console.coordinator.campaigns import CampaignsDesk
from desktop_app.console.coordinator.changes import setting, word
from desktop_app.console.coordinator.editor_page import EditorPage
from desktop_app.console.coordinator.sections import Section
from desktop_app.console.coordinator.states import Editing, Listing, Published, Publishing, View
from desktop_app.console.given import Given
from desktop_app.console.places import Place
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.sealing.public_key import public_file_bytes, read_public_file
from tests.campaign.test_check import BROKEN
from tests.console.conftest import OpenConsole
from tests.console.volunteer import Volunteer
from tests.making import OPEN_DOORS, PASSPHRASE, key_file, made_key


class Coordinator(Volunteer):
    """A coordinator before the page of campaigns."""

    def __init__(self, home: Home, given: Given, open_console: OpenConsole, qtbot: QtBot) -> None:
        self.home = home
        outbox = home.folder / "documents"
        self.campaigns = replace(campaigns_given(home), outbox=outbox)
        given = replace(given, campaigns=self.campaigns)
        super().__init__(open_console(given), qtbot)
        self.presses("other_group")
        self.waits_until(lambda: isinstance(self.desk.state, Listing) and self.has_list())

    @property
    def desk(self) -> CampaignsDesk:
        desk = self.window.desk(Place.CAMPAIGNS)
        assert isinstance(desk, CampaignsDesk)
        return desk

    @property
    def editing(self) -> Editing:
        state = self.desk.state
        assert isinstance(state, Editing)
        return state

    def has_list(self) -> bool:
        state = self.desk.state
        is_read = isinstance(state, Listing) and state.all is not None
        return is_read and (self.sees("nothing") or self.sees("told") or self.sees("about"))

    def opens(self, name: str) -> None:
        self.presses(f"open_{name}")
        self.waits_until(self.is_checked)

    def begins(self) -> None:
        self.presses("new_campaign")
        self.waits_until(self.is_checked)

    def is_checked(self) -> bool:
        state = self.desk.state
        return isinstance(state, Editing) and state.mistakes is not None and state.is_saved

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        widget = self._found(name)
        assert isinstance(widget, QLineEdit | QPlainTextEdit), name
        return widget

    def types(self, spot: object, text: str) -> None:
        """Type into an entry instead of what stands there."""
        field = self.field(f"entry {spot}")
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def folder(self, name: str) -> Path:
        return self.home.campaigns_in_work / name

    def mends(self, own_words: str = "our words") -> None:
        """Press each thing to mend, and write something where the focus is led."""
        for _ in range(60):
            self.waits_until(self.is_checked)
            if not self.editing.mistakes:
                return
            self.presses("mend")
            self.presses("mistake_0")
            field = self.window.focusWidget()
            assert isinstance(field, QLineEdit | QPlainTextEdit)
            field.selectAll()
            QTest.keyClick(field, Qt.Key.Key_Delete)
            is_id = field.objectName().endswith(": id")
            QTest.keyClicks(field, "clean-river" if is_id else own_words)
        raise AssertionError([mistake.line for mistake in self.editing.mistakes or ()])


OpenCoordinator = Callable[..., Coordinator]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


@pytest.fixture
def coordinator(
    home: Home, given: Given, open_console: OpenConsole, qtbot: QtBot
) -> OpenCoordinator:
    def come(folder: Path | None = None) -> Coordinator:
        if folder is not None:
            home.campaigns_in_work.mkdir(parents=True, exist_ok=True)
            shutil.copytree(folder, home.campaigns_in_work / "mine")
        return Coordinator(home, given, open_console, qtbot)

    return come


# ---- from nothing to a published campaign ----------------------------------------------------------


def test_a_campaign_is_begun_mended_published_and_listed(coordinator: OpenCoordinator) -> None:
    at = coordinator()
    assert at.sees("nothing")
    at.begins()
    assert not at.may_press("publish")
    assert len(at.editing.mistakes or ()) > 5
    at.mends()
    assert check_pack(at.folder("my-campaign")).findings == ()
    key = key_file(at.home.folder / "campaign.key")
    at.presses("publish")
    assert isinstance(at.desk.state, Publishing)
    at.desk._take_key(at.home.folder / "campaign.key")
    passphrase = at.field("passphrase")
    QTest.keyClicks(passphrase, PASSPHRASE)
    QTest.keyClick(passphrase, Qt.Key.Key_Return)
    at.waits_until(lambda: isinstance(at.desk.state, Published))
    assert isinstance(at.desk.state, Published)
    pack = read_pack(at.desk.state.out)
    assert pack.recipients == (key.recipient,)
    four_words = at.reads("four_words")
    assert len(four_words.split()) == 4
    at.presses("all_campaigns")
    at.waits_until(at.has_list)
    assert at.reads("four_words") == four_words
    assert "clean-river" in at.reads("about")


def test_the_example_cannot_be_published_as_it_is(coordinator: OpenCoordinator) -> None:
    at = coordinator()
    at.begins()
    lines = [mistake.line for mistake in at.editing.mistakes or ()]
    assert any("Organisation" in line for line in lines)
    assert any("Privacy" in line for line in lines)
    assert any("exact words" in line for line in lines)
    at.desk._ask_for_key()
    assert isinstance(at.desk.state, Editing)


def test_a_wrong_passphrase_is_said_and_nothing_is_written(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    key_file(at.home.folder / "campaign.key")
    at.opens("mine")
    at.presses("publish")
    at.desk._take_key(at.home.folder / "campaign.key")
    QTest.keyClicks(at.field("passphrase"), "not this one")
    at.presses("publish_now")
    at.waits_until(lambda: at.sees("problem"))
    assert "[key." in at.reads("problem")
    assert not list(at.home.folder.rglob("*.inkpack"))
    assert "not this one" not in repr(at.desk.state)


def test_a_key_without_a_proved_sheet_needs_a_second_word(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    key_file(at.home.folder / "campaign.key", is_proved=False)
    at.opens("mine")
    at.presses("publish")
    at.desk._take_key(at.home.folder / "campaign.key")
    assert not at.sees("publish_unproved")
    QTest.keyClicks(at.field("passphrase"), PASSPHRASE)
    at.presses("publish_now")
    at.waits_until(lambda: at.sees("publish_unproved"))
    assert "key.unproved" in at.reads("problem")
    assert not list(at.home.folder.rglob("*.inkpack"))
    at.presses("publish_unproved")
    at.waits_until(lambda: isinstance(at.desk.state, Published))


def test_another_key_opens_it_too_once_its_words_were_compared(
    coordinator: OpenCoordinator,
) -> None:
    at = coordinator(OPEN_DOORS)
    key = key_file(at.home.folder / "campaign.key")
    other = made_key()
    file = at.home.folder / "other.inkpublic"
    file.write_bytes(public_file_bytes(other))
    at.opens("mine")
    at.presses("publish")
    at.desk._take_key(at.home.folder / "campaign.key")
    at.desk._take_other_key(file)
    at.waits_until(lambda: at.sees("match_0"))
    assert read_public_file(file).four_words in at.reads("other_words_0")
    assert not at.may_press("publish_now")
    at.presses("match_0")
    QTest.keyClicks(at.field("passphrase"), PASSPHRASE)
    at.presses("publish_now")
    at.waits_until(lambda: isinstance(at.desk.state, Published))
    assert isinstance(at.desk.state, Published)
    assert read_pack(at.desk.state.out).recipients == (key.recipient, other.recipient)


def test_what_is_no_public_key_is_refused(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("publish")
    at.desk._take_other_key(OPEN_DOORS / "campaign.toml")
    at.waits_until(lambda: at.sees("problem"))
    assert "public_key.unreadable" in at.reads("problem")


def test_one_version_names_one_pack_only(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    key_file(at.home.folder / "campaign.key")

    def publishes() -> None:
        at.presses("publish")
        at.desk._take_key(at.home.folder / "campaign.key")
        QTest.keyClicks(at.field("passphrase"), PASSPHRASE)
        at.presses("publish_now")

    at.opens("mine")
    publishes()
    at.waits_until(lambda: isinstance(at.desk.state, Published))
    at.presses("all_campaigns")
    at.waits_until(at.has_list)
    at.opens("mine")
    at.presses("section_people")
    at.types(setting("controller", "name"), "Somebody else")
    at.waits_until(at.is_checked)
    publishes()
    at.waits_until(lambda: at.sees("problem"))
    assert "campaign.version_taken" in at.reads("problem")
    at.presses("back")
    at.waits_until(at.is_checked)
    at.presses("todays_version")
    at.waits_until(at.is_checked)
    publishes()
    at.waits_until(lambda: isinstance(at.desk.state, Published))


# ---- nothing that was typed is lost ----------------------------------------------------------------


def test_what_was_typed_last_is_written_when_the_window_closes(
    coordinator: OpenCoordinator,
) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_words")
    at.types(word("en", "title"), "Typed at the very last moment")
    at.window.close()
    at.waits_until(lambda: not at.window.isVisible())
    text = (at.folder("mine") / "text" / "en.md").read_text(encoding="utf-8")
    assert 'title = "Typed at the very last moment"' in text


def test_an_id_that_is_being_typed_is_written_when_the_window_closes(
    coordinator: OpenCoordinator,
) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_choices")
    at.types(setting("consents", 3, "id"), "texts")
    at.window.close()
    at.waits_until(lambda: not at.window.isVisible())
    pack = read_pack(at.folder("mine"))
    assert [consent.id for consent in pack.settings.consents][-1] == "texts"


def test_what_is_wrong_is_kept_and_taken_up_again(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.types(setting("opens_on"), "when spring comes")
    at.waits_until(lambda: bool(at.editing.mistakes) and at.editing.is_saved)
    assert at.sees(f"wrong {setting('opens_on')}")
    at.presses("all_campaigns")
    at.waits_until(at.has_list)
    assert "1 thing to mend" in at.reads("told")
    at.opens("mine")
    assert at.field(f"entry {setting('opens_on')}").text() == "when spring comes"


def test_opening_and_leaving_changes_no_byte(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    for section in Section:
        if section is not Section.FILES:
            at.presses(f"section_{section.value}")
    at.presses("all_campaigns")
    at.waits_until(at.has_list)
    assert read_files(at.folder("mine")).content() == read_files(OPEN_DOORS).content()


def test_a_disk_that_refuses_is_said_and_typing_goes_on(
    coordinator: OpenCoordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    at.types(setting("look", "accent"), "#000000")
    at.waits_until(lambda: at.sees("problem"))
    assert "campaign.cannot_write" in at.reads("problem")
    assert at.field(f"entry {setting('look', 'accent')}").text() == "#000000"
    monkeypatch.setattr(Path, "replace", real)
    at.types(setting("look", "accent"), "#111111")
    at.waits_until(at.is_checked)
    assert read_pack(at.folder("mine")).settings.look.accent == "#111111"
    assert not at.sees("problem")


def test_what_is_removed_comes_back_and_goes_again(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_people")
    before = read_files(at.folder("mine")).content()
    at.presses(f"remove {setting('addressees', 1)}")
    at.waits_until(at.is_checked)
    assert len(read_pack(at.folder("mine")).settings.addressees) == 2
    at.presses("undo")
    at.waits_until(at.is_checked)
    assert read_files(at.folder("mine")).content() == before
    at.presses("undo")
    at.waits_until(at.is_checked)
    assert len(read_pack(at.folder("mine")).settings.addressees) == 2


def test_a_campaign_that_is_set_aside_can_be_brought_back(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.presses("aside_mine")
    at.waits_until(lambda: at.sees("nothing"))
    assert not at.folder("mine").exists()
    at.presses("bring_back")
    at.waits_until(lambda: at.sees("open_mine"))
    assert check_pack(at.folder("mine")).findings == ()


def test_a_copy_of_a_pack_is_taken_up_and_what_is_none_is_refused(
    coordinator: OpenCoordinator, tmp_path: Path
) -> None:
    at = coordinator()
    (tmp_path / "none.inkpack").write_bytes(b"no pack")
    at.desk._take_in(tmp_path / "none.inkpack")
    at.waits_until(lambda: at.sees("problem"))
    assert "pack.not_a_pack" in at.reads("problem")
    at.desk._take_in(OPEN_DOORS)
    at.waits_until(at.is_checked)
    assert at.editing.mistakes == ()
    assert at.folder("open-doors").is_dir()


def test_a_folder_that_cannot_be_read_is_listed_and_says_why(
    coordinator: OpenCoordinator, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(OPEN_DOORS, tmp_path / "linked"))
    (folder / "big.md").write_bytes(bytes(3 * 1024 * 1024))
    at = coordinator(folder)
    at.presses("open_mine")
    at.waits_until(lambda: at.sees("problem"))
    assert "pack.too_large" in at.reads("problem")


def test_an_empty_folder_is_listed_and_can_be_begun(
    coordinator: OpenCoordinator, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    at = coordinator(tmp_path / "empty")
    at.opens("mine")
    at.presses("mend")
    at.presses("mistake_0")
    at.presses("begin campaign.toml")
    at.waits_until(at.is_checked)
    assert "pack.missing_key" in {m.finding.code for m in at.editing.mistakes or ()}


def test_a_picture_is_taken_in_and_one_that_is_too_large_is_refused(
    coordinator: OpenCoordinator, tmp_path: Path
) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    (tmp_path / "huge.png").write_bytes(bytes(3 * 1024 * 1024))
    assert at.desk.editor is not None
    at.desk.editor.take_picture(tmp_path / "huge.png")
    at.waits_until(lambda: at.sees("problem"))
    assert "pack.too_large" in at.reads("problem")
    at.desk.editor.take_picture(OPEN_DOORS / "images" / "hero.png")
    at.waits_until(lambda: at.is_checked() and not at.sees("problem"))
    assert at.editing.mistakes == ()
    pack = read_pack(at.folder("mine"))
    assert pack.settings.look.image == "images/picture.png"
    assert pack.image == (OPEN_DOORS / "images" / "hero.png").read_bytes()


# ---- languages, choices ----------------------------------------------------------------------------


def test_another_language_begins_with_prompts_and_leads_to_its_words(
    coordinator: OpenCoordinator,
) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    QTest.keyClicks(at.field("add_language"), "Klingonisch")
    at.presses("add_language_now")
    assert "tag" in at.reads("wrong_language")
    QTest.keyClicks(at.field("add_language"), "x")
    at.field("add_language").selectAll()
    QTest.keyClicks(at.field("add_language"), "polski")
    at.presses("add_language_now")
    at.waits_until(at.is_checked)
    assert at.editing.language == "pl"
    assert at.sees("tab_pl")
    assert {m.finding.code for m in at.editing.mistakes or ()} == {"pack.prompt_left"}
    assert [m.label for m in at.editing.mistakes or () if "Polski" not in m.label] == []


def test_the_preview_follows_the_language_that_is_open(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_words")
    at.presses("tab_ar")
    at.waits_until(at.is_checked)
    preview = at._found("preview")
    assert preview is not None
    assert preview.accessibleDescription() == read_pack(OPEN_DOORS).texts["ar"].words.title
    field = at.field(f"entry {word('ar', 'title')}")
    assert field.layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_the_preview_changes_once_typing_rests(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_words")
    at.types(word("en", "title"), "Another title")
    preview = at._found("preview")
    assert preview is not None
    at.waits_until(lambda: preview.accessibleDescription() == "Another title")


def test_words_follow_a_choice_that_is_renamed(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_choices")
    spot = setting("consents", 3, "id")
    at.types(spot, "texts")
    QTest.keyClick(at.field(f"entry {spot}"), Qt.Key.Key_Return)
    at.waits_until(at.is_checked)
    assert at.editing.mistakes == ()
    pack = read_pack(at.folder("mine"))
    old = read_pack(OPEN_DOORS)
    assert pack.texts["ar"].words.consents["texts"] == old.texts["ar"].words.consents["sms"]
    assert pack.profile("sms_list").needs == ("texts",)
    assert pack.settings.ask.phone.only_with == "texts"


def test_a_name_that_another_choice_has_overwrites_no_words(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_choices")
    spot = setting("consents", 3, "id")
    at.types(spot, "sign")
    QTest.keyClick(at.field(f"entry {spot}"), Qt.Key.Key_Return)
    at.waits_until(at.is_checked)
    assert "pack.twice" in {m.finding.code for m in at.editing.mistakes or ()}
    text = (at.folder("mine") / "text" / "en.md").read_text(encoding="utf-8")
    assert text == (OPEN_DOORS / "text" / "en.md").read_text(encoding="utf-8")


# ---- every rule leads to where it is mended --------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "where"), BROKEN, ids=[f"{c}-{w}" for _, c, w in BROKEN]
)
def test_every_rule_leads_to_what_mends_it(
    coordinator: OpenCoordinator,
    tmp_path: Path,
    change: Callable[[Path], None],
    code: str,
    where: str,
) -> None:
    folder = Path(shutil.copytree(OPEN_DOORS, tmp_path / "broken"))
    change(folder)
    at = coordinator(folder)
    at.presses("open_mine")
    at.waits_until(lambda: isinstance(at.desk.state, Editing | Listing) and has_answer(at))
    if isinstance(at.desk.state, Listing):
        assert at.desk.state.problem is not None  # it cannot even be looked at, and that is said
        return
    found = at.editing.mistakes or ()
    assert found, (code, where)
    for mistake in found:
        if mistake.mend is not None or code == "pack.from_newer_version":
            continue
        assert at.desk.editor is not None
        at.desk.editor.lead_to(mistake)
        page = at.window.page
        assert isinstance(page, EditorPage)
        assert page.form is not None
        target = page.form.target(mistake.target)
        assert target is not None, mistake
        assert at.window.focusWidget() is target, mistake


def has_answer(at: Coordinator) -> bool:
    state = at.desk.state
    return state.problem is not None if isinstance(state, Listing) else at.is_checked()


def test_what_no_field_shows_can_be_taken_out(coordinator: OpenCoordinator, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OPEN_DOORS, tmp_path / "broken"))
    (folder / "notes.txt").write_text("x")
    path = folder / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[surprise]\nx = 1\n", encoding="utf-8")
    at = coordinator(folder)
    at.opens("mine")
    for _ in range(2):
        at.presses("mend")
        mistake = (at.editing.mistakes or ())[0]
        assert mistake.mend is not None
        at.presses(mistake.mend.name)
        at.waits_until(at.is_checked)
    assert at.editing.mistakes == ()


def test_a_file_that_no_form_can_show_is_mended_as_text(
    coordinator: OpenCoordinator, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(OPEN_DOORS, tmp_path / "broken"))
    whole = (folder / "text" / "de.md").read_text(encoding="utf-8")
    (folder / "text" / "de.md").write_text("title = lost", encoding="utf-8")
    at = coordinator(folder)
    at.opens("mine")
    at.presses("section_files")
    field = at.field("entry text/de.md")
    assert field.toPlainText() == "title = lost"
    field.setPlainText(whole)
    at.waits_until(lambda: at.is_checked() and at.editing.mistakes == ())


# ---- keys and looks --------------------------------------------------------------------------------


def test_tab_leads_to_every_field_and_button(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    for section in (Section.BASICS, Section.WORDS, Section.DELIVERIES):
        at.presses(f"section_{section.value}")
        assert not_reached(at.window.page) == []


def not_reached(page: QWidget | None) -> list[str]:
    assert page is not None
    window = page.window()
    kinds = (Action, Option, QLineEdit, QPlainTextEdit)
    wanted = {
        one
        for kind in kinds
        for one in page.findChildren(kind)
        if one.isVisible() and one.isEnabled()
    }
    reached: set[QWidget] = set()
    for _ in range(len(wanted) + 12):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        reached.add(focused)
        if isinstance(focused, Option):
            reached.update(focused.siblings())
    return [one.objectName() for one in wanted - reached]


def test_every_field_has_a_name_for_those_who_hear_it(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    for section in Section:
        if section is Section.FILES:
            continue
        at.presses(f"section_{section.value}")
        assert at.window.page is not None
        for kind in (QLineEdit, QPlainTextEdit, Action, Option):
            unnamed = [w for w in at.window.page.findChildren(kind) if not w.accessibleName()]
            assert unnamed == []


def test_the_field_that_has_the_focus_is_to_be_seen(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    at.presses("section_deliveries")
    page = at.window.page
    assert isinstance(page, EditorPage)
    assert page.form is not None
    last = page.form.findChildren(QLineEdit)[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    place = last.mapTo(page.form.viewport(), last.rect().center())
    assert page.form.viewport().rect().contains(place)


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(1920, 1080)], ids=["small", "large"])
def test_the_preview_has_the_shape_of_a_tablet(coordinator: OpenCoordinator, size: QSize) -> None:
    at = coordinator(OPEN_DOORS)
    at.window.resize(size)
    at.opens("mine")
    preview = at._found("preview")
    assert preview is not None
    for is_standing in (False, True):
        at.presses("preview_standing" if is_standing else "preview_lying")
        place = preview.place()
        shape = place.width() / place.height()
        assert shape == pytest.approx(0.625 if is_standing else 1.6, rel=0.03)


def test_the_preview_alone_is_larger_and_one_comes_back(coordinator: OpenCoordinator) -> None:
    at = coordinator(OPEN_DOORS)
    at.opens("mine")
    preview = at._found("preview")
    assert preview is not None
    small = preview.place().width()
    QTest.mouseClick(preview, Qt.MouseButton.LeftButton, pos=preview.place().center())
    larger = at._found("preview")
    assert larger is not None
    assert larger.place().width() > small
    assert at.sees("to_form")
    at.presses("to_form")
    assert at.editing.view is View.FORM
