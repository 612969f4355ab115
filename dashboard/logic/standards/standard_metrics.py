"""Registry entries of service standards, delivery on time and logistics (M55, M56, M58)."""

from dashboard.logic.metric_entry import Metric

STANDARD_METRICS: tuple[Metric, ...] = ()
