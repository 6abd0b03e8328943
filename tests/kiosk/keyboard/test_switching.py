"""The switch key: a tap goes through the scripts, a long press offers every layout by its name."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from desktop_app.qt.keyboard.boards import Kind, email_rows
from desktop_app.qt.keyboard.keyboards import read_keyboards
from desktop_app.qt.keyboard.keys import Role
from desktop_app.qt.keyboard.layout import read_layout
from desktop_app.qt.keyboard.popup import VariantsPopup
from desktop_app.qt.keyboard.readable import ReadableKey
from desktop_app.qt.keyboard.switching import Switching
from desktop_app.qt.theme import fitting_px_per_mm
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import FOLDER, LYING, STANDING, Hands

CAMPAIGN = ("en", "de", "fr", "es", "ru", "ar")
NAMES = ("English", "Deutsch", "Français", "Español", "Русский", "العربية")
MOST = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk"),
    *("hu", "ro", "sv", "da", "nb", "sl", "az", "el", "bg", "ka"),
)
"""As many languages as a pack may have."""
SMALLEST_MM = 12.0


def switching(*languages: str) -> Switching:
    return Switching(read_keyboards(FOLDER, languages).for_language(languages[0]))


def taken_by_taps(through: Switching, count: int) -> list[str]:
    names = []
    for _ in range(count):
        through.go_on()
        names.append(through.shown.name)
    return names


def opened(hands: Hands) -> VariantsPopup:
    """Hold the switch key and lift: the layouts wait for a tap."""
    key = hands.key_of(Role.SWITCH)
    assert key is not None
    hands.lifts(hands.holds(key))
    popup = hands.keyboard.popup
    assert popup is not None
    return popup


def slides_to(hands: Hands, name: str) -> None:
    key = hands.key_of(Role.SWITCH)
    assert key is not None
    hands.chooses(key, name)


def rows_shown(hands: Hands) -> str:
    texts = [one.key.text for one in hands.keyboard.placed if one.key.role is Role.TEXT]
    return "".join(text.lower() for text in texts if text.isalpha())


# -- taps -------------------------------------------------------------------------------------------


def test_taps_lead_through_the_scripts_with_one_latin_layout() -> None:
    assert taken_by_taps(switching(*CAMPAIGN), 4) == ["Русский", "العربية", "English", "Русский"]


def test_two_languages_of_another_script_are_both_reached_by_taps() -> None:
    assert taken_by_taps(switching("en", "ru", "uk", "de"), 3) == [
        "Русский",
        "Українська",
        "English",
    ]


def test_taps_lead_through_all_layouts_where_there_is_one_script() -> None:
    assert taken_by_taps(switching("de", "en", "fr"), 3) == ["English", "Français", "Deutsch"]


def test_chosen_latin_layout_stays_the_latin_one_of_the_taps() -> None:
    through = switching(*CAMPAIGN)

    through.choose(2)

    assert through.shown.name == "Français"
    assert taken_by_taps(through, 3) == ["Русский", "العربية", "Français"]


def test_key_says_where_a_tap_leads_from_every_layout() -> None:
    for languages in (CAMPAIGN, ("de", "en", "fr"), ("ru", "uk", "en", "de")):
        through = switching(*languages)
        for number in range(len(through.layouts)):
            through.choose(number)
            label = through.label_after(number)
            through.go_on()
            assert label in (through.shown.label, through.shown.name[:3])


def test_one_layout_has_no_switch_and_nothing_to_choose(sit_down: SitDown) -> None:
    alone = switching("de")
    assert (alone.label_after(0), alone.names) == ("", ())
    for kind in Kind:
        assert sit_down("de", kind).key_of(Role.SWITCH) is None


# -- long press -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["touch", "mouse"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_layout_is_chosen_by_sliding(sit_down: SitDown, language: str, by: str) -> None:
    hands = sit_down(language, languages=CAMPAIGN, by=by)
    seen = set()

    for name in NAMES:
        slides_to(hands, name)
        assert hands.keyboard.layout_shown.name == name
        assert hands.keyboard.popup is None
        seen.add(rows_shown(hands))

    assert len(seen) == len(NAMES)
    assert hands.bench.text == ""


@pytest.mark.parametrize("by", ["touch", "mouse"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_layout_is_chosen_by_a_tap_after_lifting(sit_down: SitDown, language: str, by: str) -> None:
    hands = sit_down(language, languages=CAMPAIGN, by=by, text="x")
    key = hands.key_of(Role.SWITCH)
    assert key is not None
    popup = opened(hands)
    at = popup.centre_of(key.key.variants.index("Français")).toPoint()

    hands.touch.press(at, popup)
    hands.touch.release(at, popup)

    assert hands.keyboard.layout_shown.name == "Français"
    assert hands.keyboard.popup is None
    hands.taps("a")
    assert hands.bench.text == "xa"


def test_layouts_are_offered_from_the_page_of_signs_too(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=CAMPAIGN)
    hands.taps_role(Role.PAGE)

    slides_to(hands, "Deutsch")

    assert rows_shown(hands).startswith("qwertzuiop")


def test_lifting_elsewhere_keeps_the_layout(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=CAMPAIGN)
    key = hands.key_of(Role.SWITCH)
    assert key is not None
    hands.holds(key)

    hands.touch.release(QPoint(750, 250), hands.keyboard)

    assert hands.keyboard.popup is None
    assert hands.keyboard.layout_shown.name == "English"


def test_short_tap_opens_nothing(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=CAMPAIGN)

    hands.taps_role(Role.SWITCH)

    assert hands.keyboard.popup is None
    assert hands.bench.timers[0].started_ms is None
    assert hands.keyboard.layout_shown.name == "Русский"


def test_choice_is_told_and_nothing_is_when_the_layout_stays(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=CAMPAIGN)
    told: list[str] = []
    hands.keyboard.layout_changed.connect(lambda: told.append(hands.keyboard.layout_shown.name))
    hands.types("Mo")
    assert told == []

    slides_to(hands, "Français")
    hands.taps_role(Role.SWITCH)

    assert told == ["Français", "Русский"]


# -- addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.POSTCODE])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
def test_addresses_begin_with_the_signers_latin_layout(
    sit_down: SitDown, kind: Kind, size: QSize
) -> None:
    for language, first in (("fr", "azerty"), ("de", "qwertz"), ("es", "qwerty"), ("ru", "qwerty")):
        hands = sit_down(language, kind, languages=CAMPAIGN, size=size)
        assert rows_shown(hands).startswith(first), language


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.POSTCODE])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
def test_addresses_are_written_on_any_latin_layout(
    sit_down: SitDown, kind: Kind, size: QSize
) -> None:
    hands = sit_down("ar", kind, languages=CAMPAIGN, size=size, by="mouse")

    slides_to(hands, "Français")
    assert rows_shown(hands).startswith("azertyuiopqsdfghjklmwxcvbn")
    hands.taps_role(Role.SWITCH)
    assert rows_shown(hands).startswith("qwerty")


def test_layouts_with_the_same_keys_for_addresses_are_offered_once(sit_down: SitDown) -> None:
    hands = sit_down("es", Kind.EMAIL, languages=CAMPAIGN)

    key = hands.key_of(Role.SWITCH)

    assert key is not None
    assert key.key.variants == ("Español", "Deutsch", "Français")


def test_no_switch_where_all_addresses_have_the_same_keys(sit_down: SitDown) -> None:
    for kind in (Kind.EMAIL, Kind.POSTCODE):
        assert sit_down("en", kind, languages=("en", "es", "ru")).key_of(Role.SWITCH) is None


@pytest.mark.parametrize("language", ["fr", "es"])
def test_address_follows_the_layout_chosen_before(sit_down: SitDown, language: str) -> None:
    chosen = read_layout(FOLDER / f"{language}.toml")

    hands = sit_down("de", Kind.EMAIL, languages=CAMPAIGN, chosen=chosen)

    assert rows_shown(hands).startswith("".join(email_rows(chosen)))


# -- where the choices lie --------------------------------------------------------------------------


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("kind", [Kind.NAME, Kind.EMAIL, Kind.POSTCODE, Kind.TEXT])
@pytest.mark.parametrize("languages", [CAMPAIGN, MOST, ("ar", "fr", "de")], ids=len)
def test_choices_are_large_whole_and_within_the_window(
    sit_down: SitDown,
    families: tuple[str, ...],
    languages: tuple[str, ...],
    kind: Kind,
    size: QSize,
    is_large: bool,
) -> None:
    look = {"size": size, "is_large": is_large, "families": families}
    hands = sit_down(languages[0], kind, languages=languages, by="mouse", **look)
    mm = fitting_px_per_mm(size)
    key = hands.key_of(Role.SWITCH)
    assert key is not None
    for one in hands.keyboard.placed:
        assert min(one.rect.width(), one.rect.height()) >= SMALLEST_MM * mm, one.key.label
    assert hands.keyboard.words_fit()

    popup = opened(hands)

    assert len(popup.cells) == len(key.key.variants) >= 2
    assert popup.words_fit()
    assert hands.bench.window.rect().contains(popup.geometry())
    assert popup.geometry().bottom() <= hands.keyboard.y() + key.rect.top()
    for cell in popup.cells:
        assert QRectF(popup.rect()).contains(cell)
        assert min(cell.width(), cell.height()) >= SMALLEST_MM * mm
    cells = popup.cells
    assert not any(a.intersects(b) for n, a in enumerate(cells) for b in cells[:n])


def test_first_choice_stands_where_lines_begin(sit_down: SitDown) -> None:
    for language, is_mirrored in (("en", False), ("ar", True)):
        lefts = [cell.left() for cell in opened(sit_down(language, languages=CAMPAIGN)).cells[:2]]
        assert (lefts[0] > lefts[1]) is is_mirrored


def test_present_layout_has_a_tick_where_the_others_have_nothing(
    sit_down: SitDown, families: tuple[str, ...]
) -> None:
    for language, edge in (("en", "right"), ("ar", "left")):
        hands = sit_down(language, languages=CAMPAIGN, size=LYING, families=families, by="mouse")
        popup = opened(hands)
        inked = [has_ink_near(popup, cell, edge) for cell in popup.cells]
        assert inked == [True, False, False, False, False, False]


def has_ink_near(popup: VariantsPopup, cell: QRectF, edge: str) -> bool:
    """Look at the strip of a choice in which only a tick may be."""
    mm = fitting_px_per_mm(LYING)
    image = popup.grab().toImage()
    begin = cell.right() - 4.0 * mm if edge == "right" else cell.left() + 1.0 * mm
    columns = range(int(begin), int(begin + 2.0 * mm))
    rows = range(int(cell.top() + 3 * mm), int(cell.bottom() - 3 * mm))
    return any(image.pixelColor(x, y).lightness() < 60 for x in columns for y in rows)


# -- screen readers ---------------------------------------------------------------------------------


@pytest.fixture
def screen_reader(qapp: QApplication) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def read_in(interface: QAccessibleInterface) -> dict[str, QAccessibleInterface]:
    found = [interface.child(number) for number in range(interface.childCount())]
    return {one.text(QAccessible.Text.Name): one for one in found if not one.state().invisible}


def press(one: QAccessibleInterface) -> None:
    """Do what Qt does for a screen reader: what is on or off is toggled, all else is pressed."""
    button = one.object()
    assert isinstance(button, ReadableKey)
    if button.isCheckable():
        button.toggle()
    else:
        button.click()


@pytest.mark.usefixtures("screen_reader")
@pytest.mark.parametrize("kind", [Kind.NAME, Kind.EMAIL, Kind.POSTCODE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_reader_chooses_any_layout(sit_down: SitDown, language: str, kind: Kind) -> None:
    hands = sit_down(language, kind, languages=CAMPAIGN)
    key = hands.key_of(Role.SWITCH)
    assert key is not None
    names = key.key.variants
    assert len(names) == (6 if kind is Kind.NAME else 3)

    for name in names:
        keys = read_in(QAccessible.queryAccessibleInterface(hands.keyboard))
        before = hands.keyboard.layout_shown.name
        press(keys["Change the language of the keyboard"])
        popup = hands.keyboard.popup
        assert popup is not None
        interface = QAccessible.queryAccessibleInterface(popup)
        assert interface.text(QAccessible.Text.Name) == "Change the language of the keyboard"
        offered = read_in(interface)
        assert tuple(offered) == names
        assert [one for one in names if offered[one].state().checked] == [before]
        press(offered[name])
        assert hands.keyboard.layout_shown.name == name
        assert hands.keyboard.popup is None
        assert hands.keyboard.typing.is_idle


@pytest.mark.usefixtures("screen_reader")
def test_reader_goes_straight_to_the_other_one_of_two(sit_down: SitDown) -> None:
    hands = sit_down("de", languages=("de", "en"))
    keys = read_in(QAccessible.queryAccessibleInterface(hands.keyboard))

    press(keys["Change the language of the keyboard: Eng"])

    assert hands.keyboard.popup is None
    assert hands.keyboard.layout_shown.name == "English"
