"""Looks at a picture's first bytes: PNG or JPEG, and not so large that it eats the memory."""

import struct

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
MAX_SIDE_PX = 6000
JPEG_SIZE_MARKERS = frozenset({0xC0, 0xC1, 0xC2})


def picture_mistake(untrusted_data: bytes) -> str | None:
    """Give the code of what is wrong with a picture, or None."""
    size = _size_px(untrusted_data)
    if size is None:
        return "pack.image_unreadable"
    return "pack.image_too_large" if max(size) > MAX_SIDE_PX or min(size) < 1 else None


def _size_px(data: bytes) -> tuple[int, int] | None:
    if data.startswith(PNG_SIGNATURE) and len(data) >= 24 and data[12:16] == b"IHDR":
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data.startswith(JPEG_SIGNATURE):
        return _jpeg_size_px(data)
    return None


def _jpeg_size_px(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in JPEG_SIZE_MARKERS:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return int(width), int(height)
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None
