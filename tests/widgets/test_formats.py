"""Numbers, money and dates as text, in both languages, whatever the browser's language is."""

from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets.formats import Formats
from dashboard.widgets.language import Speech

ENGLISH = Formats(Speech("en"), "GBP")
CHINESE = Formats(Speech("zh_Hans"), "CNY")
YUAN = 10_000


@pytest.mark.parametrize(
    ("units", "english", "chinese"),
    [
        (83_932_151_140, "£8.39M", "839万元"),
        (12_840_000 * YUAN, "£12.8M", "1,280万元"),
        (123_456_789_012 * YUAN, "£123B", "1,230亿元"),
        (999 * YUAN, "£999", "999元"),
        (1_234 * YUAN, "£1.23k", "1,230元"),
        (0, "£0.00", "0.00元"),
        (-1_234_567 * YUAN, "-£1.23M", "-123万元"),
        (None, "n/a", "暂无"),
        (float("nan"), "n/a", "暂无"),
    ],
)
def test_headline_amounts_have_three_significant_digits(units, english, chinese):
    assert ENGLISH.headline_amount(units) == english
    assert CHINESE.headline_amount(units) == chinese


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.3031, "30.3%"),
        (0.01, "1%"),
        (0.0001, "<0.1%"),
        (0.9999, ">99.9%"),
        (1.0, "100%"),
        (0.0, "0%"),
        (None, "n/a"),
    ],
)
def test_headline_shares_are_never_a_false_nothing_or_all(share, text):
    assert ENGLISH.headline_share(share) == text


def test_one_unit_for_a_whole_chart():
    scale = CHINESE.scale([5 * YUAN, 23_620_000 * YUAN])
    assert (scale.unit, scale.number(5 * YUAN)) == ("万元", 0.0005)
    assert CHINESE.scale([230_000_000 * YUAN]).unit == "亿元"
    assert ENGLISH.scale([230_000_000 * YUAN]).unit == "GBP million"
    assert ENGLISH.scale([]).unit == "GBP"


def test_tables_are_exact_to_the_cent_until_the_cells_grow_too_long():
    scale = CHINESE.table_scale([83_932_151_140])
    assert (scale.unit, CHINESE.amount(83_932_151_140, scale)) == ("元", "8,393,215.11")
    assert CHINESE.table_scale([200_000_000 * YUAN]).unit == "万元"


def test_foreign_currency_is_named_in_chinese():
    assert Formats(Speech("zh_Hans"), "GBP").headline_amount(83_932_151_140) == "839万英镑"


def test_exact_amounts_never_pass_through_a_float():
    assert ENGLISH.exact_amount(12_345_678_901_234_567_800) == "1,234,567,890,123,456.78"


def test_unknown_is_said_whatever_it_is():
    for unknown in (None, float("nan"), pd.NA):
        assert ENGLISH.whole(unknown) == "n/a"
    assert ENGLISH.number(Decimal("1.25"), 2) == "1.25"


def test_dates_and_months():
    assert ENGLISH.day(date(2011, 12, 9)) == "9 Dec 2011"
    assert CHINESE.day(date(2011, 12, 9)) == "2011年12月9日"
    november = 2011 * 12 + 10
    assert (ENGLISH.month(november), CHINESE.month(november)) == ("Nov 2011", "2011年11月")
    assert ENGLISH.short_month(november) == "11/11"
    assert ENGLISH.span(november - 11, november) == "Dec 2010 to Nov 2011"
    assert ENGLISH.span(november, november) == "Nov 2011"
    assert CHINESE.moment(datetime(2026, 3, 5, 8, 7)) == "2026-03-05 08:07"


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [
        (4282, "4,282", "4,282"),
        (12_345, "12.3k", "1.2万"),
        (1_230_000, "1.2M", "123万"),
        (999_999_999, "1,000M", "10亿"),
    ],
)
def test_counts_for_cells_stay_short(count, english, chinese):
    assert ENGLISH.short_count(count) == english
    assert len(ENGLISH.short_count(count)) <= 6
    assert CHINESE.short_count(count) == chinese


@given(
    st.one_of(
        st.integers(-(10**15), 10**15),
        st.floats(-1e9, 1e9, allow_nan=False),
        st.decimals(-(10**9), 10**9, places=4, allow_nan=False),
    ),
    st.sampled_from((0, 1, 2, 4)),
)
def test_numbers_are_written_as_the_language_writes_them(value, decimals):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    for form in (ENGLISH, CHINESE):
        assert form.number(value, decimals) == format_decimal(value, pattern, locale=form.locale)
