"""Screen 5: the thanks. Nothing of the person is on it but the code that takes the signature back."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from desktop_app.campaign.pack import CampaignKind
from desktop_app.kiosk.pages.bars import sentence_about
from desktop_app.kiosk.pages.code_card import CodeCard
from desktop_app.kiosk.pages.offers import Offers
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.pretence import Pretence
from desktop_app.kiosk.states import State, TakingBack, Thanks
from desktop_app.language import Words
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, fit

TITLE_SCALE = 1.35
SMALLER = (0.9, 0.8, 0.75)


class ThanksPage(Page):
    """Thank you, the withdrawal code, the count, what else can be done, and the next person."""

    next_person_came = Signal()
    take_back_pressed = Signal()
    another_chosen = Signal(str)

    def __init__(self, setting: Setting, thanks: Thanks) -> None:
        """Thank for a signature that is on disk, or say that it is taken back."""
        super().__init__(setting)
        self._is_taken_back = thanks.taking_back is TakingBack.DONE
        theme = self.theme
        is_stacked = theme.is_portrait
        direction = QBoxLayout.Direction.LeftToRight
        if is_stacked:
            direction = QBoxLayout.Direction.TopToBottom
        self._top = QBoxLayout(direction)
        self._top.setSpacing(theme.px(6.0))
        self._top.addLayout(self._words_column(), 1)
        self._card = None if self._is_taken_back else CodeCard(setting, thanks.withdrawal_code)
        if self._card is not None:
            self._top.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(self._top)
        self.rows.addStretch(1)
        self._offers = Offers(setting, thanks.offers)
        self._offers.chosen.connect(self.another_chosen)
        if not thanks.offers:
            self._offers.hide()
        self.rows.addWidget(self._offers)
        foot = self._foot(is_stacked=is_stacked)
        self.rows.addLayout(foot)
        self.set_last_row(foot)
        self._show_count(thanks)
        fit(self, setting.size.width(), setting.size.height(), self._sacrifices())

    def show_state(self, state: State) -> None:
        """Show the count, and whether it can still be taken back."""
        thanks = state.stage
        if not isinstance(thanks, Thanks):
            return
        self._show_count(thanks)
        is_offered = thanks.taking_back is TakingBack.OFFERED
        if self._back.isEnabled() and not is_offered and self._back.hasFocus():
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back.setEnabled(is_offered)
        if not is_offered:
            self._offers.hide()

    def _show_count(self, thanks: Thanks) -> None:
        if self.setting.pack.settings.kind is not CampaignKind.PETITION:
            return
        total = self.setting.pack.settings.counter.signed_online + thanks.kept_count
        # NOTE: On the thank-you page: how many signatures the petition has by now.
        self._count.say(
            self.words.count("%(number)s signature now", "%(number)s signatures now", total)
        )

    def first_focus(self) -> Action:
        """Lead to what most people do next."""
        return self._next

    def spoken_first(self) -> str:
        """Give all that a person must hear before the next one comes: also the code."""
        said = [self._safe.text(), self._card.spoken if self._card is not None else ""]
        return " ".join(part for part in said if part)

    def _words_column(self) -> QVBoxLayout:
        theme, words = self.theme, self.words
        title, safe = self._said(words)
        self._title = self.headline(title)
        self._title.set_scale(1.0 if theme.is_large else TITLE_SCALE)
        self._title.setObjectName("thanks")
        self._safe = Text(safe, theme, Type.LEAD)
        if not safe:
            self._safe.hide()
        self._count = Text("", theme, Type.LEAD, is_bold=True)
        self._count.setObjectName("count")
        column = QVBoxLayout()
        column.setSpacing(theme.px(Size.GAP))
        column.addWidget(self._title)
        column.addWidget(self._safe)
        column.addWidget(self._count)
        column.addStretch(1)
        return column

    def _said(self, words: Words) -> tuple[str, str]:
        is_idea = self.setting.pack.settings.kind is CampaignKind.IDEA
        if self._is_taken_back:
            title = (
                words.say("Your idea is taken back.")
                if is_idea
                # NOTE: Title, instead of "Thank you.".
                else words.say("Your signature is taken back.")
            )
            says_more = words.say("It does not count any more and will not be delivered.")
            return title, "" if is_idea else says_more
        if self.setting.pretence is Pretence.PRACTICE:
            safe = sentence_about(words, Pretence.PRACTICE)
        elif self.setting.pretence is Pretence.DEMONSTRATION:
            safe = words.say(
                "This was a demonstration. Your signature is not real, and anyone who has this "
                "device can read it."
            )
        elif is_idea:
            safe = words.say(
                "Your idea is sealed and safe on this device. Nobody at this stall can read it."
            )
        else:
            safe = words.say(
                "Your signature is sealed and safe on this device. Nobody at this stall can read it."
            )
        return words.say("Thank you."), safe

    def _foot(self, *, is_stacked: bool) -> QBoxLayout:
        """Set the way back beside the way on, or on a narrow page above it."""
        direction = QBoxLayout.Direction.LeftToRight
        if is_stacked:
            direction = QBoxLayout.Direction.TopToBottom
        foot = QBoxLayout(direction)
        foot.setSpacing(self.theme.px(Size.GAP))
        self._back = self._take_back_button()
        side = Qt.AlignmentFlag.AlignLeading if is_stacked else Qt.AlignmentFlag.AlignBottom
        foot.addWidget(self._back, 0, side)
        if not is_stacked:
            foot.addStretch(1)
        foot.addWidget(self._next_button(), 0 if is_stacked else 3)
        return foot

    def _take_back_button(self) -> Action:
        # NOTE: Button on the thank-you page: my signature shall not count.
        button = Action(self.words.say("Take it back now"), self.theme)
        button.setObjectName("take_back")
        button.clicked.connect(self.take_back_pressed)
        if self._is_taken_back:
            button.hide()
        return button

    def _next_button(self) -> Action:
        self._next = Action(self.words.say("Next person"), self.theme, Kind.MAIN)
        self._next.setObjectName("next_person")
        self._next.clicked.connect(self.next_person_came)
        return self._next

    def _sacrifices(self) -> Iterator[Callable[[], object]]:
        """Give way in this order: gaps, the code's size, the count, its picture, title and words."""
        yield lambda: self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        if self._card is not None:
            yield from self._card.smaller()
        yield self._offers.tighten
        if self._card is not None and self.theme.is_large:
            yield self._count.hide
            yield self._card.drop_qr
        for scale in SMALLER:
            yield partial(self._title.set_scale, scale)
            yield partial(self._safe.set_scale, scale)
            yield partial(self._offers.set_scale, scale)
        if self.theme.is_large:
            yield self._safe.hide
