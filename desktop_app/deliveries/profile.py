"""What a delivery profile lets out: just its columns, of just those with all its consents."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from enum import Enum

from desktop_app.register.people import People, Person
from desktop_app.signature.signature import Signature

Row = tuple[str, ...]


class Reason(Enum):
    """Why a signature is not in a delivery."""

    DUPLICATE = "duplicate"
    NO_CONSENT = "no_consent"
    UNREADABLE = "unreadable"
    TAKEN_BACK = "taken_back"
    REVOKED = "revoked"


@dataclass(kw_only=True)
class LeftOut:
    """How many signatures stayed at home; with the rows of the delivery they are all.

    `record_ids` are those that went out, 16 bytes each.
    """

    duplicate: int = 0
    no_consent: int = 0
    unreadable: int = 0
    taken_back: int = 0
    revoked: int = 0
    record_ids: bytearray = field(default_factory=bytearray, repr=False)

    def by_reason(self) -> dict[str, int]:
        """Give the counts by the names of the reasons."""
        return {reason.value: getattr(self, reason.value) for reason in Reason}


def let_out(people: People, needs: tuple[str, ...], left_out: LeftOut) -> Iterator[Signature]:
    """Give the signatures that a delivery may hold, and count the others.

    Each of `needs` must be Yes in the signature itself, also a consent that signing gives: what the
    newest pack says of a consent does not tell what an older one asked.
    """
    left_out.duplicate = people.duplicate_count()
    left_out.taken_back = people.taken_back_count()
    left_out.revoked = people.revoked_count()
    left_out.no_consent = left_out.unreadable = 0
    left_out.record_ids.clear()
    for person in people:
        if person is None:
            left_out.unreadable += 1
        elif not _may(person, needs):
            left_out.no_consent += 1
        else:
            left_out.record_ids += person.record_id
            yield person.signature


def rows(signatures: Iterable[Signature], columns: tuple[str, ...]) -> Iterator[Row]:
    """Give the cells of each signature, raw, in the order of the columns.

    A column that a signature does not have stays empty. Dates are ISO 8601.
    """
    cells = [_cell(column) for column in columns]
    for signature in signatures:
        yield tuple([cell(signature) for cell in cells])


def signed_on(signature: Signature) -> str:
    """Give the day of signing: that on the paper sheet, or the day in UTC.

    Nothing for an instant that no clock has shown: the device may have been hostile.
    """
    if signature.paper is not None and signature.paper.signed_on is not None:
        return signature.paper.signed_on.isoformat()
    try:
        return signature.signed_at.astimezone(UTC).date().isoformat()
    except (OverflowError, ValueError):
        return ""


def _may(person: Person, needs: tuple[str, ...]) -> bool:
    return all(person.says_yes(consent_id) for consent_id in needs)


CELLS: dict[str, Callable[[Signature], str]] = {
    "given_name": lambda signature: signature.given_name,
    "family_name": lambda signature: signature.family_name,
    "email": lambda signature: signature.email,
    "country": lambda signature: signature.country,
    "postcode": lambda signature: signature.postcode,
    "phone": lambda signature: signature.phone,
    "idea": lambda signature: signature.idea,
    "language": lambda signature: signature.language,
    "signed_on": signed_on,
}
"""All that a column may show. What is not here leaves the register in no delivery."""


def _cell(column: str) -> Callable[[Signature], str]:
    return CELLS.get(column, lambda _: "")
