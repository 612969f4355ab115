"""Which fields a customer's file must have: by decided tier, kind of customer and risk (metrics.md M23, M24; D2, E10).

The sources ask for a complete file and name its parts, not the fields; the fields and tiers here are our own choice.
"""

from dataclasses import dataclass

from dashboard.logic.decided_tiers import DECIDED_TIERS, GENERAL, KEY, POTENTIAL, STRATEGIC
from dashboard.logic.words import N_

IDENTITY, PLACE, SIZE, RELATIONSHIP, FINANCE, CONTACTS = SECTIONS = (
    "identity", "place", "size", "relationship", "finance", "contacts",
)  # fmt: skip
SECTION_TITLES = {
    IDENTITY: N_("Identity"),
    PLACE: N_("Industry and place"),
    SIZE: N_("Size and standing"),
    RELATIONSHIP: N_("Relationship"),
    FINANCE: N_("Finance"),
    CONTACTS: N_("Contacts"),
}
_EVERYBODY = frozenset(DECIDED_TIERS)
_BUYERS = _EVERYBODY - {POTENTIAL}
_CLOSE = frozenset({KEY, STRATEGIC})
_STRATEGIC = frozenset({STRATEGIC})


@dataclass(frozen=True)
class FileField:
    """One field of a customer's file. ``column`` is "table.column" of the contract it is imported in.

    tiers       decided tiers that must have it; who has none, or another one, counts as general
    of_persons  whether natural persons (个人) must have it too
    at_risk     whether everybody with a live risk flag must have it, whatever the tier
    """

    name: str
    column: str
    section: str
    title: str
    tiers: frozenset[str]
    of_persons: bool = True
    at_risk: bool = False


FILE_FIELDS = (
    FileField("customer_name", "customers.customer_name", IDENTITY, N_("Name"), _EVERYBODY),
    FileField(
        "credit_code", "customers.credit_code", IDENTITY, N_("Credit code"), _BUYERS, of_persons=False, at_risk=True
    ),
    FileField("customer_type", "customers.customer_type", IDENTITY, N_("Kind of customer"), _EVERYBODY),
    FileField("industry", "customers.industry", PLACE, N_("Industry"), _EVERYBODY, of_persons=False),
    FileField("region", "customers.region_code", PLACE, N_("Region"), _EVERYBODY),
    FileField("address", "customers.address", PLACE, N_("Address"), _CLOSE, at_risk=True),
    FileField("enterprise_size", "customers.enterprise_size", SIZE, N_("Size"), _CLOSE, of_persons=False),
    FileField("employees", "customers.employees", SIZE, N_("Employees"), _STRATEGIC, of_persons=False),
    FileField(
        "registered_capital", "customers.registered_capital", SIZE, N_("Registered capital"), _STRATEGIC,
        of_persons=False, at_risk=True,
    ),
    FileField(
        "operating_status", "customers.operating_status", SIZE, N_("Operating status"), _CLOSE,
        of_persons=False, at_risk=True,
    ),
    FileField("service_tier", "customers.service_tier", RELATIONSHIP, N_("Decided tier"), _EVERYBODY),
    FileField("account_manager", "customers.account_manager_id", RELATIONSHIP, N_("Account manager"), _EVERYBODY),
    FileField("department", "customers.department", RELATIONSHIP, N_("Department"), _CLOSE),
    FileField("acquisition_channel", "customers.acquisition_channel", RELATIONSHIP, N_("Where they came from"), _CLOSE),
    FileField("first_contact_date", "customers.first_contact_date", RELATIONSHIP, N_("First contact"), _CLOSE),
    FileField("payment_terms", "customers.payment_terms_days", FINANCE, N_("Payment terms"), _CLOSE, at_risk=True),
    FileField("credit_limit", "customers.credit_limit", FINANCE, N_("Credit limit"), _STRATEGIC, at_risk=True),
    FileField("credit_rating", "customers.credit_rating", FINANCE, N_("Credit rating"), _STRATEGIC, at_risk=True),
    FileField("contact", "contacts.contact_id", CONTACTS, N_("A contact"), _BUYERS),
    FileField("contact_way", "contacts.mobile", CONTACTS, N_("A way to reach a contact"), _BUYERS),
    FileField("primary_contact", "contacts.is_primary", CONTACTS, N_("The main contact"), _CLOSE),
    FileField("end_use", "customers.end_use", RELATIONSHIP, N_("End use"), frozenset()),
)  # fmt: skip
"""The place of a field is its bit in ``filled`` and ``valid`` of the mart ``customer_file``: add at the end only."""
FIELD_PLACES = {field.name: place for place, field in enumerate(FILE_FIELDS)}
"""Place by name."""
PERSON_TYPES = frozenset({"个人", "個人", "自然人", "person", "individual"})
"""Values of customer_type that are natural persons."""


@dataclass(frozen=True)
class FilePolicy:
    """The rule in force. Months: how long a confirmation (kyc_confirmed_at) is good, at the day asked for."""

    fields: tuple[FileField, ...] = FILE_FIELDS
    months: int = 12
    strategic_months: int = 6
    tier_of_others: str = GENERAL

    def __post_init__(self) -> None:
        if min(self.months, self.strategic_months) < 1:
            raise ValueError("a confirmation is good for at least one month")
        if {field.name for field in self.fields} - {field.name for field in FILE_FIELDS}:
            raise ValueError("a policy can only ask for fields that the build knows")

    def must_have(self, tier: str, *, is_person: bool, is_at_risk: bool) -> int:
        """The bits of the fields that such a customer must have."""
        tier = tier if tier in _EVERYBODY else self.tier_of_others
        wanted = 0
        for field in self.fields:
            asked = tier in field.tiers or (is_at_risk and field.at_risk)
            if asked and (field.of_persons or not is_person):
                wanted |= 1 << FIELD_PLACES[field.name]
        return wanted


DEFAULT_POLICY = FilePolicy()
