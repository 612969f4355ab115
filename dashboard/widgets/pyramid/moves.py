"""Who moved between two dates: the migration matrix with names, and the flow as a second view."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.customer_choices import Chosen
from dashboard.logic.bridge import Bridge
from dashboard.logic.charts.alt_texts import migration_alt
from dashboard.logic.charts.migration_heatmap import migration_heatmap
from dashboard.logic.charts.migration_sankey import migration_sankey
from dashboard.logic.migration import MOVED_DOWN, MOVED_UP, NEW_CUSTOMER, STOPPED, Movement
from dashboard.logic.periods import check_as_of, month_text
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.customer_list import customer_list
from dashboard.widgets.export_button import export_button
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.made_from import of_moves
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_cell, show_table
from dashboard.widgets.window import is_dark, is_narrow

SINCE, FROM, TO, TABLE = "since", "from", "to", "moves_table"


def moves_section(opened: Opened, question: Question) -> None:
    """Earlier date, sentence, matrix or flow, table whose cells open the customers."""
    earlier = _earlier_month(opened, question)
    if earlier is None:
        st.info(_("There is no earlier month to compare with. Choose a later as-of month."))
        return
    matrix = answer(opened, "moves", question, lambda: opened.reader.migration(question, earlier), earlier)
    movement = answer(opened, "movement", question, lambda: opened.reader.movement(question, earlier), earlier)
    bridge = answer(opened, "bridge", question, lambda: opened.reader.bridge(question, earlier), earlier)
    st.header(_sentence(opened, movement), anchor=False)
    st.caption(_bridge_sentence(opened, bridge).replace("$", r"\$"))
    if question.period.span(earlier).first < opened.marts.build.first_month:
        begins = opened.formats.day(opened.marts.build.data_from)
        st.caption(_("Data from {day}: the earlier period begins before it and holds fewer months.", day=begins))
    _picture(opened, question, matrix)
    with st.container(horizontal=True, vertical_alignment="center"):
        keys = ("migration", MOVED_UP, MOVED_DOWN, STOPPED, "new", "won_back", "revenue_bridge")
        number_card(
            opened,
            keys,
            question,
            lambda: of_moves(opened.formats, matrix, movement, bridge),
            key="moves_card",
            earlier=question.period.span(earlier),
        )
        export_button(opened, question, "migration", key="moves_export", compare_to=earlier)
    rows, columns = _shown(matrix)
    _table(opened, question, matrix, rows, columns)
    _names(opened, question, earlier, rows, columns)


def _earlier_month(opened: Opened, question: Question) -> int | None:
    """The date that the user chose, else the end of the comparison window, else the first month."""
    build, form = opened.marts.build, opened.formats
    months = [month_text(month) for month in range(question.as_of - 1, build.first_month - 1, -1)]
    if not months:
        return None
    usual = month_text(max(min(question.as_of - question.span.months, question.as_of - 1), build.first_month))
    if st.session_state.get(SINCE) not in months:
        st.session_state[SINCE] = ""

    def shown(code: str) -> str:
        return form.month(check_as_of(code or usual, build.first_month, build.last_month))

    options = ["", *(month for month in months if month != usual)]
    chosen = st.selectbox(
        _("Compared with the end of"),
        options,
        key=SINCE,
        format_func={code: shown(code) for code in options}.__getitem__,
        width=240,
        persist_state="session",
    )
    return check_as_of(chosen if chosen in months else usual, build.first_month, build.last_month)


def _sentence(opened: Opened, movement: Movement) -> str:
    form = opened.formats
    if movement.active_before == 0:
        return _("No customer was active at the earlier date.")
    return _(
        "Of {active} active customers {up} moved up, {down} moved down and {stopped} stopped; {new} are new.",
        active=form.whole(movement.active_before),
        up=form.whole(movement.counts[MOVED_UP]),
        down=form.whole(movement.counts[MOVED_DOWN]),
        stopped=form.whole(movement.counts[STOPPED]),
        new=form.whole(movement.counts[NEW_CUSTOMER]),
    )


def _bridge_sentence(opened: Opened, bridge: Bridge) -> str:
    form = opened.formats
    scale = form.scale([bridge.before, bridge.after])
    return _(
        "Net revenue {before} to {after} ({unit}): new {new}, won back {won_back}, "
        "bought more {expansion}, bought less {contraction}, stopped {stopped}.",
        before=form.amount(bridge.before, scale),
        after=form.amount(bridge.after, scale),
        unit=scale.unit,
        **{part: form.amount(amount, scale) for part, amount in bridge.parts.items()},
    )


def _picture(opened: Opened, question: Question, matrix: pd.DataFrame) -> None:
    kinds = {"matrix": _("Matrix"), "flow": _("Flow")}
    kind = st.segmented_control(
        _("Show"), list(kinds), key="moves_kind", default="matrix", required=True, format_func=kinds.__getitem__
    )
    words = chart_words(opened.formats, opened.schemes[question.scheme], question)
    draw = migration_sankey if kind == "flow" else migration_heatmap
    chart = draw(matrix, words, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(chart, key=f"moves_{kind}", theme=None, config=PLAIN, alt=migration_alt(matrix, words))


def _shown(matrix: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Layers with anybody in them, before (New last) and after."""
    held = matrix[matrix["customers"] > 0]
    rows = [layer for layer in dict.fromkeys(matrix["from_layer"]) if layer in set(held["from_layer"])]
    return rows, [layer for layer in dict.fromkeys(matrix["to_layer"]) if layer in set(held["to_layer"])]


def _table(opened: Opened, question: Question, matrix: pd.DataFrame, rows: list[str], columns: list[str]) -> None:
    scheme = opened.schemes[question.scheme]
    wide = matrix.pivot(index="from_layer", columns="to_layer", values="customers").loc[rows, columns]
    wide = wide.rename_axis(columns=None).reset_index()
    shown = [
        Column("from_layer", _("Layer before"), shown=lambda layer: layer_label(layer, scheme), is_pinned=True),
        *(Column(layer, layer_label(layer, scheme), "count") for layer in columns),
    ]
    alt = _("Customers by layer at the earlier and at the later date")
    st.caption(_("Rows: layer at the earlier date. Columns: layer now. Click a cell to see its customers."))
    show_table(
        wide, shown, opened.formats, key=TABLE, alt=alt, select=lambda: _choose(rows, columns), mode="single-cell"
    )


def _choose(rows: list[str], columns: list[str]) -> None:
    cell = chosen_cell(TABLE)
    if cell is not None and cell[0] < len(rows) and cell[1] in columns:
        st.session_state[FROM], st.session_state[TO] = rows[cell[0]], cell[1]


def _back() -> None:
    st.session_state[FROM] = st.session_state[TO] = ""


def _names(opened: Opened, question: Question, earlier: int, rows: list[str], columns: list[str]) -> None:
    came, went = st.session_state.get(FROM), st.session_state.get(TO)
    if came not in rows or went not in columns:
        return
    scheme = opened.schemes[question.scheme]
    title = f"{layer_label(came, scheme)} → {layer_label(went, scheme)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("All moves"), icon=":material/arrow_back:", type="tertiary", key="moves_back", on_click=_back)
        st.markdown(f"› **{title}**")
    customer_list(opened, question, title, Chosen(moved=(came, went, earlier)), key="moves_list")
