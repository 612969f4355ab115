"""The process in which mapping expressions run: a request as JSON on standard input, nothing of the product imported.

No file outside one folder, no network, no extension, no configuration change, and a hard limit of memory.
"""

import json
import resource
import sys

import duckdb

MEMORY_BYTES = 2 * 2**30
"""Address space of the whole process; DuckDB's own limit lies below it."""


def main() -> int:
    request = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    config = {"threads": 1, "memory_limit": request["memory"], "temp_directory": request["folder"] + "/spill"}
    try:
        connection = duckdb.connect(config=config)
        folder = request["folder"].replace("'", "''")
        connection.execute(f"set allowed_directories=['{folder}']")
        connection.execute(
            "set autoinstall_known_extensions=false; set autoload_known_extensions=false; "
            "set allow_community_extensions=false; set enable_external_access=false; set lock_configuration=true"
        )
        connection.execute(request["sql"])
        connection.close()
    except MemoryError:
        print("more memory was needed than is allowed", file=sys.stderr)  # noqa: T201
        return 1
    except duckdb.Error as error:
        print(str(error).splitlines()[0], file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
