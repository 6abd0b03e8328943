"""What somebody hears who does not see the screen: Qt's accessibility tree, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.console.window import ConsoleWindow
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.readable import ReadableKey
from desktop_app.qt.widgets.buttons import Option

Role = QAccessible.Role
TABLES = frozenset({Role.Table, Role.List})
"""Read line by line by Qt's own interface for tables; what is in them is not walked through."""
CONTROLS = TABLES | {Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText}
READ = frozenset({Role.StaticText, Role.Heading, Role.Graphic, Role.ProgressBar})
HOLDERS = frozenset({Role.Window, Role.Pane, Role.Grouping, Role.Client})
TITLES = frozenset({"title", "question", "thanks", "notice"})
STATES = ("focusable", "focused", "checkable", "checked", "disabled", "editable", "invisible")


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One thing of the tree that a screen reader can come to."""

    role: Role
    name: str
    description: str
    states: frozenset[str]
    widget: QWidget | None
    place: QRect
    child_count: int
    labels: tuple[str, ...]
    group: str
    """The name of the nearest group or page around it."""

    def __str__(self) -> str:
        named = self.widget.objectName() if self.widget is not None else "?"
        return f"{self.role.name} {self.name[:60]!r} ({named})"


def heard(window: QWidget) -> list[Heard]:
    """Walk the tree from the window down, and leave out what is not shown."""
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    return list(_walk(root, ""))


def seen_as_heard(widget: QWidget) -> QAccessibleInterface:
    """Ask Qt for the tree below one widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def _walk(interface: QAccessibleInterface, group: str) -> Iterator[Heard]:
    state = interface.state()
    if state.invisible:
        return
    children = [interface.child(number) for number in range(interface.childCount())]
    name = interface.text(QAccessible.Text.Name)
    thing = interface.object()
    yield Heard(
        role=interface.role(),
        name=name,
        description=interface.text(QAccessible.Text.Description),
        states=frozenset(one for one in STATES if getattr(state, one)),
        widget=thing if isinstance(thing, QWidget) else None,
        place=interface.rect(),
        child_count=sum(not child.state().invisible for child in children),
        labels=tuple(
            other.text(QAccessible.Text.Name)
            for other, kind in interface.relations()
            if kind == QAccessible.RelationFlag.Label
        ),
        group=group,
    )
    inner = name if interface.role() in (Role.Grouping, Role.Pane) else group
    for child in children if interface.role() not in TABLES else ():
        yield from _walk(child, inner)


def faults_heard(window: KioskWindow | ConsoleWindow) -> list[str]:
    """List everything that would mislead somebody who only hears the page."""
    told = heard(window)
    faults = [f"{one}: {fault}" for one in told for fault in _faults_of(one)]
    focused = [one for one in told if "focused" in one.states]
    if [one.widget for one in focused] != [window.focusWidget()]:
        faults.append(f"the focus is said to be on {[str(one) for one in focused]}")
    pages = [one for one in told if one.role is Role.Pane]
    if [one.widget for one in pages] != [window.page]:
        faults.append(f"there is not one page, but {[str(one) for one in pages]}")
    said = [(one.role.name, one.name, one.group) for one in told if one.role not in HOLDERS]
    faults += [f"said twice: {one}" for one in sorted(set(said)) if said.count(one) > 1]
    return faults


def named(told: list[Heard]) -> dict[str, Heard]:
    """Find what was heard by the object name of its widget."""
    return {one.widget.objectName(): one for one in told if one.widget is not None}


def _faults_of(one: Heard) -> Iterator[str]:
    if one.role not in CONTROLS | READ | HOLDERS:
        yield "has no role that fits"
    if one.role is not Role.Client and not one.name.strip():
        yield "has no name"
    is_title = one.widget is not None and one.widget.objectName() in TITLES
    if is_title != (one.role is Role.Heading):
        yield "is a heading, or none, against what is seen"
    if one.role is Role.Client and (one.name or not one.child_count):
        yield "is noise: it has no role"
    takes_focus = one.role in CONTROLS and not isinstance(one.widget, ReadableKey)
    if ("focusable" in one.states) != (takes_focus or "focused" in one.states):
        yield "can have the focus, or not, against its role"
    if one.widget is not None:
        yield from _faults_against(one, one.widget)


def _faults_against(one: Heard, widget: QWidget) -> Iterator[str]:
    """Compare with the widget that is shown."""
    if not shiboken6.isValid(widget) or not widget.isVisible():
        yield "is not on the screen"
        return
    if ("disabled" in one.states) == widget.isEnabled():
        yield "does not say truly whether it can be used"
    if isinstance(widget, QAbstractButton):
        if ("checked" in one.states) != widget.isChecked():
            yield "does not say truly whether it is chosen"
        if (one.role is Role.RadioButton) != isinstance(widget, Option):
            yield "does not say truly whether it is one of several"
        if isinstance(widget, Option) and not one.group:
            yield "does not say what it answers"
