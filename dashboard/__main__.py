"""``python -m dashboard``: the same functions as the pages, without a browser (contracts.md)."""

import sys

from dashboard.commands.running import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
