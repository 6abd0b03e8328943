"""Looks at an X display: is there anybody but the kiosk? Through libxcb; no Qt.

Source: the X Window System Protocol; the layout of replies is that of xproto.xml.
"""

import ctypes
import re
from ctypes import POINTER, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p

from desktop_app.kiosk.peer import listener_of, process

SUBSTRUCTURE_REDIRECT = 1 << 20
"""Whoever has this on the root window is the window manager; there can be one only."""
VIEWABLE = 2
LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?$")
WITHOUT_TERMINALS = frozenset({"Xvfb"})
"""Servers that have no Ctrl+Alt+F1. Xorg has, whatever its settings say; it does not tell them."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("backing_store", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("visual", c_uint32),
        ("kind", c_uint16),
        ("bit_gravity", c_uint8),
        ("win_gravity", c_uint8),
        ("backing_planes", c_uint32),
        ("backing_pixel", c_uint32),
        ("save_under", c_uint8),
        ("map_is_installed", c_uint8),
        ("map_state", c_uint8),
        ("override_redirect", c_uint8),
        ("colormap", c_uint32),
        ("all_event_masks", c_uint32),
    )


class _Tree(ctypes.Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("root", c_uint32),
        ("parent", c_uint32),
        ("children_count", c_uint16),
    )


TREE_HEADER_BYTES = 32


def is_bare(display: str) -> bool:
    """Tell whether an X display has no window manager, no terminals and one window at most.

    A display that cannot be looked at is not bare.
    """
    return _has_no_terminals(display) and _is_alone(display)


def _has_no_terminals(display: str) -> bool:
    local = LOCAL_DISPLAY.fullmatch(display)
    if local is None:
        return False
    path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 - where X listens, by its protocol
    number = listener_of(path) or listener_of(f"\0{path}")
    server = process(number) if number is not None else None
    return server is not None and server.name in WITHOUT_TERMINALS


def _is_alone(display: str) -> bool:
    try:
        xcb = _library()
    except OSError:
        return False
    connection = xcb.xcb_connect(display.encode(), None)
    try:
        if xcb.xcb_connection_has_error(connection):
            return False
        root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).data[0]
        attributes = _attributes(xcb, connection, root)
        if attributes is None or attributes.all_event_masks & SUBSTRUCTURE_REDIRECT:
            return False
        seen = [
            window
            for window in _children(xcb, connection, root)
            if _is_seen(xcb, connection, window)
        ]
        return len(seen) <= 1
    finally:
        xcb.xcb_disconnect(connection)


def _is_seen(xcb: ctypes.CDLL, connection: int, window: int) -> bool:
    attributes = _attributes(xcb, connection, window)
    return attributes is not None and attributes.map_state == VIEWABLE


def _attributes(xcb: ctypes.CDLL, connection: int, window: int) -> _Attributes | None:
    """Ask for a window's attributes; None if it is gone."""
    cookie = xcb.xcb_get_window_attributes(connection, window)
    reply = xcb.xcb_get_window_attributes_reply(connection, cookie, None)
    if not reply:
        return None
    try:
        return _Attributes.from_buffer_copy(ctypes.string_at(reply, ctypes.sizeof(_Attributes)))
    finally:
        _free(reply)


def _children(xcb: ctypes.CDLL, connection: int, window: int) -> list[int]:
    reply = xcb.xcb_query_tree_reply(connection, xcb.xcb_query_tree(connection, window), None)
    if not reply:
        return []
    try:
        tree = _Tree.from_buffer_copy(ctypes.string_at(reply, ctypes.sizeof(_Tree)))
        children = (c_uint32 * tree.children_count).from_address(reply + TREE_HEADER_BYTES)
        return list(children)
    finally:
        _free(reply)


def _free(reply: int) -> None:
    ctypes.CDLL(None).free(c_void_p(reply))


def _library() -> ctypes.CDLL:
    """Load libxcb, which Qt's own X platform loads too."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = c_void_p
    xcb.xcb_connect.argtypes = [c_char_p, c_void_p]
    xcb.xcb_connection_has_error.argtypes = [c_void_p]
    xcb.xcb_disconnect.argtypes = [c_void_p]
    xcb.xcb_get_setup.restype = c_void_p
    xcb.xcb_get_setup.argtypes = [c_void_p]
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = [c_void_p]
    for name in ("xcb_get_window_attributes", "xcb_query_tree"):
        ask, answer = getattr(xcb, name), getattr(xcb, f"{name}_reply")
        ask.restype, ask.argtypes = _Cookie, [c_void_p, c_uint32]
        answer.restype, answer.argtypes = c_void_p, [c_void_p, _Cookie, c_void_p]
    return xcb
