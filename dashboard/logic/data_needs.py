"""Which columns and tables each figure needs: what an empty cell costs (metrics.md M69; features.md X21).

Ids are those of metrics.md. A figure is *lost* for the orders or customers whose cell is empty, not for the others.
How a gap is weighed: by the orders concerned (columns of orders and their lines), by the revenue of the customers
concerned (columns of customers and contacts), or by all revenue (a table that was never imported).
"""

from collections.abc import Container
from dataclasses import dataclass

from dashboard.logic.file_policy import FILE_FIELDS
from dashboard.logic.words import N_

ORDER_COLUMNS = (
    "orders.promised_date",
    "orders.completed_date",
    "orders.requested_date",
    "orders.contract_id",
    "orders.is_rush",
    "orders.sales_employee_id",
    "orders.order_type",
    "order_lines.product_id",
    "order_lines.qty",
    "orders.product_line",
    "orders.direct_cost",
    "order_lines.direct_cost",
)
"""The place of a column is its bit in ``gaps`` of ``order_value`` (sql/marts/order_value.sql): add at the end only."""
COST_COLUMNS = ("orders.direct_cost", "order_lines.direct_cost")
"""Their gap is weighed by what has no cost, not by whole orders: lines with a cost are known."""
CUSTOMER_COLUMNS = tuple(field.column for field in FILE_FIELDS)


@dataclass(frozen=True)
class Need:
    """One figure. Without one of ``columns`` it is lost for the rows concerned, without one of ``tables`` for all."""

    metric: str
    name: str
    columns: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


_COSTS = COST_COLUMNS
_LINE = ("orders.product_line", "order_lines.product_id")
NEEDS = (
    Need("M2", N_("Gross profit"), _COSTS),
    Need("M3", N_("Cost to serve"), tables=("service_costs", "visits", "service_tickets", "payments")),
    Need("M4", N_("Contribution"), _COSTS, ("service_costs",)),
    Need("M5", N_("Layers by gross profit"), _COSTS),
    Need("M7", N_("Whale curve"), _COSTS, ("service_costs",)),
    Need("M12", N_("Price, volume and mix"), ("order_lines.product_id", "order_lines.qty"), ("order_lines",)),
    Need("M13", N_("Profit of a move up"), _COSTS),
    Need("M14", N_("Share of customer"), tables=("customer_potential",)),
    Need("M21", N_("Cost of winning and of keeping"), tables=("acquisition_costs",)),
    Need("M25", N_("Owner coverage"), ("customers.account_manager_id",)),
    Need("M26", N_("Load of account managers"), ("customers.account_manager_id",), ("employees", "visits", "cases")),
    Need("M27", N_("Continuity risk"), ("contacts.contact_id", "customers.account_manager_id"), ("contacts", "visits")),
    Need("M28", N_("Target attainment"), tables=("targets",)),
    Need("M29", N_("Complaint rate"), tables=("cases",)),
    Need("M30", N_("Stage times of complaints"), tables=("cases", "case_events", "calendar_days")),
    Need("M31", N_("On-time rate of complaints"), tables=("cases",)),
    Need("M33", N_("Repeat complaints"), tables=("cases",)),
    Need("M37", N_("Justified share of complaints"), tables=("cases",)),
    Need("M38", N_("Satisfaction with handling"), tables=("cases",)),
    Need("M41", N_("Causes of complaints"), tables=("cases",)),
    Need("M42", N_("Effect of a complaint"), ("customers.industry", "customers.enterprise_size"), ("cases",)),
    Need("M43", N_("Survey coverage"), ("contacts.contact_id",), ("surveys", "survey_invites", "survey_answers")),
    Need("M44", N_("Satisfaction index"), tables=("surveys", "survey_items", "survey_answers")),
    Need("M45", N_("Net promoter score"), tables=("survey_items", "survey_answers")),
    Need("M46", N_("Customer effort"), tables=("survey_items", "survey_answers")),
    Need("M48", N_("Change between waves"), tables=("surveys", "survey_answers")),
    Need("M49", N_("Derived importance"), tables=("survey_items", "survey_answers")),
    Need("M55", N_("Standard attainment"), tables=("service_tickets", "service_standards")),
    Need("M56", N_("On-time rate of orders"), ("orders.promised_date", "orders.completed_date")),
    Need("M56", N_("On time and in full"), ("orders.promised_date",), ("deliveries",)),
    Need("M58", N_("Logistics"), tables=("deliveries",)),
    Need("M61", N_("Risk flags"), ("orders.is_rush",), ("risk_flags",)),
    Need("M62", N_("Visit coverage"), ("customers.service_tier",), ("visits",)),
    Need("M63", N_("Plan adherence"), tables=("visits",)),
    Need("M65", N_("Structure by region"), ("customers.region_code",)),
    Need("M65", N_("Structure by industry"), ("customers.industry",)),
    Need("M65", N_("Structure by kind of customer"), ("customers.customer_type",)),
    Need("M65", N_("Structure by end use"), ("customers.end_use",)),
    Need("M65", N_("Structure by product line"), _LINE),
    Need("M65", N_("Mandated and market orders"), ("orders.order_type",)),
    Need("M66", N_("Whitespace"), ("customers.industry", "customers.enterprise_size", *_LINE), ("products",)),
    Need("M71", N_("Prospect grade"), ("customers.acquisition_channel",), ("leads",)),
    Need("M72", N_("Resources by tier"), ("customers.service_tier",), ("visits", "service_tickets")),
    Need("M74", N_("Fulfilment of agreements"), ("orders.contract_id",), ("contracts",)),
    Need(
        "M76", N_("Receivable risk"), ("customers.credit_limit", "customers.payment_terms_days"),
        ("invoices", "payments"),
    ),
    Need("M78", N_("Contact depth"), ("contacts.contact_id",), ("contacts", "visits")),
    Need("M5", N_("Decided tier beside the layer"), ("customers.service_tier",)),
    Need("M65", N_("Figures by account manager"), ("customers.account_manager_id",)),
)  # fmt: skip


def needs_of_column(column: str, imported: Container[str]) -> tuple[Need, ...]:
    """The figures that an empty cell of "table.column" costs, in the order of the registry. A figure whose tables were
    not all imported is not lost by the cell: it is not there anyhow."""
    return tuple(need for need in NEEDS if column in need.columns and all(one in imported for one in need.tables))


def needs_of_table(table: str) -> tuple[Need, ...]:
    """The figures that a missing table costs."""
    return tuple(need for need in NEEDS if table in need.tables)
