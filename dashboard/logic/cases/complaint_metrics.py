"""Registry entries of the rates of complaints (M29, M31, M31b, M33, M34, M37, M38)."""

from dashboard.logic.metric_entry import Metric

COMPLAINT_METRICS: tuple[Metric, ...] = ()
