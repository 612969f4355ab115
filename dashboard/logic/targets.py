"""Targets: which of them cover what is shown, and how far they are attained (M28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

from dashboard.logic.money import rounded_quotient
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Filters
from dashboard.logic.shares import Share
from dashboard.logic.viewer import Scope

ScopeType = Literal["company", "employee"]


@dataclass(frozen=True)
class Cover:
    """Whose targets add up to exactly what is shown: all of them must have one. The company's scope id is empty."""

    scope_type: ScopeType
    scope_ids: frozenset[str] = frozenset({""})


def covering_targets(scope: Scope, filters: Filters) -> Cover | None:
    """The targets that cover a selection of customers exactly, or None where no sum of targets does.

    Everything: the company's target. The customers of named account managers, by scope or by a filter of that column
    alone: those employees' targets. Any other filter, and customers without an account manager: none.
    """
    columns = [column for column, _ in filters]
    if not columns and scope.all:
        return Cover("company")
    if any(column != "account_manager_id" for column in columns):
        return None
    ids = frozenset(value for _, values in filters for value in values)
    if not scope.all:
        ids = (ids & scope.account_managers if columns else scope.account_managers) - {""}
    return Cover("employee", ids) if ids and "" not in ids else None


def target_total(targets: pd.DataFrame, months: MonthSpan) -> int | None:
    """The sum of the targets (month_no, value) over the months; None unless every one of them has a target."""
    inside = targets[targets["month_no"].between(months.first, months.last)]
    return sum(map(int, inside["value"])) if len(inside) == months.months else None


def attained(actual: int, target: int | None) -> Share | None:
    """actual / target; None where there is no target, or one that is not above 0 (M28)."""
    return Share(actual, target) if target is not None and target > 0 else None


@dataclass(frozen=True)
class Attainment:
    """Target attainment to date (M28): complete months of the span that have a target, money in units.

    months            how many months are counted; ``months_without_target`` complete ones are not
    actual, target    their sums; ``gap`` = actual - target
    rate              actual / target, None where the target is not above 0
    whole_target      the target of the whole span, None unless every month has one
    linear            expected actual of the whole span: actual to date x months / complete months
    seasonal          the same by last year: actual to date x last year's whole span / last year's same months; None
                      where last year is not all there, or brought nothing in those months
    linear_rate, seasonal_rate   those against the whole target
    """

    months: int
    months_without_target: int
    actual: int
    target: int
    whole_target: int | None
    linear: int | None
    seasonal: int | None

    @property
    def gap(self) -> int:
        return self.actual - self.target

    @property
    def rate(self) -> Share | None:
        return attained(self.actual, self.target)

    @property
    def linear_rate(self) -> Share | None:
        return None if self.linear is None else attained(self.linear, self.whole_target)

    @property
    def seasonal_rate(self) -> Share | None:
        return None if self.seasonal is None else attained(self.seasonal, self.whole_target)


def attainment(targets: pd.DataFrame, actuals: Mapping[int, int], span: MonthSpan) -> Attainment | None:
    """How far the targets of a span (say, a year) are attained; None where no complete month of it has a target.

    targets   month_no, value of the months with a target for exactly what is shown (money units or a count)
    actuals   month number -> actual, for complete months only, months without orders as 0; those of the year before
              serve the seasonal run-rate. A part month belongs to neither side: it is left out
    Both run-rates start from all complete months of the span, with or without a target.
    """
    wanted = {int(month): int(value) for month, value in zip(targets["month_no"], targets["value"], strict=True)}
    complete = [month for month in range(span.first, span.last + 1) if month in actuals]
    counted = [month for month in complete if month in wanted]
    if not counted:
        return None
    to_date = sum(actuals[month] for month in complete)
    return Attainment(
        months=len(counted),
        months_without_target=len(complete) - len(counted),
        actual=sum(actuals[month] for month in counted),
        target=sum(wanted[month] for month in counted),
        whole_target=target_total(targets, span),
        linear=rounded_quotient(to_date * span.months, len(complete)),
        seasonal=_seasonal(actuals, complete, to_date, span),
    )


def _seasonal(actuals: Mapping[int, int], complete: list[int], to_date: int, span: MonthSpan) -> int | None:
    last_year = span.last_year()
    months = range(last_year.first, last_year.last + 1)
    if not all(month in actuals for month in months):
        return None
    same = sum(actuals[month - 12] for month in complete)
    if same <= 0:
        return None
    grown = Fraction(to_date * sum(actuals[month] for month in months), same)
    return rounded_quotient(grown.numerator, grown.denominator)
