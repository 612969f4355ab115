"""What is said of a saved scenario or view: who made it, who sees it, on which data it was saved."""

from collections.abc import Mapping
from datetime import date

from dashboard.data.records.saved import Visibility
from dashboard.logic.schemes import Scheme
from dashboard.logic.sign_in import OPERATOR
from dashboard.logic.viewer import Viewer
from dashboard.widgets.language import _
from dashboard.widgets.link import Values
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import one_line


def visibility_titles() -> Mapping[str, str]:
    return {
        "own": _("Only me"),
        "company": _("Whoever sees all customers"),
        "everybody": _("Everybody"),
    }


def usual_visibility(viewer: Viewer) -> Visibility:
    """For a scenario: among those who see as much as its author."""
    return "company" if viewer.scope.all else "everybody"


def person_name(login: str, names: Mapping[str, str]) -> str:
    """As somebody is called; the login where no name is known."""
    return _("operator") if login == OPERATOR else one_line(names.get(login) or login)


def age_text(opened: Opened, build_id: str, data_through: date) -> str:
    """Whether it was saved on the data shown here."""
    facts, form = opened.marts.build, opened.formats
    if build_id == facts.build_id:
        return _("this build")
    if data_through < facts.data_through:
        return _(
            "saved with data through {day}; the data here is newer: through {newer}",
            day=form.iso_day(data_through),
            newer=form.iso_day(facts.data_through),
        )
    return _("saved on another build, data through {day}", day=form.iso_day(data_through))


def tells_exact_cuts(viewer: Viewer, parameters: Mapping[str, Values], schemes: Mapping[str, Scheme]) -> bool:
    """Whether what is tried stands in amounts that come from all customers: who has none of the exact boundaries on
    their own pages could read them there."""
    mode = next(iter(parameters.get("mode", ())), "")
    scheme = schemes.get(next(iter(parameters.get("scheme", ())), ""))
    in_amounts = (mode or (scheme.mode if scheme else "")) == "absolute"
    return viewer.scope.all and in_amounts and any(parameters.get("at", ()))


def exact_cuts_warning() -> str:
    return _("The boundaries are amounts: everybody can read the exact boundaries of the company there.")
