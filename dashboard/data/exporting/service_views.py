"""All views of the service pages, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.data.exporting import (
    case_views,
    cause_views,
    complaint_views,
    coverage_views,
    driver_views,
    finding_views,
    iceberg_views,
    item_views,
    recusal_views,
    spc_views,
    standard_views,
    wave_views,
)
from dashboard.data.exporting.service_view import ServiceView

SERVICE_VIEWS: Mapping[str, ServiceView] = MappingProxyType(
    {
        **complaint_views.VIEWS,
        **case_views.VIEWS,
        **spc_views.VIEWS,
        **cause_views.VIEWS,
        **iceberg_views.VIEWS,
        **recusal_views.VIEWS,
        **standard_views.VIEWS,
        **wave_views.VIEWS,
        **item_views.VIEWS,
        **coverage_views.VIEWS,
        **driver_views.VIEWS,
        **finding_views.VIEWS,
    }
)
"""In the order of the help text."""
OF_SURVEYS = frozenset(
    name
    for views in (wave_views, item_views, coverage_views, driver_views, finding_views)
    for name in views.VIEWS
)  # fmt: skip
"""Views that are about surveys, not about one kind of case."""
