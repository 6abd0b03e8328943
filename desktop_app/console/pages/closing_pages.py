"""Close the shift: what would be closed, and then the closing slip to be photographed or copied."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.given import ClosedShift, OpenShift
from desktop_app.console.pages.counted import campaign_line
from desktop_app.console.pages.page import Page
from desktop_app.console.places import PLACE_NAMES, Place
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import QrCode
from desktop_app.qt.widgets.text import Text, needed_height

QR_SIDES_MM = (58.0, 52.0, 46.0, 42.0, 38.0, 34.0, 31.0)
"""The QR code becomes smaller before words do, and at last again; the least is good for a phone."""
QR_GOOD = 5
NO_BREAK = "\u00a0"


@dataclass(frozen=True, kw_only=True)
class ClosingState:
    """What is known; `shifts` is None before it was looked at, `slips` are there once it is closed."""

    shifts: tuple[OpenShift, ...] | None = None
    slips: tuple[ClosedShift, ...] = ()
    shown: int = 0
    is_closing: bool = False
    problem: Problem | None = None


class BeforeClosingPage(Page):
    """The signatures of each campaign, what closing is for, and the button."""

    close_pressed = Signal()

    def __init__(self, setting: Setting, state: ClosingState) -> None:
        """Say what closing does before it is done."""
        super().__init__(setting, setting.words.say(PLACE_NAMES[Place.CLOSE_SHIFT]))
        words = self.words
        self._shifts = QVBoxLayout()
        self._nobody = self.text(
            words.say("Nobody has signed on this device yet."), Type.QUESTION, name="nobody"
        )
        self._nobody.hide()
        self._before = self.text("", name="closed_before")
        what_for = words.say(
            "Closing gives a slip with a short code. It proves later that nothing is missing."
            " Signing can go on afterwards; then close again."
        )
        self._problem = self.text("", name="problem", is_bold=True)
        self.rows.addStretch(1)
        self.rows.addLayout(self._shifts)
        for text in (self._nobody, self._before, self.text(what_for, name="what_for")):
            self.rows.addWidget(text)
        self.rows.addWidget(self._problem)
        self.rows.addStretch(2)
        self._close = self.button(words.say("Close the shift"), Kind.MAIN, name="close")
        self._close.clicked.connect(self.close_pressed)
        self.main_row(self._close)
        self.show_state(state)

    def show_state(self, state: ClosingState) -> None:
        """Show the counts, and let nobody close twice at once."""
        shifts = state.shifts or ()
        self._show_shifts(shifts)
        self._nobody.setVisible(state.shifts == ())
        self._before.say(self._before_words(shifts))
        self._before.setVisible(bool(self._before.text()))
        self._close.setEnabled(bool(shifts) and not state.is_closing)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._close if self._close.isEnabled() else None

    def _show_shifts(self, shifts: tuple[OpenShift, ...]) -> None:
        for label in self.may_be_shortened:
            self._shifts.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.may_be_shortened = []
        for number, shift in enumerate(shifts):
            said = campaign_line(self.words, shift.campaign, shift.signature_count)
            label = self.text(said, Type.QUESTION, name=f"shift_{number}", is_bold=True)
            self._shifts.addWidget(label)
            label.show()  # else it is shown, and measured, only after this event
            self.may_be_shortened.append(label)

    def _before_words(self, shifts: tuple[OpenShift, ...]) -> str:
        times = [shift.closed_at for shift in shifts if shift.closed_at is not None]
        if not times:
            return ""
        # NOTE: When the shift was closed before; %(time)s is a day with a time.
        sentence = self.words.say("Last closed: %(time)s")
        return sentence % {"time": self.words.day_and_time(self.setting.here(max(times)))}


class SlipPage(Page):
    """One closing slip: large letters in groups beside its QR code, and what to do with it."""

    turned = Signal(int)
    """The slip of another campaign is wanted."""
    finished = Signal()

    def __init__(self, setting: Setting, state: ClosingState) -> None:
        """Show a slip; there is nothing to change any more."""
        words = setting.words
        super().__init__(setting, words.say("The shift is closed"))
        slip = state.slips[state.shown]
        self._content = slip.slip_text
        self._has_others = len(state.slips) > 1
        self._qr = self._new_qr(QR_SIDES_MM[0])
        self._spoken = f"{words.say('Closing slip')}: {', '.join(slip.slip_lines)}"
        self.rows.addStretch(1)
        self._row = self._beside_each_other(slip)
        self.rows.addLayout(self._row)
        if self.theme.is_large:
            self._add_facts(self.rows, slip)
        self.rows.addStretch(1)
        to_do = words.say(
            "Photograph it or copy it onto the tally sheet. It proves later that nothing is missing."
        )
        self.rows.addWidget(self.text(to_do, name="to_do", is_bold=True))
        if not slip.is_recorded:
            not_noted = words.say(
                "The disk took no note of the closing. The slip is good all the same."
            )
            self.rows.addWidget(self.text(not_noted, name="not_recorded"))
        self._main = self._add_foot(state)
        self._shrink_until(QR_GOOD)
        self.fit()
        self._shrink_until(len(QR_SIDES_MM))

    def spoken_first(self) -> str:
        """Say the slip."""
        return self._spoken

    def first_focus(self) -> QWidget | None:
        """Lead to the button that goes on."""
        return self._main

    def _beside_each_other(self, slip: ClosedShift) -> QBoxLayout:
        theme = self.theme
        direction = QBoxLayout.Direction
        row = QBoxLayout(direction.TopToBottom if theme.is_portrait else direction.LeftToRight)
        row.setSpacing(theme.px(Size.GAP))
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._qr, 0, start)
        column = QVBoxLayout()
        column.setSpacing(theme.px(Size.SMALL_GAP))
        column.addStretch(1)
        for number, line in enumerate(slip.slip_lines):
            column.addWidget(self._slip_line(number, line))
        if not theme.is_large:
            column.addSpacing(theme.px(Size.SMALL_GAP))
            self._add_facts(column, slip)
        column.addStretch(1)
        row.addLayout(column, 1)
        return row

    def _new_qr(self, side_mm: float) -> QrCode:
        description = self.words.say("QR code with the closing slip")
        return QrCode(self._content, description, self.theme.px(side_mm))

    def _shrink_until(self, count: int) -> None:
        """Make the QR code smaller while the page has no room, down to one of its sides."""
        width, height = self.setting.size.width(), self.setting.size.height()
        for side_mm in QR_SIDES_MM[1:count]:
            is_smaller = self.theme.px(side_mm) < self._qr.width()
            if is_smaller and needed_height(self.rows, width) > height:
                self._shrink_qr(side_mm)

    def _shrink_qr(self, side_mm: float) -> None:
        new = self._new_qr(side_mm)
        self._row.replaceWidget(self._qr, new)
        self._qr.hide()
        self._qr.deleteLater()
        self._qr = new

    def _slip_line(self, number: int, line: str) -> Text:
        shown = line.replace(" ", NO_BREAK + NO_BREAK)
        label = self.text(shown, Type.NUMBER, name=f"slip_{number}", is_bold=True)
        label.setAccessibleName(line)
        label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if self.words.is_right_to_left:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        return label

    def _add_facts(self, rows: QVBoxLayout, slip: ClosedShift) -> None:
        """Say what the slip stands for, across the page where letters are large."""
        words = self.words
        said = words.count("%(number)s signature", "%(number)s signatures", slip.signature_count)
        if self._has_others or not self.theme.is_large:
            said = campaign_line(words, slip.campaign, slip.signature_count)
        count = self.text(said, name="slip_count")
        self.may_be_shortened.append(count)
        rows.addWidget(count)
        # NOTE: %(device)s is a code that stands for this tablet or laptop.
        device = words.say("Device %(device)s") % {"device": f"\u2068{slip.device}\u2069"}
        when = words.day_and_time(self.setting.here(slip.closed_at))
        rows.addWidget(self.text(f"{device} · {when}", name="slip_device"))

    def _add_foot(self, state: ClosingState) -> Action:
        """Lead to the next campaign's slip, or away after the last."""
        words, is_last = self.words, state.shown + 1 == len(state.slips)
        buttons: list[Action] = []
        if state.shown > 0:
            back = self.button(words.say("Back"), Kind.BIG, name="back")
            back.clicked.connect(lambda: self.turned.emit(state.shown - 1))
            buttons.append(back)
        main = self.button(
            words.say("Done") if is_last else words.say("Next slip"), Kind.MAIN, name="go_on"
        )
        if is_last:
            main.clicked.connect(self.finished)
        else:
            main.clicked.connect(lambda: self.turned.emit(state.shown + 1))
        self.main_row(*buttons, main)
        return main
