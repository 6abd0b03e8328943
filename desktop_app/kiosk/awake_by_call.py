"""Asks Windows and macOS by a system call to leave the screen on. No Qt."""

import ctypes

from desktop_app.kiosk.windows_library import library

WHY = "People read and sign on this screen"

# ---- Windows --------------------------------------------------------------------------------------

ES_CONTINUOUS = 0x80000000
ES_SYSTEM_REQUIRED = 0x00000001
ES_DISPLAY_REQUIRED = 0x00000002


class WindowsAwake:
    """Says so once; it holds for the thread that said it, which is the screen's.

    Source: Microsoft, SetThreadExecutionState.
    """

    def __init__(self) -> None:
        """Ask for screen and system."""
        self._set = library("kernel32").SetThreadExecutionState
        self._set.argtypes = [ctypes.c_uint32]
        self._set.restype = ctypes.c_uint32
        wanted = ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED
        self._is_held = bool(self._set(wanted) != 0)

    @property
    def is_held(self) -> bool:
        """Tell whether Windows took it."""
        return self._is_held

    def release(self) -> None:
        """Let Windows decide again."""
        self._set(ES_CONTINUOUS)
        self._is_held = False


# ---- macOS ----------------------------------------------------------------------------------------

IOKIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
UTF8 = 0x08000100
ASSERTION_ON = 255
NO_DISPLAY_SLEEP = b"PreventUserIdleDisplaySleep"


class MacAwake:
    """Holds an assertion, which also ends with the process.

    Source: Apple, IOPMLib.h.
    """

    def __init__(self) -> None:
        """Ask for the screen; the system then stays awake too."""
        self._io = ctypes.CDLL(IOKIT)
        foundation = ctypes.CDLL(FOUNDATION)
        make = foundation.CFStringCreateWithCString
        make.restype = ctypes.c_void_p
        make.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        self._io.IOPMAssertionCreateWithName.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint32,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        self._number = ctypes.c_uint32(0)
        answer = self._io.IOPMAssertionCreateWithName(
            make(None, NO_DISPLAY_SLEEP, UTF8),
            ASSERTION_ON,
            make(None, WHY.encode(), UTF8),
            ctypes.byref(self._number),
        )
        self._is_held = bool(answer == 0)

    @property
    def is_held(self) -> bool:
        """Tell whether macOS took it."""
        return self._is_held

    def release(self) -> None:
        """Let go of the assertion."""
        if self._is_held:
            self._io.IOPMAssertionRelease(self._number)
            self._is_held = False
