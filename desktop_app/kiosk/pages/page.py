"""What all pages share: what they are drawn with, and the shape of a page of the form."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.pretence import Pretence
from desktop_app.kiosk.states import State
from desktop_app.kiosk.steps import Step
from desktop_app.kiosk.typist import Typist
from desktop_app.language import Words
from desktop_app.qt.signing_words import word_to_end
from desktop_app.qt.spoken import Spoken, announce, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import ProgressDots
from desktop_app.qt.widgets.text import Text, plain_line

if TYPE_CHECKING:  # the first screen has no keyboard
    from desktop_app.qt.keyboard.keyboards import Keyboards
    from desktop_app.signature.typos import KnownDomains

EDGE_MM = 3.6
FOOT_AIR_MM = 2.2
MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a page is drawn with. A page lives in one setting; for another it is built anew.

    `words` are those of the interface, `country_words` name countries in the signer's language
    even where the interface does not speak it. Without `keyboards` none is on the screen, without
    `known_domains` no address is questioned.
    """

    pack: Pack
    language: str
    words: Words
    country_words: Words
    others: tuple[Pack, ...] = ()
    theme: Theme
    size: QSize
    pretence: Pretence | None
    keyboards: "Keyboards | None" = None
    known_domains: "KnownDomains | None" = None
    typist: Typist = field(default_factory=Typist)

    @property
    def inner_width(self) -> int:
        """The width between the margins, in pixels."""
        return self.size.width() - 2 * self.theme.px(Size.MARGIN)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Which page this is, of how many: the petition is the first."""

    number: int
    total: int


class Page(QWidget):
    """A screen beneath the bar. It shows states and tells what happened; it decides nothing."""

    def __init__(self, setting: Setting) -> None:
        """Begin an empty page."""
        super().__init__()
        speak_as(self, Spoken.PAGE)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setting = setting
        self.theme = setting.theme
        self.words = setting.words
        self.setStyleSheet(self.theme.style_sheet())
        self.rows = QVBoxLayout(self)
        margin, edge = self.theme.px(Size.MARGIN), self.theme.px(EDGE_MM)
        self.rows.setContentsMargins(margin, edge, margin, edge)
        self.rows.setSpacing(self.theme.px(Size.GAP))
        self._last_row: QLayout | None = None

    def set_last_row(self, row: QLayout) -> None:
        """Let a row stand apart from the page: the last one, with the buttons that lead on."""
        self._last_row = row

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the foot, which outdoors is paper too."""
        super().paintEvent(event)
        if self._last_row is None:
            return
        painter = QPainter(self)
        top = self._last_row.geometry().top() - self.theme.px(FOOT_AIR_MM)
        painter.fillRect(0, top, self.width(), self.height() - top, self.theme.colour("card"))
        painter.end()

    def show_state(self, state: State) -> None:
        """Show what may change while this page stays."""

    def put_keyboard_away(self) -> None:
        """Do without the keyboard on the screen: there is a hardware one."""

    def first_focus(self) -> QWidget | None:
        """Name the control that has the focus when the page appears."""
        return None

    def spoken_first(self) -> str:
        """Give what screen readers say once the page is there, after its name."""
        return ""

    def headline(self, title: str) -> Text:
        """Make the title of the page, by which screen readers call it."""
        self.setAccessibleName(title)
        return Text(title, self.theme, Type.TITLE, is_bold=True, spoken=Spoken.HEADING)


class FormPage(Page):
    """A page of the form: a question with progress on top, Back and Next or SIGN at the bottom."""

    next_pressed = Signal()
    back_pressed = Signal()
    sign_pressed = Signal()

    def __init__(self, setting: Setting, step: Step) -> None:
        """Begin a page of the form."""
        super().__init__(setting)
        self.step = step
        self.progress_row = QHBoxLayout()
        self.progress_row.setSpacing(self.theme.px(2.8))
        self._progress: Progress | None = None
        self._progress_widgets: list[QWidget] = []
        self.is_last: bool | None = None
        self.has_dots = not self.theme.is_large and not self.theme.is_portrait
        self.main_place = QVBoxLayout()
        self.main_button: Action | None = None
        self.question_text: Text | None = None
        self._title = ""

    def entitle(self, title: str) -> None:
        """Name the page for screen readers; the progress stands behind its title."""
        self._title = self._title or title
        self.setAccessibleName(self._title)

    def heading(self, question: str) -> QHBoxLayout:
        """Set the question and, at the other end, Back and the progress."""
        title = Text(question, self.theme, Type.QUESTION, is_bold=True, spoken=Spoken.HEADING)
        self.entitle(question)
        title.setObjectName("question")
        self.question_text = title
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        row.addWidget(title, 1)
        row.addLayout(self.progress_row)
        return row

    def show_progress(self, progress: Progress, *, may_go_back: bool = True) -> None:
        """Show which page this is; an answer can add a page, so it may change."""
        if progress == self._progress:
            return
        if self._progress is None and may_go_back:
            self.progress_row.addWidget(self._back_button(), 0, MIDDLE)
        self._progress = progress
        for widget in self._progress_widgets:
            self.progress_row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._progress_widgets = []
        if progress.total == 1:
            return
        # NOTE: Progress: page %(number)s of %(total)s.
        template = self.words.say("%(number)s of %(total)s")
        numbers = {
            "number": self.words.number(progress.number),
            "total": self.words.number(progress.total),
        }
        label = plain_line(template % numbers, self.theme, Type.BUTTON, is_bold=True)
        label.setObjectName("progress")
        self.setAccessibleName(f"{self._title} ({label.text()})")
        self._progress_widgets = [label]
        if self.has_dots:
            dots = ProgressDots(progress.number, progress.total, self.theme)
            self._progress_widgets.insert(0, dots)
        for widget in self._progress_widgets:
            self.progress_row.addWidget(widget, 0, MIDDLE)

    def progress_width(self) -> int:
        """Measure Back and the progress, without dots, with the gaps around them."""
        label = plain_line("99 / 99", self.theme, Type.BUTTON, is_bold=True)
        back = Action(self.words.say("Back"), self.theme, Kind.QUIET)
        widths = label.sizeHint().width() + back.sizeHint().width()
        return widths + self.progress_row.spacing() + 2 * self.theme.px(Size.GAP)

    def _back_button(self) -> Action:
        button = Action(self.words.say("Back"), self.theme, Kind.QUIET)
        button.setObjectName("back")
        button.clicked.connect(self.back_pressed)
        return button

    def show_last(self, *, is_last: bool) -> None:
        """Offer SIGN on the last page and Next on the others."""
        if is_last == self.is_last:
            return
        self.is_last = is_last
        had_focus = self.main_button is not None and self.main_button.hasFocus()
        if self.main_button is not None:
            self.main_button.setParent(None)
            self.main_button.deleteLater()
        label = word_to_end(self.setting.pack, self.words) if is_last else self.words.say("Next")
        button = Action(label, self.theme, Kind.MAIN)
        button.setObjectName("sign" if is_last else "next")
        button.clicked.connect(self.go_on)
        self.main_place.addWidget(button)
        self.main_button = button
        if had_focus:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain_aloud(self, field: QWidget, sentence: str) -> None:
        """Let screen readers say what is wrong, also where the focus has not moved."""
        announce(field, sentence, is_urgent=True)

    def go_on(self) -> None:
        """Do what the main button does, and Enter in the last field."""
        signal = self.sign_pressed if self.is_last else self.next_pressed
        signal.emit()
