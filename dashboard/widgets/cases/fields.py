"""What of the page Cases travels in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def cases_fields(_opened: Opened) -> list[Field]:
    return []
