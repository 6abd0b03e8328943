"""The devices that the register has met, and from which record on one of them is not trusted any more."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.console.coordinator.column_page import Cards, ColumnPage
from desktop_app.console.coordinator.merge_states import AskingFrom, MetDevices
from desktop_app.console.coordinator.merged_rows import name_of
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.devices import KnownDevice

LARGEST_NUMBER = 2**31 - 2


class DevicesPage(ColumnPage):
    """A card a device, the first met first. Drawn anew when anything has changed."""

    revoking_asked = Signal(object)
    """A KnownDevice is not to be trusted any more, from some number on."""
    restored = Signal(object)
    finished = Signal()

    def __init__(self, setting: Setting, state: MetDevices) -> None:
        """Draw what is known of them."""
        super().__init__(setting, setting.words.say("Devices"))
        words = self.words
        self._is_busy = state.is_busy
        self._may_revoke = bool(state.campaigns)
        for sentence in self._news(state):
            self.put(self.told(sentence, "news", is_bold=True))
        if state.devices == ():
            nothing = words.say("No device yet. Merge what the devices handed over.")
            self.put(self.text(nothing, Type.LEAD, name="nothing"))
        makers = [
            partial(self._device, number, each) for number, each in enumerate(state.devices or ())
        ]
        self._cards = Cards(self.column, makers)
        self.column.rows.addStretch(1)
        self._back = self.button(words.say("Back"), Kind.MAIN, name="back")
        self._back.clicked.connect(self.finished)
        self.main_row(self._back)
        self.complain(state.problem)

    def first_focus(self) -> QWidget | None:
        """Lead on."""
        return self._back

    def _news(self, state: MetDevices) -> list[str]:
        words = self.words
        if state.revoked is not None:
            said = words.count(
                "It is trusted no more: %(number)s signature here counts no more.",
                "It is trusted no more: %(number)s signatures here count no more.",
                state.revoked,
            )
            return [said]
        if state.was_restored:
            told = words.say(
                "It is trusted again. What was left in its files comes with the next merge of them."
            )
            return [told]
        return []

    def _device(self, number: int, device: KnownDevice) -> QWidget:
        words = self.words
        title = name_of(device.id, {device.id: device.words})
        card = RowsCard(self.theme, title)
        card.rows.addWidget(self.text(title, Type.LEAD, name=f"device_{number}", is_bold=True))
        count = words.count(
            "%(number)s record here", "%(number)s records here", device.record_count
        )
        state = (
            # NOTE: Of a device, after the number of its records.
            words.say("accepted")
            if device.is_accepted
            else words.say("waits until you accept it when you merge what it handed over")
        )
        card.rows.addWidget(self.told(f"{count} · {state}", f"device_{number}_told"))
        template = words.say("Not trusted in %(campaign)s from number %(number)s on")
        for campaign, from_seq in sorted(device.revoked_from.items()):
            told = template % {"campaign": campaign, "number": words.number(from_seq)}
            card.rows.addWidget(self.told(told, f"device_{number}_revoked", is_bold=True))
        buttons = []
        if self._may_revoke:  # else nothing was ever signed, so there is nothing to distrust
            # NOTE: Button: this device is not believed any more, from some record on.
            said = words.say("Trust no more …")
            name = f"revoke_{number}"
            buttons.append(self._button(said, name, title, self.revoking_asked, device))
        if device.revoked_from:
            again = words.say("Trust again")
            buttons.append(self._button(again, f"restore_{number}", title, self.restored, device))
        card.rows.addLayout(self.wrapped(*buttons))
        return card

    def _button(
        self, said: str, name: str, title: str, signal: object, device: KnownDevice
    ) -> QWidget:
        button = self.quiet(said, name, telling(signal, device))  # type: ignore[arg-type]
        button.setAccessibleName(f"{said}: {title}")
        button.setEnabled(not self._is_busy)
        return button


class RevokePage(ColumnPage):
    """Asks for the number, and where there are several for the campaign."""

    campaign_chosen = Signal(str)
    """Empty for all."""
    revoked = Signal(int)
    """The first record that is not trusted."""
    left = Signal()

    def __init__(self, setting: Setting, state: AskingFrom) -> None:
        """Say what it does, then ask."""
        super().__init__(setting, setting.words.say("Trust this device no more?"))
        words = self.words
        name = name_of(state.device.id, {state.device.id: state.device.words})
        self.put(self.text(name, Type.LEAD, name="device", is_bold=True))
        effect = words.say(
            "It was stolen, say, or is in wrong hands. What it wrote from this number on counts no"
            " more, merged or still to come; what it wrote before counts as ever. The number of the"
            " last record that is still its own stands on its last closing slip. You can trust it"
            " again at any time."
        )
        self.put(self.told(effect, "effect"))
        self._options: dict[str, Option] = {}
        if len(state.campaigns) > 1:
            self._draw_campaigns(state)
        _, self._number = self.labelled_field(
            words.say("The first number that is not trusted; 1 for all of it"), "number"
        )
        self._number.setValidator(QIntValidator(1, LARGEST_NUMBER, self._number))
        self._number.returnPressed.connect(self._press)
        self._number.textChanged.connect(lambda _: self._look())
        self.column.rows.addStretch(1)
        keep = self.button(words.say("Leave it as it is"), Kind.BIG, name="keep")
        keep.clicked.connect(self.left)
        self._go = self.button(words.say("Trust no more"), Kind.MAIN, name="revoke")
        self._go.clicked.connect(self._press)
        self.main_row(keep, self._go)
        self.show_state(state)
        self._look()

    def first_focus(self) -> QWidget | None:
        """Lead to the number."""
        return self._number

    def show_state(self, state: AskingFrom) -> None:
        """Show which campaign is chosen."""
        for campaign, option in self._options.items():
            option.setChecked(campaign == state.campaign)

    def _draw_campaigns(self, state: AskingFrom) -> None:
        words = self.words
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, words.say("Campaigns"))
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        # NOTE: One of several things to choose from: the device is not trusted in any campaign.
        said = {"": words.say("In all campaigns"), **{each: each for each in state.campaigns}}
        for campaign, label in said.items():
            option = Option(label, self.theme, Kind.STICK, holder)
            option.setObjectName(f"campaign_{campaign or 'all'}")
            option.clicked.connect(telling(self.campaign_chosen, campaign))
            rows.addWidget(option)
            self._options[campaign] = option
        self.put(holder)

    def _look(self) -> None:
        self._go.setEnabled(self._number.hasAcceptableInput())

    def _press(self) -> None:
        if self._go.isEnabled():
            self.revoked.emit(int(self._number.text()))
