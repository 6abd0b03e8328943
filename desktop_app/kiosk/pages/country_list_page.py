"""All countries, found by typing the first letters in one's own way of naming them."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.kiosk.countries import Country, search
from desktop_app.kiosk.pages.keyboard_place import KeyboardPlace
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import CountryList, State
from desktop_app.qt.keyboard.boards import Kind as Typed
from desktop_app.qt.spoken import Spoken, announce
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.fields import Field
from desktop_app.qt.widgets.text import Text, needed_height, plain_line

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
        self._shown: list[Option] = []
        self._first = 0
        self._marked = -1
        self._sought: str | None = None
        label = self.words.say("Type the first letters of your country")
        title = Text(label, self.theme, Type.QUESTION, is_bold=True, spoken=Spoken.HEADING)
        title.setObjectName("question")
        self.setAccessibleName(self.words.say("Country"))
        self._field = self._make_field(label)
        self._title, self._foot = title, self._buttons()
        self._back = self._back_button()
        self._beside = plain_line(
            self.words.say("Country"),
            self.theme,
            Type.BUTTON,
            is_bold=True,
            spoken=Spoken.HEADING,
        )
        self._beside.setObjectName("title")
        self._head = QHBoxLayout()
        self._head.setSpacing(self.theme.px(Size.GAP))
        self._head.addWidget(self._beside)
        self._head.addWidget(self._field, 1)
        self._nothing = Text(
            self.words.say("No country begins like this. Please try other letters."),
            self.theme,
            Type.LEAD,
        )
        self._column_count = 1 if self.theme.is_portrait else 2
        self._grid = QGridLayout()
        self._grid.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.rows.addWidget(title)
        self.rows.addLayout(self._head)
        self.rows.addWidget(self._nothing)
        self.rows.addLayout(self._grid)
        self.rows.addStretch(1)
        self.rows.addWidget(self._foot)
        self._place = self._keyboard_place()
        self._arrange()

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
        if not self._found:
            announce(self._nothing, self._nothing.text())
        self._first = 0
        self._marked = 0 if stage.sought and self._found else -1
        self._fill()

    def first_focus(self) -> QWidget | None:
        """Lead to the field."""
        return self._field

    def put_keyboard_away(self) -> None:
        """Be a page with its own buttons for the rest of the visit."""
        if self._place is not None:
            self._place.set_shown(is_shown=False)
            self._place = None
            self._arrange()
            self._fill()

    def _keyboard_place(self) -> KeyboardPlace | None:
        if self.setting.keyboards is None:
            return None
        place = KeyboardPlace(self, self.setting.keyboards, Typed.NAME, "")
        place.next_pressed.connect(self._take_marked)
        return place

    def _arrange(self) -> None:
        """Set Back beside the field where the keyboard takes the lower part, else at the foot."""
        has_keyboard = self._place is not None
        self._title.setVisible(not has_keyboard)
        self._beside.setVisible(has_keyboard)
        self._foot.setVisible(not has_keyboard)
        self._foot_row.removeWidget(self._back)
        self._head.removeWidget(self._back)
        (self._head if has_keyboard else self._foot_row).insertWidget(0, self._back)
        self._back.show()
        if self._place is not None:
            self._place.tighten()
            if self.theme.is_large and not self.theme.is_portrait:
                self._place.take_least()
        self._nothing.hide()
        self._row_count = self._rows_with_room()

    def _make_field(self, label: str) -> Field:
        field = Field(self.theme, max_characters=MOST_CHARACTERS)
        field.setObjectName("country_search")
        field.setAccessibleName(label)
        field.textChanged.connect(self.sought)
        field.moved.connect(self._move_mark)
        field.returnPressed.connect(self._take_marked)
        return field

    def _back_button(self) -> Action:
        back = Action(self.words.say("Back"), self.theme)
        back.setObjectName("leave_countries")
        back.clicked.connect(self.left)
        return back

    def _buttons(self) -> QWidget:
        words, theme = self.words, self.theme
        self._before = Action(words.say("Previous page"), theme)
        self._before.setObjectName("countries_before")
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after = Action(words.say("Next page"), theme)
        self._after.setObjectName("countries_after")
        self._after.clicked.connect(lambda: self._turn(1))
        foot = QWidget()
        row = self._foot_row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(Size.GAP))
        row.addStretch(1)
        for button in (self._before, self._after):
            row.addWidget(button)
        return foot

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

    def _row(self, country: Country) -> Option:
        row = Option(country.name, self.theme, Kind.ROW)
        row.setObjectName(f"country_{country.code}")
        row.clicked.connect(lambda: self.country_chosen.emit(country.code))
        return row

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
        if marked != self._field.accessibleDescription():
            self._field.setAccessibleDescription(marked)
            announce(self._field, marked)

    def _take_marked(self) -> None:
        if self._marked >= 0:
            self.country_chosen.emit(self._found[self._marked].code)
