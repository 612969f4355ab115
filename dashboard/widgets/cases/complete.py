"""What the records of the cases lack for the stage they have come to (M36)."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.logic.question import Question
from dashboard.widgets.cases.choice import show_list
from dashboard.widgets.cases.record import field_title
from dashboard.widgets.cases.words import stage_text
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, show_table


def completeness_section(opened: Opened, question: Question, choice: CaseChoice) -> None:
    """M36 as a small table; a row opens the records that lack something."""
    found, form = opened.reader.case_completeness(question, choice), opened.formats
    share = found.share
    if share.value is None:
        return
    st.subheader(
        _("{share} of the records hold everything their stage asks for ({n} of {all})",
          share=form.headline_share(share.value), n=form.whole(share.numerator), all=form.whole(share.denominator)),
        anchor=False,
    )  # fmt: skip
    table = found.table
    told = table.assign(
        label=[stage_text(s) if known else _("{name} (not recorded)", name=stage_text(s))
               for s, known in zip(table["stage"], table["is_recorded"], strict=True)],
        share=[n / all_ if all_ else None for n, all_ in zip(table["complete"], table["cases"], strict=True)],
        lacks=["" if pd.isna(field) else f"{field_title(str(field))} ({form.whole(int(n))})"
               for field, n in zip(table["lacking"], table["lacking_cases"], strict=True)],
    )  # fmt: skip
    columns = [
        Column("label", _("Stage"), is_pinned=True),
        Column("cases", _("Came to it"), "count"),
        Column("complete", _("Complete"), "count"),
        Column("share", _("Share"), "share"),
        Column("lacks", _("Missing most often")),
    ]
    codes = [f"incomplete_{stage}" if len(found.incomplete[stage]) else "" for stage in table["stage"]]

    def choose() -> None:
        row = chosen_row("cases_complete")
        if row is not None and codes[row]:
            show_list(codes[row])

    show_table(told, columns, form, key="cases_complete", alt=_("Completeness by stage"), select=choose)
    number_card(opened, ("record_completeness",), question,
                lambda: {"record_completeness": MadeFrom(numerator=form.whole(share.numerator),
                                                         denominator=form.whole(share.denominator))},
                key="cases_complete_card")  # fmt: skip
