"""Roles, rights, scopes and states in the reader's words."""

from dashboard.data.records.grants import BLOCKED
from dashboard.logic.roles import ROLES, Right, ScopeKind
from dashboard.logic.validity import Validity
from dashboard.widgets.language import _

ROLE_CHOICES = (*ROLES, BLOCKED)


def role_title(role: str) -> str:
    """An id that this version does not know stands for itself."""
    if role == BLOCKED:
        return _("Blocked (no access)")
    return _(ROLES[role].title) if role in ROLES else role


def validity_title(state: Validity) -> str:
    return {"in_force": _("In force"), "later": _("Later"), "ended": _("Ended")}[state]


def right_words(right: Right) -> str:
    return {
        Right.FIGURES: _("figures and layers"),
        Right.CUSTOMERS: _("customers one by one"),
        Right.DATA: _("what is loaded"),
        Right.REJECTS: _("rejected records in their original text"),
        Right.IMPORT: _("importing data and taking imports back"),
        Right.EXPORT: _("downloads"),
        Right.REVEAL: _("showing a masked contact, with a reason"),
        Right.RECORD: _("saving scenarios and views"),
        Right.VIEW_AS: _("viewing as somebody else"),
        Right.ADMINISTER: _("giving roles, ending sign-ins"),
        Right.PERSONS: _("figures about single persons"),
        Right.LOGS: _("reading the logs"),
    }[right]


def scope_words(kind: ScopeKind) -> str:
    return {
        "all": _("all customers"),
        "department": _("those of the department and of those below it"),
        "team": _("one's own and those of everybody below"),
        "own": _("one's own, those of one's account teams and of whom one stands in for"),
        "none": _("none"),
    }[kind]


def field_words(field: str) -> str:
    """What is masked; a field without a word stands for itself."""
    words = {
        "phone": _("phone"),
        "mobile": _("mobile"),
        "email": _("e-mail"),
        "wechat": _("WeChat"),
        "birthday_mmdd": _("birthday"),
        "contact_name": _("contact's name"),
        "credit_code": _("credit code"),
        "address": _("address"),
        "customer_id": _("customer number"),
        "customer_name": _("customer's name"),
        "account_manager_id": _("account manager's number"),
        "account_manager_name": _("account manager's name"),
        "parent_customer_id": _("parent customer"),
    }
    return words.get(field, field)
