"""The views of the rates of complaints."""

from dashboard.data.exporting.service_view import ServiceView

VIEWS: dict[str, ServiceView] = {}
