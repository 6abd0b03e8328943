"""What the kiosk knows of the places that signatures are written to: free space, the second copy."""

from enum import Enum

from desktop_app.kiosk.values import Value

WARN_BELOW_BYTES = 500_000_000
STOP_BELOW_BYTES = 200_000_000
"""With less nobody begins a form; who has begun one may finish it."""


class Concern(Enum):
    """What a volunteer should see to while people go on signing."""

    SPACE = "space"
    """The disk will be full before long."""
    SECOND_COPY = "second_copy"
    """The second copy cannot be reached."""


class SecondCopy(Value, frozen=True, kw_only=True):
    """Where the second copy of the journal stands."""

    is_there: bool
    waiting_count: int
    """Records of the journal that are not in it yet."""


class Storage(Value, frozen=True, kw_only=True):
    """What is known of the disk, and of the second copy."""

    free_bytes: int | None = None
    """None while nobody knows; then nobody is kept from signing."""
    second_copy: SecondCopy | None = None
    """None where there is to be none, or where it was not looked for yet."""

    @property
    def may_begin(self) -> bool:
        """Tell whether somebody may be led into a form."""
        return self.free_bytes is None or self.free_bytes >= STOP_BELOW_BYTES

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """List what a volunteer should see to."""
        is_low = self.free_bytes is not None and self.free_bytes < WARN_BELOW_BYTES
        is_away = self.second_copy is not None and not self.second_copy.is_there
        found = {Concern.SPACE: is_low, Concern.SECOND_COPY: is_away}
        return tuple(concern for concern, is_so in found.items() if is_so)


# ---- events ---------------------------------------------------------------------------------------


class SpaceSeen(Value, frozen=True, kw_only=True):
    """It was looked how much the disk still takes."""

    free_bytes: int | None


class SecondCopySeen(Value, frozen=True, kw_only=True):
    """The second copy took something, or could not be reached."""

    second_copy: SecondCopy


StorageEvent = SpaceSeen | SecondCopySeen
