"""Whether those who answered are like those who did not, and in which direction the figures lean if they are not."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.surveys.coverage_reader import Respondents
from dashboard.logic.question import Question
from dashboard.logic.surveys.respondents import Likeness, likeness
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.complaints.rates.words import segment_titles
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.coverage.words import known
from dashboard.widgets.surveys.words import p_text
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.text_table import plain_text

TESTED = ("more", "less", "no_evidence")


def bias_block(opened: Opened, question: Question, wave: Wave) -> None:
    """Of named waves."""
    found = opened.reader.respondents(question, wave)
    layers = opened.reader.coverage(question, wave, "layer") if "layer" in opened.reader.coverage_cuts(wave) else None
    said = bias_sentences(opened, question, found)
    st.subheader(plain_text(said[0]), anchor=False)
    notes = [*said[1:]]
    if layers is not None:
        active = layers[layers["customers"] > 0]
        counts = [active[name].to_numpy(float) for name in ("customers", "customers_heard")]
        notes.append(likeness_sentence(opened, likeness(*counts)))
    notes += _missing(found)
    st.caption("  \n".join(map(plain_text, notes)))
    if len(found.table):
        title = _("Those who answered against those who did not")
        table_behind("bias_behind", lambda: _table(opened, question, found), title=title)
    if layers is not None and (layers["customers_heard"] > 0).any():
        title = _("Those who answered against all active customers, by layer")
        table_behind("likeness_behind", lambda: _layers(opened, question, layers), title=title)


def bias_sentences(opened: Opened, question: Question, found: Respondents) -> list[str]:
    """The answer, and what else was found. True for every data set; no evidence is not called proof."""
    table = found.table
    tested = table[table["verdict"].isin(TESTED)]
    if tested.empty:
        return [_("Too few answered, or did not answer, to tell whether they differ.")]
    sure = tested[tested["verdict"] != "no_evidence"]
    said = [_direction(row["kind"], row["verdict"]) for row in sure.to_dict("records") if row["kind"] != "layer"]
    for verdict in ("more", "less"):
        layers = sure.loc[(sure["kind"] == "layer") & (sure["verdict"] == verdict), "value"]
        if len(layers):
            scheme = opened.schemes[question.scheme]
            said.append(_layer_sentence(verdict, _(", ").join([layer_label(one, scheme) for one in layers])))
    if said:
        return said
    return [
        _("No evidence that those who answered differ from those who did not."),
        _("Tested: {what}. That is no proof: with few answers only large differences show.", what=_tested(tested)),
    ]


def _tested(tested: pd.DataFrame) -> str:
    titles = {"layer": _("value layer"), "complained": _("complaints"), "grew": _("growth of revenue")}
    return _(", ").join([title for kind, title in titles.items() if (tested["kind"] == kind).any()])


def _direction(kind: str, verdict: str) -> str:
    return {
        ("complained", "less"): _(
            "Customers who complained answered less often: the figures probably look better than they are."
        ),
        ("complained", "more"): _(
            "Customers who complained answered more often: the figures probably look worse than they are."
        ),
        ("grew", "more"): _(
            "Customers whose revenue grew answered more often: the figures probably look better than they are."
        ),
        ("grew", "less"): _(
            "Customers whose revenue grew answered less often: the figures probably look worse than they are."
        ),
    }[kind, verdict]


def _layer_sentence(verdict: str, layers: str) -> str:
    if verdict == "more":
        return _("More often than the others answered: {layers}. The figures tell more about them.", layers=layers)
    return _("Less often than the others answered: {layers}. The figures tell less about them.", layers=layers)


def likeness_sentence(opened: Opened, found: Likeness) -> str:
    if found.p is None:
        return _("Too few answered to hold their layers against those of all active customers.")
    p = p_text(opened.formats, found.p)
    if found.differs:
        return _("Those who answered do not spread over the layers like all active customers (p = {p}).", p=p)
    return _(
        "No evidence that those who answered spread over the layers otherwise than all active customers (p = {p}).", p=p
    )


def _missing(found: Respondents) -> list[str]:
    notes = []
    if not found.has_cases:
        notes.append(_("Complaints are not compared: import {table}.", table=table_title("cases")))
    if not found.has_growth:
        notes.append(_("Growth is not compared: it takes orders of the 24 months before the end of the survey."))
    if not found.is_asked:
        notes.append(_("Compared are all active customers, since nobody wrote down who was asked."))
    return notes


def _table(opened: Opened, question: Question, found: Respondents) -> None:
    form, scheme = opened.formats, opened.schemes[question.scheme]
    titles = {"complained": _("Complained in the 12 months before"), "grew": _("Revenue grew against the year before")}
    verdicts = {
        "more": _("▲ more often"),
        "less": _("▼ less often"),
        "no_evidence": _("≈ no evidence"),
        "too_few": _("too few"),
    }

    def share(row: dict, group: str) -> str:
        count = _("{part} of {whole}", part=form.whole(row[f"{group}_with"]), whole=form.whole(row[group]))
        return count if row["verdict"] == "too_few" else f"{form.share(row[f'{group}_share'])} · {count}"

    def difference(row: dict) -> str:
        if known(row["difference"]) is None:
            return ""
        ends = [form.number(100 * row[name], 1) for name in ("difference", "low", "high")]
        return _("{change} ({low} to {high})", change=ends[0], low=ends[1], high=ends[2])

    rows = found.table.to_dict("records")
    cells = pd.DataFrame(
        {
            "trait": [titles.get(row["kind"]) or layer_label(row["value"], scheme) for row in rows],
            "respondents": [share(row, "respondents") for row in rows],
            "others": [share(row, "others") for row in rows],
            "difference": [difference(row) for row in rows],
            "p": ["" if known(row["adjusted_p"]) is None else p_text(form, row["adjusted_p"]) for row in rows],
            "verdict": [verdicts[row["verdict"]] for row in rows],
        }
    )
    columns = [
        Column("trait", _("Share of customers that"), is_pinned=True),
        Column("respondents", _("Answered ({n})", n=form.whole(found.answered))),
        Column("others", _("Did not answer ({n})", n=form.whole(found.others))),
        Column("difference", _("Difference in points (95 %)")),
        Column("p", _("p, corrected")),
        Column("verdict", _("Those with it answered")),
    ]
    show_table(cells, columns, form, key="bias_table", alt=_("Those who answered against those who did not"))
    st.caption(
        _(
            "A row is a layer of the customers, or something they have. p: chi-squared with N − 1 (Campbell 2007), "
            "corrected over all rows (Benjamini and Hochberg); intervals: Newcombe 1998, method 10."
        )
    )


def _layers(opened: Opened, question: Question, layers: pd.DataFrame) -> None:
    form = opened.formats
    shown = layers[layers["customers"] > 0]
    all_, heard = (int(shown[name].sum()) for name in ("customers", "customers_heard"))
    cells = pd.DataFrame(
        {
            "segment": segment_titles(opened, question, "layer", list(shown["segment"])),
            "customers": shown["customers"].to_numpy(int),
            "share": shown["customers"].to_numpy(float) / max(all_, 1),
            "heard": shown["customers_heard"].to_numpy(int),
            "heard_share": shown["customers_heard"].to_numpy(float) / max(heard, 1),
            "revenue_share": shown["revenue_share"].to_numpy(float),
        }
    )
    columns = [
        Column("segment", _("Value layer"), is_pinned=True),
        Column("customers", _("Active customers"), "count"),
        Column("share", _("Share"), "share"),
        Column("heard", _("Of these answered"), "count"),
        Column("heard_share", _("Share of those who answered"), "share"),
        Column("revenue_share", _("Revenue heard"), "share"),
    ]
    show_table(cells, columns, form, key="likeness_table", alt=_("Active customers and those who answered, by layer"))
