"""Charts over months: stacks, sums over managers, incomplete months apart, round axes."""

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.charts import layers_over_months_chart, months_alt
from dashboard.logic.charts.month_axis import round_steps, without_idle_zeros
from tests.logic.charts.sample_words import chinese_words, english_words

UNIT = 10_000
MONTHS = pd.DataFrame(
    {
        "month_no": [24_141, 24_141, 24_141, 24_142, 24_142],
        "layer": ["Top", "Top", "Small", "Top", "Inactive"],
        "customers": [1, 2, 30, 4, 5],
        "revenue": [100 * UNIT, 200 * UNIT, 50 * UNIT, 400 * UNIT, 0],
    }
)


def test_rows_of_several_managers_are_added_and_missing_months_are_zero() -> None:
    small, top = layers_over_months_chart(MONTHS, english_words()).data
    assert list(top.y) == [300 * UNIT, 400 * UNIT]
    assert list(small.y) == [50 * UNIT, 0]


def test_highest_layer_is_stacked_last_and_empty_layers_are_left_out() -> None:
    assert [trace.name for trace in layers_over_months_chart(MONTHS, chinese_words()).data] == ["小额客户", "塔尖客户"]


def test_customers_can_be_shown_instead_and_bring_the_inactive() -> None:
    chart = layers_over_months_chart(MONTHS, english_words(), measure="customers")
    assert [trace.name for trace in chart.data] == ["Inactive", "Small", "Top"]
    assert list(chart.data[0].y) == [0, 5]


def test_incomplete_month_is_hatched_set_apart_and_explained() -> None:
    chart = layers_over_months_chart(MONTHS, english_words(), complete_through=24_141)
    top = chart.data[-1]
    assert list(top.marker.pattern.shape) == ["", "/"]
    assert list(top.x) == [0, pytest.approx(1.4)]
    assert "hatched: month incomplete" in chart.layout.title.text
    assert top.customdata[1] == "2011-11 (incomplete)"


def test_complete_months_need_no_explanation() -> None:
    chart = layers_over_months_chart(MONTHS, english_words(), complete_through=24_142)
    assert chart.layout.title.text == "Net revenue, GBP"


def test_no_months_give_a_sentence() -> None:
    assert len(layers_over_months_chart(MONTHS.iloc[:0], english_words()).data) == 0
    assert months_alt(MONTHS.iloc[:0], chinese_words()) == "当前筛选下没有月份数据"


def test_alternative_text_names_first_and_last_month() -> None:
    assert months_alt(MONTHS, chinese_words()).startswith("2011年10月至2011年11月")


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 7), (-3, 0), (-12, 990), (0, 1e17), (0, 0.003)])
def test_axis_values_are_few_round_and_span_the_data(low: float, high: float) -> None:
    values = round_steps(low, high)
    assert 2 <= len(values) <= 7
    assert values[0] <= low
    assert values[-1] >= high
    assert np.isclose(values, 0).any()


def test_a_few_returns_below_zero_take_no_whole_step() -> None:
    months = MONTHS.assign(revenue=[-1 * UNIT, 0, 0, 250 * UNIT, 0])
    axis = layers_over_months_chart(months, english_words()).layout.yaxis
    assert min(axis.tickvals) == 0
    assert -20 * UNIT < axis.range[0] <= -1 * UNIT


def test_labels_of_an_axis_carry_no_idle_zeros() -> None:
    assert without_idle_zeros(["0.00", "100.00", "-100.00"]) == ["0", "100", "-100"]
    assert without_idle_zeros(["0.00", "2.50"]) == ["0.0", "2.5"]
    assert without_idle_zeros(["0", "100", "1,000"]) == ["0", "100", "1,000"]
