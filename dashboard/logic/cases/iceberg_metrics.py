"""Registry entries of customers who did not complain (M39, X8) and the effect of a complaint (M42)."""

from dashboard.logic.metric_entry import Metric

ICEBERG_METRICS: tuple[Metric, ...] = ()
