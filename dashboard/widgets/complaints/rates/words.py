"""Words of the rates: their names, what was met and missed, kinds, dimensions and segments."""

from dashboard.data.reading.staff import employee_names
from dashboard.logic.cases.breakdown import PERSONS
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.question import Question
from dashboard.logic.trend_segments import segment_code
from dashboard.widgets.answers import choices
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened


def rate_title(name: str) -> str:
    """受理及时率 办结率 按期办结率 回访率 满意率 …"""
    return {
        "accepted_in_time": _("Accepted in time"),
        "closed": _("Share closed"),
        "closed_in_time": _("Closed in time"),
        "called_back": _("Share called back"),
        "satisfied": _("Satisfied"),
        "repeat": _("Share repeated"),
        "reopened": _("Share reopened"),
        "first_contact": _("Solved at first contact"),
        "justified": _("Share justified"),
    }[name]


def figure_title(figure: str) -> str:
    """A count, or what a rate missed (two names with - between)."""
    return {
        "received": _("Received"),
        "accepted_in_time": _("Accepted within the limit"),
        "accept_due-accepted_in_time": _("Not accepted in time"),
        "accept_due": _("Due to be accepted"),
        "closed": _("Closed"),
        "received-closed": _("Still open"),
        "in_time": _("In time"),
        "late": _("Late"),
        "open_past_due": _("Open and past due"),
        "overdue_open": _("Open and past due"),
        "not_yet_due": _("Not yet due"),
        "due-in_time": _("Late or past due"),
        "due": _("Due in the window"),
        "called_back": _("Called back"),
        "closed_in_window-called_back": _("Not called back"),
        "closed_in_window": _("Closed in the window"),
        "satisfied": _("Satisfied answers"),
        "answered-satisfied": _("Not satisfied"),
        "answered": _("Answered the call-back"),
        "not_reached": _("Not reached"),
        "repeat": _("Repeated"),
        "repeat_known-repeat": _("Not repeated"),
        "repeat_known": _("Customer and cause known"),
        "reopened": _("Reopened"),
        "first_contact": _("Solved at once"),
        "first_contact_known-first_contact": _("Handed on or open"),
        "first_contact_known": _("Can tell"),
        "justified": _("Justified"),
        "assessed-justified": _("Not justified"),
        "assessed": _("Judged"),
        "compensated": _("With compensation known"),
        "oral": _("Oral"),
        "written": _("Written"),
        "form_unknown": _("Form not given"),
        "solicited": _("Asked for by us"),
    }.get(figure, figure)


def dimension_title(by: str) -> str:
    return {
        "layer": _("Value layer"),
        "department": _("Department"),
        "product_line": _("Product line"),
        "channel": _("Channel"),
        "cause": _("Cause"),
        "region": _("Region"),
        "industry": _("Industry"),
        "account_manager_id": _("Account manager"),
        "month": _("Month received"),
        "respondent": _("Person complained about"),
        "receiver": _("First receiver"),
    }[by]


def segment_titles(opened: Opened, question: Question, by: str, values: list[str | None]) -> list[str]:
    """What each segment is called here. Account managers are masked as everywhere."""
    labels: dict[str, str] = {}
    if by == "account_manager_id":
        labels = {one.value: one.label or one.value for one in choices(opened, by)}
    elif by in PERSONS:
        labels = dict(employee_names(opened.marts))
    elif by == "layer":
        scheme = opened.schemes[question.scheme]
        labels = {value: layer_label(value, scheme) for value in values if value is not None}
    elif by == "month":
        form = opened.formats
        labels = {value: form.month(int(value[:4]) * 12 + int(value[5:]) - 1) for value in values if value}
    nothing = {"month": _("Received before"), "layer": _("No layer, or customer unknown")}.get(by, _("(not given)"))
    return [nothing if value is None else labels.get(value) or value for value in values]


def segment_link(by: str, value: str | None) -> str:
    """How the link names a segment; a person only by a number that says nothing to others."""
    code = segment_code(value)
    if by not in PERSONS or value is None:
        return code
    return f"{sum((place + 7) * ord(letter) * 2654435761 for place, letter in enumerate(code)) % 0xFFFFFFFB:x}"


def window_text(form: Formats, window: ServiceWindow) -> str:
    """``1 Feb 2024 to 15 Jan 2025``."""
    return _("{start} to {end}", start=form.day(window.starts_on), end=form.day(window.through_on))
