"""The largest losses on hand-made rows: bars, labels, names as given, unknown and negative profit."""

import pandas as pd

from dashboard.logic.charts import losses_alt, losses_chart, theme
from tests.logic.charts.sample_words import chinese_words, english_words

UNIT = 10_000
LOSSES = pd.DataFrame(
    {
        "customer_id": ["C1", "C2", "C3", "C4"],
        "customer_name": ["Steel & <b>Sons</b>", "某某公司", None, "D"],
        "revenue": [48_000 * UNIT, 30_000 * UNIT, 20_000 * UNIT, 60_000 * UNIT],
        "revenue_share": [0.24, 0.15, 0.1, 0.3],
        "profit": pd.array([9_000 * UNIT, 8_000 * UNIT, None, -4_000 * UNIT], dtype="Int64"),
        "profit_share": [0.45, 0.4, None, -0.2],
    }
)
EMPTY = LOSSES.iloc[:0]


def texts(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_bars_of_revenue_and_profit_in_the_order_given():
    touch, revenue, profit = losses_chart(LOSSES, english_words()).data
    assert list(touch.customdata) == ["C1", "C2", "C3", "C4"]
    assert revenue.x[3] / revenue.x[1] == 2
    assert round(profit.x[0] / profit.x[1], 6) == 9 / 8
    assert list(revenue.y) == sorted(revenue.y)


def test_labels_hold_amount_and_share_in_one_unit():
    said = texts(losses_chart(LOSSES, english_words()))
    assert "60.0 · 30.0 %" in said
    assert "9.00 · 45.0 %" in said
    assert sum("thousand GBP · share" in text for text in said) == 2


def test_unknown_profit_is_said_and_draws_no_bar():
    figure = losses_chart(LOSSES, english_words())
    assert figure.data[2].x[2] == 0
    assert "n/a" in texts(figure)


def test_negative_profit_runs_left_of_zero_in_outline():
    profit = losses_chart(LOSSES, english_words(), dark=True).data[2]
    assert profit.x[3] < 0
    assert profit.marker.color[3] == theme(True).background
    assert "−4.00 · −20.0 %" in texts(losses_chart(LOSSES, english_words()))


def test_profit_is_left_out_where_no_cost_is_known():
    figure = losses_chart(LOSSES.assign(profit=pd.NA, profit_share=None), english_words())
    assert len(figure.data) == 2
    assert "Gross profit: n/a" in figure.data[0].hovertext[0]


def test_names_are_shown_as_given_and_a_masked_one_is_not_known():
    figure = losses_chart(LOSSES, chinese_words())
    assert list(figure.layout.yaxis.ticktext) == ["Steel &amp; &lt;b&gt;Sons&lt;/b&gt;", "某某公司", "未知", "D"]
    assert figure.data[0].hovertext[0].startswith("<b>Steel &amp; &lt;b&gt;Sons&lt;/b&gt;</b><br>净营收")


def test_narrow_chart_has_the_names_above_the_bars():
    figure = losses_chart(LOSSES, english_words(), narrow=True)
    assert figure.layout.margin.l == 8
    assert {"某某公司", "D"} <= set(texts(figure))
    assert not figure.layout.yaxis.ticktext


def test_a_line_break_in_a_name_stays_one_line():
    figure = losses_chart(LOSSES.assign(customer_name=["a\nb", " ", "c", "d"]), english_words())
    assert list(figure.layout.yaxis.ticktext) == ["a b", "n/a", "c", "d"]


def test_nobody_to_lose_gives_one_sentence():
    assert texts(losses_chart(EMPTY, chinese_words())) == ["当前筛选下没有可流失的客户"]
    assert losses_alt(EMPTY, english_words()) == "No customer in this selection would be a loss"


def test_alternative_text_names_the_largest():
    assert losses_alt(LOSSES, english_words()) == (
        "Revenue and profit lost with each of 4 customers. The largest: Steel & <b>Sons</b>, 48.0 thousand GBP."
    )
