"""All countries, found by typing the first letters in one's own way of naming them."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.kiosk.countries import Country, search
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import CountryList, State
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.fields import Field
from desktop_app.qt.widgets.text import Text, needed_height

MOST_CHARACTERS = 60


class CountryListPage(Page):
    """A field above a page of countries; arrows move the mark, Enter takes the marked one."""

    sought = Signal(str)
    country_chosen = Signal(str)
    left = Signal()

    def __init__(self, setting: Setting) -> None:
        """Begin with all countries."""
        super().__init__(setting)
        self._found: list[Country] = []
        self._shown: list[Action] = []
        self._first = 0
        self._marked = -1
        self._sought: str | None = None
        label = self.words.say("Type the first letters of your country")
        title = Text(label, self.theme, Type.QUESTION, is_bold=True)
        self._field = self._make_field(label)
        buttons = self._buttons()
        self._nothing = Text(
            self.words.say("No country begins like this. Please try other letters."),
            self.theme,
            Type.LEAD,
        )
        self._column_count = 1 if self.theme.is_portrait else 2
        self._grid = QGridLayout()
        self._grid.setSpacing(self.theme.px(Size.SMALL_GAP))
        for widget in (title, self._field, self._nothing):
            self.rows.addWidget(widget)
        self.rows.addLayout(self._grid)
        self.rows.addStretch(1)
        self.rows.addLayout(buttons)
        self._nothing.hide()
        self._row_count = self._rows_with_room()

    def show_state(self, state: State) -> None:
        """Show what was typed and the countries that it finds."""
        stage = state.stage
        if not isinstance(stage, CountryList) or stage.sought == self._sought:
            return
        self._sought = stage.sought
        if self._field.text() != stage.sought:
            self._field.begin_with(stage.sought)
        self._found = search(self.setting.language, stage.sought)
        self._nothing.setVisible(not self._found)
        self._first = 0
        self._marked = 0 if stage.sought and self._found else -1
        self._fill()

    def first_focus(self) -> QWidget | None:
        """Lead to the field."""
        return self._field

    def _make_field(self, label: str) -> Field:
        field = Field(self.theme, max_characters=MOST_CHARACTERS)
        field.setObjectName("country_search")
        field.setAccessibleName(label)
        field.textChanged.connect(self.sought)
        field.moved.connect(self._move_mark)
        field.returnPressed.connect(self._take_marked)
        return field

    def _buttons(self) -> QHBoxLayout:
        words, theme = self.words, self.theme
        back = Action(words.say("Back"), theme)
        back.setObjectName("leave_countries")
        back.clicked.connect(self.left)
        self._before = Action(words.say("Previous page"), theme)
        self._before.setObjectName("countries_before")
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after = Action(words.say("Next page"), theme)
        self._after.setObjectName("countries_after")
        self._after.clicked.connect(lambda: self._turn(1))
        row = QHBoxLayout()
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(back)
        row.addStretch(1)
        for button in (self._before, self._after):
            row.addWidget(button)
        return row

    def _rows_with_room(self) -> int:
        """Count the rows that fit beneath all the rest."""
        taken = needed_height(self.rows, self.setting.size.width())
        row_height = self._row_size().height() + self.theme.px(Size.SMALL_GAP)
        return max(1, (self.setting.size.height() - taken) // row_height)

    def _row_size(self) -> QSize:
        return Action("X", self.theme, Kind.ROW).sizeHint()

    @property
    def _page_size(self) -> int:
        return self._row_count * self._column_count

    def _fill(self) -> None:
        """Show the countries of one page, down the columns."""
        for action in self._shown:
            self._grid.removeWidget(action)
            action.hide()
            action.deleteLater()
        page = self._found[self._first : self._first + self._page_size]
        self._shown = [self._row(country) for country in page]
        for number, action in enumerate(self._shown):
            column, row = divmod(number, self._row_count)
            self._grid.addWidget(action, row, column)
        for column in range(self._column_count):
            self._grid.setColumnStretch(column, 1)
        self._before.setVisible(self._first > 0)
        self._after.setVisible(self._first + self._page_size < len(self._found))
        self._show_mark()

    def _row(self, country: Country) -> Action:
        action = Action(country.name, self.theme, Kind.ROW)
        action.setObjectName(f"country_{country.code}")
        action.setCheckable(True)
        action.clicked.connect(lambda: self.country_chosen.emit(country.code))
        return action

    def _turn(self, by: int) -> None:
        self._first = max(0, self._first + by * self._page_size)
        self._marked = -1
        self._fill()

    def _move_mark(self, by: int) -> None:
        if not self._found:
            return
        self._marked = max(0, min(self._marked + by, len(self._found) - 1))
        first = self._marked // self._page_size * self._page_size
        if first != self._first:
            self._first = first
            self._fill()
        self._show_mark()

    def _show_mark(self) -> None:
        for number, action in enumerate(self._shown, start=self._first):
            action.setChecked(number == self._marked)
        marked = self._found[self._marked].name if self._marked >= 0 else ""
        self._field.setAccessibleDescription(marked)

    def _take_marked(self) -> None:
        if self._marked >= 0:
            self.country_chosen.emit(self._found[self._marked].code)
