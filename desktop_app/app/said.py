"""The shape of what is said for a problem, and the sentences that recur."""

from dataclasses import dataclass

from desktop_app.language import mark


@dataclass(frozen=True, kw_only=True)
class Said:
    """Three sentences; `safe` is empty where nothing was ever in danger."""

    happened: str
    do: str
    safe: str = ""


NOTHING_CHANGED = mark("Nothing was changed.")
ALL_SAFE = mark("Everything that was signed before is safe.")
