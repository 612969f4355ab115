"""Registry entries of causes and what they cost (M41, M57, M77)."""

from dashboard.logic.metric_entry import Metric

CAUSE_METRICS: tuple[Metric, ...] = ()
