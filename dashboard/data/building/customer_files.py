"""Which fields of each customer's file are filled, and which of these are valid: a named step after the marts.

One row per customer; bits by logic/file_policy.py, FIELD_PLACES. Needs Python's rules about the check of credit codes
and the shape of telephone numbers, which the portable subset of SQL has no words for.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from dashboard.data.batches import Batch, current_relation
from dashboard.data.engines.duckdb import PARQUET, quoted
from dashboard.logic.contact_shapes import EMAIL, PHONE
from dashboard.logic.credit_codes import code_values_sql
from dashboard.logic.file_policy import FIELD_PLACES, PERSON_TYPES

_COLUMNS = {
    "customer_name": ("customer_name",),
    "credit_code": ("credit_code",),
    "customer_type": ("customer_type",),
    "industry": ("industry", "industry_code"),
    "region": ("region_code", "province", "city"),
    "address": ("address",),
    "enterprise_size": ("enterprise_size",),
    "employees": ("employees",),
    "registered_capital": ("registered_capital",),
    "operating_status": ("operating_status",),
    "service_tier": ("service_tier",),
    "account_manager": ("account_manager_id",),
    "department": ("department",),
    "acquisition_channel": ("acquisition_channel",),
    "first_contact_date": ("first_contact_date",),
    "payment_terms": ("payment_terms_days",),
    "credit_limit": ("credit_limit",),
    "credit_rating": ("credit_rating",),
    "end_use": ("end_use",),
}
"""Field of the customer table -> the columns one of which fills it."""
_CONTACTS = ("name", "position", "level", "phone", "mobile", "email", "wechat", "birthday_mmdd")


def write_customer_files(
    batches: Mapping[str, tuple[Batch, ...]], customer_files: list[Path], target: Path, *, on: date, threads: int
) -> None:
    """Write the mart ``customer_file`` to ``target``. ``on``: who left and what ended by then is gone."""
    listed = ", ".join(map(quoted, customer_files))
    target.parent.mkdir(parents=True)
    connection = duckdb.connect(":memory:", config={"threads": threads, "preserve_insertion_order": "false"})
    try:
        connection.execute(
            f"""copy (
                with file as ({_of_customers(batches.get("customers", ()))}),
                people as ({_of_contacts(batches.get("contacts", ()), on)}),
                flags as ({_of_flags(batches.get("risk_flags", ()), on)})
                select m.customer_no,
                    coalesce(f.filled, 0) + coalesce(p.filled, 0) as filled,
                    coalesce(f.valid, 0) + coalesce(p.valid, 0) as valid,
                    coalesce(f.is_person, false) as is_person,
                    r.customer_id is not null as is_at_risk,
                    f.kyc_confirmed_on
                from read_parquet([{listed}], hive_partitioning = false) as m
                left join file as f using (customer_id)
                left join people as p using (customer_id)
                left join flags as r using (customer_id)
            ) to {quoted(target)} ({PARQUET})"""  # noqa: S608 - our own paths and columns
        )
    finally:
        connection.close()


def _held_columns(batches: tuple[Batch, ...]) -> frozenset[str]:
    """Names of the columns that any file of these batches has; of a column outside it every cell is empty."""
    return frozenset(name for batch in batches for path in batch.files for name in pq.read_schema(path).names)


def _of_customers(batches: tuple[Batch, ...]) -> str:
    held = _held_columns(batches)
    filled = {
        field: " or ".join(f"{name} is not null" for name in names if name in held)
        for field, names in _COLUMNS.items()
        if held & {*names}
    }
    valid = filled | {field: code_values_sql(field) for field in ("credit_code",) if field in filled}
    persons = ", ".join(f"'{word}'" for word in sorted(PERSON_TYPES))
    kinds = f"coalesce(lower(trim(customer_type)) in ({persons}), false)" if "customer_type" in held else "false"
    return (
        f"select customer_id, {_bits(filled)} as filled, {_bits(valid)} as valid, {kinds} as is_person, "  # noqa: S608
        f"kyc_confirmed_at::date as kyc_confirmed_on from ({current_relation('customers', batches)})"
    )


def _of_contacts(batches: tuple[Batch, ...], on: date) -> str:
    """A contact of whom nothing is known any more (erased) is none, as in sql/staging/staged_contacts.sql."""
    way = "coalesce(nullif(trim(phone), ''), nullif(trim(mobile), ''), email, wechat) is not null"
    good = (
        f"regexp_full_match(trim(phone), '{PHONE}') or regexp_full_match(trim(mobile), '{PHONE}') "
        f"or regexp_full_match(trim(email), '{EMAIL}')"
    )
    filled = {"contact": "true", "contact_way": f"bool_or({way})", "primary_contact": "bool_or(is_primary)"}
    valid = filled | {"contact_way": f"bool_or({good})"}
    return (
        f"select customer_id, {_bits(filled)} as filled, {_bits(valid)} as valid "  # noqa: S608
        f"from ({current_relation('contacts', batches)}) where coalesce({', '.join(_CONTACTS)}) is not null "
        f"and (valid_to is null or valid_to > date '{on.isoformat()}') group by customer_id"
    )


def _of_flags(batches: tuple[Batch, ...], on: date) -> str:
    """Customers with a risk flag in force; nobody while that table is not there."""
    if not batches:
        return "select null::varchar as customer_id where false"
    day = f"date '{on.isoformat()}'"
    return (
        f"select distinct customer_id from ({current_relation('risk_flags', batches)}) "  # noqa: S608
        f"where coalesce(found_on, {day}) <= {day} and coalesce(removed_on, date '9999-12-31') > {day} "
        f"and coalesce(expires_on, date '9999-12-31') > {day}"
    )


def _bits(conditions: Mapping[str, str]) -> str:
    terms = [f"(case when {rule} then {1 << FIELD_PLACES[field]} else 0 end)" for field, rule in conditions.items()]
    return f"({' + '.join(terms) or '0'})::bigint"
