"""Whether the published build holds what this version of the program makes."""

import json

from dashboard.data.building.mart_schemas import MART_SCHEMAS
from dashboard.data.home import Home
from dashboard.data.store import current_build_id, manifest_file


def is_outdated(home: Home) -> bool:
    """True if the build in use was made by a version with other marts: it can be made again from the same imports.

    False without a build, and where its manifest cannot be read: opening it says so. Raises Problem where CURRENT is
    damaged.
    """
    build_id = current_build_id(home)
    if build_id is None:
        return False
    try:
        marts = json.loads(manifest_file(home, build_id).read_text(encoding="utf-8"))["marts"]
        found = {name: tuple(map(tuple, mart["schema"])) for name, mart in marts.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return found != MART_SCHEMAS
