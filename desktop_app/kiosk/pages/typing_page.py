"""Screens 2 and 3, and the phone: one shape, a question with one or two big fields."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.pack import Presence
from desktop_app.kiosk.keyboard.boards import Kind
from desktop_app.kiosk.pages.keyboard_place import KeyboardPlace, lead_away
from desktop_app.kiosk.pages.labelled_field import LabelledField
from desktop_app.kiosk.pages.page import FormPage, Setting
from desktop_app.kiosk.pages.words_to_sign import PrivacyLink, WordsToSign
from desktop_app.kiosk.states import Form, State
from desktop_app.kiosk.steps import Step, StepKind
from desktop_app.language import Words
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.fields import Field
from desktop_app.qt.widgets.text import fit, needed_height
from desktop_app.signature.fields import Wrong, read_email

# A little beyond the limits of signature/fields.py, so that what is too long is said, not cut.
MOST_CHARACTERS = {"email": 300, "phone": 40, "postcode": 40}
MOST_CHARACTERS_OF_A_NAME = 100
LEFT_TO_RIGHT = frozenset({"email", "phone"})
SMALLER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
KINDS = {StepKind.NAME: Kind.NAME, StepKind.EMAIL: Kind.EMAIL, StepKind.PHONE: Kind.PHONE}
HINTS = {
    "email": Qt.InputMethodHint.ImhEmailCharactersOnly,
    "phone": Qt.InputMethodHint.ImhDialableCharactersOnly,
}


class TypingPage(FormPage):
    """Name, e-mail or phone."""

    typed = Signal(str, str)
    reading_asked = Signal(str)

    def __init__(
        self, setting: Setting, step: Step, field_names: Sequence[str], *, country: str = ""
    ) -> None:
        """Ask for one or two fields; `country` is the one chosen so far."""
        super().__init__(setting, step)
        self._shown_refusals = 0
        self._fitted: tuple[bool | str, ...] = ()
        self._fields = [labelled_field(setting, name) for name in field_names]
        self._head = self.heading(_question(self.words, step.kind))
        self._row = self._field_row()
        self._foot = self._made_foot()
        self.rows.addLayout(self._head)
        self.rows.addLayout(self._row)
        self.rows.addStretch(1)
        self.rows.addWidget(self._foot, 1)
        self._place = self._keyboard_place(country)

    def show_state(self, state: State) -> None:
        """Show what was typed and what is wrong; after a refused Next, lead to it."""
        form = state.stage
        if not isinstance(form, Form):
            return
        wrong = {one.field: one for one in form.wrong}
        for place in self._fields:
            text = getattr(form.draft, place.name)
            if place.field.text() != text:
                place.field.begin_with(text)
            place.show_wrong(wrong.get(place.name), self.words)
        if form.refused_count > self._shown_refusals and wrong:
            first = next((f for f in self._fields if f.name in wrong), self._fields[0])
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._place is not None:
                self._show_keyboard(is_shown=True)
        self._shown_refusals = form.refused_count
        self._fit()

    def put_keyboard_away(self) -> None:
        """Be a page with its own buttons for the rest of the visit."""
        if self._place is not None:
            self._show_keyboard(is_shown=False)
            self._place = None

    def show_phone_complaint(self) -> None:
        """Show the longest sentence about a phone number, to measure whether there is room."""
        for place in self._fields:
            place.show_wrong(Wrong(field="phone", code="phone.no_prefix"), self.words)

    def first_focus(self) -> QWidget | None:
        """Lead to the first empty field."""
        empty = (place.field for place in self._fields if not place.field.text())
        return next(empty, self._fields[0].field)

    def _field_row(self) -> QBoxLayout:
        direction = QBoxLayout.Direction.LeftToRight
        if self.theme.is_portrait:
            direction = QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(direction)
        row.setSpacing(self.theme.px(4.0))
        for place in self._fields:
            place.typed.connect(self.typed)
            place.field.returnPressed.connect(lambda place=place: self._enter(place))
            row.addWidget(place, 1)
        return row

    def _enter(self, place: LabelledField) -> None:
        """Enter leads to the next field, in the last one onward."""
        number = self._fields.index(place) + 1
        if number < len(self._fields):
            self._fields[number].field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.go_on()

    def _made_foot(self) -> QWidget:
        """Make what stands at the bottom where no keyboard is: words to sign, and buttons."""
        foot = QWidget()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.theme.px(Size.GAP))
        rows.addStretch(1)
        if self.step.part.has_words_to_sign:
            rows.addWidget(WordsToSign(self.setting))
        rows.addLayout(self._button_row())
        return foot

    # -- the keyboard on the screen --

    def _keyboard_place(self, country: str) -> KeyboardPlace | None:
        if self.setting.keyboards is None:
            return None
        place = KeyboardPlace(self, self.setting.keyboards, KINDS[self.step.kind], country)
        place.next_pressed.connect(self._next_of_keyboard)
        place.domain_put.connect(self._address_ended)
        place.field_touched.connect(lambda: self._show_keyboard(is_shown=True))
        for one in self._fields:
            place.watch(one.field)
        self._foot.hide()
        return place

    def _next_of_keyboard(self) -> None:
        """Do what Enter does; but SIGN is pressed only where its words are shown."""
        now = next((one for one in self._fields if one.field.hasFocus()), self._fields[-1])
        if now is not self._fields[-1] or not self.is_last:
            self._enter(now)
            return
        self._show_keyboard(is_shown=False)
        lead_away(now.field, self.main_button)

    def _address_ended(self) -> None:
        """Go on once a chip has made the address whole: one tap for the domain and for Next."""
        if not isinstance(read_email(self._fields[-1].field.text()), Wrong):
            self._next_of_keyboard()

    def _show_keyboard(self, *, is_shown: bool) -> None:
        if self._place is None or self._place.is_shown == is_shown:
            return
        self._place.set_shown(is_shown=is_shown)
        self._foot.setVisible(not is_shown)
        self._fit()

    def _fit(self) -> None:
        """Make room above the keyboard: give up one thing after another until all fits.

        Nothing that moves a key comes back while the keyboard is there: a hand may be over it.
        """
        if self._place is None:
            return
        wanted: tuple[bool | str, ...] = (
            self._place.is_shown,
            *(one.complaint for one in self._fields),
        )
        if wanted == self._fitted:
            return
        self._fitted = wanted
        for one in self._fields:
            one.show_label(is_shown=True)
        self._set_scale(1.0)
        if not self._place.is_shown:
            self._set_in_one_row(is_so=False)
        else:
            fit(self, self.setting.size.width(), self.setting.size.height(), self._sacrifices())
        needed_height(self.rows, self.setting.size.width())  # Qt forgets what it measured before
        self.rows.activate()

    def _sacrifices(self) -> Iterator[Callable[[], object]]:
        place = self._place
        assert place is not None
        yield place.tighten
        yield self._drop_needless_labels
        yield place.take_least
        if not self.theme.is_portrait:
            yield lambda: self._set_in_one_row(is_so=True)
        yield place.drop_chips
        for scale in SMALLER:
            yield partial(self._set_scale, scale)

    def _drop_needless_labels(self) -> None:
        """Leave out labels where a sentence says more."""
        for one in self._fields:
            one.show_label(is_shown=not one.complaint)

    def _set_in_one_row(self, *, is_so: bool) -> None:
        """Set Back and the progress beside the fields, without the question; or all as usual."""
        assert self.question_text is not None
        if self.question_text.isHidden() == is_so:
            return
        self.question_text.setVisible(not is_so)
        old, new = (self._head, self._row) if is_so else (self._row, self._head)
        old.removeItem(self.progress_row)
        self.progress_row.setParent(None)
        new.addLayout(self.progress_row)
        if is_so:
            new.setAlignment(self.progress_row, Qt.AlignmentFlag.AlignTop)

    def _set_scale(self, scale: float) -> None:
        for one in self._fields:
            for text in one.texts:
                text.set_scale(scale)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        link = PrivacyLink(self.setting)
        link.pressed_for.connect(self.reading_asked)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addLayout(self.main_place, 2)
        return row


def labelled_field(setting: Setting, name: str) -> LabelledField:
    """Make a field of the form with its label."""
    field = Field(
        setting.theme,
        max_characters=MOST_CHARACTERS.get(name, MOST_CHARACTERS_OF_A_NAME),
        is_left_to_right=name in LEFT_TO_RIGHT,
    )
    if name in HINTS:
        field.add_hints(HINTS[name])
    return LabelledField(name, _label(setting, name), field, setting.theme)


def _question(words: Words, kind: StepKind) -> str:
    if kind is StepKind.NAME:
        return words.say("Your name")
    if kind is StepKind.EMAIL:
        return words.say("Your e-mail address")
    return words.say("Your phone number")


def _label(setting: Setting, name: str) -> str:
    words = setting.words
    is_optional = getattr(setting.pack.settings.ask, name) is Presence.OPTIONAL
    match name:
        case "given_name":
            return words.say("First name")
        case "family_name" if is_optional:
            return words.say("Last name — leave empty if you have one name")
        case "family_name":
            return words.say("Last name")
        case "email":
            label = words.say("E-mail, such as name@example.org")
        case "phone":
            label = words.say("Phone number, such as +49 170 1234567")
        case _:
            label = words.say("Postcode")
    # NOTE: Stands after the label of a field that may stay empty.
    return f"{label} {words.say('(optional)')}" if is_optional else label
