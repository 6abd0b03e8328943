"""A small screen reader for tests: reads the real AT-SPI bus and does what it is told, line by line.

It is run by Debian's own Python, which has the bindings; they cannot be had from a package index.
Each line on its input is one order in JSON; each line on its output an answer, or something heard.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - after the version is chosen

PROGRAM = "Inkstand"
STATES = ("ACTIVE", "FOCUSED", "FOCUSABLE", "CHECKED", "SHOWING", "ENABLED", "EDITABLE")


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)


def window() -> Atspi.Accessible | None:
    """Find the window of the kiosk on the desktop."""
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_name() == PROGRAM and program.get_child_count():
            program.clear_cache()
            return program.get_child_at_index(0)
    return None


def walk(thing: Atspi.Accessible):
    """Go through the tree, and leave out what is not showing."""
    states = thing.get_state_set()
    if not states.contains(Atspi.StateType.SHOWING):
        return
    yield thing
    for number in range(thing.get_child_count()):
        child = thing.get_child_at_index(number)
        if child is not None:
            yield from walk(child)


def described(thing: Atspi.Accessible) -> dict[str, object]:
    states = thing.get_state_set()
    text = thing.get_text_iface()
    value = thing.get_value_iface()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "states": [one for one in STATES if states.contains(getattr(Atspi.StateType, one))],
        "text": Atspi.Text.get_text(text, 0, -1) if text is not None else None,
        "value": Atspi.Value.get_current_value(value) if value is not None else None,
    }


def found(order: dict[str, str]) -> Atspi.Accessible | None:
    """Find a control by role and name; where several have one name, in a group or page."""
    places = walk(window())
    if "within" in order:
        places = (
            inner
            for outer in walk(window())
            if outer.get_role_name() == "panel" and outer.get_name().startswith(order["within"])
            for inner in walk(outer)
        )
    wanted = (order["role"], order["name"])
    return next((one for one in places if (one.get_role_name(), one.get_name()) == wanted), None)


def obey(order: dict[str, str]) -> None:
    match order["do"]:
        case "walk":
            say(tree=whole_tree())
        case "press":
            button = found(order)
            say(is_pressed=button is not None and button.get_action_iface().do_action(0))
        case "write":
            field = found(order)
            text = order["text"]
            say(
                is_written=field is not None
                and field.get_editable_text_iface().set_text_contents(text)
            )


def whole_tree() -> list[dict[str, object]]:
    """Describe all that is showing; nothing if the page changed meanwhile, or does not answer."""
    try:
        top = window()
        return [described(one) for one in walk(top)] if top is not None else []
    except GLib.GError:
        return []


def hear(event: Atspi.Event) -> None:
    if event.type.startswith("object:announcement"):
        say(announced=event.any_data, politeness=event.detail1)
    elif event.detail1:
        say(focused=event.source.get_name())


def read(channel: GLib.IOChannel, _condition: GLib.IOCondition) -> bool:
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    obey(json.loads(line))
    return True


Atspi.init()
Atspi.set_timeout(1000, 1000)  # by itself it waits 15 s for a program that is just starting
loop = GLib.MainLoop()
listener = Atspi.EventListener.new(hear)
for kind in ("object:announcement", "object:state-changed:focused"):
    listener.register(kind)
GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, read)
say(is_listening=True)
loop.run()
