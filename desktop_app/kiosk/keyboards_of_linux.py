"""Which hardware keyboards Linux knows, by the kernel's list of input devices. No Qt."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop_app.kiosk.keyboard_list import RETURNING, KeyboardId

PROC_DEVICES = Path("/proc/bus/input/devices")
WORD_BITS = 64 if sys.maxsize > 2**32 else 32
BLUETOOTH = "0005"
WRITING_KEYS = (*range(2, 12), *range(16, 26), *range(30, 39), *range(44, 51), 57)
"""Digits, letters and Space, by their numbers in linux/input-event-codes.h."""
WRITING_MASK = sum(1 << key for key in WRITING_KEYS)
PAD_KEYS = (71, 72, 73, 75, 76, 77, 79, 80, 81, 82)
PAD_MASK = sum(1 << key for key in PAD_KEYS)
LEAST_KEYS = 2
"""Buttons and lids have one of these at most. Who has two can spell something."""


class LinuxKeyboards:
    """Reads the kernel's list of input devices and picks those on which one can write."""

    def __init__(self, devices: Path = PROC_DEVICES, *, word_bits: int = WORD_BITS) -> None:
        """Read from a file in the form of `/proc/bus/input/devices`."""
        self._devices = devices
        self._word_bits = word_bits

    def plugged_in(self) -> frozenset[KeyboardId]:
        """List the keyboards; none where the kernel does not tell."""
        try:
            text = self._devices.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return frozenset()
        return frozenset(keyboards_in(text, self._word_bits))


def keyboards_in(devices: str, word_bits: int = WORD_BITS) -> Iterator[KeyboardId]:
    """Pick the keyboards from the kernel's list.

    A keyboard on a wire is known by its place in the kernel's tree, which is a new one each time
    it is plugged in. One by Bluetooth is known by its address: it sleeps, and comes back.

    Source: Linux, drivers/input/input.c, input_devices_seq_show.
    """
    for block in re.split(r"\n\s*\n", devices):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        keys = re.search(r"^B: KEY=([0-9a-f ]+)$", block, re.MULTILINE)
        if keys and _can_write(_bits(keys[1], word_bits)):
            yield KeyboardId(_identity(lines))


def _identity(lines: dict[str, str]) -> str:
    address = lines.get("U", "").removeprefix("Uniq=").strip()
    if f"Bus={BLUETOOTH}" in lines.get("I", "") and address:
        return f"{RETURNING}{address}"
    return lines.get("S", "") or f"{lines.get('N', '')} {lines.get('P', '')}"


def _bits(words: str, word_bits: int) -> int:
    """Put the words of a bitmap together; the kernel writes the highest first."""
    bits = 0
    for word in words.split():
        bits = (bits << word_bits) | int(word, 16)
    return bits


def _can_write(keys: int) -> bool:
    return any((keys & mask).bit_count() >= LEAST_KEYS for mask in (WRITING_MASK, PAD_MASK))
