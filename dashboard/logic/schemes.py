"""The shipped schemes, and a company's own from ``schemes.toml`` in the home folder.

One table per scheme, its name as the heading::

    [our_amounts]
    mode  = "absolute"                     # rank | share | absolute
    value = "revenue"                      # absolute only: revenue | profit | orders
    label = { en = "Our amounts", zh_Hans = "本公司金额线" }
    bands = [                              # highest first
      { id = "Gold",   from = 5000000, label = { en = "Gold", zh_Hans = "金牌客户" } },
      { id = "Silver", from = 200000,  label = { en = "Silver", zh_Hans = "银牌客户" } },
      { id = "Bronze", label = { en = "Bronze", zh_Hans = "铜牌客户" } },
    ]

    [halves]
    mode  = "share"                        # rank: share of active customers; share: share of the value they bring
    label = { en = "Halves", zh_Hans = "对半" }
    bands = [
      { id = "First",  up_to = 50,  label = { en = "First half", zh_Hans = "前一半" } },   # percent, cumulative
      { id = "Second", up_to = 100, label = { en = "Second half", zh_Hans = "后一半" } },
    ]

``up_to`` is in percent with at most two decimals, ``from`` in yuan (four decimals) or whole orders. A band with a known
id (Top, Big, Medium, Small, A, B, C) may leave its label out. Every mistake is a Problem that names scheme, key, value
and remedy.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import cast, get_args

from dashboard.logic.labels import Labels
from dashboard.logic.layer_names import LABELS
from dashboard.logic.money import UNITS
from dashboard.logic.problems import Problem
from dashboard.logic.scheme_policy import Band, Mode, Scheme
from dashboard.logic.value_bases import VALUE_BASES

__all__ = ["SHIPPED", "Band", "Mode", "Scheme", "parse_schemes", "scheme_named"]


def _band(band_id: str, limit: int | None) -> Band:
    return Band(band_id, limit, LABELS[band_id])


CURRY = Scheme(
    "curry",
    "rank",
    (_band("Top", 100), _band("Big", 500), _band("Medium", 2000), _band("Small", 10_000)),
    Labels("Curry pyramid: 1 / 4 / 15 / 80 % of customers", "柯里金字塔：客户数 1/4/15/80%"),
)
ABC = Scheme(
    "abc",
    "share",
    (_band("A", 8000), _band("B", 9500), _band("C", 10_000)),
    Labels("ABC: 80 / 95 / 100 % of the value", "ABC分类：累计占比 80/95/100%"),
)
AMOUNT = Scheme(
    "amount",
    "absolute",
    (_band("Big", 10_000_000 * UNITS), _band("Medium", 1_000_000 * UNITS), _band("Small", None)),
    Labels("Amounts: 10 million / 1 million (an example: set yours)", "金额线：1000万/100万（示例，请自行设定）"),
    value_base="revenue",
    is_example=True,
)

SHIPPED: Mapping[str, Scheme] = MappingProxyType({scheme.name: scheme for scheme in (CURRY, ABC, AMOUNT)})


def scheme_named(name: str, schemes: Mapping[str, Scheme] = SHIPPED) -> Scheme:
    """The scheme of that name. Raises Problem that names the choices."""
    if name not in schemes:
        raise Problem("Scheme {scheme} is not known. Use {schemes}.", scheme=name, schemes=", ".join(schemes))
    return schemes[name]


def parse_schemes(toml_text: str) -> Mapping[str, Scheme]:
    """The shipped schemes followed by those of ``schemes.toml``. Raises Problem for every mistake in it."""
    try:
        tables = tomllib.loads(toml_text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Problem("schemes.toml cannot be read: {reason}. Mend that place.", reason=error) from error
    own = {name: _scheme(name, table) for name, table in tables.items()}
    return MappingProxyType({**SHIPPED, **own})


def _scheme(name: str, table: object) -> Scheme:
    if name in SHIPPED:
        raise Problem("Scheme {scheme}: this name is taken by a shipped scheme. Choose another.", scheme=name)
    if not isinstance(table, dict):
        raise Problem("Scheme {scheme}: it is no table. Write [{scheme}] and its keys below.", scheme=name)
    _only_keys(name, table, ("mode", "value", "label", "bands"))
    mode, value, entries = table.get("mode"), table.get("value"), table.get("bands")
    if mode not in get_args(Mode):
        raise Problem(
            "Scheme {scheme}: mode = {value} is not right. Use rank, share or absolute.",
            scheme=name,
            value=_shown(mode),
        )
    if value not in VALUE_BASES and (value is not None or mode == "absolute"):
        raise Problem(
            "Scheme {scheme}: value = {value} is not right. Say what the cuts are in: revenue, profit or orders.",
            scheme=name,
            value=_shown(value),
        )
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Problem(
            "Scheme {scheme}: bands = {value} is not right. Give a list of bands in braces, highest first.",
            scheme=name,
            value=_shown(entries),
        )
    bands = tuple(_own_band(name, str(mode), value, entry) for entry in entries)
    return Scheme(name, cast(Mode, mode), bands, _labels(name, "label", table.get("label")), value)


def _own_band(scheme: str, mode: str, value: str | None, entry: dict) -> Band:
    key = "from" if mode == "absolute" else "up_to"
    _only_keys(scheme, entry, ("id", key, "label"))
    band_id, label = entry.get("id"), entry.get("label")
    if not isinstance(band_id, str):
        raise Problem(
            "Scheme {scheme}: id = {value} is not right. Give each band a short name such as Gold.",
            scheme=scheme,
            value=_shown(band_id),
        )
    labels = LABELS[band_id] if label is None and band_id in LABELS else _labels(scheme, f"{band_id}.label", label)
    if key == "from" and key not in entry:
        return Band(band_id, None, labels)
    places = 4 if value and VALUE_BASES[value].is_money else 0
    return Band(
        band_id, _whole_units(scheme, f"{band_id}.{key}", entry.get(key), places if key == "from" else 2), labels
    )


def _whole_units(scheme: str, key: str, number: object, places: int) -> int:
    # The bound keeps units within 63 bits, and Decimal arithmetic far from its precision of 28 digits.
    is_number = isinstance(number, int | Decimal) and not isinstance(number, bool) and Decimal(number).is_finite()
    if is_number and abs(number) <= 10**14 and Decimal(number).scaleb(places) % 1 == 0:
        return int(Decimal(number).scaleb(places))
    raise Problem(
        "Scheme {scheme}: {key} = {value} is not right. Give a number with at most {places} decimals.",
        scheme=scheme,
        key=key,
        value=_shown(number),
        places=places,
    )


def _labels(scheme: str, key: str, label: object) -> Labels:
    texts = [label.get("en"), label.get("zh_Hans")] if isinstance(label, dict) and len(label) == 2 else []
    if not texts or not all(isinstance(text, str) and 0 < len(text.strip()) <= 80 for text in texts):
        raise Problem(
            "Scheme {scheme}: {key} = {value} is not right. Give both languages: {form}.",
            scheme=scheme,
            key=key,
            value=_shown(label),
            form='{ en = "…", zh_Hans = "…" }',
        )
    return Labels(*(re.sub(r"\s+", " ", str(text)).strip() for text in texts))


def _only_keys(scheme: str, table: dict, allowed: tuple[str, ...]) -> None:
    for key in table:
        if key not in allowed:
            raise Problem(
                "Scheme {scheme}: the key {key} is not known here. Use {keys}.",
                scheme=scheme,
                key=key,
                keys=", ".join(allowed),
            )


def _shown(value: object) -> str:
    """The value for a sentence; a dash where nothing was given."""
    return "—" if value is None else str(value)
