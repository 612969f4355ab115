"""Before and after on hand-made tables: what is drawn, what it says, and that it stays small."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.charts import before_after_alt, before_after_chart
from dashboard.logic.charts.bar_layout import CUT_FROM
from dashboard.logic.charts.figure_texts import plain, signed, told
from dashboard.logic.pyramid import LayerSums
from tests.logic.charts.sample_shapes import sums_of
from tests.logic.charts.sample_words import chinese_words, english_words

UNIT = 10_000
BANDS, OUTER = ["Top", "Big", "Medium", "Small"], ["Inactive", "Lost", "Prospect", "Suspect"]


def table(customers, revenue, outer=(54, 312, 0, 120), more=()) -> LayerSums:
    layers = [*BANDS, *OUTER, *(name for name, _customers, _revenue in more)]
    customers = [*customers, *outer, *(number for _name, number, _revenue in more)]
    revenue = [*revenue, -1200, 0, 0, 0, *(amount for _name, _customers, amount in more)]
    units = [int(amount * UNIT) for amount in revenue]
    return sums_of(pd.DataFrame({"layer": layers, "customers": customers, "revenue": units}))


BEFORE = table([43, 172, 642, 3425], [2.36e6, 1.48e6, 2.0e6, 2.12e6])
AFTER = table([55, 160, 642, 3425], [2.48e6, 1.36e6, 2.0e6, 2.12e6])
NOBODY = table([0] * 4, [0] * 4, (0, 0, 0, 0))
NO_LAYERS = sums_of(pd.DataFrame({"layer": [], "customers": [], "revenue": []}))


def texts(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def hover_texts(figure) -> list[str]:
    """The template with the texts of each row in their places, as the browser fills it."""
    touch = figure.data[0]
    form = touch.hovertemplate.removesuffix("<extra></extra>").replace("%{customdata[", "{0[")
    return [form.format(row) for row in touch.customdata]


def test_labels_hold_the_figure_after_and_the_difference():
    said = texts(before_after_chart(BEFORE, AFTER, english_words()))
    assert said == [
        "<b>Customers</b>",
        "55<br><b>+12</b>",
        "160<br><b>−12</b>",
        "642",
        "3,425",
        "<b>Net revenue</b>, million GBP",
        "2.48<br><b>+0.12</b>",
        "1.36<br><b>−0.12</b>",
        "2.00",
        "2.12",
        "thin outline: before · thick bar: after",
    ]


def test_bars_are_in_proportion_before_and_after_and_customers_centred():
    _, before, after = before_after_chart(BEFORE, AFTER, english_words()).data
    assert (before.name, after.name) == ("before", "after")
    assert before.x[3] / before.x[2] == pytest.approx(3425 / 642, rel=0.01)
    assert after.x[1] / before.x[1] == pytest.approx(160 / 172, rel=0.01)
    assert after.x[4] / before.x[4] == pytest.approx(2.48 / 2.36, rel=0.01)
    for bars in (before, after):
        middles = np.array(bars.base[:4]) + np.array(bars.x[:4]) / 2
        assert np.allclose(middles, middles[0], atol=0.11)
        assert len(set(bars.base[4:])) == 1
    assert after.width > before.width
    assert np.all(np.array(after.y) - np.array(before.y) > (after.width + before.width) / 2)


def with_profit(sums: LayerSums, profit: list[int | None]) -> LayerSums:
    """Profit per layer in whole amounts; None where nothing is costed."""
    known = tuple(0 if amount is None else 1 for amount in profit)
    units = tuple((amount or 0) * UNIT for amount in profit)
    return replace(sums, profit=units, costed_abs=known, costed_customers=known, net_abs=(1,) * len(profit))


def test_gross_profit_stands_beside_revenue_where_any_is_known():
    before = with_profit(BEFORE, [900_000, 500_000, None, 400_000, 0, 0, 0, 0])
    after = with_profit(AFTER, [950_000, 450_000, None, 400_000, 0, 0, 0, 0])
    figure = before_after_chart(before, after, english_words())
    assert texts(figure)[10:15] == [
        "<b>Gross profit</b><br>million GBP",
        "0.95<br><b>+0.05</b>",
        "0.45<br><b>−0.05</b>",
        "n/a",
        "0.40",
    ]
    assert figure.data[2].x[8] / figure.data[2].x[9] == pytest.approx(950 / 450, rel=0.01)
    assert figure.data[2].x[10] == 0
    hover = hover_texts(figure)
    assert hover[0].endswith("<br>Gross profit: 900,000.00 GBP → 950,000.00 GBP")
    assert hover[2].endswith("<br>Gross profit: n/a")


def test_a_narrow_picture_has_room_for_revenue_only_and_tells_profit_on_hover():
    sums = with_profit(BEFORE, [900_000, 500_000, 100_000, 400_000, 0, 0, 0, 0])
    figure = before_after_chart(sums, sums, english_words(), narrow=True)
    assert not any("Gross profit" in text for text in texts(figure))
    assert hover_texts(figure)[0].endswith("<br>Gross profit: 900,000.00 GBP")


def test_only_bands_are_shown_unless_another_layer_changes():
    same = before_after_chart(BEFORE, AFTER, english_words())
    assert list(same.layout.yaxis.ticktext) == BANDS
    changed = table([43, 172, 642, 3400], [2.36e6, 1.48e6, 2.0e6, 2.12e6], (79, 312, 0, 120))
    figure = before_after_chart(BEFORE, changed, english_words())
    assert list(figure.layout.yaxis.ticktext) == [*BANDS, "Inactive"]
    assert "79<br><b>+25</b>" in texts(figure)
    assert len(figure.layout.shapes) == len(same.layout.shapes) + 1


def test_a_layer_that_only_one_side_has_is_empty_on_the_other():
    unknown = table([55, 160, 642, 3425], [2.48e6, 1.36e6, 2.0e6, 2.12e6], more=[("Unknown", 7, 900)])
    assert "7<br><b>+7</b>" in texts(before_after_chart(BEFORE, unknown, english_words()))
    assert "0<br><b>−7</b>" in texts(before_after_chart(unknown, BEFORE, english_words()))


def test_empty_layers_have_no_bar_and_no_outline():
    figure = before_after_chart(NOBODY, NOBODY, english_words())
    for bars in figure.data[1:]:
        assert not any(bars.x)
        assert not any(bars.marker.line.width)
    assert texts(figure).count("0") == 8


def test_a_huge_grey_layer_is_cut_off_and_marked():
    huge = table([43, 172, 642, 3425], [2.36e6, 1.48e6, 2.0e6, 2.12e6], (1_000_000, 312, 0, 120))
    figure = before_after_chart(BEFORE, huge, english_words())
    assert figure.data[2].x[4] == pytest.approx(CUT_FROM * figure.data[2].x[3], rel=0.01)
    assert "1,000,000 »<br><b>+999,946</b>" in texts(figure)
    assert "bar cut off" in texts(figure)[-1]


def test_no_rows_give_one_sentence():
    figure = before_after_chart(NO_LAYERS, NO_LAYERS, chinese_words(), narrow=True)
    assert texts(figure) == ["当前筛选下没有客户"]


def test_hover_tells_both_exact_figures_and_names_are_shown_as_they_are():
    before, after = (replace(sums, layers=("A<b>&", *sums.layers[1:])) for sums in (BEFORE, AFTER))
    figure = before_after_chart(before, after, english_words())
    hover = hover_texts(figure)[0]
    assert hover.startswith("<b>A&lt;b&gt;&amp;</b><br>Customers: 43 → 55<br>")
    assert hover.endswith("2,360,000.00 GBP → 2,480,000.00 GBP")
    assert "A&lt;b&gt;&amp;" in figure.layout.yaxis.ticktext


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("words", [english_words(), chinese_words()], ids=["en", "zh"])
def test_it_is_small_enough_to_be_sent_with_every_move(words, narrow):
    before, after = (with_profit(sums, [900_000, 500_000, 100_000, 400_000, 0, 0, 0, 0]) for sums in (BEFORE, AFTER))
    assert len(before_after_chart(before, after, words, narrow=narrow, dark=True).to_json().encode()) <= 6_000


def test_alternative_text_names_every_band_with_its_change():
    assert before_after_alt(BEFORE, AFTER, english_words()) == (
        "Customer pyramid before and after. Top: customers 55 (+12); Big: customers 160 (−12); "
        "Medium: customers 642 (unchanged); Small: customers 3,425 (unchanged)"
    )
    assert before_after_alt(NO_LAYERS, NO_LAYERS, chinese_words()) == "当前筛选下没有客户"


def test_figures_never_show_a_false_zero():
    def two_places(number: int) -> str:
        return f"{number / 100:.2f}"

    assert [told(number, str) for number in (0, 7, -7)] == ["0", "7", "-7"]
    assert [signed(number, str) for number in (0, 7, -7)] == ["0", "+7", "−7"]
    assert told(0, two_places) == "0.00"
    assert signed(1, lambda number: f"{number / 1000:.2f}") == "≈ 0"
    assert plain("<a href='x'>A & B</a>") == "&lt;a href='x'&gt;A &amp; B&lt;/a&gt;"
