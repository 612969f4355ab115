"""The decided tier (客户等级, imported ``service_tier``) beside the computed layer: a second axis, never a layer.

Rule for a mismatch, by level: a strategic customer is expected in the highest band (Top), a key one in the second
(Big), a general one in any band below (Medium, Small), a potential one below the bands (never ordered, or not active
now). A scheme with fewer bands widens its last band down to the level of general. *Decided higher than earned*: the
decided tier stands above what the layer spans; *earned higher than decided*: below it. No verdict without a tier, with
a tier that is not understood, in the layer Unknown, or outside the population.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from dashboard.logic.labels import Labels
from dashboard.logic.layer_names import UNKNOWN
from dashboard.logic.layers import Layering
from dashboard.logic.money import counts_by_code
from dashboard.logic.pyramid import shown_codes
from dashboard.logic.words import N_

STRATEGIC, KEY, GENERAL, POTENTIAL = DECIDED_TIERS = ("strategic", "key", "general", "potential")
OTHER = "other"
"""A tier is on file, but not one of the four."""
NONE = "none"
TIER_ROWS = (*DECIDED_TIERS, OTHER, NONE)

TIER_LABELS: Mapping[str, Labels] = MappingProxyType(
    {
        STRATEGIC: Labels("strategic", "战略用户"),
        KEY: Labels("key", "重点用户"),
        GENERAL: Labels("general", "一般用户"),
        POTENTIAL: Labels("potential", "潜在用户"),
        OTHER: Labels("another tier", "其他等级"),
        NONE: Labels("no tier", "未定级"),
    }
)

DECIDED_HIGHER = 1
EARNED_HIGHER = -1
AGREES = 0
DIRECTIONS: Mapping[int, str] = MappingProxyType(
    {DECIDED_HIGHER: N_("decided higher than earned"), EARNED_HIGHER: N_("earned higher than decided")}
)

_SPELLINGS = {
    **dict.fromkeys(("strategic", "战略", "戰略", "a", "vip"), STRATEGIC),
    **dict.fromkeys(("key", "重点", "重點", "b"), KEY),
    **dict.fromkeys(("general", "一般", "普通", "c"), GENERAL),
    **dict.fromkeys(("potential", "潜在", "潛在", "d"), POTENTIAL),
}
_ENDINGS = ("用户", "客户", "用戶", "客戶", "级", "類", "类", "等", " customer", " account", " tier")
_BELOW_BANDS = 3


def decided_tier(text: str | None) -> str:
    """One of TIER_ROWS for a tier as written in a file: English, Chinese, A/B/C/D or VIP (data-model.md)."""
    word = unicodedata.normalize("NFKC", text or "").strip().casefold()
    if not word:
        return NONE
    while word not in _SPELLINGS:
        shorter = next((word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)), word)
        if shorter == word:
            return OTHER
        word = shorter
    return _SPELLINGS[word]


def tier_codes(tiers: pd.Series | np.ndarray) -> np.ndarray:
    """int8 index into TIER_ROWS for texts (None or NaN = no tier); each spelling is looked at once."""
    numbers, spellings = pd.factorize(pd.Series(tiers, dtype=object))
    by_spelling = [TIER_ROWS.index(decided_tier(str(spelling))) for spelling in spellings]
    # factorize gives -1 for a missing text, which picks the last entry.
    return np.array([*by_spelling, TIER_ROWS.index(NONE)], dtype=np.int8)[numbers]


def tier_crosstab(layering: Layering, tiers: np.ndarray, rows: np.ndarray | None = None) -> pd.DataFrame:
    """Customers by decided tier and computed layer, long: tier (TIER_ROWS), layer, customers int64; every pair.

    ``tiers`` = ``tier_codes``; ``rows`` (bool) chooses whose customers are counted.
    """
    codes = shown_codes(layering, rows)
    count = len(layering.layers)
    pairs = np.where(codes < 0, -1, tiers.astype(np.int64) * count + codes)
    return pd.DataFrame(
        {
            "tier": np.repeat(np.array(TIER_ROWS, dtype=object), count),
            "layer": np.tile(np.array(layering.layers, dtype=object), len(TIER_ROWS)),
            "customers": counts_by_code(pairs, count * len(TIER_ROWS)),
        }
    )


def tier_mismatches(layering: Layering, tiers: np.ndarray) -> np.ndarray:
    """int8 per customer: DECIDED_HIGHER, EARNED_HIGHER or AGREES (also where there is no verdict).

    The rule is the module's; ``tiers`` = ``tier_codes``.
    """
    highest, lowest = _levels(layering)
    has_verdict = (layering.codes >= 0) & (tiers < len(DECIDED_TIERS))
    if UNKNOWN in layering.layers:
        has_verdict &= layering.codes != layering.code(UNKNOWN)
    verdict = np.zeros(len(tiers), dtype=np.int8)
    verdict[has_verdict & (tiers < highest[layering.codes])] = DECIDED_HIGHER
    verdict[has_verdict & (tiers > lowest[layering.codes])] = EARNED_HIGHER
    return verdict


def _levels(layering: Layering) -> tuple[np.ndarray, np.ndarray]:
    """Per layer the highest and the lowest decided tier that agree with it, as indices into DECIDED_TIERS."""
    general = DECIDED_TIERS.index(GENERAL)
    highest = [min(band, general) for band in range(layering.bands)]
    lowest = [*highest[:-1], general]
    below = [_BELOW_BANDS] * (len(layering.layers) - layering.bands)
    return np.array([*highest, *below], dtype=np.int8), np.array([*lowest, *below], dtype=np.int8)
