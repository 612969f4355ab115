"""Registry entries of control charts (M40)."""

from dashboard.logic.metric_entry import Metric

SPC_METRICS: tuple[Metric, ...] = ()
