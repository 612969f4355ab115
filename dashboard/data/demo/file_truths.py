"""The names of the demo company's files, and what importing each of them must report."""

from dataclasses import dataclass, field

from dashboard.data.demo.service.company_service import CALENDAR, CASES, EVENTS, STANDARDS, STEPS, TICKETS, VISITS
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.survey.company_surveys import INVITES, LONG, QUESTIONS, WAVES, WIDE

CUSTOMERS, EMPLOYEES, ITEMS, ORDERS, LINES, TARGETS, DEPARTMENTS, TEAMS, CONTACTS = (
    "客户表.csv",
    "员工表.csv",
    "检测项目表.csv",
    "委托单.csv",
    "委托单明细.parquet",
    "目标.csv",
    "部门表.csv",
    "客户归属.csv",
    "联系人表.csv",
)
TABLES: dict[str, tuple[str, str | None]] = {
    CUSTOMERS: ("customers", "gb18030"),
    EMPLOYEES: ("employees", "utf-8-sig"),
    ITEMS: ("products", "gb18030"),
    ORDERS: ("orders", "gb18030"),
    LINES: ("order_lines", None),
    TARGETS: ("targets", "gb18030"),
    DEPARTMENTS: ("departments", "utf-8-sig"),
    TEAMS: ("assignments", "gb18030"),
    CONTACTS: ("contacts", "gb18030"),
    CALENDAR: ("calendar_days", "utf-8-sig"),
    EVENTS: ("events", "utf-8-sig"),
    STANDARDS: ("service_standards", "utf-8-sig"),
    CASES: ("cases", "gb18030"),
    STEPS: ("case_events", "utf-8-sig"),
    TICKETS: ("service_tickets", "gb18030"),
    VISITS: ("visits", "gb18030"),
    WAVES: ("surveys", "gb18030"),
    QUESTIONS: ("survey_items", "gb18030"),
    INVITES: ("survey_invites", "gb18030"),
    WIDE: ("survey_answers", "gb18030"),
    LONG: ("survey_answers", "gb18030"),
}
"""The table and the encoding of each file, in the order of the report."""


@dataclass(frozen=True)
class FileTruth:
    """What importing one file must report. ``reasons``: rejected records by code."""

    name: str
    table: str
    encoding: str | None
    read: int
    accepted: int
    rejected: int
    unchanged: int
    reasons: dict[str, int] = field(default_factory=dict)


def file_truths(read: dict[str, int], slips: Slips) -> list[FileTruth]:
    """read = accepted + rejected per file; a row typed twice word for word is accepted as unchanged."""
    rejected, repeated = _rejected(slips), _repeated(slips)
    return [
        FileTruth(
            name,
            table,
            encoding,
            read=read[name],
            accepted=read[name] - sum(rejected[name].values()),
            rejected=sum(rejected[name].values()),
            unchanged=repeated.get(name, 0),
            reasons=rejected[name],
        )
        for name, (table, encoding) in TABLES.items()
    ]


def _rejected(slips: Slips) -> dict[str, dict[str, int]]:
    """By file: rejected records by code."""
    return {
        CUSTOMERS: {
            "MISSING_KEY": 1,
            "BAD_DATE": slips.customer_bad_date.size,
            "DUPLICATE_KEY": slips.customer_contradicted.size,
        },
        EMPLOYEES: {"MISSING_KEY": 1},
        ITEMS: {"BAD_AMOUNT": 1},
        ORDERS: {
            "BAD_DATE": slips.order_bad_date.size,
            "BAD_AMOUNT": slips.order_bad_amount.size,
            "MISSING_KEY": slips.order_no_customer.size,
            "FUTURE_GAP": slips.order_far_future.size,
            "DUPLICATE_KEY": slips.order_contradicted.size,
        },
        LINES: {
            "MISSING_KEY": slips.line_no_order.size,
            "MISSING_AMOUNT": slips.line_no_amount.size,
            "DUPLICATE_KEY": slips.line_contradicted.size,
        },
        TARGETS: {"BAD_DATE": 1},
        DEPARTMENTS: {"MISSING_KEY": 1},
        TEAMS: {"BAD_DATE": 1, "MISSING_KEY": 1},
        CONTACTS: {"BAD_DATE": 1, "MISSING_KEY": 1},
        CALENDAR: {"BAD_DATE": 1},
        EVENTS: {"BAD_DATE": 1},
        STANDARDS: {"MISSING_KEY": 1},
        CASES: {"BAD_TIME": 1},
        STEPS: {"UNKNOWN_REFERENCE": 1},
        TICKETS: {"BAD_TIME": 1},
        VISITS: {"BAD_DATE": 1},
        WAVES: {"MISSING_KEY": 1},
        QUESTIONS: {"MISSING_KEY": 1},
        INVITES: {"BAD_TIME": 1},
        WIDE: {"MISSING_KEY": 1},
        LONG: {"BAD_NUMBER": 1},
    }


def _repeated(slips: Slips) -> dict[str, int]:
    """By file: rows typed twice word for word."""
    return {
        CUSTOMERS: slips.customer_repeated.size,
        ORDERS: slips.order_repeated.size,
        LINES: slips.line_repeated.size,
        CONTACTS: 1,
    }
