"""The decided tier beside the computed layer, and the customers for whom the two disagree, by name."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.customer_choices import Chosen
from dashboard.logic.decided_tiers import DECIDED_HIGHER, EARNED_HIGHER, NONE, TIER_ROWS
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.customer_list import customer_list
from dashboard.widgets.labels import layer_label, tier_label
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_cell, show_table

TABLE = "tiers_table"


def tiers_section(opened: Opened, question: Question) -> None:
    """Cross-tab (a cell opens its customers) and the two kinds of mismatch."""
    long: pd.DataFrame = answer(opened, "tiers", question, lambda: opened.reader.tier_crosstab(question))
    decided = int(long.loc[long["tier"] != NONE, "customers"].sum())
    if decided == 0:
        st.info(_("No decided tier is on file. Import the column service_tier of the table customers to compare."))
        return
    mismatches = {
        verdict: answer(opened, "mismatch", question, lambda v=verdict: _count(opened, question, v), verdict)
        for verdict in (DECIDED_HIGHER, EARNED_HIGHER)
    }
    form = opened.formats
    st.header(
        _(
            "{higher} customers rank below their decided tier, {lower} above it.",
            higher=form.whole(mismatches[DECIDED_HIGHER]),
            lower=form.whole(mismatches[EARNED_HIGHER]),
        ),
        anchor=False,
    )
    tiers, layers = _shown(long)
    _crosstab(opened, question, long, tiers, layers)
    rows = {"layer": MadeFrom(int(long["customers"].sum()))}
    number_card(opened, ("layer",), question, lambda: rows, key="tiers_card")
    _names(opened, question, tiers)


def _count(opened: Opened, question: Question, verdict: int) -> int:
    return opened.reader.customers(question, mismatch=verdict, limit=1).total


def _shown(long: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Rows and columns that hold anybody, in display order."""
    held = long[long["customers"] > 0]
    tiers = [tier for tier in TIER_ROWS if tier in set(held["tier"])]
    return tiers, [layer for layer in dict.fromkeys(long["layer"]) if layer in set(held["layer"])]


def _crosstab(opened: Opened, question: Question, long: pd.DataFrame, tiers: list[str], layers: list[str]) -> None:
    scheme = opened.schemes[question.scheme]
    wide = long.pivot(index="tier", columns="layer", values="customers").loc[tiers, layers].reset_index()
    columns = [
        Column("tier", _("Decided tier"), shown=tier_label, is_pinned=True),
        *(Column(layer, layer_label(layer, scheme), "count") for layer in layers),
    ]
    show_table(
        wide,
        columns,
        opened.formats,
        key=TABLE,
        alt=_("Customers by decided tier and computed layer"),
        select=lambda: None,
        mode="single-cell",
    )
    st.caption(
        _(
            "Rows: the tier that people decided. Columns: the layer computed from orders. "
            "Click a cell to see its customers."
        )
    )


def _names(opened: Opened, question: Question, tiers: list[str]) -> None:
    kinds = {
        "higher": _("Decided higher than earned"),
        "lower": _("Earned higher than decided"),
        "cell": _("The chosen cell"),
    }
    kind = st.segmented_control(
        _("Which customers"),
        list(kinds),
        key="tiers_kind",
        default="higher",
        required=True,
        format_func=kinds.__getitem__,
    )
    if kind != "cell":
        verdict = DECIDED_HIGHER if kind == "higher" else EARNED_HIGHER
        customer_list(opened, question, kinds[kind or "higher"], Chosen(mismatch=verdict), key="tiers_list")
        return
    cell = chosen_cell(TABLE)
    if cell is None or cell[1] == "tier" or cell[0] >= len(tiers):
        st.caption(_("Choose a cell of the table above."))
        return
    tier, layer = tiers[cell[0]], cell[1]
    title = f"{tier_label(tier)} › {layer_label(layer, opened.schemes[question.scheme])}"
    customer_list(opened, question, title, Chosen(tier=tier, layer=layer), key="tiers_list")
