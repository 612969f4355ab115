"""The views of control charts of complaints."""

from dashboard.data.exporting.service_view import ServiceView

VIEWS: dict[str, ServiceView] = {}
