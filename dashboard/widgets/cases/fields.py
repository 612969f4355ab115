"""What of the page Cases travels in the link."""

from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

CASE = "case"
"""The case whose record is open, by its id. Whose it is, is asked when it is read."""


def case_field(_opened: Opened) -> Field:
    """Of every page that shows a list of cases."""
    return Field(CASE, Written(r"[^\x00-\x1f]{0,200}"), ("",))


def cases_fields(opened: Opened) -> list[Field]:
    return [case_field(opened)]
