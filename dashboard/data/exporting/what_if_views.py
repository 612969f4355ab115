"""The views of a what-if: what stands in their files, and what of it is hidden from a viewer."""

import pandas as pd

from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.value_bases import value_base
from dashboard.logic.what_if.proposal import Proposal

WHAT_IF_VIEWS = ("what-if", "movers")
FIGURES = ("customers", "revenue", "profit")


def what_if_table(reader: Reader, question: Question, proposal: Proposal) -> pd.DataFrame:
    """One row per layer, in display order: the figures of both pyramids side by side."""
    answer = reader.what_if(question, proposal)
    # By profit there is one layer more, the last: on the other side nobody is in it.
    layers = max(answer.sums_before.layers, answer.layers, key=len)
    # As objects, so that no row left empty turns whole numbers into floats.
    sides = {
        side: table.astype(object).set_index("layer").reindex(layers)
        for side, table in (("before", answer.before), ("after", answer.after))
    }
    frame = pd.DataFrame({"layer": pd.Series(layers, dtype=object)})
    for figure in FIGURES:
        for side, table in sides.items():
            filled = table[figure] if figure == "profit" else table[figure].where(table[figure].notna(), 0)
            frame[f"{figure}_{side}"] = filled.to_numpy()
    for side, table in sides.items():
        frame[f"cut_{side}"] = table["cut_value"].to_numpy()
    return frame


def counted_columns(question: Question, proposal: Proposal) -> frozenset[str]:
    """Columns of any view that hold whole orders and no money."""
    before, after = {"cut_value", "cut_before", "value_before"}, {"cut_after", "value_after", "to_next"}
    found: set[str] = set()
    found |= set() if value_base(question.base).is_money else before
    found |= set() if value_base(proposal.base).is_money else after
    return frozenset(found)


def hidden_columns(masks: frozenset[str], question: Question, proposal: Proposal) -> frozenset[str]:
    """Columns of any view that show what is masked under another name."""
    shown_as = {f"{figure}_{side}": figure for figure in FIGURES for side in ("before", "after")}
    shown_as |= dict.fromkeys(("cut_before", "cut_after"), "cut_value")
    shown_as |= dict.fromkeys(("layer_before", "layer_after"), "layer")
    shown_as |= {"value_before": question.base, "value_after": proposal.base}
    return frozenset(column for column, shown in shown_as.items() if shown in masks)
