"""The views of cases."""

from dashboard.data.exporting.service_view import ServiceView

VIEWS: dict[str, ServiceView] = {}
