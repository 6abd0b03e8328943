"""Keeps what people type out of crash dumps: none is written while the kiosk runs. No Qt."""

import ctypes
import faulthandler
import importlib
import sys

from desktop_app.kiosk.windows_library import library

PR_SET_DUMPABLE = 4
SEM_FAIL_CRITICAL_ERRORS = 0x0001
SEM_NO_GP_FAULT_ERROR_BOX = 0x0002
SEM_NO_OPEN_FILE_ERROR_BOX = 0x8000
WER_NO_HEAP = 1


def turn_dumps_off() -> None:
    """Turn off for this process, for good, what would write its memory to disk in a crash.

    On Linux other programs of the same user cannot look into its memory either.
    """
    faulthandler.disable()
    system: str = sys.platform
    if system == "win32":
        _turn_off_on_windows()
        return
    resource = importlib.import_module("resource")  # Windows has none
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if system == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _turn_off_on_windows() -> None:
    """Ask for no dialog that sends a report, and for no memory in reports."""
    quiet = SEM_FAIL_CRITICAL_ERRORS | SEM_NO_GP_FAULT_ERROR_BOX | SEM_NO_OPEN_FILE_ERROR_BOX
    library("kernel32").SetErrorMode(quiet)
    try:
        library("wer").WerSetFlags(WER_NO_HEAP)
    except (OSError, AttributeError):
        pass  # a Windows without error reporting writes no reports
