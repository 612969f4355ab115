"""A build made of hand-written customers and orders, published and opened like any other.

The marts that hold sums are made by the build's own SQL; ``customer``, ``order_value`` and the small marts about people
are written by hand.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.data.building import layer_months, order_gaps, search_texts, service_calendar
from dashboard.data.building.mart_schemas import MART_SCHEMAS
from dashboard.data.building.mart_sql import FOLDER
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.store import BuildFacts, TableCount, new_build_id, point_current, served_file, write_manifest
from dashboard.logic.data_needs import ORDER_COLUMNS
from dashboard.logic.file_policy import FIELD_PLACES
from dashboard.logic.periods import default_as_of, month_no
from dashboard.service_settings import ServiceSettings

MARTS_SQL = FOLDER / "marts"
DUCKDB_TYPES = {
    "int32": "integer",
    "int64": "bigint",
    "string": "varchar",
    "bool": "boolean",
    "date32[day]": "date",
    "decimal128(18, 4)": "decimal(18,4)",
    "decimal128(18, 8)": "decimal(18,8)",
    "timestamp[us]": "timestamp",
}


HAND_WRITTEN = (
    "customer", "order_value", "product_line", "order_part", "target",
    "employee", "department", "assignment", "contact", "customer_file", "field_quality", "field_batch",
    "clock_day", "case_limit", "feedback_case", "case_step", "service_ticket", "service_standard", "promised_line",
    "delivery", "customer_visit", "company_event",
    "survey_wave", "survey_question", "survey_response", "survey_answer", "survey_invite", "survey_cell",
    "survey_reach",
)  # fmt: skip


NO_COST = 1 << ORDER_COLUMNS.index("order_lines.direct_cost")


@dataclass(frozen=True)
class Customer:
    customer_id: str
    manager: str | None = None
    region: str | None = None
    industry: str | None = None
    tier: str | None = None
    name: str | None = None
    is_on_file: bool = True
    first_contact: date | None = None
    department: str | None = None


@dataclass(frozen=True)
class Employee:
    employee_id: str
    manager_id: str | None = None
    department: str | None = None
    name: str | None = None
    role: str | None = None
    active_from: date | None = None
    active_to: date | None = None


@dataclass(frozen=True)
class Department:
    department_id: str
    parent_id: str | None = None
    name: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Assignment:
    customer_id: str
    employee_id: str
    role: str | None = None
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None


@dataclass(frozen=True)
class Contact:
    """In the order of the mart's columns."""

    contact_id: str
    customer_id: str
    name: str | None = None
    position: str | None = None
    level: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    wechat: str | None = None
    birthday_mmdd: str | None = None
    is_primary: bool = False
    valid_to: date | None = None


@dataclass(frozen=True)
class Order:
    customer_id: str
    day: date
    net: str
    cost: str | None = None
    line: str | None = None


def hand_made_build(
    folder: Path,
    customers: Sequence[Customer],
    orders: Sequence[Order],
    *,
    data_through: date | None = None,
    targets: Sequence[tuple[str, str, str, int, str]] = (),
    employees: Sequence[Employee] = (),
    departments: Sequence[Department] = (),
    assignments: Sequence[Assignment] = (),
    contacts: Sequence[Contact] = (),
) -> Marts:
    """Publish and open a build of these rows in the home ``folder``; ``targets`` are rows of the mart."""
    home = Home(folder).ensure()
    build_id = new_build_id()
    days = [order.day for order in orders] or [date(2024, 1, 31)]
    data_from, through = min(days).replace(day=1), data_through or max(days)
    served = served_file(home, build_id)
    connection = duckdb.connect(str(served))
    for mart in HAND_WRITTEN:
        columns = ", ".join(f"{name} {DUCKDB_TYPES[kind]}" for name, kind in MART_SCHEMAS[mart])
        connection.execute(f"create table {mart} ({columns})")
    numbers = {customer.customer_id: number for number, customer in enumerate(_sorted(customers))}
    lines = {line: number for number, line in enumerate(sorted({o.line for o in orders if o.line}), start=1)}
    in_touch = {one.customer_id for one in contacts}
    rows = [_customer_row(number, one, orders, in_touch) for one, number in _numbered(customers)]
    _insert(connection, "customer", rows)
    _insert(connection, "order_value", [_order_row(place, order, numbers, lines) for place, order in enumerate(orders)])
    _insert(connection, "target", list(targets))
    _insert(connection, "employee", [_employee_row(one) for one in employees])
    _insert(connection, "department", [_department_row(one) for one in departments])
    _insert(connection, "assignment", [astuple(one) for one in assignments])
    _insert(connection, "contact", [astuple(one) for one in contacts])
    _insert(connection, "product_line", [(number, line) for line, number in lines.items()])
    for mart in ("customer_month", "month", "line_month", "account_manager"):
        connection.execute(f"create table {mart} as {(MARTS_SQL / f'{mart}.sql').read_text(encoding='utf-8')}")
    _calendar(connection)
    _insert(connection, "customer_file", [_file_row(number, one, in_touch) for one, number in _numbered(customers)])
    _order_gaps(connection, folder, default_as_of(data_from, through))
    _layer_months(connection, folder, month_no(data_from), month_no(through))
    _search_texts(connection)
    connection.close()
    facts = BuildFacts(
        build_id=build_id,
        built_at=datetime(2024, 1, 1, tzinfo=UTC),
        engine="duckdb",
        parent=None,
        data_from=data_from,
        data_through=through,
        first_month=month_no(data_from),
        last_month=month_no(through),
        default_as_of=default_as_of(data_from, through),
        reporting_currency="CNY",
        notes={},
        tables={"orders": TableCount(len(orders), 1, 0)},
        imports=(),
        marts=dict.fromkeys(MART_SCHEMAS, ()),
    )
    (home.builds / build_id).mkdir()
    write_manifest(home, facts)
    point_current(home, build_id)
    return open_marts(home)


