"""Makes recovery sheets of a key, one that opens alone or three of which any two open; and reads them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import ClassVar

from desktop_app.app.home import fonts_folder
from desktop_app.app.papers import english
from desktop_app.deliveries.coordinator.recovery_sheet import (
    KeyOnPaper,
    RecoverySheet,
    split_sheet,
    whole_sheet,
)
from desktop_app.language import Words
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import CampaignKey, derive_key
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import Recovered, read_recovery, recovery_line, recovery_words
from desktop_app.sealing.sharing import combined, read_share, share_line, split_seed
from desktop_app.sealing.sheet_proof import check_seed


class SheetExists(Problem):
    """There is a file under the sheet's name."""

    code: ClassVar[str] = "recovery.sheet_exists"


class CannotWriteSheet(Problem):
    """The disk does not take the sheet."""

    code: ClassVar[str] = "recovery.cannot_write"


def check_sheet_place(out: Path) -> None:
    """Refuse to write a sheet over anything: it may be another key's.

    Raises:
        SheetExists, CannotWriteSheet.
    """
    try:
        if out.name in ("", "..") or out.is_dir():
            raise CannotWriteSheet(path=str(out))
        if out.exists():
            raise SheetExists(path=str(out))
    except OSError as error:
        raise CannotWriteSheet(path=str(out)) from error


def write_sheet(key: CampaignKey, out: Path, *, today: date, words: Words | None = None) -> None:
    """Write the sheet that brings a key back alone; never over anything.

    Args:
        words: its language; English without.

    Raises:
        SheetExists, CannotWriteSheet, FontMissing.
    """
    check_sheet_place(out)
    text = recovery_line(key.seed, key.suite)
    _write(whole_sheet(_about(key, today), recovery_words(key.seed), text, words or english()), out)


def write_split_sheets(
    key: CampaignKey, folder: Path, *, today: date, words: Words | None = None
) -> tuple[Path, ...]:
    """Write three sheets of which any two bring a key back: all three, or none.

    Each call makes a new set; sheets of two sets do not fit together.

    Args:
        words: their language; English without.

    Raises:
        SheetExists, CannotWriteSheet, FontMissing.
    """
    shares = split_seed(key.seed)
    _check_pairs(key, shares)
    files = tuple(folder / f"recovery-{number}-of-3.pdf" for number in range(1, len(shares) + 1))
    for file in files:
        check_sheet_place(file)
    on_paper, say = _about(key, today), words or english()
    try:
        for number, (share, file) in enumerate(zip(shares, files, strict=True), start=1):
            line = share_line(share, key.suite)
            _write(split_sheet(on_paper, share, line, number, say), file)
    except BaseException:
        for file in files:
            with suppress(OSError):
                file.unlink(missing_ok=True)
        raise
    return files


def read_sheets(untrusted_texts: Sequence[str], *, is_split: bool) -> Recovered:
    """Read what was typed or scanned of one whole sheet, or of two of three.

    Raises:
        what `read_recovery`, or `read_share` and `combined` raise.
    """
    if not is_split:
        return read_recovery("\n".join(untrusted_texts))
    return combined([read_share(text, n) for n, text in enumerate(untrusted_texts, start=1)])


def possible_keys(recovered: Recovered, suite: SuiteId | None = None) -> tuple[CampaignKey, ...]:
    """Derive the key of a sheet: in each suite where nothing tells which, for words alone do not."""
    told = recovered.suite or suite
    return tuple(
        derive_key(recovered.seed, each) for each in SuiteId if told is None or each is told
    )


def _check_pairs(key: CampaignKey, shares: tuple[tuple[str, ...], ...]) -> None:
    """See that any two bring the key back, before they are on paper."""
    from itertools import combinations

    read = [read_share(share_line(words, key.suite), n) for n, words in enumerate(shares, start=1)]
    for pair in combinations(read, 2):
        check_seed(key, combined(pair).seed)


def _write(sheet: RecoverySheet, out: Path) -> None:
    from desktop_app.deliveries.pdf.fonts import Fonts
    from desktop_app.deliveries.pdf.output import CannotWritePdf
    from desktop_app.deliveries.pdf.recovery import write_recovery_sheet

    fonts = Fonts.load(fonts_folder())
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_recovery_sheet(out, sheet, fonts)
    except (OSError, CannotWritePdf) as error:
        raise CannotWriteSheet(path=str(out)) from error


def _about(key: CampaignKey, today: date) -> KeyOnPaper:
    words = fingerprint(key.coordinator_key, key.recipient.public_key)
    return KeyOnPaper(four_words=words, suite=int(key.suite), made_on=today)
