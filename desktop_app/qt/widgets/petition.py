"""The petition on one page: what is asked of whom, how many have signed, and SIGN."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from desktop_app.campaign.pack import PAGE_NAMES, Pack
from desktop_app.language import Words, locale_of
from desktop_app.qt.signing_words import word_to_begin
from desktop_app.qt.spoken import Spoken
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.demand import Demand
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.goal import Goal
from desktop_app.qt.widgets.pictures import Hero
from desktop_app.qt.widgets.text import Text, fit, needed_height, shortening, with_bold_names
from desktop_app.qt.widgets.wrapping import WrappingLayout

WHOLE_TEXT = "text"
TITLE_SCALES = (0.93, 0.86, 0.8, 0.76, 0.72)
FEWER_LINES_SCALES = (1.0, 0.96, 0.93, 0.9, 0.86, 0.83, 0.8)
"""A title becomes that much smaller if it then needs a line less."""
EDGE_MM = 3.8
COLUMN_GAP_MM = 7.4
HERO_MOST_MM = 26.0
LINK_AIR_MM = 3.2
"""The links at the foot are touched a little beneath their words too, there in the margin."""
TIGHTER, TIGHTEST = 0.7, 0.4
"""Gaps give way before words do."""


@dataclass(frozen=True, kw_only=True)
class PetitionLook:
    """What a petition is drawn from.

    `language` is that of the campaign's texts; `words` may speak another one, if the interface
    has not been translated into it. `size` is the room on the page, in pixels.
    """

    pack: Pack
    language: str
    words: Words
    theme: Theme
    size: QSize


class PetitionView(QWidget):
    """The petition as a signer sees it; also a preview of it.

    At Large less stands here, and the demands are on the reading page. What gives way, in this
    order: the picture, as a whole; the gaps; the size of title and addressees; the end of the lead;
    and where not even then there is room, addressees and late demands. All of it is on the reading
    page.
    """

    sign_pressed = Signal()
    reading_asked = Signal(str)

    def __init__(self, look: PetitionLook, parent: QWidget | None = None) -> None:
        """Draw the petition for its room."""
        super().__init__(parent)
        self._look = look
        self._theme = look.theme
        self._words = look.words
        self._text = look.pack.text(look.language).words
        self._apart: QWidget | None = None
        self._goal = Goal(look.pack.settings.counter, look.words, look.theme)
        if look.theme.is_large or look.theme.is_portrait:
            self._set_one_column()
        else:
            self._set_two_columns()

    def show_count(self, kept_count: int | None) -> None:
        """Show how many signatures there are, with those on this device (None: not known yet)."""
        self._goal.show_count(kept_count)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the ground of the side with SIGN to the edges; outdoors it is paper too."""
        if self._apart is None:
            return
        place = QRect(self._apart.mapTo(self, QPoint(0, 0)), self._apart.size())
        air = self._theme.px(COLUMN_GAP_MM) // 2
        ground = self.rect()
        if place.width() > 0.6 * self.width():
            ground.setTop(place.top() - air // 2)
        elif self.isRightToLeft():
            ground.setRight(place.right() + air)
        else:
            ground.setLeft(place.left() - air)
        painter = QPainter(self)
        painter.fillRect(ground, self._theme.colour("card"))
        painter.end()

    # -- columns --

    def _set_two_columns(self) -> None:
        theme, size = self._theme, self._look.size
        margin, gap = theme.px(Size.MARGIN), theme.px(COLUMN_GAP_MM)
        width = (size.width() - 2 * margin - gap) // 2
        height = size.height() - 2 * theme.px(EDGE_MM)
        row = QHBoxLayout(self)
        air = theme.px(LINK_AIR_MM)
        row.setContentsMargins(margin, theme.px(EDGE_MM), margin, theme.px(EDGE_MM) - air)
        row.setSpacing(gap)
        title, lead = self._title(), self._lead()
        _with_fewest_lines(title, width)
        self._goal.fit_in(width)
        left = _Column(theme)
        left.add(title, Size.GAP)
        left.add(lead, Size.GAP)
        left.add(_at_start(self._whole_text_button()), Size.GAP)
        left.add_stretch()
        left.add(self._goal, Size.SMALL_GAP)
        left.add_all(self._run_by(), Size.SMALL_GAP / 2)
        left.add(self._links())
        giving_way = [
            _as_small_as_reading(lead),
            lambda: left.tighten(TIGHTER),
            *_scaling(title, TITLE_SCALES),
            lambda: left.tighten(TIGHTEST),
            *shortening(lead),
        ]
        fit(left, width, height + air, giving_way)
        row.addWidget(left, 1)
        right = self._right_column(width, height)
        right.rows.setContentsMargins(0, 0, 0, air)
        self._apart = right
        row.addWidget(right, 1)

    def _right_column(self, width: int, height: int) -> "_Column":
        right = _Column(self._theme)
        demands = self._demands()
        addressees = self._addressees()
        for widget in demands:
            right.add(widget, Size.SMALL_GAP * 1.3)
        right.add(addressees, Size.SMALL_GAP / 2)
        right.add_stretch()
        right.add(self._sign_button())
        if not self._has_hero_in(right, width, height):
            giving_way = [
                lambda: right.tighten(TIGHTER),
                lambda: right.tighten(TIGHTEST),
                *_leaving_out([addressees, *reversed(demands[2:])]),
            ]
            fit(right, width, height, giving_way)
        return right

    def _has_hero_in(self, column: "_Column", width: int, height: int) -> bool:
        """Set the picture on top if the words leave it the height that it wants.

        It is whole, or a band through the middle if it is a high one; never less than that.
        """
        hero = self._hero()
        if hero is None:
            return False
        gap = self._theme.px(Size.SMALL_GAP)
        wanted = min(hero.heightForWidth(width), self._theme.px(HERO_MOST_MM))
        for factor in (1.0, TIGHTER):
            column.tighten(factor)
            if needed_height(column.rows, width) + wanted + gap <= height:
                hero.setFixedHeight(wanted)
                column.rows.insertWidget(0, hero)
                column.rows.insertSpacing(1, gap)
                return True
        column.tighten(1.0)
        hero.deleteLater()
        return False

    def _set_one_column(self) -> None:
        theme, size = self._theme, self._look.size
        margin, edge = theme.px(Size.MARGIN), theme.px(EDGE_MM)
        width = size.width() - 2 * margin
        rows = QVBoxLayout(self)
        rows.setContentsMargins(margin, edge, margin, edge)
        column = _Column(theme)
        rows.addWidget(column)
        title, lead, run_by = self._title(), self._lead(), list(self._run_by())
        column.add(title, Size.SMALL_GAP)
        column.add(lead, Size.GAP)
        optional: list[Callable[[], object]] = []
        if not theme.is_large:
            demands, addressees = self._demands(), self._addressees()
            for widget in (*demands, addressees):
                column.add(widget, Size.SMALL_GAP)
            optional += [
                _as_small_as_reading(lead),
                lambda: column.tighten(TIGHTEST),
                *_leaving_out([*run_by]),
                *shortening(lead, to_share=0.5),
                *_leaving_out([addressees, *reversed(demands[1:])]),
            ]
        column.add(_at_start(self._whole_text_button()), Size.SMALL_GAP)
        column.add_stretch()
        if theme.is_portrait:
            self._goal.fit_in(width)
            column.add(self._goal, Size.SMALL_GAP)
            column.add_all(run_by, Size.SMALL_GAP)
            column.add(self._links(), Size.SMALL_GAP)
            self._apart = self._sign_button()
            column.add(self._apart)
        else:
            column.add(self._links(), Size.SMALL_GAP)
            self._goal.fit_in((width - theme.px(COLUMN_GAP_MM)) // 2)
            self._apart = _side_by_side(self._goal, self._sign_button(), theme)
            column.add(self._apart)
        sacrifices = [
            lambda: column.tighten(TIGHTER),
            *_scaling(title, TITLE_SCALES),
            *(optional or _leaving_out([*run_by])),
            lambda: column.tighten(TIGHTEST),
            *shortening(lead),
        ]
        fit(column, width, size.height() - 2 * edge, sacrifices)

    # -- pieces --

    def _title(self) -> Text:
        title = Text(self._text.title, self._theme, Type.TITLE, is_bold=True, spoken=Spoken.HEADING)
        title.setObjectName("title")
        title.set_balanced()
        return title

    def _lead(self) -> Text:
        return Text(self._text.lead, self._theme, Type.LEAD)

    def _whole_text_button(self) -> Action:
        button = Action(self._words.say("Read the whole text"), self._theme)
        button.setObjectName("read_text")
        button.clicked.connect(lambda: self.reading_asked.emit(WHOLE_TEXT))
        return button

    def _hero(self) -> Hero | None:
        image = self._look.pack.image
        if image is None:
            return None
        hero = Hero(image, self._text.image_description or "", self._theme)
        return hero if hero.is_readable else None

    def _demands(self) -> list[QWidget]:
        if not self._text.demands:
            return []
        intro = Text(self._text.demands_intro, self._theme, Type.LEAD, is_bold=True)
        lines = enumerate(self._text.demands, start=1)
        return [intro, *(Demand(number, text, self._theme) for number, text in lines)]

    def _addressees(self) -> Text:
        bodies = [addressee.body for addressee in self._look.pack.settings.addressees]
        # NOTE: To whom the petition goes; %(names)s is a list such as "A, B and C".
        return self._naming(self._words.say("To %(names)s"), bodies)

    def _run_by(self) -> Iterator[Text]:
        names = [group.name for group in self._look.pack.settings.run_by]
        if names:
            # NOTE: %(names)s is a list of groups, such as "A and B".
            yield self._naming(self._words.say("Run by %(names)s"), names)

    def _naming(self, sentence: str, names: list[str]) -> Text:
        listed = format_list(names, locale=locale_of(self._words.language))
        text = Text("", self._theme)
        text.say_spans(with_bold_names(sentence, listed, names))
        return text

    def _links(self) -> QWidget:
        holder = QWidget()
        row = WrappingLayout(self._theme.px(3.2), 0, holder)
        for name, title in page_titles(self._words).items():
            if self._look.pack.page(name, self._look.language) is not None:
                row.addWidget(self._link(name, title))
        return holder

    def _link(self, name: str, title: str) -> Action:
        link = Action(title, self._theme, Kind.LINK)
        link.setObjectName(f"read_{name}")
        link.clicked.connect(lambda: self.reading_asked.emit(name))
        return link

    def _sign_button(self) -> Action:
        button = Action(word_to_begin(self._look.pack, self._words), self._theme, Kind.MAIN)
        button.setObjectName("sign")
        button.clicked.connect(self.sign_pressed)
        return button


def page_titles(words: Words) -> dict[str, str]:
    """Name the reading pages beside the whole text, in the order in which they are offered."""
    titles = {
        "privacy": words.say("Privacy"),
        "terms": words.say("Terms"),
        # NOTE: Frequently asked questions about the petition. One word.
        "faq": words.say("Questions"),
        "contact": words.say("Contact"),
    }
    return {name: titles[name] for name in PAGE_NAMES}


class _Column(QWidget):
    """Widgets beneath each other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self._gaps: list[tuple[QSpacerItem, float]] = []

    def add(self, widget: QWidget, gap_after_mm: float = 0.0) -> None:
        self.rows.addWidget(widget)
        if gap_after_mm:
            gap = QSpacerItem(0, self._theme.px(gap_after_mm))
            self._gaps.append((gap, gap_after_mm))
            self.rows.addItem(gap)

    def tighten(self, factor: float) -> None:
        """Make all gaps a share of what they were at first."""
        for gap, length_mm in self._gaps:
            gap.changeSize(0, self._theme.px(length_mm * factor))
        self.rows.invalidate()

    def add_all(self, widgets: "Iterator[Text] | list[Text]", gap_after_mm: float) -> None:
        for widget in widgets:
            self.add(widget, gap_after_mm)

    def add_stretch(self) -> None:
        self.rows.addStretch(1)


def _at_start(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
    row.addStretch(1)
    return holder


def _side_by_side(first: QWidget, second: QWidget, theme: Theme) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(COLUMN_GAP_MM))
    row.addWidget(first, 1, Qt.AlignmentFlag.AlignBottom)
    row.addWidget(second, 1)
    return holder


def _scaling(text: Text, scales: Sequence[float]) -> list[Callable[[], object]]:
    smaller = [scale for scale in scales if scale < text.scale]
    return [lambda scale=scale: text.set_scale(scale) for scale in smaller]  # type: ignore[misc]


def _with_fewest_lines(title: Text, width: int) -> None:
    """Set a title in the largest type that needs no more lines than the smallest."""
    line_counts = {}
    for scale in FEWER_LINES_SCALES:
        title.set_scale(scale)
        line_counts[scale] = title.line_count(width)
    fewest = min(line_counts.values())
    title.set_scale(next(scale for scale, count in line_counts.items() if count == fewest))


def _as_small_as_reading(lead: Text) -> Callable[[], object]:
    scale = Type.READING.value[0] / Type.LEAD.value[0]
    return lambda: lead.set_scale(scale)


def _leaving_out(widgets: list[QWidget]) -> list[Callable[[], object]]:
    return [widget.hide for widget in widgets]
