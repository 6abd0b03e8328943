"""Compares closing slips with what came: the witness that nothing was cut off and nothing swapped.

A slip that was given once belongs to the register for ever, so every later merge still names what
is missing. Nothing in a slip is personal; headers tell as much in the clear.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection, select

from desktop_app.register.chains import (
    Chain,
    chain_after,
    first_break,
    has_news,
    has_record,
    missing_runs,
)
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.tables import device_table, revocation_table, slip_table
from desktop_app.sealing.slip import (
    ClosingSlip,
    SlipFromNewerVersion,
    SlipMistyped,
    SlipUnreadable,
    read_slip,
    slip_text,
)


class SlipState(Enum):
    """How a slip compares with what is in the register."""

    COMPLETE = "complete"
    SIGNED_AFTER = "signed_after"
    """Complete, and the device went on after it was closed."""
    CUT_TAIL = "cut_tail"
    """The last records are missing."""
    GAPS = "gaps"
    """Records in between are missing, the last one is here."""
    FORK = "fork"
    """The device handed over another history than the one that it was closed with."""
    REVOKED = "revoked"
    """All that the device wrote before it was revoked is here; the rest is not trusted."""
    MISSING_DEVICE = "missing_device"
    """Nothing of this device has come."""
    WAITING_DEVICE = "waiting_device"
    """The device was not accepted yet."""
    MISTYPED = "mistyped"
    """The text is no slip, or was copied wrongly."""


AGREES = (SlipState.COMPLETE, SlipState.SIGNED_AFTER, SlipState.REVOKED)
DIFFERS = (
    SlipState.CUT_TAIL,
    SlipState.GAPS,
    SlipState.FORK,
    SlipState.MISSING_DEVICE,
    SlipState.MISTYPED,
)


@dataclass(frozen=True, kw_only=True)
class ComparedSlip:
    """A slip and what it was found to be.

    `device` is whole where the device is known, else as short as on the slip, and empty with
    `campaign` for a mistyped one, of which `text` shows what was typed. `missing` are runs of
    numbers. `is_given` tells the slips of this merge from those that the register had.
    """

    state: SlipState
    campaign: str = ""
    device: str = ""
    expected: int = 0
    found: int = 0
    missing: tuple[tuple[int, int], ...] = ()
    text: str = ""
    code: str = ""
    is_given: bool = False

    @property
    def differs(self) -> bool:
        """Tell whether somebody must look for something: a waiting device only wants accepting."""
        return self.state in DIFFERS


@dataclass(frozen=True, kw_only=True)
class ReadSlips:
    """Slips as they were typed: those that can be read, and what is wrong with the others."""

    slips: tuple[ClosingSlip, ...] = ()
    mistyped: tuple[ComparedSlip, ...] = ()


def read_slips(untrusted_texts: Iterable[str]) -> ReadSlips:
    """Read slips; a mistyped one stops nothing."""
    slips: list[ClosingSlip] = []
    mistyped = []
    for text in untrusted_texts:
        try:
            slips.append(read_slip(text))
        except (SlipMistyped, SlipUnreadable, SlipFromNewerVersion) as problem:
            mistyped.append(
                ComparedSlip(
                    state=SlipState.MISTYPED,
                    text=str(problem.facts["slip"]),
                    code=problem.code,
                    is_given=True,
                )
            )
    return ReadSlips(slips=tuple(dict.fromkeys(slips)), mistyped=tuple(mistyped))


def without_erased(given: ReadSlips, is_erased: Callable[[str], bool]) -> ReadSlips:
    """Leave out slips of campaigns that were erased: there is nothing to compare them with."""
    return replace(given, slips=tuple(slip for slip in given.slips if not is_erased(slip.campaign)))


def note_slips(
    connection: Connection, slips: Sequence[ClosingSlip], now: str, merge_id: int
) -> None:
    """Keep slips for ever; the same one again changes nothing."""
    table = slip_table
    for slip in slips:
        key = {
            "campaign": slip.campaign,
            "device": slip.device,
            "count": slip.count,
            "head": slip.head.hex(),
        }
        is_this = [table.c[name] == value for name, value in key.items()]
        if connection.execute(select(table.c.noted_at).where(*is_this)).first() is None:
            closed_at = slip.closed_at.isoformat(timespec="minutes")
            more = {"closed_at": closed_at, "noted_at": now, "merge_id": merge_id}
            connection.execute(table.insert().values(**key, **more))


def compare_slips(connection: Connection, given: ReadSlips) -> tuple[ComparedSlip, ...]:
    """Compare every slip that was given, and those of before that are still not met."""
    compared = list(given.mistyped)
    for slip in _stored(connection):
        is_given = slip in given.slips
        found = _compare(connection, slip, is_given)
        if is_given or found.state not in AGREES:
            compared.append(found)
    return tuple(compared)


def without_slip(connection: Connection, chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """List the chains of a merge for which the register has no slip; none while it has none at all."""
    slips = _stored(connection)
    return tuple(
        chain
        for chain in sorted(chains)
        if slips
        and not any(slip.campaign == chain.campaign and slip.is_of(chain.device) for slip in slips)
    )


def _compare(connection: Connection, slip: ClosingSlip, is_given: bool) -> ComparedSlip:
    """Compare with the device that agrees best: two may begin with the same 40 bits."""
    candidates = [
        _compare_with(connection, slip, Chain(campaign=slip.campaign, device=device), is_given)
        for device in _devices(connection, slip)
    ]
    order = list(SlipState)
    nothing = ComparedSlip(
        state=SlipState.MISSING_DEVICE,
        campaign=slip.campaign,
        device=slip.device,
        expected=slip.count,
        missing=((1, slip.count),) if slip.count else (),
        is_given=is_given,
    )
    return min(candidates, key=lambda each: order.index(each.state), default=nothing)


def _compare_with(
    connection: Connection, slip: ClosingSlip, chain: Chain, is_given: bool
) -> ComparedSlip:
    missing = missing_runs(connection, chain, slip.count)
    found = slip.count - sum(last - first + 1 for first, last in missing)
    return ComparedSlip(
        state=_state(connection, slip, chain, missing, found, is_given=is_given),
        campaign=slip.campaign,
        device=chain.device,
        expected=slip.count,
        found=found,
        missing=missing,
        is_given=is_given,
    )


def _state(
    connection: Connection,
    slip: ClosingSlip,
    chain: Chain,
    missing: tuple[tuple[int, int], ...],
    found: int,
    *,
    is_given: bool,
) -> SlipState:
    table = device_table
    query = select(table.c.is_accepted).where(table.c.id == chain.device)
    if connection.execute(query).scalar_one() != 1:
        return SlipState.WAITING_DEVICE
    head = chain_after(connection, chain, slip.count)
    goes_on = has_record(connection, chain, slip.count + 1)
    if head is not None and not slip.has_head(head):
        return SlipState.FORK
    may_be_broken = is_given or has_news(connection, chain)  # else it was looked at before
    if may_be_broken and first_break(connection, chain, slip.count) is not None:
        return SlipState.FORK
    revoked_from = _revoked_from(connection, chain)
    if revoked_from is not None and all(first >= revoked_from for first, _ in missing):
        return SlipState.REVOKED
    if not found and not goes_on:
        return SlipState.MISSING_DEVICE
    if missing:
        return SlipState.CUT_TAIL if missing[-1][1] == slip.count else SlipState.GAPS
    return SlipState.SIGNED_AFTER if goes_on else SlipState.COMPLETE


def _revoked_from(connection: Connection, chain: Chain) -> int | None:
    table = revocation_table
    query = select(table.c.from_seq).where(
        table.c.campaign == chain.campaign, table.c.device == chain.device
    )
    return connection.execute(query).scalar_one_or_none()


def _devices(connection: Connection, slip: ClosingSlip) -> list[str]:
    """Find the devices that begin as the slip says: known ones, for any campaign."""
    table = device_table
    known = connection.execute(select(table.c.id).order_by(table.c.id)).scalars()
    return [device for device in known if slip.is_of(device)]


def _stored(connection: Connection) -> list[ClosingSlip]:
    table = slip_table
    names = ("campaign", "device", "count", "head", "closed_at")
    query = select(*(table.c[name] for name in names)).order_by(*(table.c[n] for n in names))
    return [_slip(*row) for row in connection.execute(query)]


def _slip(campaign: str, device: str, count: int, head: str, closed_at: str) -> ClosingSlip:
    """Read a row back; SQLite lets anybody store anything in any column.

    Raises:
        RegisterDamaged.
    """
    try:
        slip = ClosingSlip(
            campaign=campaign,
            device=device,
            count=count,
            head=bytes.fromhex(head),
            closed_at=datetime.fromisoformat(closed_at),
        )
        if read_slip(slip_text(slip)) == slip:
            return slip
    except (TypeError, ValueError, OverflowError, SlipMistyped) as error:
        raise RegisterDamaged(reason="a stored slip") from error
    raise RegisterDamaged(reason="a stored slip")
