"""Erased persons whose data is there again: a backup of the imports was put back, older than their erasure."""

import duckdb

from dashboard.data.batches import all_imports
from dashboard.data.engines.duckdb import quoted
from dashboard.data.erasing.erased_list import erased_list
from dashboard.data.erasing.persons import KINDS
from dashboard.data.erasing.rewriting import columns_of, sql_text
from dashboard.data.home import Home


def returned_persons(home: Home) -> list[tuple[str, str]]:
    """Kind and key of everybody on the list of whom some imported row tells anything."""
    listed = erased_list(home)
    found: set[tuple[str, str]] = set()
    batches = [batch for record in all_imports(home) for batch in record.batches]
    with duckdb.connect() as connection:
        for kind in KINDS.values():
            digests = ", ".join(map(sql_text, listed.of(kind.name)))
            for path in (path for batch in batches if digests and batch.table == kind.table for path in batch.files):
                told = [f"{name} is not null" for name in kind.personal if name in columns_of(path)]
                if told:
                    rows = connection.execute(
                        f"select distinct {kind.key} from read_parquet({quoted(path)}, hive_partitioning = false) "  # noqa: S608
                        f"where {listed.digest_sql(kind.name, kind.key)} in ({digests}) and ({' or '.join(told)})"
                    ).fetchall()
                    found |= {(kind.name, key) for (key,) in rows}
    return sorted(found)
