"""Which hardware keyboards macOS knows, by its registry of devices. No Qt.

Source: Apple, IOKitLib.h and IOHIDKeys.h.
"""

import ctypes

from desktop_app.kiosk.keyboard_list import KeyboardId

IOKIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
UTF8 = 0x08000100
SINT32 = 3
GENERIC_DESKTOP, KEYBOARD = 1, 6


class MacKeyboards:
    """Asks the registry for devices that say they are keyboards."""

    def __init__(self) -> None:
        """Load the two frameworks."""
        self._io = ctypes.CDLL(IOKIT)
        self._cf = ctypes.CDLL(FOUNDATION)
        pointer = ctypes.c_void_p
        self._io.IOServiceMatching.restype = pointer
        self._io.IOServiceGetMatchingServices.argtypes = [ctypes.c_uint32, pointer, pointer]
        self._io.IORegistryEntryCreateCFProperty.restype = pointer
        self._io.IORegistryEntryCreateCFProperty.argtypes = [
            ctypes.c_uint32,
            pointer,
            pointer,
            ctypes.c_uint32,
        ]
        self._cf.CFStringCreateWithCString.restype = pointer
        self._cf.CFStringCreateWithCString.argtypes = [
            pointer,
            ctypes.c_char_p,
            ctypes.c_uint32,
        ]
        self._cf.CFNumberGetValue.argtypes = [pointer, ctypes.c_long, pointer]
        self._cf.CFRelease.argtypes = [pointer]

    def plugged_in(self) -> frozenset[KeyboardId]:
        """List the keyboards by the registry's number, a new one each time they come."""
        matching = self._io.IOServiceMatching(b"IOHIDDevice")
        iterator = ctypes.c_uint32(0)
        if self._io.IOServiceGetMatchingServices(0, matching, ctypes.byref(iterator)) != 0:
            return frozenset()
        found = []
        while entry := self._io.IOIteratorNext(iterator):
            usage = (
                self._number(entry, b"PrimaryUsagePage"),
                self._number(entry, b"PrimaryUsage"),
            )
            if usage == (GENERIC_DESKTOP, KEYBOARD):
                found.append(self._identity(entry))
            self._io.IOObjectRelease(entry)
        self._io.IOObjectRelease(iterator)
        return frozenset(found)

    def _identity(self, entry: int) -> KeyboardId:
        number = ctypes.c_uint64(0)
        self._io.IORegistryEntryGetRegistryEntryID(entry, ctypes.byref(number))
        return KeyboardId(f"registry {number.value}")

    def _number(self, entry: int, name: bytes) -> int | None:
        key = self._cf.CFStringCreateWithCString(None, name, UTF8)
        value = self._io.IORegistryEntryCreateCFProperty(entry, key, None, 0)
        self._cf.CFRelease(key)
        if not value:
            return None
        number = ctypes.c_int32(0)
        self._cf.CFNumberGetValue(value, SINT32, ctypes.byref(number))
        self._cf.CFRelease(value)
        return number.value
