"""One spelling of a header, whatever wrote it: ``客戶編號 *`` and ``1. 客户编号`` are the same (data-model.md, 5.1)."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
           "k": 1_000, "'000": 1_000, "thousand": 1_000, "million": 1_000_000, "mn": 1_000_000}  # fmt: skip
PERCENT = Decimal("0.01")
_MONEY = re.compile(
    "(?:单位[:：]?)?(?:人民币|rmb|cny)?('000|thousand|million|mn|k|百万|千万|百|千|万|亿)?(?:元|圆|块|人民币|rmb|cny|yuan)?"
)
_AFTER = re.compile(r"[/,:：_]?\s*(百万|千万|千|万|亿)元$|[/,:：_]\s*元$")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|<([^<>]*)>")
_CHANGES_MEANING = re.compile("不含税|未税|无税|含税|税前|税后|本位币|本币|原币|外币|^(?:fc|lc|sc)$")
"""In brackets these are no unit: 金额(不含税) is not 金额."""
_NUMBERING = re.compile(r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)](?=\D)")
_MARKS = "*※★☆●■◆#?!:：;；。.・•"
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@lru_cache(maxsize=16_384)
def normalised(header: str) -> tuple[str, int]:
    """The header as it is compared, and the factor of its unit of money, 1 without one.

    Half width, simplified, no spaces, line breaks, marks (``*`` for "must be filled"), numbering or units, lower case.
    """
    text, unit = _without_units(_plain(header))
    return _bare(text), unit


@lru_cache(maxsize=16_384)
def is_percent(header: str) -> bool:
    """Whether its figures are hundredths, as in 份额(%)."""
    return bool(re.search(r"[(\[]\s*[%％]\s*[)\]]|百分比|[%％]$", _plain(header)))


def _plain(header: str) -> str:
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", header)).strip().lower()
    return text if text.isascii() else _simplified(text)


def _without_units(text: str) -> tuple[str, int]:
    """The text without what stands in brackets or behind it to say the unit."""
    factor = 1

    def replaced(found: re.Match[str]) -> str:
        nonlocal factor
        inside = "".join(part or "" for part in found.groups()).strip()
        if _CHANGES_MEANING.search(inside):
            return inside
        if (money := _MONEY.fullmatch(inside.replace(" ", ""))) and inside:
            factor = _SCALES[money[1] or ""]
        return ""

    text = _BRACKETS.sub(replaced, text)
    if (after := _AFTER.search(text)) and after.start() > 0:
        text, factor = text[: after.start()], _SCALES[after[1] or ""]
    return text, factor


def _bare(text: str) -> str:
    text = _NUMBERING.sub("", re.sub(r"[\s_\-]+", "", text).strip(_MARKS))
    return text.strip(_MARKS)


def _simplified(text: str) -> str:
    """Traditional characters to simplified ones. The library is loaded for the first header that is not English."""
    return _converter().convert(text)


@lru_cache(maxsize=1)
def _converter():  # noqa: ANN202 - the library has no types
    from opencc import OpenCC

    return OpenCC("t2s")
