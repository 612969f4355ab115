"""What of the page Service standards travels in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def standards_fields(_opened: Opened) -> list[Field]:
    return []
