"""A trail of pages: the last one is shown, and Back leads to the one before."""

from PySide6.QtCore import QObject, Signal

from desktop_app.console.coordinator.inquiry_states import InquiryState


class Trail(QObject):
    """The states of an inquiry, the first page first. Empty, the list of people is shown."""

    changed = Signal()
    """There is another state to show on the page that is there."""
    page_outdated = Signal()
    """Another page is to be drawn."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.states: list[InquiryState] = []

    @property
    def last(self) -> InquiryState | None:
        """What is shown; None where nothing is."""
        return self.states[-1] if self.states else None

    def go(self, state: InquiryState) -> None:
        """Show another page; Back leads here again."""
        self.states.append(state)
        self.page_outdated.emit()

    def turn(self, state: InquiryState) -> None:
        """Show another page in the place of this one."""
        self.states[-1] = state
        self.page_outdated.emit()

    def renew(self, state: InquiryState) -> None:
        """Show another state on the page that is there."""
        if state != self.last:
            self.states[-1] = state
            self.changed.emit()

    def note(self, state: InquiryState) -> None:
        """Keep what the page shows already: a letter that was typed."""
        self.states[-1] = state
