"""Registry entries of whole waves and their questions (M44 to M48)."""

from dashboard.logic.metric_entry import Metric

WAVE_METRICS: tuple[Metric, ...] = ()
