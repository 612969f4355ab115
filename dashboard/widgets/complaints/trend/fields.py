"""What of this view travels in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def trend_view_fields(_opened: Opened) -> list[Field]:
    return []
