"""What came of a merge: who waits to be accepted, a row a device, what was refused and is missing."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.column_page import Cards, DropPage, Lines
from desktop_app.console.coordinator.merge_states import Merged
from desktop_app.console.coordinator.merged_rows import (
    DeviceRow,
    by_device,
    device_row,
    missing_lines,
    refused_lines,
    slip_lines,
    summary,
)
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.result import UnreadableFile


class MergedPage(DropPage):
    """Drawn once: another merge gives another page."""

    device_accepted = Signal(str)
    """The four words of a device."""
    all_accepted = Signal()
    coordinator_accepted = Signal(str)
    """The four words of a coordinator's pack."""
    again_pressed = Signal()
    """The same is to be merged again, with another key say."""
    finished = Signal()

    def __init__(self, setting: Setting, state: Merged) -> None:
        """Draw it, what has to be done first."""
        # NOTE: Title of a page: this has been merged, and here is what came of it.
        super().__init__(setting, setting.words.say("Merged"))
        words, result = self.words, state.result
        self._summary = summary(result, words)
        for number, sentence in enumerate(self._summary):
            told = self.told(sentence, f"summary_{number}", is_bold=number == 0)
            self.put(told)
        for sentence in slip_lines(result, words):
            self.put(self.told(sentence, "slip", is_bold=True))
        self._found = by_device(result, state.words)
        self._draw_waiting(self._found.waiting)
        for number, pack in enumerate(each for each in result.packs_left_aside if each.words):
            self.put(self._coordinator(number, pack))
        self._say_confirmed(state)
        self._draw_lists(state)
        self._cards = self._draw_devices(self._found.others)
        self.column.rows.addStretch(1)
        # NOTE: Button: the same files are to be merged once more, with another key say.
        again = self.button(words.say("The same again …"), Kind.BIG, name="again")
        again.clicked.connect(self.again_pressed)
        self._done = self.button(words.say("Done"), Kind.MAIN, name="done")
        self._done.clicked.connect(self.finished)
        self.main_row(again, self._done)
        self.complain(state.problem)

    def first_focus(self) -> QWidget | None:
        """Lead to who waits, else on."""
        return self.findChild(QWidget, "accept_0") or self._done

    def spoken_first(self) -> str:
        """Say the numbers."""
        return " ".join(self._summary)

    # -- who waits --

    def _draw_waiting(self, waiting: tuple[str, ...]) -> None:
        if not waiting:
            return
        words, rows = self.words, self.column.rows
        rows.addWidget(self.heading(words.say("These devices wait until you accept them")))
        told = words.say(
            "Compare the four words with those that the device shows. If they are the same, accept it:"
            " what it wrote is merged at once."
        )
        rows.addWidget(self.told(told, "waiting_told"))
        if len(waiting) > 1:
            # NOTE: Button: all devices that wait are accepted at once.
            every = words.say("Accept all")
            rows.addLayout(
                self.wrapped(self.quiet(every, "accept_all", telling(self.all_accepted)))
            )
        makers = [partial(self._waiting, number, device) for number, device in enumerate(waiting)]
        self._waiting_cards = Cards(self.column, makers)

    def _waiting(self, number: int, device: str) -> QWidget:
        row = self._row(device)
        card = self._card(row, f"waiting_{number}")
        # NOTE: Button: this device is let in from now on.
        said = self.words.say("Accept")
        accept = self.quiet(said, f"accept_{number}", telling(self.device_accepted, row.accept))
        accept.setAccessibleName(f"{said}: {row.name}")
        card.rows.addLayout(self.wrapped(accept))
        return card

    def _coordinator(self, number: int, pack: UnreadableFile) -> QWidget:
        words = self.words
        card = RowsCard(self.theme, pack.name)
        told = words.say(
            "%(file)s was signed by another coordinator, who lets your key open it, too. Compare its"
            " four words with theirs. Until you accept it nobody knows who may receive what."
        )
        card.rows.addWidget(
            self.told(told % {"file": f"\u2068{pack.name}\u2069"}, f"coordinator_{number}")
        )
        card.rows.addWidget(self.text(pack.words, Type.LEAD, name="", is_bold=True))
        # NOTE: Button: this coordinator is believed from now on.
        said = words.say("Accept")
        accept = self.quiet(
            said, f"accept_coordinator_{number}", telling(self.coordinator_accepted, pack.words)
        )
        accept.setAccessibleName(f"{said}: {pack.words}")
        card.rows.addLayout(self.wrapped(accept))
        return card

    # -- what came --

    def _say_confirmed(self, state: Merged) -> None:
        words, confirmed = self.words, state.confirmed
        if confirmed is None or not confirmed.device_count:
            return
        places = [state.confirmed_in]
        if state.gathered.confirm_to is not None:
            places.append(state.gathered.confirm_to)
        said = words.count(
            "%(number)s record is confirmed to its device. This stands in:",
            "%(number)s records are confirmed to their devices. This stands in:",
            confirmed.record_count,
        )
        where = ", ".join(f"\u2068{place}\u2069" for place in places)
        self.put(self.told(f"{said} {where}", "confirmed"))

    def _draw_lists(self, state: Merged) -> None:
        words, result = self.words, state.result
        lists = (
            ("refused", words.say("What was refused, and why"), refused_lines(result, words)),
            (
                "missing",
                words.say("Numbers that did not come"),
                missing_lines(result, self._found.known),
            ),
        )
        for name, title, lines in lists:
            if lines:
                self.put(self.heading(title))
                self.put(Lines(self, lines, name, title))

    def _draw_devices(self, devices: tuple[str, ...]) -> Cards:
        if devices:
            self.put(self.heading(self.words.say("Devices")))
        makers = [partial(self._device, number, device) for number, device in enumerate(devices)]
        return Cards(self.column, makers)

    def _device(self, number: int, device: str) -> QWidget:
        return self._card(self._row(device), f"device_{number}")

    def _row(self, device: str) -> DeviceRow:
        return device_row(device, self._found, self.words, self.setting.zone)

    def _card(self, row: DeviceRow, name: str) -> RowsCard:
        card = RowsCard(self.theme, row.name)
        card.rows.addWidget(self.text(row.name, Type.LEAD, name=name, is_bold=True))
        card.rows.addWidget(self.told(row.numbers, f"{name}_numbers"))
        for note in row.notes:
            card.rows.addWidget(self.told(note, f"{name}_note"))
        return card
