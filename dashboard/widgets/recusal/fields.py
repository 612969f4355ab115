"""What of the page Recusal travels in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def recusal_fields(_opened: Opened) -> list[Field]:
    return []
