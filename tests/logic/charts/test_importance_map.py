"""The map of importance against rating: names that cover nothing, marks told apart, odd data."""

from itertools import combinations

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.charts.importance_map import importance_map
from dashboard.logic.charts.label_places import GAP, HALF_LINE, label_places
from dashboard.logic.charts.map_names import SYMBOLS, MapMark, MapWords
from dashboard.logic.charts.text_width import SMALL, text_width

WORDS = MapWords("Importance", "Mean rating", {kind: kind.title() for kind in SYMBOLS}, lambda v: f"{v:.1f}",
                 lambda v: f"{v:.0%}")  # fmt: skip


def mark(number: int, x: float, y: float, kind: str = "concentrate", half: float = 0.1) -> MapMark:
    return MapMark(f"Q{number}", str(number), f"Question <{number}>", "told", kind, x, x - half, x + half, y,
                   max(y - half / 5, 0), y + half / 5)  # fmt: skip


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_plotly_takes_it_and_every_kind_has_its_symbol_and_word(narrow: bool, dark: bool):
    marks = [mark(place, 2 + place / 2, 0.1 * place, kind) for place, kind in enumerate(SYMBOLS, start=1)]
    chart = go.Figure(importance_map(marks, (3.0, 0.25), WORDS, dark=dark, narrow=narrow).to_dict())
    assert [one.name for one in chart.data] == [kind.title() for kind in SYMBOLS]
    assert [one.marker.symbol for one in chart.data] == list(SYMBOLS.values())
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert [list(one.customdata) for one in chart.data] == [[f"Q{place}"] for place in range(1, 6)]
    assert chart.layout.shapes[0].x0 == 3.0
    assert chart.layout.shapes[1].y0 == 0.25
    corners = {text.text for text in chart.layout.annotations} & {"Keep_Up", "Low_Priority"}
    assert bool(corners) == (not narrow)


def test_the_chosen_mark_is_larger_and_names_are_no_marks_of_the_chart():
    chart = importance_map([mark(1, 3, 0.2), mark(2, 4, 0.4)], (3.5, 0.3), WORDS, chosen="Q2")
    assert list(chart.data[0]["marker"]["size"]) == [10, 16]
    assert chart.data[0]["hovertext"][0].startswith("<b>Question &lt;1&gt;</b>")
    texts = [one["text"] for one in chart.layout.to_plotly_json()["annotations"]]
    assert "1 Question &lt;1&gt;" in texts


def test_a_narrow_picture_has_numbers():
    chart = importance_map([mark(1, 3, 0.2), mark(2, 4, 0.4)], (3.5, 0.3), WORDS, narrow=True)
    texts = {one["text"] for one in chart.layout.to_plotly_json()["annotations"]}
    assert {"1", "2"} <= texts
    assert not any("Question" in text for text in texts)


def test_one_mark_without_a_width_has_an_axis():
    chart = importance_map([mark(1, 3.0, 0.5, half=0.0)], (3.0, 0.5), WORDS)
    low, high = chart.layout.xaxis.range
    assert low < 3.0 < high
    assert chart.layout.yaxis.ticktext[0] == "0%"  # no -0 %
    assert len(chart.layout.yaxis.tickvals) <= 7


def test_a_mark_without_an_interval_does_not_break_the_axis():
    odd = MapMark("Q1", "1", "n", "t", "undecided", 3.0, np.nan, np.nan, 0.5, 0.4, 0.6)
    assert np.isfinite(importance_map([odd, mark(2, 4, 0.4)], (3.5, 0.3), WORDS).layout.xaxis.range).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=27), st.floats(400, 1300))
def test_no_text_covers_another_or_a_mark_at_any_width(points, width):
    texts = [f"{place} " + "name " * (place % 6) for place in range(len(points))]
    x, y = [one for one, _ in points], [other for _, other in points]
    places = label_places(x, y, [texts, [str(place) for place in range(len(points))]], widths=(400, 1300), height=350)
    boxes = []
    for one, other, place in zip(x, y, places, strict=True):
        if place is None:
            continue
        text, side, down = place
        wide, middle = text_width(text, SMALL), other * 350 + down
        left = one * width + GAP if side > 0 else one * width - GAP - wide
        assert left >= -1e-6
        assert left + wide <= width + 1e-6
        boxes.append((left, left + wide, middle - HALF_LINE, middle + HALF_LINE))
    marks = [(one * width - 6, one * width + 6, other * 350 - 6, other * 350 + 6) for one, other in points]
    for one, other in combinations(boxes, 2):
        assert apart(one, other)
    for place, box in zip([place for place, one in enumerate(places) if one is not None], boxes, strict=True):
        assert all(apart(box, other) for number, other in enumerate(marks) if number != place)


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    near = 1e-6
    return (one[1] <= other[0] + near or other[1] <= one[0] + near or one[3] <= other[2] + near
            or other[3] <= one[2] + near)  # fmt: skip


def test_where_no_name_fits_the_number_stands_and_where_nothing_fits_nothing():
    crowd = label_places([0.5, 0.5], [0.5, 0.5], [["long " * 30] * 2, ["1", "2"]], widths=(300, 900), height=300)
    assert crowd[0] is None or crowd[0][0] == "1"
    alone = label_places([0.5], [0.5], [["long " * 30], ["1"]], widths=(300, 900), height=300)
    assert alone == [("1", 1, 0)]
    taken = [(0.0, 300.0, 0.0, 300.0)]
    assert label_places([0.1], [0.5], [["1"]], widths=(300, 300), height=300, taken=taken) == [None]
