"""A signer among the monkeys: does the next sensible thing, whatever has happened in between."""

import random
import time
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow.rules import TOO_QUICK
from desktop_app.kiosk.flow.volunteer import is_covered
from desktop_app.kiosk.steps import StepKind
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.keys import Role
from desktop_app.qt.keyboard.widget import Keyboard

MARK = "Zyxqua"
PIN = "740183"
PATIENCE_S = 5.0
TYPED = {
    "given_name": MARK,
    "family_name": "Ca",
    "email": "zyxqua@gmail.com",
    "phone": "+4917012345678",
    "idea": "A lift",
}
FIELDS = {
    StepKind.NAME: ("given_name", "family_name"),
    StepKind.EMAIL: ("email",),
    StepKind.PHONE: ("phone",),
    StepKind.IDEA: ("idea",),
}
STEP_S = 1.0
FINGER = 9
"""None that the monkey has on the glass."""
NONE = Qt.KeyboardModifier.NoModifier


class Signer:
    """Looks at the screen and takes one step towards a signature."""

    def __init__(self, window: KioskWindow, device: QPointingDevice, dice: random.Random) -> None:
        self._window = window
        self._device = device
        self._dice = dice

    def takes_a_step(self) -> None:
        """Do one thing with one finger or one key, in the time that a person takes."""
        self._window.happen(st.Ticked(seconds=STEP_S))
        state = self._window.state
        if is_covered(state):
            self._taps_one_of("back_to_signing")
        elif state.leaving_s is not None:
            self._taps("more_time")
        elif isinstance(state.stage, st.Form):
            self._fills_in(state.stage)
        else:
            self._moves_on(state.stage)

    def _moves_on(self, stage: st.Stage) -> None:
        match stage:
            case st.Petition():
                self._taps("sign")
            case st.Reading():
                self._taps("leave_reading")
            case st.CountryList():
                self._taps_one_of("leave_countries")
            case st.VolunteerNeeded(code=code):
                self._volunteer_comes() if code == TOO_QUICK else self._taps("try_again")
            case st.Thanks():
                self._answers_the_thanks(stage)
            case _:
                QApplication.processEvents()

    def _answers_the_thanks(self, thanks: st.Thanks) -> None:
        chance = self._dice.random()
        if chance < 0.2 and self._taps("take_back"):
            return
        if chance < 0.6 and thanks.offers and self._taps(f"another_{thanks.offers[0]}"):
            return
        self._taps("next_person")

    def _volunteer_comes(self) -> None:
        """Type the PIN where somebody has signed too quickly, and lead back to signing."""
        self._taps("volunteer")
        self._waits_for(lambda cover: isinstance(cover, vs.AtPin) and cover.wait_s is not None)
        for digit in PIN:
            self._taps(f"digit_{digit}")
        self._taps("give_pin")
        self._waits_for(lambda cover: not isinstance(cover, vs.AtPin) or not cover.is_checking)
        self._taps("back_to_signing")

    def _waits_for(self, is_so: Callable[[object], bool]) -> None:
        until_s = time.monotonic() + PATIENCE_S
        while not is_so(self._window.state.cover) and time.monotonic() < until_s:
            QApplication.processEvents()

    def _fills_in(self, form: st.Form) -> None:
        for name in FIELDS.get(form.step.kind, ()):
            field = self._finds(name)
            text = getattr(form.draft, name)
            if field is not None and not _is_enough(name, text):
                self._types(field, text, TYPED[name])
                return
        open_choices = [c for c in form.step.part.consents if form.draft.chosen(c) is None]
        if open_choices:
            answer = self._dice.choice(["yes", "no", "no"])
            self._taps(f"{answer}_{open_choices[0]}")
            return
        if form.wrong and self._dice.random() < 0.3 and self._taps("country_FR"):
            return
        self._draws()
        self._goes_on()

    def _types(self, field: QWidget, text: str, wanted: str) -> None:
        """Type the next letter, or erase what a monkey has typed."""
        if not field.hasFocus():
            self._touches(field, field.rect().center())
        if not wanted.startswith(text):
            key = self._dice.choice([Qt.Key.Key_End, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace])
            QTest.keyClick(self._window.windowHandle(), key)
            return
        letter = wanted[len(text)]
        keyboard = self._keyboard()
        placed = (
            next((p for p in keyboard.placed if p.key.text == letter), None) if keyboard else None
        )
        if keyboard is not None and placed is not None:
            self._touches(keyboard, placed.rect.center().toPoint())
        else:
            handle, key = self._window.windowHandle(), Qt.Key.Key_unknown
            QTest.sendKeyEvent(QTest.KeyAction.Click, handle, key, letter, NONE)

    def _goes_on(self) -> None:
        keyboard = self._keyboard()
        onward = [p for p in keyboard.placed if p.key.role is Role.NEXT] if keyboard else []
        if keyboard is not None and onward:
            self._touches(keyboard, onward[0].rect.center().toPoint())
        else:
            self._taps_one_of("sign", "next")

    def _draws(self) -> None:
        """Draw a line where a signature is wanted."""
        pad = self._finds("drawn_signature")
        if pad is not None:
            middle = pad.rect().center()
            self._touches(pad, middle - QPoint(30, 5), middle + QPoint(30, 5))

    def _taps(self, name: str) -> bool:
        button = self._finds(name)
        if button is None or not button.isEnabled():
            return False
        self._touches(button, button.rect().center())
        return True

    def _taps_one_of(self, *names: str) -> None:
        """Tap the first of these that is there; else whatever is."""
        if not any(self._taps(name) for name in names):
            self._taps_anything()

    def _taps_anything(self) -> None:
        buttons = [
            one
            for one in self._window.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled()
        ]
        if buttons:
            button = self._dice.choice(buttons)
            self._touches(button, button.rect().center())

    def _touches(self, widget: QWidget, at: QPoint, to: QPoint | None = None) -> None:
        begin = widget.mapTo(self._window, at)
        end = begin if to is None else widget.mapTo(self._window, to)
        handle = self._window.windowHandle()
        QTest.touchEvent(handle, self._device).press(FINGER, begin).commit()
        if end != begin:
            QTest.touchEvent(handle, self._device).move(FINGER, end).commit()
        QTest.touchEvent(handle, self._device).release(FINGER, end).commit()

    def _keyboard(self) -> Keyboard | None:
        shown = (one for one in self._window.findChildren(Keyboard) if one.isVisible())
        return next(shown, None)

    def _finds(self, name: str) -> QWidget | None:
        shown = (one for one in self._window.findChildren(QWidget, name) if one.isVisible())
        return next(shown, None)


def _is_enough(name: str, text: str) -> bool:
    """Whether a field can stay as it is; a name may be anything, an address may not."""
    return text == TYPED[name] or (name in ("family_name", "idea") and len(text) > 2)
