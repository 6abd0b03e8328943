"""What screen readers are told beyond what Qt tells them by itself: roles, silence, announcements."""

from enum import Enum
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

PROPERTY = "spoken_as"
Role = QAccessible.Role


class Spoken(Enum):
    """What a widget is for somebody who hears the page."""

    WINDOW = Role.Window
    PAGE = Role.Pane
    """Its name is read when the focus comes into it."""
    GROUP = Role.Grouping
    HEADING = Role.Heading
    WORDS = Role.StaticText
    PICTURE = Role.Graphic
    NOTHING = Role.Client
    """An ornament, or words that something else says already."""


def speak_as(widget: QWidget, spoken: Spoken, name: str = "") -> None:
    """Give a painted or plain widget its role, and a name if it has no words of its own.

    Qt keeps what it answered first, and with a screen reader it is asked while widgets are made.
    """
    widget.setProperty(PROPERTY, spoken.name)
    if QAccessible.isActive():
        answered = QAccessible.queryAccessibleInterface(widget)
        if not isinstance(answered, _Interface):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(answered))
    if name:
        widget.setAccessibleName(name)


def announce(widget: QWidget, sentence: str, *, is_urgent: bool = False) -> None:
    """Let screen readers say something that has just come up, wherever the focus is.

    What is urgent may interrupt what is being said: complaints and the end of the time.
    """
    if not sentence or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


@cache
def let_speak() -> None:
    """Answer for widgets with a role of their own, from now on, in the whole process.

    To be called once there is an application: it brings Qt's own answers, and the last come first.
    """
    QAccessible.installFactory(_interface_of)


class _Interface(QAccessibleWidget):
    """Answers for one widget. PySide keeps some 200 bytes of each for ever; few widgets have one."""

    def __init__(self, widget: QWidget, spoken: Spoken) -> None:
        super().__init__(widget, spoken.value)
        self._is_silent = spoken is Spoken.NOTHING

    def text(self, kind: QAccessible.Text) -> str:
        """Name a label by its words."""
        known = super().text(kind)
        widget = self.object()
        if kind is QAccessible.Text.Name and not known and isinstance(widget, QLabel):
            return widget.text()
        return known

    def state(self) -> QAccessible.State:
        """Leave ornaments out; a page that was given the focus can have it."""
        state = super().state()
        if self._is_silent:
            state.invisible = True
        if state.focused:
            state.focusable = True
        return state


def _interface_of(_kind: str, asked: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(asked, QWidget):
        return None
    spoken = asked.property(PROPERTY)
    return _Interface(asked, Spoken[spoken]) if spoken else None
