"""Words of recusal: grounds, what somebody is in a case, and the sentence that says why it was a conflict."""

from collections.abc import Mapping

import pandas as pd

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.staff import employee_names
from dashboard.widgets.cases.words import step_text
from dashboard.widgets.language import _
from dashboard.widgets.text_table import one_line


def view_titles() -> dict[str, str]:
    return {
        "compliance": _("Compliance"),
        "appeals": _("Appeals"),
        "assign": _("Before you assign"),
        "entered": _("Declarations and overrides"),
    }


def list_titles() -> dict[str, str]:
    return {
        "violated": _("Undisclosed conflict"),
        "disclosed": _("Conflict with an override"),
        "aside": _("Stood aside"),
        "unnamed": _("Nobody is named"),
    }


def outcome_titles() -> dict[str, str]:
    return {
        "": _("All appeals"),
        "upheld": _("Upheld"),
        "changed": _("Changed"),
        "withdrawn": _("Withdrawn"),
        "other": _("Other outcome"),
        "not_recorded": _("Outcome not recorded"),
        "open": _("Still open"),
    }


def role_text(role: str) -> str:
    """Of a table: what somebody is in a case."""
    return {
        "operator": _("Performed the order"),
        "approver": _("Approved the order"),
        "owner": _("Account manager"),
        "respondent": _("Complained about"),
        "above": _("Superior of the person complained about"),
        "below": _("Works under the person complained about"),
        "department": _("Department complained about"),
        "earlier": _("Handled the case appealed against"),
        "declared": _("Declared an interest"),
    }[role]


def person_text(marts: Marts, employee_id: str | None) -> str:
    """``Li Wei (E1)``; without the right to see persons, where there is no id: one person."""
    if employee_id is None:
        return _("one person")
    name = employee_names(marts).get(employee_id, "")
    return one_line(f"{name} ({employee_id})" if name and name != employee_id else employee_id)


def evidence_text(row: Mapping[str, object], who: str) -> str:
    """``Li Wei (E1) performed the disputed order o1 and took the step “Closed” on 2024-03-01 08:30.``"""
    order = one_line(row["order_id"]) or "—"
    told = {"who": who, "order": order, "earlier": one_line(row["earlier"]) or "—", "step": step_text(str(row["step"]))}
    sentences = {
        "operator": _("{who} performed the disputed order {order} and took the step “{step}”{at}."),
        "approver": _("{who} approved the disputed order {order} and took the step “{step}”{at}."),
        "owner": _("{who} manages this customer’s account and took the step “{step}”{at}."),
        "respondent": _("{who} is complained about and took the step “{step}”{at}."),
        "above": _("{who} is a superior of the person complained about and took the step “{step}”{at}."),
        "below": _("{who} works under the person complained about and took the step “{step}”{at}."),
        "department": _("{who} is of the department complained about and took the step “{step}”{at}."),
        "earlier": _("{who} handled case {earlier}, which this one appeals against, and took the step “{step}”{at}."),
        "declared": _("{who} declared an interest and took the step “{step}” after it{at}."),
    }
    at = "" if pd.isna(row["at"]) else _(" on {at}", at=str(row["at"])[:16])
    sentence = sentences[str(row["role"])].format(**told, at=at)
    return sentence[:1].upper() + sentence[1:]
