"""Registry entries of what matters most (M49 to M52)."""

from dashboard.logic.metric_entry import Metric

DRIVER_METRICS: tuple[Metric, ...] = ()
