"""The reading pages: the whole text, privacy, terms, questions, contact; turned, not scrolled."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.campaign.pack import Pack
from desktop_app.campaign.text import Block, BlockKind, Span, blocks
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.language import locale_of
from desktop_app.qt.signing_words import word_to_begin
from desktop_app.qt.spoken import announce
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.petition import WHOLE_TEXT, page_titles
from desktop_app.qt.widgets.reading import ReadingView
from desktop_app.qt.widgets.text import needed_height, plain_line

ARROWS = ("‹", "›")


class ReadingPage(Page):
    """One text, with two big buttons to turn its pages. SIGN stays on screen before the form."""

    left = Signal()
    sign_pressed = Signal()

    def __init__(self, setting: Setting, name: str, *, is_in_form: bool) -> None:
        """Set a text by its name: `text`, or that of a page of the pack."""
        super().__init__(setting)
        self._number = 0
        title = self.words.say("Read the whole text")
        self.setAccessibleName(page_titles(self.words).get(name, title))
        self.rows.addStretch(1)
        buttons = self._buttons(is_in_form=is_in_form)
        self.rows.addLayout(buttons)
        self.set_last_row(buttons)
        taken = needed_height(self.rows, setting.size.width()) + self.rows.spacing()
        room = QSize(setting.inner_width, setting.size.height() - taken)
        language, text = _text(setting.pack, name, setting.language)
        is_right_to_left = locale_of(language).text_direction == "rtl"
        self._view = ReadingView(text, self.theme, room, is_right_to_left=is_right_to_left)
        self._view.setObjectName("reading")
        self.rows.insertWidget(0, self._view)
        self._turn(0)

    def _buttons(self, *, is_in_form: bool) -> QVBoxLayout:
        """Set Back, the turning and SIGN in a row; on a narrow page the turning above."""
        words = self.words
        back = Action(words.say("Back"), self.theme, Kind.BIG)
        back.setObjectName("leave_reading")
        back.clicked.connect(self.left)
        ends = QHBoxLayout()
        ends.setSpacing(self.theme.px(Size.GAP))
        rows = QVBoxLayout()
        rows.setSpacing(self.theme.px(Size.GAP))
        sign = Action(word_to_begin(self.setting.pack, words), self.theme, Kind.MAIN, self)
        sign.setObjectName("sign")
        sign.clicked.connect(self.sign_pressed)
        sign.setVisible(not is_in_form)
        back.setMinimumWidth(back.sizeHint().width())  # the larger type of SIGN gives way first
        ends.addWidget(back)
        ends.addStretch(1)
        if self.theme.is_portrait:
            rows.addLayout(self._turning(are_words=self._has_room_for_words([])))
        else:
            ends.addLayout(self._turning(are_words=self._has_room_for_words([back, sign])))
            ends.addStretch(1)
        ends.addWidget(sign)
        rows.addLayout(ends)
        return rows

    def _has_room_for_words(self, beside: Sequence[Action]) -> bool:
        """Tell whether the turning can be in words at full size, beside other buttons."""
        place = plain_line("99 / 99", self.theme, Type.BUTTON, is_bold=True)
        shown = [*self._turning_actions(are_words=True), place, *beside]
        gaps = len(shown) * self.theme.px(Size.GAP)
        return sum(one.sizeHint().width() for one in shown) + gaps <= self.setting.inner_width

    def _turning_actions(self, *, are_words: bool) -> tuple[Action, Action]:
        """Make the buttons that turn, with words on them or else arrows; read out as words."""
        # NOTE: Turns to the page before, in a long text.
        before = self.words.say("Previous page")
        # NOTE: Turns to the page after, in a long text.
        after = self.words.say("Next page")
        if are_words:
            return Action(before, self.theme, Kind.BIG), Action(after, self.theme, Kind.BIG)
        is_mirrored = locale_of(self.setting.language).text_direction == "rtl"
        arrows = ARROWS[::-1] if is_mirrored else ARROWS
        actions = [Action(arrow, self.theme, Kind.ARROW) for arrow in arrows]
        for action, name in zip(actions, (before, after), strict=True):
            action.setAccessibleName(name)
        return actions[0], actions[1]

    def _turning(self, *, are_words: bool) -> QHBoxLayout:
        theme = self.theme
        before, after = self._turning_actions(are_words=are_words)
        self._before, self._after = before, after
        before.setObjectName("page_before")
        before.clicked.connect(lambda: self._turn_aloud(-1))
        after.setObjectName("page_after")
        after.clicked.connect(lambda: self._turn_aloud(1))
        self._place = plain_line("", theme, Type.BUTTON, is_bold=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(Size.GAP))
        row.addStretch(1)
        for widget in (self._before, self._place, self._after):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return row

    def spoken_first(self) -> str:
        """Give the words of the page."""
        return self._view.accessibleName()

    def _turn_aloud(self, by: int) -> None:
        """Turn, and keep the focus on a button that is still there."""
        had_focus = self._before.hasFocus() or self._after.hasFocus()
        self._turn(by)
        if had_focus and not (self._before.hasFocus() or self._after.hasFocus()):
            other = self._before if by > 0 else self._after
            other.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.spoken_first())

    def _turn(self, by: int) -> None:
        self._number = max(0, min(self._number + by, self._view.page_count - 1))
        self._view.show_page(self._number)
        self._before.setVisible(self._number > 0)
        self._after.setVisible(self._number < self._view.page_count - 1)
        self._place.setVisible(self._view.page_count > 1)
        template = self.words.say("%(number)s of %(total)s")
        numbers = {
            "number": self.words.number(self._number + 1),
            "total": self.words.number(self._view.page_count),
        }
        self._place.say(template % numbers)


def _text(pack: Pack, name: str, language: str) -> tuple[str, tuple[Block, ...]]:
    """Find a text and the language in which it is there."""
    if name == WHOLE_TEXT:
        return pack.text(language).language, tuple(_whole_text(pack, language))
    page = pack.page(name, language)
    if page is None:
        return language, ()
    return page.language, blocks(page.body)


def _whole_text(pack: Pack, language: str) -> Iterator[Block]:
    """Give all that the petition says: also what the first screen has no room for."""
    text = pack.text(language)
    yield Block(kind=BlockKind.HEADING, spans=(Span(text=text.words.title),), level=1)
    yield Block(kind=BlockKind.PARAGRAPH, spans=(Span(text=text.words.lead, is_bold=True),))
    yield from blocks(text.body)
    if text.words.demands_intro:
        yield Block(kind=BlockKind.HEADING, spans=(Span(text=text.words.demands_intro),), level=2)
    for demand in text.words.demands:
        yield Block(kind=BlockKind.ITEM, spans=(Span(text=demand),), level=1)
    if text.words.closing:
        yield Block(kind=BlockKind.PARAGRAPH, spans=(Span(text=text.words.closing),))
    for addressee in pack.settings.addressees:
        names = ", ".join(addressee.names)
        spans = (Span(text=addressee.body, is_bold=True), Span(text=f": {names}" if names else ""))
        yield Block(kind=BlockKind.ITEM, spans=spans, level=1)
