"""The views of customers who did not complain."""

from dashboard.data.exporting.service_view import ServiceView

VIEWS: dict[str, ServiceView] = {}
