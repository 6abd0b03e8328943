"""Instants that stand in clear are whole minutes since 1970, UTC."""

from datetime import UTC, datetime, timedelta

MINUTE = timedelta(minutes=1)
_START = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(instant: datetime) -> int:
    """Give the minute in which an instant lies."""
    return (instant - _START) // MINUTE


def instant_of(minute: int) -> datetime:
    """Give the beginning of a minute."""
    return _START + minute * MINUTE


def whole_minute(instant: datetime) -> datetime:
    """Forget the seconds of an instant."""
    return instant_of(minute_of(instant))
