"""Devices: which the register has met, which is not trusted any more from a number on, or trusted again."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.console.coordinator.devices_pages import DevicesPage, RevokePage
from desktop_app.console.coordinator.looking_back import Run
from desktop_app.console.coordinator.merge_states import AskingFrom, DevicesState, MetDevices
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.register.chains import Chain
from desktop_app.register.devices import KnownDevice, known_devices
from desktop_app.register.duplicates import campaigns_signed
from desktop_app.register.revoking import restore, revoke
from desktop_app.register.store import Register


class Trusting(QObject):
    """What is done with devices."""

    changed = Signal()
    page_outdated = Signal()
    left = Signal()

    def __init__(self, run: Run) -> None:
        """Read them."""
        super().__init__()
        self.state: DevicesState = MetDevices()
        self._run = run
        self._list(MetDevices())

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case MetDevices():
                devices = DevicesPage(setting, self.state)
                devices.revoking_asked.connect(self._ask)
                devices.restored.connect(self._restore)
                devices.finished.connect(self.left)
                return devices
            case AskingFrom():
                asking = RevokePage(setting, self.state)
                asking.campaign_chosen.connect(self._choose)
                asking.revoked.connect(self._revoke)
                asking.left.connect(lambda: self._list(MetDevices()))
                return asking

    def show_on(self, page: Page) -> None:
        """Show what has changed on the same page."""
        if isinstance(page, RevokePage) and isinstance(self.state, AskingFrom):
            page.show_state(self.state)

    def _list(self, news: MetDevices) -> None:
        """Read the list anew and show it with what has just happened."""

        def read(register: Register) -> MetDevices:
            with register.transaction() as connection:
                devices, campaigns = known_devices(connection), campaigns_signed(connection)
            return replace(news, devices=devices, campaigns=tuple(campaigns))

        self._run(
            read,
            on_done=self._turn_to,
            on_problem=lambda problem: self._turn_to(replace(news, problem=problem)),
        )

    def _ask(self, device: KnownDevice) -> None:
        if isinstance(self.state, MetDevices):
            self._turn_to(AskingFrom(device=device, campaigns=self.state.campaigns))

    def _choose(self, campaign: str) -> None:
        if isinstance(self.state, AskingFrom):
            self.state = replace(self.state, campaign=campaign)
            self.changed.emit()

    def _revoke(self, from_seq: int) -> None:
        asking = self.state
        if not isinstance(asking, AskingFrom):
            return
        campaigns = (asking.campaign,) if asking.campaign else asking.campaigns
        chains = [Chain(campaign=each, device=asking.device.id) for each in campaigns]
        self._turn_to(MetDevices(is_busy=True))
        self._run(
            lambda register: sum(revoke(register, chain, from_seq) for chain in chains),
            on_done=lambda count: self._list(MetDevices(revoked=count)),
            on_problem=lambda problem: self._list(MetDevices(problem=problem)),
        )

    def _restore(self, device: KnownDevice) -> None:
        chains = [Chain(campaign=each, device=device.id) for each in device.revoked_from]
        if isinstance(self.state, MetDevices):
            self._turn_to(replace(self.state, is_busy=True))

        def do(register: Register) -> None:
            for chain in chains:
                restore(register, chain)

        self._run(
            do,
            on_done=lambda _: self._list(MetDevices(was_restored=True)),
            on_problem=lambda problem: self._list(MetDevices(problem=problem)),
        )

    def _turn_to(self, state: DevicesState) -> None:
        self.state = state
        self.page_outdated.emit()
