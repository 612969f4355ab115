"""What of the page Unheard customers travels in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def iceberg_fields(_opened: Opened) -> list[Field]:
    return []
