"""Why customers complain: the two-level tree of causes, and which case belongs where (M41).

The tree is that of a logistics company (data-model.md, 5.4: six roots), with product quality, test results and attitude
beside. A file may write a cause as code, in Chinese or in English; what is none of these stays as it is written.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.words import N_


@dataclass(frozen=True)
class SubCause:
    code: str
    name: str
    name_zh: str


@dataclass(frozen=True)
class Cause:
    """``is_ours``: not the customer's own error and no force majeure."""

    code: str
    name: str
    name_zh: str
    subs: tuple[SubCause, ...] = ()
    is_ours: bool = True


CAUSE_TREE: tuple[Cause, ...] = (
    Cause(
        "OWN_OPS", N_("Own operations"), "业务人员操作有误",
        (
            SubCause("OWN_DOCUMENTS", N_("Faulty documents"), "单据不合格"),
            SubCause("OWN_PACKING", N_("Faulty packing"), "包装不合格"),
            SubCause("OWN_CUSTOMS", N_("Customs declaration or inspection"), "报关报检问题"),
            SubCause("OWN_LATE", N_("Late arrival"), "未按期运达"),
            SubCause("OWN_BOOKING", N_("Late booking"), "未及时订舱"),
            SubCause("OWN_RETURNED_PAPERS", N_("Clearance papers returned late"), "结关单据未及时返回"),
            SubCause("OWN_DAMAGE", N_("Damage or loss by us"), "货损丢失"),
        ),
    ),
    Cause(
        "SALES", N_("Sales staff"), "销售人员操作有误",
        (
            SubCause("SALES_PRICE", N_("Settled at another price than quoted"), "结算价与报价不同"),
            SubCause("SALES_MONITORING", N_("Not monitored well"), "监控不到位"),
            SubCause("SALES_COMMUNICATION", N_("Too little communication"), "沟通欠缺"),
        ),
    ),
    Cause(
        "SUPPLIER", N_("Suppliers"), "供方操作有误",
        (
            SubCause("SUPPLIER_DAMAGE", N_("Damage or loss by the supplier"), "货损丢失"),
            SubCause("SUPPLIER_PICK_UP", N_("Not picked up or delivered as asked"), "未按要求送提货"),
            SubCause("SUPPLIER_VEHICLE", N_("Vehicle not in time"), "承运工具未按时"),
        ),
    ),
    Cause(
        "AGENT", N_("Agents"), "代理操作有误",
        (SubCause("AGENT_SERVICE", N_("Poor service to the consignee"), "收货方服务不到位"),),
    ),
    Cause(
        "CUSTOMER", N_("Customer's own error"), "客户自身失误",
        (
            SubCause("CUSTOMER_SHIFTED", N_("Own mistake passed on to us"), "操作失误转嫁"),
            SubCause("CUSTOMER_OBSTRUCTION", N_("Forced cooperation, made difficult"), "被迫合作刁难"),
        ),
        is_ours=False,
    ),
    Cause(
        "FORCE_MAJEURE", N_("Force majeure"), "不可抗力",
        (
            SubCause("WEATHER", N_("Weather"), "天气"),
            SubCause("WAR", N_("War"), "战争"),
            SubCause("STRIKE", N_("Strike"), "罢工"),
            SubCause("ACCIDENT", N_("Accident"), "事故"),
        ),
        is_ours=False,
    ),
    Cause("QUALITY", N_("Product quality"), "产品质量"),
    Cause("TEST_RESULT", N_("Test result"), "检验结果"),
    Cause("ATTITUDE", N_("Attitude of service"), "服务态度"),
)  # fmt: skip
BY_CODE = {cause.code: cause for cause in CAUSE_TREE}
SUB_BY_CODE = {sub.code: sub for cause in CAUSE_TREE for sub in cause.subs}
NOT_OURS = frozenset(cause.code for cause in CAUSE_TREE if not cause.is_ours)


def _plain(text: object) -> str:
    return "" if text is None or text != text else " ".join(str(text).split()).casefold()


def _known(cause: Cause | SubCause) -> set[str]:
    return {_plain(cause.code), _plain(cause.name), _plain(cause.name_zh)}


_ROOTS = {word: cause.code for cause in CAUSE_TREE for word in _known(cause)}
_SUBS = {cause.code: {word: sub.code for sub in cause.subs for word in _known(sub)} for cause in CAUSE_TREE}


def matched(main: object, detail: object) -> tuple[str | None, str | None]:
    """(cause, sub-cause) as codes of the tree where they are in it, else as written; None = not given.

    A detail that one root alone has tells the root; one that several have (damage) tells none. A main cause that is
    written into the column of details counts as the main one.
    """
    first, second = _plain(main), _plain(detail)
    root = _ROOTS.get(first)
    if root is not None:
        return root, _SUBS[root].get(second) or (str(detail).strip() if second else None)
    if not first and second in _ROOTS:
        return _ROOTS[second], None
    written = second or first
    homes = [code for code, subs in _SUBS.items() if written in subs]
    if len(homes) == 1 and not (first and second):
        return homes[0], _SUBS[homes[0]][written]
    given = str(main).strip() if first else str(detail).strip() if second else None
    return given, str(detail).strip() if first and second else None


@dataclass(frozen=True, eq=False)
class CaseCauses:
    """Of each case its place in ``causes`` and in ``subs`` (pairs of cause and sub-cause); -1 = not given."""

    cause: np.ndarray
    sub: np.ndarray
    causes: tuple[str, ...]
    subs: tuple[tuple[str, str | None], ...]

    @property
    def is_ours(self) -> np.ndarray:
        """A flag per case: neither the customer's own error nor force majeure. What has no cause counts as ours."""
        ours = np.array([cause not in NOT_OURS for cause in (*self.causes, "")], bool)
        return ours[self.cause]


def case_causes(frame: pd.DataFrame) -> CaseCauses:
    """``frame``: cause_l1, cause_l2 (texts, missing = not given). Only the few distinct pairs are looked at."""
    pairs = pd.MultiIndex.from_arrays([frame["cause_l1"].astype(object), frame["cause_l2"].astype(object)])
    codes, distinct = pd.factorize(pairs)
    found = [matched(*pair) for pair in distinct]
    subs = tuple(sorted({(cause, sub) for cause, sub in found if cause is not None}, key=_order))
    causes = tuple(dict.fromkeys(cause for cause, _ in subs))
    sub_places = dict(zip(subs, range(len(subs)), strict=True))
    cause_places = dict(zip(causes, range(len(causes)), strict=True))
    by_sub = np.array([-1 if cause is None else sub_places[cause, sub] for cause, sub in found], np.int64)
    by_cause = np.array([-1 if cause is None else cause_places[cause] for cause, _ in found], np.int64)
    if not len(found):
        return CaseCauses(np.zeros(0, np.int64), np.zeros(0, np.int64), (), ())
    return CaseCauses(by_cause[codes], by_sub[codes], causes, subs)


def _order(pair: tuple[str, str | None]) -> tuple[int, str, bool, str]:
    """The tree's order, then what is not in it by its text."""
    place = next((n for n, cause in enumerate(CAUSE_TREE) if cause.code == pair[0]), len(CAUSE_TREE))
    return place, pair[0], pair[1] is None, str(pair[1])
