"""Registry entries of time and backlog of cases (M30, M32, M36)."""

from dashboard.logic.metric_entry import Metric

CASE_METRICS: tuple[Metric, ...] = ()
