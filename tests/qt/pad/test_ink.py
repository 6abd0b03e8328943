"""Ink: at once under the hand, at the same cost for every point, and the same when drawn anew."""

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.pad.ink import smooth
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from desktop_app.signature.strokes import Strokes
from tests.qt.pad.drawing import SIZE, WORDS, Finger, WatchedPad, blank, curve, dark


def test_words_vanish_at_the_first_point_and_come_back_when_all_is_cleared(pad: WatchedPad) -> None:
    empty = pad.grab().toImage()
    words_only = dark(empty) - dark(blank(pad))
    assert words_only > 50
    Finger(pad).down(5, 5)
    assert dark(pad.grab().toImage()) == dark(blank(pad))
    Finger(pad).up(5, 5)
    pad.clear_all()
    assert pad.grab().toImage() == empty


def test_each_point_paints_the_same_small_area_however_much_is_drawn(pad: WatchedPad) -> None:
    turn = [i * math.tau / 250 for i in range(1000)]
    points = [(round(400 + 130 * math.cos(t)), round(160 + 130 * math.sin(t))) for t in turn]
    finger = Finger(pad)
    finger.down(*points[0])
    QApplication.processEvents()
    pad.painted.clear()
    areas = []
    for x, y in points[1:]:
        finger.to(x, y)
        QApplication.processEvents()
        areas.append(sum(rect.width() * rect.height() for rect in pad.painted))
        pad.painted.clear()

    assert all(areas)
    assert max(areas[-250:]) <= max(areas[:250])
    ordinary = sorted(areas)[len(areas) * 9 // 10]
    assert ordinary < SIZE.width() * SIZE.height() / 500
    finger.up(*points[-1])


def test_ink_reaches_the_hand_at_once(pad: WatchedPad) -> None:
    finger = Finger(pad)
    finger.down(100, 100)
    finger.to(300, 100)
    line = pad.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    for x in (100, 150, 250, 300):
        assert line.pixelColor(x, 100).value() < 100
    finger.up(300, 100)


def test_ink_is_black_and_three_pixels_wide_at_least(qtbot: QtBot) -> None:
    small = SignaturePad(Theme(px_per_mm=1.0), WORDS)
    qtbot.addWidget(small)
    small.setFixedSize(400, 160)
    small.show_strokes(Strokes(lines=(((500, 600), (3500, 600)),)))
    image = small.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    column = [image.pixelColor(200, y).value() for y in range(50, 68)]
    assert sum(1 - value / 255 for value in column) >= 2.7
    assert min(column) < 30


def test_ink_drawn_anew_lies_on_the_ink_that_was_drawn(pad: WatchedPad) -> None:
    Finger(pad).draws(curve(140))
    live = pad.grab().toImage()
    pad._draw_anew()
    anew = pad.grab().toImage()
    ours, theirs = dark(live), dark(anew)
    assert abs(ours - theirs) < ours * 0.05
    differing = sum(
        abs(live.pixelColor(x, y).value() - anew.pixelColor(x, y).value()) > 160
        for x in range(0, SIZE.width(), 2)
        for y in range(0, SIZE.height(), 2)
    )
    assert differing < ours * 0.02


def test_a_curve_passes_through_its_points_and_keeps_sharp_corners() -> None:
    points = [QPointF(0, 0), QPointF(100, 0), QPointF(100, 80), QPointF(104, 160)]
    path = smooth(points)
    ends = [path.elementAt(n) for n in range(0, path.elementCount(), 3)]
    assert [(end.x, end.y) for end in ends] == [(p.x(), p.y()) for p in points]
    assert path.boundingRect().left() >= 0
    assert path.boundingRect().top() >= 0
    before_corner = path.elementAt(2)
    assert before_corner.y == 0
    assert smooth(points[:1]).elementCount() > 0
