"""The views of standards, tickets and deliveries."""

from dashboard.data.exporting.service_view import ServiceView

VIEWS: dict[str, ServiceView] = {}
