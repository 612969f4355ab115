"""Who may do what: the roles of a company, the rights each gives, whose customers it shows and what it masks.

Sources: capabilities.md P1 to P5, features.md 3.15. A role never comes from the browser: only from the groups in the
token and from the records store (widgets/identity.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from dashboard.logic.words import N_


class Right(StrEnum):
    """What a page or an action asks for. Whose customers are seen is the scope's business, not a right's."""

    FIGURES = "figures"
    """Sums and layers: Pyramid, What-if, Trends."""
    CUSTOMERS = "customers"
    """My customers: one row per customer, contacts masked."""
    DATA = "data"
    """What is loaded and until when. No rows of it."""
    REJECTS = "rejects"
    """Quarantine, previews and raw batches: original text of the files, masked nowhere."""
    IMPORT = "import"
    """Giving the company new data, taking it back, and how files are read."""
    EXPORT = "export"
    REVEAL = "reveal"
    """Seeing one masked contact unmasked, with a reason, logged."""
    RECORD = "record"
    """Saving scenarios and views."""
    VIEW_AS = "view_as"
    """Looking at the figures as somebody within one's own scope sees them."""
    ADMINISTER = "administer"
    """Giving and ending roles, ending sessions."""
    PERSONS = "persons"
    """Figures about single persons of the company: who handled, who is complained about."""
    LOGS = "logs"
    """Reading who opened, exported and revealed what."""


ScopeKind = Literal["all", "department", "team", "own", "none"]
"""all; customers of one's department and those below it; of oneself and everybody below in the hierarchy; one's own,
those of one's account teams and of whom one stands in for; nobody's."""
SCOPE_KINDS: tuple[ScopeKind, ...] = ("all", "department", "team", "own", "none")

CONTACT_FIELDS = frozenset({"phone", "mobile", "email", "wechat", "birthday_mmdd"})
PERSON_FIELDS = frozenset({"contact_name", "credit_code", "address"})
CASE_TEXTS = frozenset({"description", "remedy_requested", "step_note"})
"""What people wrote about a case."""
SURVEY_TEXTS = frozenset({"answer_text"})
"""What people wrote in a named survey; of an anonymous one nobody sees it."""
_WRITTEN = CASE_TEXTS | SURVEY_TEXTS
MASKABLE_FIELDS = (
    CONTACT_FIELDS
    | PERSON_FIELDS
    | _WRITTEN
    | {"customer_id", "customer_name", "account_manager_id", "account_manager_name", "parent_customer_id"}
)


@dataclass(frozen=True)
class Role:
    """``hidden`` fields are shown as ``•••``, ``partial`` ones in part (138****1234); see data/reading/masking.py."""

    id: str
    title: str
    rights: frozenset[Right]
    scope: ScopeKind
    hidden: frozenset[str] = frozenset()
    partial: frozenset[str] = CONTACT_FIELDS | PERSON_FIELDS


_READ = frozenset({Right.FIGURES, Right.CUSTOMERS})
_WORK = _READ | {Right.EXPORT, Right.RECORD}
_CLOSE = CONTACT_FIELDS | {"credit_code"}
"""Masked for those too who work with the customers: a name is needed to greet somebody, a number only to call."""
_PSEUDONYM = frozenset(
    {"customer_id", "customer_name", "account_manager_id", "account_manager_name", "parent_customer_id"}
)

ROLES: Mapping[str, Role] = {
    role.id: role
    for role in (
        Role("executive", N_("Executive"), _WORK | {Right.DATA, Right.VIEW_AS, Right.REVEAL}, "all"),
        Role(
            "supervisor",
            N_("Supervisor"),
            _WORK | {Right.DATA, Right.VIEW_AS, Right.REVEAL, Right.PERSONS},
            "department",
            partial=_CLOSE,
        ),
        Role("account_manager", N_("Account manager"), _WORK | {Right.REVEAL}, "own", partial=_CLOSE),
        Role("team_lead", N_("Team lead"), _WORK | {Right.VIEW_AS, Right.REVEAL}, "team", partial=_CLOSE),
        Role("service_quality", N_("Service quality"), _WORK | {Right.REVEAL}, "all", partial=_CLOSE),
        Role(
            "data_steward",
            N_("Data steward"),
            _READ | {Right.DATA, Right.REJECTS, Right.IMPORT, Right.EXPORT},
            "all",
            partial=CONTACT_FIELDS | PERSON_FIELDS | _WRITTEN,
        ),
        Role(
            "analyst",
            N_("Analyst"),
            _WORK | {Right.DATA},
            "all",
            hidden=_PSEUDONYM | CONTACT_FIELDS | PERSON_FIELDS | _WRITTEN,
            partial=frozenset(),
        ),
        Role("committee", N_("Committee"), _WORK, "all", partial=CONTACT_FIELDS | PERSON_FIELDS | _WRITTEN),
        Role("auditor", N_("Auditor"), _READ | {Right.DATA, Right.LOGS, Right.EXPORT, Right.PERSONS}, "all"),
        Role("admin", N_("Administrator"), frozenset({Right.ADMINISTER, Right.LOGS}), "none"),
    )
}
"""By id, in the order in which they are listed. An administrator gives rights and sees no customer."""

LANDING: tuple[tuple[Right, str], ...] = (
    (Right.FIGURES, "pyramid"),
    (Right.CUSTOMERS, "portfolio"),
    (Right.DATA, "data"),
    (Right.ADMINISTER, "admin"),
    (Right.LOGS, "admin"),
)


def landing_page(roles: Iterable[str], rights: frozenset[Right]) -> str:
    """The url_path of the page somebody lands on: account managers and team leads on their customers."""
    own = {"account_manager", "team_lead"}
    held = set(roles)
    if Right.CUSTOMERS in rights and held & own and not held - own - {"admin"}:
        return "portfolio"
    return next((page for right, page in LANDING if right in rights), "")
