"""The bar on top of the console: the app's name, the campaign, the language, and Aa."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.language import Words, own_name
from desktop_app.qt.theme import Size, TextSize, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, plain_line

APP_NAME = "Inkstand"


class Header(QWidget):
    """What is always on screen. The campaign's title is shortened where it has no room."""

    look_asked = Signal()
    """The button with the language was pressed."""
    text_size_toggled = Signal(bool)

    def __init__(self, title: str, theme: Theme, words: Words) -> None:
        """Show a campaign's title; an empty one before there is a campaign."""
        super().__init__()
        self._theme = theme
        self._whole_title = title
        small = theme.with_text_size(TextSize.NORMAL)  # nobody needs these to go on
        self._name = plain_line(APP_NAME, small, Type.CHOICE, is_bold=True)
        self._title = Text("", small, Type.BUTTON)
        self._title.setObjectName("campaign_title")
        self._title.setAccessibleName(title)
        for label in (self._name, self._title):
            label.set_colour("on_bar")
        self.language = Action(own_name(words.language), theme, Kind.BAR)
        self.language.setObjectName("look")
        # NOTE: For screen readers: the button that shows all languages and the size of the type.
        # %(language)s is the language that is chosen.
        spoken = words.say("Language and look: %(language)s")
        self.language.setAccessibleName(spoken % {"language": own_name(words.language)})
        self.language.clicked.connect(self.look_asked)
        self.text_size = Action("Aa", theme, Kind.BAR)
        self.text_size.setObjectName("text_size")
        self.text_size.setCheckable(True)
        self.text_size.setChecked(theme.is_large)
        self.text_size.setAccessibleName(words.say("Large text"))
        self.text_size.toggled.connect(self.text_size_toggled)
        margin = theme.px(Size.MARGIN)
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 0, margin, theme.px(Size.LINE))
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(theme.px(Size.GAP))
        row.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.language)
        row.addWidget(self.text_size)

    def height_for(self, width: int) -> int:
        """Take a width, and give the height of the bar."""
        theme = self._theme
        ends = self.language.sizeHint().width() + self.text_size.sizeHint().width()
        taken = ends + self._name.sizeHint().width() + 4 * theme.px(Size.GAP)
        room = width - 2 * theme.px(Size.MARGIN) - taken
        self._shorten(room)
        return theme.px(Size.BAR_HEIGHT)

    def _shorten(self, room: int) -> None:
        """Say as much of the title as one line holds, and nothing if that would say nothing."""
        self._title.say(self._whole_title)
        while self._title.sizeHint().width() > room and self._title.text():
            if not self._title.shorten_by_a_word():
                self._title.say("")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the line beneath."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("bar"))
        line = self._theme.px(Size.LINE)
        height, width = self.height(), self.width()
        painter.fillRect(0, height - line, width, line, self._theme.colour("ink"))
        painter.end()
