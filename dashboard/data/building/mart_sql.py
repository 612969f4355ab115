"""The staging and mart files as statements: each mart's text stands unchanged inside what the engine runs."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "sql"

STAGING = (
    "staged_orders",
    "staged_order_lines",
    "staged_customers",
    "staged_employees",
    "staged_products",
    "staged_targets",
    "staged_departments",
    "staged_contacts",
    "staged_assignments",
    "staged_rates",
    "staged_cases",
    "staged_case_events",
    "staged_service_tickets",
    "staged_service_standards",
    "staged_deliveries",
    "staged_calendar_days",
    "staged_visits",
    "staged_events",
    "staged_surveys",
    "staged_survey_items",
    "staged_survey_invites",
    "staged_survey_answers",
)
"""One file per imported table; put before a mart that names it, never written out."""

MARTS = (
    "customer",
    "account_manager",
    "product_line",
    "order_rate",
    "order_line_total",
    "order_total",
    "order_value",
    "order_part",
    "customer_month",
    "month",
    "line_month",
    "target",
    "department",
    "employee",
    "assignment",
    "contact",
    "customer_short_name",
    "clock_day",
    "case_limit",
    "feedback_case",
    "case_step",
    "service_ticket",
    "service_standard",
    "promised_line",
    "delivery",
    "customer_visit",
    "company_event",
    "survey_wave",
    "survey_given",
    "survey_question",
    "survey_respondent",
    "survey_response",
    "survey_answer",
    "survey_invitation",
    "survey_invite",
    "build_note",
)
"""In the order of the build: each may read those before it."""

UNPUBLISHED = frozenset(
    {
        "order_rate",
        "order_line_total",
        "order_total",
        "customer_short_name",
        "survey_given",
        "survey_respondent",
        "survey_invitation",
        "build_note",
    }
)
"""Steps on the way, left in scratch."""


@cache
def tables_read() -> tuple[str, ...]:
    """The imported tables that the staging files read. The others are kept for later pages and cost a build nothing."""
    read = {name for stage in STAGING for name in re.findall(r"\braw_(\w+)", staging_text(stage))}
    return tuple(sorted(read))


def statement(mart: str) -> str:
    """The select that makes ``mart``: the staging files it names as CTEs, its own file, and its header's row order."""
    text = mart_text(mart)
    used = [name for name in STAGING if re.search(rf"\b{name}\b", text)]
    staged = ",\n".join(f"{name} as (\n{staging_text(name)}\n)" for name in used)
    order = header(text, "order")
    parts = (
        f"with {staged}" if used else "",
        f"select * from (\n{text}\n) as mart",  # noqa: S608 - the program's own files
        f"order by {order}" if order else "",
    )
    return "\n".join(part for part in parts if part)


def header(text: str, key: str) -> str | None:
    """The value of a header comment such as ``-- order: customer_no nulls last``."""
    found = re.search(rf"^-- {key}: (.+)$", text, re.MULTILINE)
    return found[1] if found else None


@cache
def staging_text(name: str) -> str:
    return (FOLDER / "staging" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def mart_text(name: str) -> str:
    return (FOLDER / "marts" / f"{name}.sql").read_text(encoding="utf-8")
