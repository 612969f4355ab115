"""What this view keeps in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def priorities_fields(_opened: Opened) -> list[Field]:
    return []
