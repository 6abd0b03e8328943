"""Sets a delivery as PDF: cover from the pack, cells and headings in its language."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.campaign.pack import CampaignKind, DeliveryProfile, Pack
from desktop_app.campaign.text import blocks
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.ideas import write_ideas
from desktop_app.deliveries.pdf.petition import PetitionCover, write_petition
from desktop_app.deliveries.problems import CannotWriteDelivery
from desktop_app.deliveries.profile import LeftOut, Row, let_out, rows
from desktop_app.language import Words
from desktop_app.register.people import People

IDEA = "idea"


@dataclass(frozen=True, kw_only=True)
class PetitionSetting:
    """How the petition is set: its words, the folder of the fonts, and the day on its cover."""

    words: Words
    fonts_folder: Path
    prepared_on: date


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """What the cover says before the first name is set."""

    row_count: int
    by_country: tuple[tuple[str, int], ...]


def write_petition_file(
    out: Path,
    people: People,
    pack: Pack,
    profile: DeliveryProfile,
    *,
    setting: PetitionSetting,
    left_out: LeftOut,
) -> int:
    """Write the PDF and count its rows. People are walked through twice: counted, then set.

    Where the profile tells ideas, each stands whole, and people are walked through once more.

    Raises:
        FontMissing: a font is not there. CannotWritePdf, CannotWriteDelivery: the disk refuses.
    """
    counted = _count(people, profile, setting.words, left_out)
    cover = _cover(pack, counted, setting)
    columns = tuple(heading(column, setting.words) for column in profile.columns)

    def cells() -> Iterator[Row]:
        signatures = let_out(people, profile.needs, left_out)
        return _shown(rows(signatures, profile.columns), profile.columns, setting.words)

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fonts = Fonts.load(setting.fonts_folder)
        if IDEA in profile.columns:
            write_ideas(
                out,
                cover=cover,
                columns=columns,
                idea_column=profile.columns.index(IDEA),
                rows=cells,
                fonts=fonts,
                words=setting.words,
            )
        else:
            write_petition(
                out,
                cover=cover,
                columns=columns,
                rows=cells(),
                row_count=counted.row_count,
                fonts=fonts,
                words=setting.words,
            )
        out.chmod(0o600)
    except OSError as error:
        raise CannotWriteDelivery(path=str(out), reason=type(error).__name__) from error
    return counted.row_count


def heading(column: str, words: Words) -> str:
    """Name a column for people."""
    headings = {
        "given_name": words.say("First name"),
        "family_name": words.say("Last name"),
        "email": words.say("Email"),
        "country": words.say("Country"),
        "postcode": words.say("Postcode"),
        "phone": words.say("Phone"),
        "idea": words.say("Your idea"),
        "language": words.say("Language"),
        "signed_on": words.say("Signed on"),
    }
    return headings.get(column, column)


def _count(
    people: People,
    profile: DeliveryProfile,
    words: Words,
    left_out: LeftOut,
) -> _Counted:
    """Count the rows, and by country if the profile may tell countries."""
    countries: Counter[str] = Counter()
    row_count = 0
    for signature in let_out(people, profile.needs, left_out):
        row_count += 1
        if "country" in profile.columns and signature.country:
            countries[signature.country] += 1
    by_country = sorted(
        ((words.country(code), count) for code, count in countries.items()),
        key=lambda named: (-named[1], named[0]),
    )
    return _Counted(row_count=row_count, by_country=tuple(by_country))


def _shown(raw: Iterator[Row], columns: tuple[str, ...], words: Words) -> Iterator[Row]:
    """Turn codes and dates into words."""

    def day(iso: str) -> str:
        return words.day(date.fromisoformat(iso))

    ways: dict[str, Callable[[str], str]] = {
        "country": words.country,
        "language": words.language_name,
        "signed_on": day,
    }
    turned = [(index, ways[column]) for index, column in enumerate(columns) if column in ways]
    known: dict[tuple[int, str], str] = {}
    for row in raw:
        cells = list(row)
        for index, way in turned:
            cell = cells[index]
            if (index, cell) not in known:
                known[index, cell] = way(cell) if cell else ""
            cells[index] = known[index, cell]
        yield tuple(cells)


def _cover(pack: Pack, counted: _Counted, setting: PetitionSetting) -> PetitionCover:
    settings = pack.settings
    text = pack.text(setting.words.language)
    return PetitionCover(
        language=text.language,
        title=text.words.title,
        lead=text.words.lead,
        demands_intro=text.words.demands_intro,
        demands=text.words.demands,
        closing=text.words.closing or "",
        body=tuple(block.text for block in blocks(text.body)),
        addressees=tuple((each.body, each.names) for each in settings.addressees),
        run_by=tuple(each.name for each in settings.run_by),
        started_by=settings.started_by.name if settings.started_by else "",
        signature_count=counted.row_count,
        signed_online=settings.counter.signed_online,
        signed_online_as_of=settings.counter.as_of,
        by_country=counted.by_country,
        prepared_on=setting.prepared_on,
        pack_sha256=pack.hash,
        is_idea=settings.kind is CampaignKind.IDEA,
    )
