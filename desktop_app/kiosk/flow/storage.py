"""Storage: nobody is led into a form that cannot be kept; who is in one may finish it.

What is seen of disk and second copy is the device's own, so it is taken note of whatever is shown.
"""

from typing import assert_never

from msgspec.structs import replace

from desktop_app.kiosk.states import Petition, State, VolunteerNeeded
from desktop_app.kiosk.storage_states import SecondCopySeen, SpaceSeen, StorageEvent

NEARLY_FULL = "storage.nearly_full"


def on_storage(state: State, event: StorageEvent) -> State:
    """Note what was seen; once there is room again, nobody has to come for it."""
    match event:
        case SpaceSeen(free_bytes=free_bytes):
            storage = replace(state.storage, free_bytes=free_bytes)
        case SecondCopySeen(second_copy=second_copy):
            storage = replace(state.storage, second_copy=second_copy)
        case _:
            assert_never(event)
    seen = replace(state, storage=storage)
    if storage.may_begin and seen.stage == VolunteerNeeded(code=NEARLY_FULL):
        return replace(seen, stage=Petition(), quiet_s=0.0)
    return seen
