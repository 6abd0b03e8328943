"""Keyboards that are plugged in: found in the kernel's list, told once, allowed or gone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.keyboard_list import KeyboardId, NoKeyboardList
from desktop_app.kiosk.keyboards_of_linux import LinuxKeyboards, keyboards_in
from desktop_app.kiosk.new_keyboards import KeyboardWatch, keyboard_list

# ---- the kernel's list ----------------------------------------------------------------------------

# As laptops and tablets tell it.
LAPTOP = """\
I: Bus=0019 Vendor=0000 Product=0005 Version=0000
N: Name="Lid Switch"
P: Phys=PNP0C0D/button/input0
S: Sysfs=/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00/input/input0
U: Uniq=
H: Handlers=event0
B: PROP=0
B: EV=21
B: SW=1

I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
P: Phys=LNXPWRBN/button/input0
S: Sysfs=/devices/LNXSYSTM:00/LNXPWRBN:00/input/input2
U: Uniq=
H: Handlers=kbd event2
B: PROP=0
B: EV=3
B: KEY=10000000000000 0

I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT Translated Set 2 keyboard"
P: Phys=isa0060/serio0/input0
S: Sysfs=/devices/platform/i8042/serio0/input/input3
U: Uniq=
H: Handlers=sysrq kbd leds event3
B: PROP=0
B: EV=120013
B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe
B: MSC=10
B: LED=7

I: Bus=0019 Vendor=0000 Product=0006 Version=0000
N: Name="Video Bus"
P: Phys=LNXVIDEO/video/input0
S: Sysfs=/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0A08:00/LNXVIDEO:00/input/input6
U: Uniq=
H: Handlers=kbd event6
B: PROP=0
B: EV=3
B: KEY=3e000b00000000 0 0 0

I: Bus=0018 Vendor=0eef Product=c000 Version=0100
N: Name="eGalaxTouch touchscreen"
P: Phys=i2c-EETI8082:00
S: Sysfs=/devices/pci0000:00/0000:00:15.1/i2c-EETI8082:00/0018:0EEF:C000.0001/input/input9
U: Uniq=
H: Handlers=mouse0 event7
B: PROP=2
B: EV=b
B: KEY=400 0 0 0 0 0
B: ABS=2618000 3

I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Logitech USB Optical Mouse"
P: Phys=usb-0000:00:14.0-1/input0
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/0003:046D:C077.0004/input/input20
U: Uniq=
H: Handlers=mouse1 event8
B: PROP=0
B: EV=17
B: KEY=70000 0 0 0 0
B: REL=903
B: MSC=10

