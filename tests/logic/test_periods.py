"""Months, periods, comparison windows (T6) and the refusal of a wrong as-of date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.periods import (
    MonthSpan,
    Period,
    check_as_of,
    comparison_span,
    default_as_of,
    is_complete,
    month_end,
    month_no,
    month_text,
)
from dashboard.logic.problems import Problem

periods = st.one_of(
    st.integers(1, 60).map(lambda months: Period("months", months)),
    st.sampled_from(["month", "quarter", "half", "year", "ytd"]).map(Period),
)
as_ofs = st.integers(month_no(date(1990, 1, 1)), month_no(date(2100, 12, 1)))
NOV_2011 = month_no(date(2011, 11, 30))


def spelled(span: MonthSpan) -> tuple[str, str]:
    return month_text(span.first), month_text(span.last)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_month_end_is_the_last_day_of_the_month(day):
    end = month_end(month_no(day))
    assert (end.year, end.month) == (day.year, day.month)
    assert end >= day
    assert month_no(date.fromordinal(end.toordinal() + 1)) == month_no(day) + 1


@pytest.mark.parametrize(
    ("code", "as_of", "first", "last"),
    [
        ("12", date(2011, 11, 30), "2010-12", "2011-11"),
        ("1", date(2011, 11, 30), "2011-11", "2011-11"),
        ("month", date(2011, 11, 30), "2011-11", "2011-11"),
        ("quarter", date(2011, 12, 31), "2011-10", "2011-12"),
        ("quarter", date(2011, 11, 30), "2011-10", "2011-11"),
        ("half", date(2011, 12, 31), "2011-07", "2011-12"),
        ("half", date(2011, 2, 28), "2011-01", "2011-02"),
        ("year", date(2011, 12, 31), "2011-01", "2011-12"),
        ("ytd", date(2011, 3, 31), "2011-01", "2011-03"),
    ],
)
def test_period_ends_at_as_of(code, as_of, first, last):
    assert spelled(Period.parse(code).span(month_no(as_of))) == (first, last)


def test_part_of_a_calendar_period_is_marked():
    assert Period("quarter").is_part(NOV_2011)
    assert not Period("quarter").is_part(NOV_2011 + 1)
    assert not Period("ytd").is_part(NOV_2011)
    assert not Period("months", 12).is_part(NOV_2011)


@given(periods, as_ofs)
def test_t6_comparison_before_has_as_many_months_and_touches_without_gap_or_overlap(period, as_of):
    span, before = period.span(as_of), period.before(as_of)
    assert before.months == span.months
    assert before.last + 1 == span.first
    assert span.last == as_of


@given(periods, as_ofs)
def test_same_period_last_year_has_the_same_months(period, as_of):
    span, last_year = period.span(as_of), period.last_year(as_of)
    assert last_year.months == span.months
    assert last_year.last == span.last - 12


@given(periods)
def test_code_reads_back(period):
    assert Period.parse(period.code) == period


@pytest.mark.parametrize("text", ["0", "61", "12.5", "-3", "", "months", "week", "99999", "１２"])
def test_wrong_period_is_refused_with_what_is_allowed(text):
    with pytest.raises(Problem, match="1 to 60"):
        Period.parse(text)


def test_comparison_that_begins_before_the_data_is_not_available():
    year = Period("months", 12)
    first_month = month_no(date(2009, 12, 1))
    assert comparison_span(year, NOV_2011, "before", first_month) == MonthSpan(first_month, first_month + 11)
    assert comparison_span(year, NOV_2011, "before", first_month + 1) is None
    assert comparison_span(Period("month"), NOV_2011, "last_year", NOV_2011 - 11) is None
    assert comparison_span(Period("month"), NOV_2011, "before", NOV_2011 - 11) == MonthSpan(NOV_2011 - 1, NOV_2011 - 1)


def test_default_as_of_is_the_last_complete_month():
    data_from = date(2010, 12, 1)
    assert month_text(default_as_of(data_from, date(2011, 12, 9))) == "2011-11"
    assert month_text(default_as_of(data_from, date(2011, 12, 31))) == "2011-12"
    assert month_text(default_as_of(data_from, date(2010, 12, 9))) == "2010-12"  # nothing is complete yet
    assert not is_complete(month_no(date(2011, 12, 1)), date(2011, 12, 30))


def test_as_of_is_a_month_end_within_the_data():
    first, last = NOV_2011 - 11, NOV_2011 + 1
    assert check_as_of("2011-11-30", first, last) == NOV_2011
    assert check_as_of(date(2011, 11, 30), first, last) == NOV_2011
    assert check_as_of("2011-11", first, last) == NOV_2011


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2011-11-15", "2011-11-30"),
        ("2009-01-31", "2010-12-31"),
        ("2013-01-31", "2011-12-31"),
        ("2013-01-05", "2011-12-31"),
        ("2011-02-30", "2011-12-31"),
        ("yesterday", "2011-12-31"),
        ("2011-13", "2011-12-31"),
    ],
)
def test_wrong_as_of_is_refused_with_the_right_date(value, right):
    with pytest.raises(Problem) as problem:
        check_as_of(value, NOV_2011 - 11, NOV_2011 + 1)
    assert value in str(problem.value)
    assert right in str(problem.value)


def test_a_span_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        MonthSpan(5, 4)
