"""What can be done with the shape of a pack in work: lists grow, languages come and go."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.in_work import PackInWork, Value, languages_of, text_files
from desktop_app.campaign.pack import PACK_FORMAT, PAGE_NAMES
from desktop_app.campaign.prompts import prompt
from desktop_app.campaign.spot import Spot
from desktop_app.campaign.text import FRONT_MATTER_FENCE
from desktop_app.console.coordinator.entries import Change
from desktop_app.language import SPOKEN, locale_of, own_name

EMPTY_TEXT = f"{FRONT_MATTER_FENCE}\n{FRONT_MATTER_FENCE}\n".encode()


def setting(*keys: str | int) -> Spot:
    """Give a place in `campaign.toml`."""
    return Spot(file=SETTINGS_FILE, keys=keys)


def word(language: str, *keys: str | int) -> Spot:
    """Give a place in the front matter of a language's text; without keys its body."""
    return Spot(file=f"text/{language}.md", keys=keys)


def page_spot(name: str, language: str) -> Spot:
    """Give a reading page."""
    return Spot(file=f"pages/{name}.{language}.md")


def adding(spot: Spot, value: Value) -> Change:
    """Add an entry at the end of a list."""
    return lambda pack: pack.put(spot.below(pack.length(spot)), value)


def taking_out(spot: Spot) -> Change:
    """Take a key or an entry out."""
    return lambda pack: pack.take_out(spot)


def moving_up(spot: Spot) -> Change:
    """Let an entry come before the one before it."""
    return lambda pack: pack.move_up(spot)


def removing_file(file: str) -> Change:
    """Leave a file out."""
    return lambda pack: pack.remove_file(file)


# ---- languages -------------------------------------------------------------------------------------


def language_named(untrusted_text: str) -> str | None:
    """Find the tag of a language by its tag, its own name or its English one."""
    wanted = untrusted_text.strip().casefold()
    for tag in sorted(SPOKEN):
        names = (tag, own_name(tag), locale_of(tag).get_language_name("en") or "")
        if wanted in {name.casefold() for name in names}:
            return tag
    try:
        known = str(Locale.parse(wanted, sep="-").language) if wanted else ""
    except (UnknownLocaleError, ValueError):
        return None
    return wanted if known and wanted == known else None


def adding_language(language: str) -> Change:
    """Add a language: its text begins with the words of the default one, to be translated."""

    def change(pack: PackInWork) -> None:
        languages = languages_of(pack)
        if language not in languages:
            pack.put(setting("languages"), [*languages, language])
        first = pack.words(setting("default_language")) or next(iter(languages), "")
        file, source = f"text/{language}.md", pack.files().get(f"text/{first}.md")
        if file not in pack.files():
            pack.write_file(file, source or EMPTY_TEXT)
            _ask_for_words(pack, language)

    return change


def _ask_for_words(pack: PackInWork, language: str) -> None:
    """Make a prompt of all words of a text."""
    spots = [word(language), *(word(language, key) for key in _LINES)]
    demands = word(language, "demands")
    spots += [demands.below(number) for number in range(pack.length(demands))]
    for consent in pack.ids("consents"):
        spots += [word(language, "consents", consent, key) for key in ("statement", "details")]
    for spot in spots:
        words = pack.words(spot)
        if words:
            pack.put(spot, prompt(words))


_LINES = ("title", "lead", "demands_intro", "closing", "image_description")


def removing_language(language: str) -> Change:
    """Take a language out with its text and its pages."""

    def change(pack: PackInWork) -> None:
        left = [one for one in languages_of(pack) if one != language]
        pack.put(setting("languages"), list(left))
        pack.remove_file(f"text/{language}.md")
        for name in PAGE_NAMES:
            pack.remove_file(f"pages/{name}.{language}.md")
        if pack.words(setting("default_language")) == language and left:
            pack.put(setting("default_language"), left[0])

    return change


# ---- consents and deliveries -----------------------------------------------------------------------


def free_id(stem: str, taken: Iterable[str]) -> str:
    """Give the first id of a row that nothing has yet."""
    number = 1
    while f"{stem}_{number}" in set(taken):
        number += 1
    return f"{stem}_{number}"


