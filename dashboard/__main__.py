"""``python -m dashboard``: the same functions as the pages, without a browser (contracts.md)."""

import os
import sys

from dashboard.commands.running import run

if __name__ == "__main__":
    os.umask(0o077)  # what is written holds customers' data, whoever writes it (DuckDB, SQLite, logs, exports)
    sys.exit(run(sys.argv[1:]))
