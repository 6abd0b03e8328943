"""Journals that were set aside when they were damaged: kept until nothing in them is needed any more."""

from collections.abc import Sequence

from desktop_app.app.home import Home
from desktop_app.journal.runs import batch_runs, without
from desktop_app.journal.salvage import NothingToSalvage, salvage
from desktop_app.journal.store import Journal

RECORDS_AT_ONCE = 500
SET_ASIDE = "journal-set-aside-*.sqlite"


def remove_set_aside(home: Home, journals: Sequence[Journal]) -> list[str]:
    """Remove the files of which every record was erased where it was restored; gives their names.

    What was erased must not live on in them. A file with a record that is in no journal here stays.

    Raises:
        HomeReadOnly.
    """
    removed = []
    for path in sorted(home.folder.glob(SET_ASIDE)):
        try:
            saved = salvage(path)
        except NothingToSalvage:
            continue
        journal = next((each for each in journals if each.device == saved.device), None)
        if journal is None or not _is_all_erased(journal):
            continue
        if all(
            numbers.last() <= journal.record_counts().get(campaign, 0)
            for campaign, numbers in saved.campaigns()
        ):
            with home.writing():
                path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
                path.unlink()
            removed.append(path.name)
    return removed


def _is_all_erased(journal: Journal) -> bool:
    """Tell whether no record of a journal has its sealed part any more."""
    return not any(
        journal.records(campaign, start, end)
        for campaign, count in journal.record_counts().items()
        for first, last in without((1, count), journal.erased_runs(campaign))
        for start, end in batch_runs(first, last, RECORDS_AT_ONCE)
    )
