"""What of the page Service standards travels in the link: codes of standards and choices, no name of a customer."""

from dashboard.data.reading.standards.standard_reader import PROMISE_PARTS, TICKET_PARTS
from dashboard.data.reading.standards.ticket_parameters import NEEDED
from dashboard.logic.standards.promises import TOLERANCES
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened

VIEWS = ("standards", "delivery")
VIEW = Field("standards_view", VIEWS, (VIEWS[0],))
TOLERANCE = Field("tolerance", TOLERANCES, (TOLERANCES[0],))
NOTHING = ""


def standard_field(opened: Opened) -> Field:
    """The standard whose tickets are shown; nothing = the one of the headline."""
    known = set(NEEDED) <= set(opened.marts.build.marts)
    ids = [one.id for one in opened.reader.company_standards()] if known and opened.reader.has_tickets() else []
    return Field("standard", (NOTHING, *ids), (NOTHING,))


def part_field(opened: Opened) -> Field:
    """What a standard is told apart by; nothing that is hidden from the viewer."""
    shown = tuple(one for one in TICKET_PARTS if _column(one) not in opened.viewer.veiled)
    return Field("standard_by", shown, shown[:1])


def promise_field(opened: Opened) -> Field:
    shown = tuple(one for one in PROMISE_PARTS if one not in opened.viewer.veiled)
    return Field("otif_by", shown, shown[:1])


def standards_fields(opened: Opened) -> list[Field]:
    return [VIEW, standard_field(opened), part_field(opened), promise_field(opened), TOLERANCE]


def _column(part: str) -> str:
    return "service_tier" if part == "tier" else part
