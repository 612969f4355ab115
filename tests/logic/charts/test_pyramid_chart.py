"""The pyramid on hand-made rows: what is drawn, what can be clicked, what is said."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.logic.charts import pyramid_alt, pyramid_chart
from dashboard.logic.charts.bar_layout import CUT_FROM, LEAST_BAR
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM
from dashboard.logic.charts.text_width import text_width
from tests.logic.charts.sample_shapes import CHARTS, CURRY, OUTER, pyramid_shapes
from tests.logic.charts.sample_words import chinese_words, english_words

REAL, EMPTY, ZERO = pyramid_shapes()[:3]


def _texts(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_every_layer_can_be_clicked_even_one_without_a_bar() -> None:
    touch = pyramid_chart(REAL, english_words()).data[0]
    assert list(touch.customdata) == [*CURRY, *OUTER]
    assert (np.array(touch.x) > 0).all()
    assert all(trace.hoverinfo == "skip" for trace in pyramid_chart(REAL, english_words()).data[1:])


def test_bars_are_proportional_and_customers_centred() -> None:
    _, customers, revenue, profit = pyramid_chart(REAL, english_words()).data
    assert customers.x[3] / customers.x[2] == pytest.approx(3425 / 642)
    assert np.allclose(np.array(customers.base) + np.array(customers.x) / 2, customers.base[0] + customers.x[0] / 2)
    assert revenue.x[0] / revenue.x[1] == pytest.approx(2.36 / 1.48)
    assert profit.x[3] / profit.x[0] == pytest.approx(0.72 / 0.52)
    assert len(set(revenue.base)) == 1


def test_negative_amount_runs_left_of_zero_and_a_tiny_one_is_still_seen() -> None:
    revenue = pyramid_chart(REAL, english_words()).data[2]
    assert revenue.x[4] == -LEAST_BAR


def test_amounts_share_one_unit_and_profit_names_its_coverage() -> None:
    texts = " ".join(_texts(pyramid_chart(REAL, chinese_words())))
    assert "净营收" in texts
    assert "万元 · 成本覆盖率" in texts
    assert "236 · 29.6%" in texts
    assert "52.0<br>90.0%" in texts


def test_narrow_chart_shows_customers_and_revenue_only() -> None:
    assert [trace.name for trace in pyramid_chart(REAL, english_words(), narrow=True).data[1:]] == [
        "customers",
        "revenue",
    ]


def test_profit_is_left_out_where_no_cost_is_known() -> None:
    table = REAL.assign(profit=np.nan, profit_known_share=np.nan)
    assert "profit" not in [trace.name for trace in pyramid_chart(table, english_words()).data]


def test_unknown_profit_of_one_layer_says_so_and_draws_no_bar() -> None:
    table = REAL.assign(profit=[np.nan, 1e9, 1e9, 1e9, *[np.nan] * 4])
    figure = pyramid_chart(table, english_words())
    assert "n/a" in _texts(figure)
    assert figure.data[3].x[0] == 0


def test_a_huge_grey_layer_is_cut_off_and_marked() -> None:
    table = REAL.assign(customers=[43, 172, 642, 3425, 54, 312, 0, 1_000_000])
    figure = pyramid_chart(table, english_words())
    customers = np.array(figure.data[1].x)
    assert customers[7] == pytest.approx(CUT_FROM * customers[3])
    assert any("1,000,000 »" in text for text in _texts(figure))
    assert "» bar cut off: longer than shown" in _texts(figure)


def test_no_rows_give_one_sentence_and_no_trace() -> None:
    figure = pyramid_chart(EMPTY, english_words())
    assert len(figure.data) == 0
    assert _texts(figure) == ["No customers in this selection"]


def test_only_zeros_draw_no_bar_but_every_row() -> None:
    figure = pyramid_chart(ZERO, english_words())
    assert not np.array(figure.data[1].x).any()
    assert len(figure.layout.yaxis.ticktext) == 8


def test_table_is_left_as_it_was_and_nullable_columns_are_read() -> None:
    table = REAL.assign(
        revenue=REAL["revenue"].astype("int64"),
        profit=REAL["profit"].astype("Int64"),
        customers=REAL["customers"].astype("int64"),
    )
    before = table.copy()
    assert pyramid_chart(table, english_words()).to_json() == pyramid_chart(REAL, english_words()).to_json()
    pd.testing.assert_frame_equal(table, before)


def test_hover_has_the_exact_amounts() -> None:
    hover = pyramid_chart(REAL, english_words()).data[0].hovertext[0]
    assert "Customers: 43 (1.0 %)" in hover
    assert "Net revenue: 2,360,000.00 GBP (29.6 %)" in hover
    assert "Revenue with known cost: 90.0 %" in hover


def test_clicking_dims_no_bar() -> None:
    for trace in pyramid_chart(REAL, english_words()).data[1:]:
        assert trace.unselected.marker.opacity == 1


def test_alternative_text_names_every_layer_with_its_figures() -> None:
    text = pyramid_alt(REAL, english_words())
    assert text.startswith("Customer pyramid. Top: customers 43, revenue 2.36 million GBP; Big: customers 172")
    assert pyramid_alt(EMPTY, chinese_words()) == "当前筛选下没有客户"


@pytest.mark.slow
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("words", [english_words(), chinese_words()], ids=["en", "zh"])
def test_labels_fit_by_arithmetic_over_all_shapes(words, narrow: bool) -> None:
    """The quick sister of the browser test: widths by estimate, at the least width."""
    for number, shape in enumerate(pyramid_shapes()):
        figure = pyramid_chart(shape, words, narrow=narrow)
        if not figure.data:
            continue
        margin, bars = figure.layout.margin, figure.data[1:]
        width = (NARROW_FROM if narrow else WIDE_FROM) - margin.l
        boxes: dict[float, list[tuple[float, float]]] = {}
        for note in figure.layout.annotations:
            size = text_width(note.text) / 1.06
            start = note.x + (note.xshift or 0) - {"left": 0, "center": size / 2, "right": size}[note.xanchor]
            assert -margin.l <= start, (number, note.text)
            assert start + size <= width + 1, (number, note.text)
            boxes.setdefault(note.y, []).append((start, start + size))
        for row in boxes.values():
            row.sort()
            assert all(before[1] <= after[0] for before, after in pairwise(row)), number
        assert all(max(np.array(bar.base) + np.array(bar.x)) <= width + 1 for bar in bars), number


@pytest.mark.slow
def test_every_chart_passes_plotlys_own_checks_and_stays_small() -> None:
    """Charts leave Plotly's checks out for speed; here each is built once more with them."""
    for name, (shapes, draw) in CHARTS.items():
        for number, shape in enumerate(shapes()[:40]):
            figure = draw(shape, (english_words(), chinese_words())[number % 2], number % 4 < 2, number % 3 == 0)
            text = figure.to_json()
            checked, sent = json.loads(go.Figure(figure.to_dict()).to_json()), json.loads(text)
            # No annotations and an empty list of them are the same picture; Plotly's checks leave the list out.
            sent["layout"] = {key: value for key, value in sent["layout"].items() if value != []}
            assert checked == sent, (name, number)
            # 60 months x 8 layers or segments, exact amounts on hover; a trend has two lines more; steps of a curve
            # and days between cases are some hundred points.
            large = {"layer_months": 24_000, "trend": 26_000, "days_between": 30_000, "survival": 60_000}
            limit = large.get(name, 20_000)
            assert len(text.encode()) < limit, (name, number, len(text))
