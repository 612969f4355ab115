"""Up to four scenarios beside the rule in force and what is tried now, worked out for whoever looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.data.records.models import Saved
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid import LayerSums
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.shares import Share
from dashboard.logic.value_bases import value_base
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.typed import limits_text
from dashboard.widgets.labels import layer_label, mode_label, period_label, short_scheme_label, value_base_label
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened, visits_per_year
from dashboard.widgets.text_table import one_line, plain_text, text_table
from dashboard.widgets.what_if.link import asked_by
from dashboard.widgets.what_if.load import VISITS, written_visits
from dashboard.widgets.what_if.tried import Tried, chosen

MOST_COMPARED = 4


@dataclass(frozen=True)
class Compared:
    """One column: what is asked, and the layers it gives. ``moves``: up and down, None for the rule in force;
    ``visits`` per year as in the link."""

    title: str
    question: Question
    proposal: Proposal
    scheme: Scheme
    sums: LayerSums
    moves: tuple[int, int] | None
    visits: str


def what_if_compare(
    opened: Opened, question: Question, told: WhatIfAnswer, now: Tried, scenarios: Sequence[Saved]
) -> None:
    """The table; a scenario that cannot be worked out here is named with the reason."""
    visits = chosen(VISITS)
    columns = [Compared(_("Rule in force"), question, now.rule, now.scheme, told.sums_before, None, visits)]
    if now.is_touched:
        moves = (told.up, told.down)
        columns.append(Compared(_("Tried now"), question, now.proposal, now.scheme, told.sums_after, moves, visits))
    for scenario in scenarios:
        try:
            columns.append(_worked_out(opened, scenario, [column.title for column in columns]))
        except Problem as problem:
            st.caption(f":material/warning: **{plain_text(one_line(scenario.name))}**: {speech().problem(problem)}")
    if len(columns) < 2:
        return
    rows = _rows(opened, columns)
    cells = {column.title: [texts[place] for _title, texts in rows] for place, column in enumerate(columns)}
    names = {_("Compared"): [title for title, _texts in rows]}
    text_table({**names, **cells}, numbers=list(cells), key="what_if_compare", alt=_("Scenarios side by side"))


def _worked_out(opened: Opened, scenario: Saved, taken: Sequence[str]) -> Compared:
    question, proposal = asked_by(opened, scenario.parameters)
    told = opened.reader.what_if(question, proposal)
    name = one_line(scenario.name)
    title = name
    while title in taken:
        title += " ·"  # the titles are the names of the columns, and no two may be alike
    scheme, visits = opened.reader.scheme(question), next(iter(scenario.parameters.get(VISITS, ())), "")
    return Compared(title, question, proposal, scheme, told.sums_after, (told.up, told.down), visits)


def _rows(opened: Opened, columns: Sequence[Compared]) -> list[tuple[str, list[str]]]:
    form, usual = opened.formats, visits_per_year(opened)
    rows = [
        (_("As-of month"), [form.month(one.question.as_of) for one in columns]),
        (_("Selection"), [_selection(one.question) for one in columns]),
        (_("Layer scheme"), [short_scheme_label(one.scheme) for one in columns]),
        (_("Boundaries in"), [mode_label(one.proposal.mode) for one in columns]),
        (_("Boundaries"), [_boundaries(one.proposal, opened) for one in columns]),
        (_("Ranked by"), [value_base_label(one.proposal.base) for one in columns]),
        (_("Period"), [period_label(one.proposal.period.code) for one in columns]),
        (_("Buffer"), [form.share(one.proposal.buffer_bp / 10_000) for one in columns]),
        (_("Moved up"), ["—" if one.moves is None else form.whole(one.moves[0]) for one in columns]),
        (_("Moved down"), ["—" if one.moves is None else form.whole(one.moves[1]) for one in columns]),
    ]
    for layer in dict.fromkeys(band for one in columns for band in one.scheme.band_ids):
        scheme = next(one.scheme for one in columns if layer in one.scheme.band_ids)
        name = layer_label(layer, scheme)
        rows.append((_("{layer}: customers", layer=name), [_customers(one, layer, opened) for one in columns]))
        rows.append((_("{layer}: share of revenue", layer=name), [_share(one, layer, opened) for one in columns]))
    due = [_due({**usual, **written_visits(one.visits, one.scheme)}, one.sums) for one in columns]
    return [*rows, (_("Visits due per year"), [form.whole(number) for number in due])]


def _due(visits: Mapping[str, float], sums: LayerSums) -> float:
    return sum(visits.get(layer, 0) * count for layer, count in zip(sums.layers, sums.customers, strict=True))


def _selection(question: Question) -> str:
    values = [value or _("(not given)") for _column, chosen in question.filters for value in chosen]
    return one_line(", ".join(values)) or _("All")


def _boundaries(proposal: Proposal, opened: Opened) -> str:
    if proposal.mode != "absolute":
        return limits_text(proposal.limits, proposal.mode, value_base(proposal.base)).replace(",", " · ") + " %"
    write = opened.formats.exact_amount if value_base(proposal.base).is_money else opened.formats.whole
    return " · ".join(write(limit) for limit in proposal.limits)


def _customers(one: Compared, layer: str, opened: Opened) -> str:
    if layer not in one.sums.layers:
        return "—"
    return opened.formats.whole(one.sums.customers[one.sums.layers.index(layer)])


def _share(one: Compared, layer: str, opened: Opened) -> str:
    if layer not in one.sums.layers:
        return "—"
    revenue = one.sums.revenue[one.sums.layers.index(layer)]
    return opened.formats.share(Share(revenue, one.sums.active_revenue).value)
