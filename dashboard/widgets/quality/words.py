"""Names of tables, columns, fields and figures on the page of data quality."""

from dashboard.data.tables import TABLES
from dashboard.logic.data_needs import Need
from dashboard.logic.data_quality import Gap
from dashboard.logic.decided_tiers import TIER_LABELS
from dashboard.logic.file_policy import FIELD_PLACES, FILE_FIELDS
from dashboard.widgets.language import _, speech


def table_name(table: str) -> str:
    """As people call it."""
    return TABLES[table].title(speech().language) if table in TABLES else table


def column_name(table: str, column: str) -> str:
    """As people call it."""
    known = TABLES[table].by_name.get(column) if table in TABLES else None
    return known.title(speech().language) if known else column


def gap_name(gap: Gap) -> str:
    """ "Sales orders: promised date"."""
    return _("{table}: {column}", table=table_name(gap.table), column=column_name(gap.table, gap.column))


def figure_names(needs: tuple[Need, ...]) -> str:
    """With their ids, as in the metric dictionary."""
    return ", ".join(f"{_(need.name)} ({need.metric})" for need in needs)


def tier_name(tier: str) -> str:
    """A decided tier in the language of the session."""
    return TIER_LABELS[tier].text(speech().language)


def field_names(names: str) -> str:
    """Fields of a file, "a, b", by their titles."""
    return ", ".join(_(FILE_FIELDS[FIELD_PLACES[name]].title) for name in names.split(", ") if name)
