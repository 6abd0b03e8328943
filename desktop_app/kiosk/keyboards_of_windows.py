"""Which hardware keyboards Windows knows, by its list of raw input devices. No Qt.

Source: Microsoft, GetRawInputDeviceList and GetRawInputDeviceInfoW.
"""

import ctypes
from ctypes import wintypes

from desktop_app.kiosk.keyboard_list import KeyboardId
from desktop_app.kiosk.windows_library import library

RIM_TYPE_KEYBOARD = 1
RIDI_DEVICE_NAME = 0x20000007
FAILED = 0xFFFFFFFF


class RawInputDevice(ctypes.Structure):
    """RAWINPUTDEVICELIST: a device and what it is."""

    _fields_ = (("device", wintypes.HANDLE), ("kind", wintypes.DWORD))


class WindowsKeyboards:
    """Asks Windows for its raw input devices."""

    def __init__(self) -> None:
        """Find the two functions."""
        user32 = library("user32")
        self._list = user32.GetRawInputDeviceList
        self._list.argtypes = [ctypes.c_void_p, ctypes.c_void_p, wintypes.UINT]
        self._list.restype = wintypes.UINT
        self._tell = user32.GetRawInputDeviceInfoW
        self._tell.argtypes = [wintypes.HANDLE, wintypes.UINT, ctypes.c_void_p, ctypes.c_void_p]
        self._tell.restype = wintypes.UINT

    def plugged_in(self) -> frozenset[KeyboardId]:
        """List the keyboards; none where Windows does not tell.

        The handle is a new one each time a keyboard is plugged in.
        """
        return frozenset(
            KeyboardId(f"{device.device} {self._name(device.device)}")
            for device in self._devices()
            if device.kind == RIM_TYPE_KEYBOARD
        )

    def _devices(self) -> list[RawInputDevice]:
        count, size = wintypes.UINT(0), ctypes.sizeof(RawInputDevice)
        self._list(None, ctypes.byref(count), size)
        found = (RawInputDevice * (count.value + 8))()  # room for one plugged in meanwhile
        count.value = len(found)
        given = self._list(found, ctypes.byref(count), size)
        return [] if given == FAILED else list(found[:given])

    def _name(self, device: int) -> str:
        length = wintypes.UINT(0)
        self._tell(device, RIDI_DEVICE_NAME, None, ctypes.byref(length))
        name = ctypes.create_unicode_buffer(length.value + 1)
        self._tell(device, RIDI_DEVICE_NAME, name, ctypes.byref(length))
        return name.value
