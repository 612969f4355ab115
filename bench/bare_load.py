"""The floor: the same CSV through DuckDB's typed reader into a .duckdb file, nothing checked, nothing kept of bad rows.

``python -m bench.bare_load CSV DATABASE [ignore]``
"""

import sys

import duckdb

from bench.orders import TYPES


def main() -> None:
    csv, database, *ignore = sys.argv[1:]
    con = duckdb.connect(database, config={"threads": 2, "memory_limit": "512MB"})
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in TYPES.items())
    con.execute(
        f"create table orders as select * from read_csv('{csv}', header=true, delim=',', auto_detect=false, "
        f"columns={{{columns}}}, ignore_errors={'true' if ignore else 'false'})"
    )
    con.close()


main()
