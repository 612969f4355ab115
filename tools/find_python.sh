#!/bin/sh
# Print the first Python >= 3.11 that can make a virtual environment; 3.11 first, because the pins are tested with it.
for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 python; do
    [ -n "$candidate" ] || continue
    found=$(command -v "$candidate") || continue
    # A version manager may put a name on PATH that does not run: ask it.
    if "$found" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$found"
        exit 0
    fi
done
echo "No Python 3.11 or newer with venv was found. Install it (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11" >&2
exit 1
