"""All views of the service pages, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.data.exporting import (
    case_views,
    cause_views,
    complaint_views,
    iceberg_views,
    recusal_views,
    spc_views,
    standard_views,
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
    }
)
"""In the order of the help text."""
