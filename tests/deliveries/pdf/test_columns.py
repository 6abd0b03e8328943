"""How wide the columns of the names are."""

from itertools import pairwise

import pytest

from desktop_app.deliveries.pdf.columns import layout_for
from desktop_app.deliveries.pdf.document import MM
from desktop_app.deliveries.pdf.sheet import Sheet
from desktop_app.deliveries.pdf.text import TextLayer

LEFT = Sheet(is_right_to_left=False, language="en")
RIGHT = Sheet(is_right_to_left=True, language="ar")


@pytest.fixture
def layout(fonts):
    def layout(headings, row, sheet=LEFT, row_count=100):
        return layout_for(headings, [row] * 20, row_count, sheet, TextLayer(fonts))

    return layout


def test_a_table_with_room_keeps_the_margins_and_the_type(layout):
    found = layout(("Name", "Country"), ("Anna", "Austria"))
    assert found.sheet == LEFT
    assert found.style.size_pt == 9


def test_a_wide_table_gets_narrower_margins_before_smaller_type(layout):
    found = layout(("Name", "E-mail"), ("n" * 55, "e" * 32))
    assert found.sheet.margin_pt == pytest.approx(14 * MM)
    assert found.style.size_pt == 9


def test_a_table_beyond_the_page_narrows_its_widest_column_only(layout):
    found = layout(("Name", "Note", "Country"), ("Anna", "w" * 300, "Austria"))
    assert found.style.size_pt == 7
    name, note, country = (column.width_pt for column in found.columns)
    assert note > 5 * name
    assert note + name + country < found.sheet.width_pt


@pytest.mark.parametrize("sheet", [LEFT, RIGHT])
@pytest.mark.parametrize("width", [4, 40, 400])
def test_columns_lie_inside_the_margins_and_apart(layout, sheet, width):
    found = layout(("A", "B", "C"), ("m" * width, "n", "o" * width), sheet, 1_000_000)
    edges = [
        (column.x_pt - column.width_pt, column.x_pt)
        if column.align.value == "right"
        else (column.x_pt, column.x_pt + column.width_pt)
        for column in (found.number_column, *found.columns)
    ]
    if sheet.is_right_to_left:
        edges.reverse()
    assert edges[0][0] >= found.sheet.margin_pt - 0.01
    assert edges[-1][1] <= found.sheet.margin_pt + found.sheet.width_pt + 0.01
    for (_, end), (start, _) in pairwise(edges):
        assert end + 8 < start
