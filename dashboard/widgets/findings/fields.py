"""What of the page Findings and fixes travels in the link."""

from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened


def findings_fields(_opened: Opened) -> list[Field]:
    return []