def adding_choice(question: str) -> Change:
    """Add a choice, with a prompt for its words in each language."""

    def change(pack: PackInWork) -> None:
        consent = free_id("choice", pack.ids("consents"))
        adding(setting("consents"), {"id": consent, "kind": "choice"})(pack)
        for file in text_files(pack):
            spot = Spot(file=file, keys=("consents", consent, "statement"))
            pack.put(spot, prompt(question))

    return change


def taking_out_consent(number: int) -> Change:
    """Take a consent out with its words, and out of what needs it."""

    def change(pack: PackInWork) -> None:
        consent = pack.ids("consents")[number]
        pack.take_out(setting("consents", number))
        if consent in pack.ids("consents"):
            return
        for file in text_files(pack):
            pack.take_out(Spot(file=file, keys=("consents", consent)))
        for delivery in range(pack.length(setting("deliveries"))):
            spot = setting("deliveries", delivery, "needs")
            pack.put(spot, [need for need in pack.lines(spot) if need != consent])
        if pack.words(setting("ask", "phone", "only_with")) == consent:
            pack.put(setting("ask", "phone"), "off")

    return change


def renaming_consent(number: int, new: str) -> Change:
    """Give a consent another id; its words and what needs it follow, unless another has that id."""

    def change(pack: PackInWork) -> None:
        ids = pack.ids("consents")
        old = ids[number] if number < len(ids) else ""
        pack.put(setting("consents", number, "id"), new or None)
        if not old or not new or old in pack.ids("consents") or ids.count(new):
            return
        for file in text_files(pack):
            words = Spot(file=file, keys=("consents", old))
            target = Spot(file=file, keys=("consents", new))
            value = pack.value(words)
            if value is not None and pack.value(target) is None:
                pack.put(target, value)
                pack.take_out(words)
        for delivery in range(pack.length(setting("deliveries"))):
            spot = setting("deliveries", delivery, "needs")
            needs: list[Value] = [new if need == old else need for need in pack.lines(spot)]
            pack.put(spot, needs)
        if pack.words(setting("ask", "phone", "only_with")) == old:
            pack.put(setting("ask", "phone"), {"only_with": new})

    return change


def adding_delivery(recipient: str) -> Change:
    """Add a delivery that names whom it needs and what goes out later."""

    def change(pack: PackInWork) -> None:
        value: Value = {
            "id": free_id("delivery", pack.ids("deliveries")),
            "to": prompt(recipient),
            "needs": [],
            "columns": ["given_name", "family_name"],
        }
        adding(setting("deliveries"), value)(pack)

    return change


# ---- the rest --------------------------------------------------------------------------------------


def next_version(today: str) -> Change:
    """Call this version after today; a second one of the day ends in .2."""

    def change(pack: PackInWork) -> None:
        day, _, number = pack.words(setting("version")).partition(".")
        following = f"{today}.{int(number or 1) + 1}" if number.isdigit() or not number else today
        pack.put(setting("version"), following if day == today else today)

    return change


def with_picture(name: str, data: bytes) -> Change:
    """Put a picture into the pack, in the place of the one before."""

    def change(pack: PackInWork) -> None:
        before = pack.words(setting("look", "image"))
        if before:
            pack.remove_file(before)
        path = f"images/{name}"
        pack.write_file(path, data)
        pack.put(setting("look", "image"), path)

    return change


def without_picture(pack: PackInWork) -> None:
    """Take the picture out, with its descriptions."""
    image = pack.words(setting("look", "image"))
    if image:
        pack.remove_file(image)
    pack.take_out(setting("look", "image"))
    for file in text_files(pack):
        pack.take_out(Spot(file=file, keys=("image_description",)))


def begin_settings(pack: PackInWork) -> None:
    """Begin the settings where their file is gone: the form asks for all that they need."""
    pack.write_file(SETTINGS_FILE, f"format = {PACK_FORMAT}\n".encode())
    pack.put(setting("languages"), _languages_there(pack))


def _languages_there(pack: PackInWork) -> list[Value]:
    names = sorted(file for file in pack.files() if file.startswith("text/"))
    return [file.removeprefix("text/").removesuffix(".md") for file in names]


def format_now(pack: PackInWork) -> None:
    """Say in which format the pack is written: the only one that there is."""
    if pack.value(setting("format")) != PACK_FORMAT:
        pack.put(setting("format"), PACK_FORMAT)
