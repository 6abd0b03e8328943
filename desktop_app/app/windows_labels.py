"""The label of a drive, as Windows shows it beside the letter."""

import ctypes
from collections.abc import Callable

from desktop_app.kiosk.windows_library import library

MAX_LABEL = 261
"""The longest name of a volume and its end, after Microsoft's reference."""


def label(folder: str, load: Callable[[str], ctypes.CDLL] = library) -> str:
    """Give the drive's label with its letter, as `PETITION (E:)`; without a label the letter alone.

    Written after the reference of GetVolumeInformationW, tested with fakes only.

    Args:
        folder: the root of the drive, as Windows lists it.
        load: gives a library of Windows by its name.
    """
    letter = folder.rstrip("\\")
    buffer = ctypes.create_unicode_buffer(MAX_LABEL)
    try:
        ask = load("kernel32").GetVolumeInformationW
        is_told = ask(folder, buffer, MAX_LABEL, None, None, None, None, 0)
    except (OSError, AttributeError):
        return letter
    return f"{buffer.value} ({letter})" if is_told and buffer.value else letter
