"""Who was right in a case, and what it cost."""

import numpy as np

from dashboard.data.demo.service.case import APPEAL, FORMAL, Case


def judge(random: np.random.Generator, case: Case) -> None:
    """Who was right and what it cost, once it is closed."""
    chance, amount = random.random(4), random.lognormal(6.6, 0.8)
    if not case.is_closed or case.kind not in FORMAL:
        case.outcome = "其他" if case.is_closed else ""
        return
    places = (
        ("成立", "部分成立", "不成立", "")
        if case.topic.cause != "客户自身失误"
        else ("不成立", "不成立", "不成立", "不成立")
    )
    cuts = (0.3, 0.5, 0.97) if case.kind == APPEAL else (0.5, 0.68, 0.95)
    case.justified = places[int(np.searchsorted(cuts, chance[0], side="right"))]
    right = case.justified in ("成立", "部分成立")
    case.outcome = {"成立": "采纳", "部分成立": "部分采纳"}.get(case.justified, "解释" if chance[1] < 0.9 else "撤诉")
    claimed = f"{round(amount * 2, -1):.2f}" if chance[2] < 0.2 else ""
    paid = f"{amount:.2f}" if right and chance[2] < 0.15 else ""
    rework = f"{amount * 0.8:.2f}" if right and chance[3] < 0.3 else ""
    case.amounts = (claimed, paid, rework)