def _sorted(customers: Sequence[Customer]) -> list[Customer]:
    return sorted(customers, key=lambda customer: customer.customer_id)


def _numbered(customers: Sequence[Customer]) -> list[tuple[Customer, int]]:
    return [(customer, number) for number, customer in enumerate(_sorted(customers))]


def _insert(connection: duckdb.DuckDBPyConnection, mart: str, rows: list[tuple]) -> None:
    if rows:
        connection.executemany(f"insert into {mart} values ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608


def _customer_row(number: int, customer: Customer, orders: Sequence[Order], in_touch: set[str]) -> tuple:
    days = [order.day for order in orders if order.customer_id == customer.customer_id]
    return (
        number,
        customer.customer_id,
        customer.name or customer.customer_id,
        customer.name is not None,
        customer.is_on_file,
        customer.customer_id in in_touch,
        customer.tier,
        customer.manager,
        f"Name of {customer.manager}" if customer.manager else None,
        customer.manager is not None,
        customer.department,
        customer.region,
        customer.industry,
        None,
        customer.first_contact,
        min(days, default=None),
        max(days, default=None),
    )


def _employee_row(one: Employee) -> tuple:
    name = one.name or one.employee_id
    return (one.employee_id, name, one.department, one.role, one.manager_id, one.active_from, one.active_to)


def _department_row(one: Department) -> tuple:
    return (one.department_id, one.name or one.department_id, one.parent_id, one.kind)


def _order_row(place: int, order: Order, numbers: dict[str, int], lines: dict[str, int]) -> tuple:
    net = Decimal(order.net)
    profit = None if order.cost is None else net - Decimal(order.cost)
    costed = Decimal(0) if order.cost is None else abs(net)
    number = numbers[order.customer_id]
    return (
        number,
        f"O{place}",
        order.day,
        month_no(order.day),
        None,
        True,
        net,
        profit,
        costed,
        abs(net),
        1,
        lines.get(order.line or ""),
        False,
        NO_COST if order.cost is None else 0,
    )


def _file_row(number: int, customer: Customer, in_touch: set[str]) -> tuple:
    held = {
        "customer_name": customer.name, "region": customer.region, "industry": customer.industry,
        "service_tier": customer.tier, "account_manager": customer.manager, "department": customer.department,
        "first_contact_date": customer.first_contact, "contact": customer.customer_id in in_touch or None,
    }  # fmt: skip
    bits = sum(1 << FIELD_PLACES[field] for field, value in held.items() if value is not None)
    return (number, bits, bits, False, False, None)


def _order_gaps(connection: duckdb.DuckDBPyConnection, folder: Path, as_of: int) -> None:
    source, target = folder / "order_value.parquet", folder / f"gaps-{len(list(folder.iterdir()))}" / "part.parquet"
    connection.execute(f"copy order_value to '{source}' (format parquet)")
    order_gaps.write_order_gaps([source], target, as_of=as_of, threads=1)
    connection.execute(f"create table order_gap as select * from read_parquet('{target}')")  # noqa: S608


def _calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """As the settings are shipped: a build without cases has a calendar all the same."""
    service = ServiceSettings()
    connection.register("made_day", service_calendar._days(service.office_hours, service.holidays))
    connection.register("made_case_limit", service_calendar._limits(service))
    connection.execute(
        "create temp table staged_calendar_days as "
        "select null::date as day, null::boolean as is_workday, null::varchar as name limit 0"
    )
    for mart in ("clock_day", "case_limit"):
        select = (MARTS_SQL / f"{mart}.sql").read_text(encoding="utf-8")
        connection.execute(f"insert into {mart} {select}")


def _search_texts(connection: duckdb.DuckDBPyConnection) -> None:
    select = "select customer_no, customer_id, customer_name, null::varchar as short_name from customer"
    batches = connection.sql(select).to_arrow_table().combine_chunks().to_batches()
    texts = pa.concat_tables([search_texts.SCHEMA.empty_table(), *map(search_texts.search_texts, batches)])
    connection.register("found_by", texts)
    connection.execute("create table customer_search as from found_by")


def _layer_months(connection: duckdb.DuckDBPyConnection, folder: Path, first: int, last: int) -> None:
    files = {}
    for mart in ("customer", "customer_month"):
        files[mart] = folder / f"{mart}.parquet"
        connection.execute(f"copy {mart} to '{files[mart]}' (format parquet)")
    target = folder / f"layers-{len(list(folder.iterdir()))}" / "part.parquet"
    layer_months.write_layer_months(
        [files["customer"]], [files["customer_month"]], target, first_month=first, last_month=last, threads=1
    )
    connection.execute(f"create table layer_month as select * from read_parquet('{target}')")  # noqa: S608
