"""The metric registry: what every figure means (metrics.md is the law, ids M1 … are stable).

English texts are the keys of the translations; names are those of vocabulary.md.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.logic.cases.case_metrics import CASE_METRICS
from dashboard.logic.cases.cause_metrics import CAUSE_METRICS
from dashboard.logic.cases.complaint_metrics import COMPLAINT_METRICS
from dashboard.logic.concentration_metrics import CONCENTRATION_METRICS
from dashboard.logic.iceberg.iceberg_metrics import ICEBERG_METRICS
from dashboard.logic.metric_entry import Metric, Unit
from dashboard.logic.movement_metrics import MOVEMENT_METRICS
from dashboard.logic.planning_metrics import PLANNING_METRICS
from dashboard.logic.portfolio_metrics import PORTFOLIO_METRICS
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid_metrics import PYRAMID_METRICS
from dashboard.logic.quality_metrics import QUALITY_METRICS
from dashboard.logic.recusal.recusal_metrics import RECUSAL_METRICS
from dashboard.logic.spc.spc_metrics import SPC_METRICS
from dashboard.logic.standards.standard_metrics import STANDARD_METRICS
from dashboard.logic.surveys.coverage_metrics import COVERAGE_METRICS
from dashboard.logic.surveys.driver_metrics import DRIVER_METRICS
from dashboard.logic.surveys.loop_metrics import LOOP_METRICS
from dashboard.logic.surveys.wave_metrics import WAVE_METRICS
from dashboard.logic.trend_metrics import TREND_METRICS
from dashboard.logic.what_if_metrics import WHAT_IF_METRICS

__all__ = ["METRICS", "Metric", "Unit", "metric"]

METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            *PYRAMID_METRICS,
            *CONCENTRATION_METRICS,
            *MOVEMENT_METRICS,
            *WHAT_IF_METRICS,
            *PLANNING_METRICS,
            *TREND_METRICS,
            *PORTFOLIO_METRICS,
            *QUALITY_METRICS,
            *COMPLAINT_METRICS,
            *CASE_METRICS,
            *CAUSE_METRICS,
            *ICEBERG_METRICS,
            *RECUSAL_METRICS,
            *SPC_METRICS,
            *STANDARD_METRICS,
            *WAVE_METRICS,
            *DRIVER_METRICS,
            *COVERAGE_METRICS,
            *LOOP_METRICS,
        )
    }
)
"""By key, in display order."""

_EXPORT_NAMES = {"top_20pct_share": "top20_share"}
"""Names of the export ``concentration`` that differ from the KPI's."""


def metric(key: str) -> Metric:
    """The registry entry. Raises Problem for an unknown key (it may come from an address)."""
    key = _EXPORT_NAMES.get(key, key)
    if key not in METRICS:
        raise Problem("The figure {key} is not known.", key=key)
    return METRICS[key]