I: Bus=0003 Vendor=5986 Product=2113 Version=5303
N: Name="Integrated Camera: Integrated C"
P: Phys=usb-0000:00:14.0-8/button
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-8/1-8:1.0/input/input13
U: Uniq=
H: Handlers=kbd event11
B: PROP=0
B: EV=3
B: KEY=100000 0 0 0
"""
AT_KEYBOARD = "Sysfs=/devices/platform/i8042/serio0/input/input3"

USB_KEYBOARD = """
I: Bus=0003 Vendor=046d Product=c31c Version=0110
N: Name="Logitech USB Keyboard"
P: Phys=usb-0000:00:14.0-2/input0
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/0003:046D:C31C.0007/input/{input}
U: Uniq=
H: Handlers=sysrq kbd leds event12
B: PROP=0
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe
B: MSC=10
B: LED=7
"""

BLUETOOTH_KEYBOARD = """
I: Bus=0005 Vendor=05ac Product=0267 Version=0067
N: Name="Magic Keyboard"
P: Phys=a4:c3:f0:11:22:33
S: Sysfs=/devices/virtual/misc/uhid/0005:05AC:0267.0009/input/{input}
U: Uniq=04:4b:ed:aa:bb:cc
H: Handlers=sysrq kbd leds event13
B: PROP=0
B: EV=12001f
B: KEY=10000 0 0 0 0 1007b00001007 ff9f217ac14057ff ffbeffdfffefffff fffffffffffffffe
"""

NUMBER_PAD = """
I: Bus=0003 Vendor=04d9 Product=a02a Version=0110
N: Name="USB Keypad"
S: Sysfs=/devices/pci0000:00/0000:00:14.0/usb1/1-3/input/input31
U: Uniq=
B: EV=120013
B: KEY=fff80 0
"""

RASPBERRY_32_BIT = """\
I: Bus=0003 Vendor=04f2 Product=1516 Version=0110
N: Name="CHICONY USB Keyboard"
S: Sysfs=/devices/platform/soc/20980000.usb/usb1/1-1/input/input0
U: Uniq=
H: Handlers=sysrq kbd leds event0
B: EV=120013
B: KEY=10000 7 ff800000 7ff febeffdf f3cfffff ffffffff fffffffe
"""


def test_keyboard_is_told_from_buttons_screens_mice_and_cameras() -> None:
    assert list(keyboards_in(LAPTOP, 64)) == [AT_KEYBOARD]


def test_keyboard_on_a_wire_is_another_one_each_time_it_comes() -> None:
    first, second = (
        list(keyboards_in(USB_KEYBOARD.format(input=f"input{n}"), 64)) for n in (21, 22)
    )

    assert len(first) == len(second) == 1
    assert first != second


def test_keyboard_by_bluetooth_is_the_same_when_it_has_slept() -> None:
    first, second = (
        list(keyboards_in(BLUETOOTH_KEYBOARD.format(input=f"input{n}"), 64)) for n in (30, 31)
    )

    assert first == second == ["bluetooth 04:4b:ed:aa:bb:cc"]


def test_what_only_claims_to_have_an_address_is_another_one_each_time() -> None:
    lying = USB_KEYBOARD.replace("Uniq=", "Uniq=04:4b:ed:aa:bb:cc")
    first, second = (list(keyboards_in(lying.format(input=f"input{n}"), 64)) for n in (21, 22))

    assert first != second


def test_kernel_of_32_bits_is_understood() -> None:
    assert len(list(keyboards_in(RASPBERRY_32_BIT, 32))) == 1
    buttons = 'N: Name="Power"\nB: KEY=100000 0 0 0\n'
    assert not list(keyboards_in(buttons, 32))


def test_number_pad_is_a_keyboard_too() -> None:
    assert len(list(keyboards_in(NUMBER_PAD, 64))) == 1


@pytest.mark.parametrize(
    "text", ["", "\n\n", "B: KEY=\n", "B: KEY=xyz\n", "N Name", "B: KEY=fffffffffffffffe\n" * 3]
)
def test_odd_lists_break_nothing(text: str) -> None:
    assert len(list(keyboards_in(text, 64))) <= 1


def test_list_that_is_not_there_names_none(tmp_path: Path) -> None:
    assert LinuxKeyboards(tmp_path / "devices").plugged_in() == frozenset()
    (tmp_path / "devices").write_bytes(LAPTOP.encode() + b"\xff\xfe\n")
    assert LinuxKeyboards(tmp_path / "devices", word_bits=64).plugged_in() == {AT_KEYBOARD}


def test_list_of_this_system_can_be_asked() -> None:
    assert all(isinstance(name, str) for name in keyboard_list().plugged_in())
    assert NoKeyboardList().plugged_in() == frozenset()


# ---- watching -------------------------------------------------------------------------------------


class Desk:
    """Keyboards that the test plugs in; it is a fake of the system's list."""

    def __init__(self, *names: str) -> None:
        self.names = set(names)

    def plugged_in(self) -> frozenset[KeyboardId]:
        return frozenset(KeyboardId(name) for name in self.names)


@pytest.fixture
def told() -> list[st.Event]:
    return []


@pytest.fixture
def desk() -> Desk:
    return Desk("built in")


@pytest.fixture
def watch(qapp: QApplication, desk: Desk, told: list[st.Event]) -> KeyboardWatch:
    return KeyboardWatch(desk, told.append)


def test_keyboard_that_was_there_at_the_start_is_fine(
    watch: KeyboardWatch, told: list[st.Event]
) -> None:
    watch.look()

    assert told == []
    assert not watch.has_new


def test_new_keyboard_is_told_once_and_its_going_too(
    watch: KeyboardWatch, desk: Desk, told: list[st.Event]
) -> None:
    desk.names.add("new")
    watch.look()
    watch.look()
    assert told == [vs.KeyboardPlugged()]
    assert watch.has_new

    desk.names.remove("new")
    watch.look()
    watch.look()

    assert told == [vs.KeyboardPlugged(), vs.KeyboardsKnown()]
    assert not watch.has_new


def test_all_new_keyboards_must_go(watch: KeyboardWatch, desk: Desk, told: list[st.Event]) -> None:
    desk.names |= {"one", "other"}
    watch.look()
    desk.names.remove("one")
    watch.look()
    assert watch.has_new

    desk.names.remove("other")
    watch.look()

    assert told == [vs.KeyboardPlugged(), vs.KeyboardsKnown()]


def test_allowed_keyboard_is_known_until_it_goes(
    watch: KeyboardWatch, desk: Desk, told: list[st.Event]
) -> None:
    desk.names.add("new")
    watch.look()
    watch.allow()
    watch.look()
    assert told == [vs.KeyboardPlugged()]

    desk.names.remove("new")
    watch.look()
    desk.names.add("new")
    watch.look()

    assert told == [vs.KeyboardPlugged(), vs.KeyboardPlugged()]


def test_old_keyboard_that_was_pulled_out_is_new_when_it_comes_back(
    watch: KeyboardWatch, desk: Desk
) -> None:
    desk.names.clear()
    watch.look()
    desk.names.add("built in")
    watch.look()

    assert watch.has_new


def test_keyboard_by_bluetooth_may_sleep_and_come_back(
    qapp: QApplication, told: list[st.Event]
) -> None:
    desk = Desk("bluetooth 04:4b")
    watch = KeyboardWatch(desk, told.append)
    desk.names.clear()
    watch.look()
    desk.names.add("bluetooth 04:4b")
    watch.look()

    assert told == []
