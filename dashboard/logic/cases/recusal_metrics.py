"""Registry entries of recusal (M35)."""

from dashboard.logic.metric_entry import Metric

RECUSAL_METRICS: tuple[Metric, ...] = ()
