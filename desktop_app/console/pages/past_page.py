"""What was handed over before: when, how much, and whether the coordinator has confirmed it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.given import PastHandOver
from desktop_app.console.handing_states import LookingBack
from desktop_app.console.pages.page import Page, RowsCard
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, needed_height


class PastPage(Page):
    """A card for each, the newest first, as many as have room on a page."""

    turned = Signal(int)
    again_pressed = Signal()
    finished = Signal()

    def __init__(self, setting: Setting, state: LookingBack) -> None:
        """Show one page of them."""
        words = setting.words
        super().__init__(setting, words.say("What was handed over"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.rows.addLayout(self._cards)
        self.rows.addStretch(1)
        turning = QHBoxLayout()
        turning.setSpacing(self.theme.px(Size.GAP))
        newer, older = self._turner("newer", -1, state), self._turner("older", 1, state)
        place = self.text("", Type.BUTTON, name="page_number")
        for widget, stretch in ((newer, 0), (older, 0), (place, 1)):
            turning.addWidget(widget, stretch)
        self.rows.addLayout(turning)
        again = self.button(words.say("Hand over everything again"), Kind.BIG, name="again")
        again.clicked.connect(self.again_pressed)
        self._main = self.button(words.say("Done"), Kind.MAIN, name="done")
        self._main.clicked.connect(self.finished)
        self.main_row(*([again] if state.past else []), self._main)
        size, page_count = self._room(state), 1
        if state.past:
            page_count = -(-len(state.past) // size)
        page = min(state.page, page_count - 1)
        for number, past in enumerate(state.past[page * size : (page + 1) * size]):
            self._cards.addWidget(_card(setting, past, number))
        if not state.past:
            self._cards.addWidget(self.text(words.say("Nothing yet."), name="nothing"))
        numbers = {"number": words.number(page + 1), "total": words.number(page_count)}
        place.say(words.say("%(number)s of %(total)s") % numbers)
        newer.setEnabled(page > 0)
        older.setEnabled(page + 1 < page_count)
        for widget in (newer, older, place):
            widget.setVisible(page_count > 1)
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead to the way back."""
        return self._main

    def _turner(self, name: str, step: int, state: LookingBack) -> Action:
        words = self.words
        said = words.say("Newer") if step < 0 else words.say("Older")
        button = self.button(said, Kind.PLAIN, name=name)
        button.clicked.connect(lambda: self.turned.emit(state.page + step))
        return button

    def _room(self, state: LookingBack) -> int:
        """Count the cards that have room on a page beside everything else."""
        cards = [_card(self.setting, past, 0) for past in state.past]
        heights = [needed_height(card.rows, self.setting.inner_width) for card in cards]
        for card in cards:
            card.deleteLater()
        left = self.setting.size.height() - needed_height(self.rows, self.setting.size.width())
        return max(1, left // (max(heights, default=1) + self._cards.spacing()))


def _card(setting: Setting, past: PastHandOver, number: int) -> RowsCard:
    words, theme = setting.words, setting.theme
    when = words.day_and_time(setting.here(past.handed_over_at))
    # NOTE: A record is a signature, or the note that one was taken back or a shift was closed.
    count = words.count("%(number)s record", "%(number)s records", past.record_count)
    state = words.say("confirmed") if past.is_confirmed else words.say("not confirmed yet")
    card = RowsCard(theme, f"{when} · {count}")
    first = Text(f"{when} · {count}", theme, Type.LEAD, is_bold=True)
    first.setObjectName(f"past_{number}")
    title = past.campaign.title(words.language)
    # NOTE: %(campaign)s is the title of a petition, %(state)s "confirmed" or "not confirmed yet".
    template = words.say("%(campaign)s – %(state)s")
    second = Text(template % {"campaign": title, "state": state}, theme, Type.LEAD)
    second.setObjectName(f"past_state_{number}")
    card.rows.addWidget(first)
    card.rows.addWidget(second)
    return card
