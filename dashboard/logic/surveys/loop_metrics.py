"""Registry entries of findings and fixes (M53, M54)."""

from dashboard.logic.metric_entry import Metric

LOOP_METRICS: tuple[Metric, ...] = ()
