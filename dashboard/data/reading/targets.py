"""The targets that cover exactly what is looked at, month by month."""

import numpy as np
import pandas as pd

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import money_units, query_columns, whole_numbers
from dashboard.logic.money import UNITS
from dashboard.logic.periods import MonthSpan
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.viewer import Scope

TARGET_METRICS = ("revenue", "profit", "active_customers", "new_customers", "orders")
MONEY_METRICS = ("revenue", "profit")


def covering_scope(scope: Scope, question: Question) -> tuple[str, tuple[str, ...]] | None:
    """Whose targets, added up, cover exactly this selection: (scope type, scope ids), None where no targets can.

    All customers: the company's. Only account managers chosen, or a viewer who sees only some: those employees', all of
    them. Any other filter, or customers without a manager: none.
    """
    chosen = dict(question.filters)
    if not chosen and scope.all:
        return "company", ("",)
    if set(chosen) - {"account_manager_id"}:
        return None
    managers = set(chosen.get("account_manager_id", scope.account_managers))
    if not scope.all:
        managers &= scope.account_managers
    return ("employee", tuple(sorted(managers))) if managers and "" not in managers else None


def targets(marts: Marts, scope: Scope, question: Question, metric: str, months: MonthSpan) -> pd.DataFrame | None:
    """One row per month that has a target for exactly this selection: month_no, value (int64 money units, or a count).

    None where there is none at all. Raises Problem for a metric that has no targets.
    """
    if metric not in TARGET_METRICS:
        raise Problem(
            "There are no targets of {metric}. Use {metrics}.", metric=metric, metrics=", ".join(TARGET_METRICS)
        )
    covering = covering_scope(scope, question)
    if covering is None or "target" not in marts.build.marts:
        return None
    scope_type, ids = covering
    columns = query_columns(
        marts, "targets", scope_type=scope_type, scope_ids=list(ids), metric=metric,
        first_month=months.first, last_month=months.last,
    )  # fmt: skip
    value = money_units(columns["target_value"])
    if not len(value):
        return None
    value = value if metric in MONEY_METRICS else (value + UNITS // 2) // UNITS
    return pd.DataFrame({"month_no": whole_numbers(columns["month_no"], np.int64), "value": value})
