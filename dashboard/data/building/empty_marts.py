"""Marts of tables that nobody imported: written empty, as promised, without asking the engine.

A company without cases or surveys pays nothing for them at each build.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.building.mart_schemas import MART_SCHEMAS

ROWS_FROM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "feedback_case": ("cases",),
        "case_step": ("cases", "case_events"),
        "service_ticket": ("service_tickets",),
        "service_standard": ("service_standards",),
        "delivery": ("deliveries",),
        "customer_visit": ("visits",),
        "company_event": ("events",),
        "survey_wave": ("surveys", "survey_answers"),
        "survey_given": ("survey_answers", "survey_items", "survey_invites"),
        "survey_question": ("survey_items", "survey_answers"),
        "survey_respondent": ("survey_answers", "survey_invites"),
        "survey_response": ("survey_answers",),
        "survey_answer": ("survey_answers",),
        "survey_invitation": ("survey_invites",),
        "survey_invite": ("survey_invites",),
    }
)
"""The imported tables without all of which a mart has no row. Marts that need not be published are then not made."""
_TYPES = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "date32[day]": pa.date32(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "timestamp[us]": pa.timestamp("us"),
    "decimal128(18, 4)": pa.decimal128(18, 4),
    "decimal128(18, 8)": pa.decimal128(18, 8),
}


def has_no_rows(mart: str, imported: Collection[str]) -> bool:
    """Whether the mart is empty whatever its SQL does; ``imported``: tables with live batches."""
    tables = ROWS_FROM.get(mart)
    return tables is not None and not any(table in imported for table in tables)


def write_empty_mart(mart: str, folder: Path) -> None:
    """A file without rows into ``folder``, which must not exist yet; nothing for a mart that is not published."""
    if mart in MART_SCHEMAS:
        folder.mkdir(parents=True)
        schema = pa.schema([(name, _TYPES[kind]) for name, kind in MART_SCHEMAS[mart]])
        pq.write_table(schema.empty_table(), folder / "part-0.parquet", compression="lz4")
