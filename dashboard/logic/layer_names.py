"""The layers' ids (never translated, also in exports), their order and default labels (vocabulary.md)."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.logic.labels import Labels

INACTIVE = "Inactive"
LOST = "Lost"
PROSPECT = "Prospect"
SUSPECT = "Suspect"
UNKNOWN = "Unknown"
NEW = "New"
"""The row of a migration matrix for those not in the population at the earlier date; never a layer."""

OUTER_LAYERS = (INACTIVE, LOST, PROSPECT, SUSPECT)
"""The layers below the line that every scheme ends with."""

NEVER_ORDERED = (PROSPECT, SUSPECT)
RESERVED = frozenset({*OUTER_LAYERS, UNKNOWN, NEW})

LABELS: Mapping[str, Labels] = MappingProxyType(
    {
        "Top": Labels("Top", "塔尖客户"),
        "Big": Labels("Big", "大额客户"),
        "Medium": Labels("Medium", "中额客户"),
        "Small": Labels("Small", "小额客户"),
        "A": Labels("A", "A类客户"),
        "B": Labels("B", "B类客户"),
        "C": Labels("C", "C类客户"),
        INACTIVE: Labels("Inactive", "沉默客户"),
        LOST: Labels("Lost", "流失客户"),
        PROSPECT: Labels("Prospect", "意向客户"),
        SUSPECT: Labels("Suspect", "名单客户"),
        UNKNOWN: Labels("Unknown", "毛利未知"),
        NEW: Labels("New", "新增客户"),
    }
)
