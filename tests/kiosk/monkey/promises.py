"""What must be true of the kiosk at every moment, whatever hands do."""

from PySide6.QtCore import QMimeData, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.window import BUG, KioskWindow
from tests.kiosk.inside import drafts_in, is_nobody_there, texts_in
from tests.kiosk.monkey.signer import MARK
from tests.kiosk.monkey.watch import Watch

SCHEMES = ("file", "ftp", "http", "https", "mailto", "smb", "tel")
MOST_NOTES = 20


class Promises(QObject):
    """Looks at window, clipboard and process, and notes what is wrong; it stops nothing."""

    def __init__(self, window: KioskWindow, watch: Watch) -> None:
        super().__init__()
        self._window = window
        self._watch = watch
        self._wrong: list[str] = []
        self.look_count = 0
        for scheme in SCHEMES:
            # The stubs ask for bytes, the call for a text.
            QDesktopServices.setUrlHandler(scheme, self, "note_link")  # type: ignore[arg-type]

    @property
    def wrong(self) -> list[str]:
        """All that was wrong so far."""
        return [*self._wrong, *self._watch.notes]

    @Slot(QUrl)
    def note_link(self, url: QUrl) -> None:
        """Note a link that was followed."""
        self._note(f"followed a link to {url.scheme()}")

    def is_something_asked(self) -> bool:
        """Tell whether the disk has still to answer."""
        stage = self._window.state.stage
        is_asked = isinstance(stage, st.Thanks) and stage.taking_back is st.TakingBack.ASKED
        return is_asked or isinstance(stage, st.Saving)

    def look(self) -> None:
        """Look at everything once."""
        self.look_count += 1
        self._look_at_windows()
        self._look_at_clipboard()
        self._look_at_state()
        self._watch.look_at_process()

    def _look_at_windows(self) -> None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        self._expect(
            shown == [self._window], f"top levels: {[type(one).__name__ for one in shown]}"
        )
        handles = [one for one in QGuiApplication.topLevelWindows() if one.isVisible()]
        self._expect(handles == [self._window.windowHandle()], f"{len(handles)} windows")
        self._expect(self._window.isFullScreen(), "not full screen")
        self._expect(not self._window.close(), "let itself be closed")
        self._expect(self._window.isVisible(), "gone after closing")
        self._expect(QApplication.activePopupWidget() is None, "a popup")
        self._expect(QApplication.activeModalWidget() is None, "a dialog")
        behind_pin = isinstance(self._window.state.cover, vs.VolunteerMenu)
        self._expect(not behind_pin, "came behind the PIN")

    def _look_at_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection):
            if mode is clipboard.Mode.Selection and not clipboard.supportsSelection():
                continue
            data: QMimeData | None = clipboard.mimeData(mode)  # None where nothing was ever
            formats = [] if data is None else data.formats()
            self._expect(not formats, f"{mode.name} holds {formats}")

    def _look_at_state(self) -> None:
        state = self._window.state
        stage = state.stage
        is_bug = isinstance(stage, st.VolunteerNeeded) and stage.code == BUG
        self._expect(not is_bug, "a bug in the kiosk")
        if not is_nobody_there(state):
            return
        self._expect(not drafts_in(state), "a draft where nobody is")
        self._expect(MARK not in "".join(texts_in(state)), "a text where nobody is")
        page = self._window.page
        fields = [*page.findChildren(QLineEdit), *page.findChildren(QTextEdit)] if page else []
        self._expect(not fields, "a field where nobody is")

    def _expect(self, is_true: bool, otherwise: str) -> None:
        if not is_true:
            self._note(otherwise)

    def _note(self, text: str) -> None:
        if len(self._wrong) < MOST_NOTES and text not in self._wrong:
            self._wrong.append(text)
