"""Screens 2 and 3, the postcode and the phone: one shape, a question with one or two big fields."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.domain_offer import DomainOffer
from desktop_app.kiosk.pages.keyboard_place import KeyboardPlace, lead_away
from desktop_app.kiosk.pages.labelled_field import LabelledField, labelled_field
from desktop_app.kiosk.pages.page import FormPage, Setting
from desktop_app.kiosk.pages.words_to_sign import PrivacyLink, WordsToSign
from desktop_app.kiosk.states import Form, State
from desktop_app.kiosk.steps import Step, StepKind
from desktop_app.language import Words
from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.spoken import announce
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.text import fit, needed_height
from desktop_app.signature.fields import Wrong, read_email
from desktop_app.signature.typos import with_domain

SMALLER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
KINDS = {
    StepKind.NAME: Kind.NAME,
    StepKind.EMAIL: Kind.EMAIL,
    StepKind.POSTCODE: Kind.POSTCODE,
    StepKind.PHONE: Kind.PHONE,
}


class TypingPage(FormPage):
    """Name, e-mail, postcode or phone."""

    typed = Signal(str, str)
    reading_asked = Signal(str)

    def __init__(
        self, setting: Setting, step: Step, field_names: Sequence[str], *, country: str = ""
    ) -> None:
        """Ask for one or two fields; `country` is the one chosen so far."""
        super().__init__(setting, step)
        self._shown_refusals = 0
        self._is_begun = False
        self._fitted: tuple[bool | str, ...] = ()
        self._fields = [labelled_field(setting, name) for name in field_names]
        self._offer = self._made_offer(country)
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
            self.complain_aloud(first.field, first.complaint)
            if self._place is not None:
                self._show_keyboard(is_shown=True)
        self._shown_refusals = form.refused_count
        self._show_first_offer()
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

    def go_on(self) -> None:
        """Go on, but ask once about a domain that looks mistyped."""
        if not self._asks_about_domain():
            super().go_on()

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

    # -- a mistyped domain --

    def _made_offer(self, country: str) -> DomainOffer | None:
        known = self.setting.known_domains
        place = next((one for one in self._fields if one.name == "email"), None)
        if known is None or place is None:
            return None
        offer = DomainOffer(self.theme, self.words, known, country)
        offer.taken.connect(self._take_domain)
        place.add_beneath(offer)
        place.typed.connect(self._withdraw_offer)
        return offer

    def _asks_about_domain(self) -> bool:
        """Offer the likely domain instead of going on, if it was not offered before."""
        if self._offer is None or not self._offer.offer_for(self._fields[-1].field):
            return False
        self._fields[-1].tell_offer(self._offer.sentence)
        announce(self._offer, self._offer.sentence)
        self._fit()
        return True

    def _show_first_offer(self) -> None:
        """Offer at once on a page that is built over an address: who comes back is not stopped."""
        if not self._is_begun:
            self._is_begun = True
            self._asks_about_domain()

    def _take_domain(self, domain: str) -> None:
        """Go on with the domain: who pressed Next has been asked, and has answered."""
        field = self._fields[-1].field
        field.begin_with(with_domain(field.text(), domain))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_address_whole() and not self.is_last:
            self.go_on()

    def _withdraw_offer(self) -> None:
        if self._offer is not None and self._offer.sentence:
            self._offer.withdraw()
            self._fields[-1].tell_offer("")
            self._fit()

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
        if self._asks_about_domain():
            return
        self._show_keyboard(is_shown=False)
        lead_away(now.field, self.main_button)

    def _address_ended(self) -> None:
        """Go on once a chip has made the address whole: one tap for the domain and for Next."""
        if self._is_address_whole():
            self._next_of_keyboard()

    def _is_address_whole(self) -> bool:
        return not isinstance(read_email(self._fields[-1].field.text()), Wrong)

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
            self._offer is not None and self._offer.sentence,
            *(one.complaint for one in self._fields),
        )
        if wanted == self._fitted:
            return
        self._fitted = wanted
        for one in self._fields:
            one.show_label(is_shown=True)
            one.show_complaint(is_shown=True)
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
        if self._offer is not None and self._offer.sentence:
            yield lambda: self._fields[-1].show_complaint(is_shown=False)  # the offer says it
        for scale in SMALLER:
            yield partial(self._set_scale, scale)

    def _drop_needless_labels(self) -> None:
        """Leave out labels where a sentence says more."""
        is_offering = self._offer is not None and bool(self._offer.sentence)
        for one in self._fields:
            one.show_label(is_shown=not (one.complaint or is_offering))

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


def _question(words: Words, kind: StepKind) -> str:
    if kind is StepKind.NAME:
        return words.say("Your name")
    if kind is StepKind.EMAIL:
        return words.say("Your e-mail address")
    if kind is StepKind.POSTCODE:
        return words.say("Where you live")
    return words.say("Your phone number")
