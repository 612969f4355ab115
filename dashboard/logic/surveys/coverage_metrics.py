"""Registry entries of who answered (M43)."""

from dashboard.logic.metric_entry import Metric

COVERAGE_METRICS: tuple[Metric, ...] = ()
