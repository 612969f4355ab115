"""The targets that cover exactly what is looked at, month by month."""

import numpy as np
import pandas as pd

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import money_units, query_columns, whole_numbers
from dashboard.data.reading.visible_rows import whole_managers
from dashboard.logic.money import UNITS
from dashboard.logic.periods import MonthSpan
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.targets import covering_targets
from dashboard.logic.viewer import Scope

TARGET_METRICS = ("revenue", "profit", "active_customers", "new_customers", "orders")
MONEY_METRICS = ("revenue", "profit")


def targets(marts: Marts, scope: Scope, question: Question, metric: str, months: MonthSpan) -> pd.DataFrame | None:
    """One row per month that has a target for exactly this selection: month_no, value (int64 money units, or a count).

    None where there is none at all. Raises Problem for a metric that has no targets.
    """
    if metric not in TARGET_METRICS:
        raise Problem(
            "There are no targets of {metric}. Use {metrics}.", metric=metric, metrics=", ".join(TARGET_METRICS)
        )
    cover = covering_targets(_by_managers(marts, scope), question.filters)
    if cover is None or "target" not in marts.build.marts:
        return None
    columns = query_columns(
        marts, "targets", scope_type=cover.scope_type, scope_ids=sorted(cover.scope_ids), metric=metric,
        first_month=months.first, last_month=months.last,
    )  # fmt: skip
    value = money_units(columns["target_value"])
    if not len(value):
        return None
    value = value if metric in MONEY_METRICS else (value + UNITS // 2) // UNITS
    return pd.DataFrame({"month_no": whole_numbers(columns["month_no"], np.int64), "value": value})


def _by_managers(marts: Marts, scope: Scope) -> Scope:
    """The same customers as those of account managers, who may have targets; nobody's where they are not."""
    managers = [] if scope.all else whole_managers(marts, scope)
    if scope.all or managers is None or "" in managers:
        return scope if scope.all else Scope()
    return Scope(account_managers=frozenset(managers))
