"""The figures of the iceberg in a row, and how they were made."""

import streamlit as st

from dashboard.data.reading.iceberg.iceberg_figures import IcebergFigures
from dashboard.logic.iceberg.iceberg import Iceberg, LossRates, contribution_at_risk
from dashboard.widgets.iceberg.words import plain, value_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.window import is_narrow


def at_risk(figures: IcebergFigures, silent: float, losses: LossRates) -> float | None:
    """Money units; None where nobody is active: then there is no average."""
    average = figures.average.value
    return None if average is None else contribution_at_risk(silent, average, losses)


def berg_cards(opened: Opened, figures: IcebergFigures, berg: Iceberg, losses: LossRates) -> None:
    form = opened.formats
    fewest, most = berg.silent_range
    risk = at_risk(figures, berg.silent, losses)
    is_none = risk is not None and risk < 0
    found = _("none found") if is_none else form.headline_amount(risk)
    with st.grid(2 if is_narrow() else 4, min_column_width=LEAST_WIDTH):
        cards = (
            (_("Complained"), form.whole(berg.complaining), _("counted")),
            (_("Dissatisfied"), form.whole(berg.dissatisfied), _("estimated")),
            (
                _("Silent"),
                form.whole(berg.silent),
                _("{low} to {high}", low=form.whole(fewest), high=form.whole(most)),
            ),
            (_("Contribution at risk"), found, _("see the reason below") if is_none else value_text(figures.base)),
        )
        for title, value, below in cards:
            st.metric(
                title,
                value + AS_TEXT,
                None,
                delta_description=below,
                border=True,
                height="stretch",
            )


def berg_notes(opened: Opened, figures: IcebergFigures, losses: LossRates) -> None:
    form = opened.formats
    notes = []
    if figures.of_nobody:
        notes.append(
            ngettext(
                "{n} complaint names no known customer and is not counted.",
                "{n} complaints name no known customer and are not counted.",
                figures.of_nobody,
                n=form.whole(figures.of_nobody),
            )
        )
    if figures.average.value is not None:
        notes.append(
            _(
                "At risk = silent customers x {average} {value} per active customer x ({loss} − {base}).",
                average=form.headline_amount(figures.average.value),
                value=value_text(figures.base),
                loss=form.share(losses.dissatisfied),
                base=form.share(losses.base),
            )
        )
    if losses.complaining is not None and losses.others is not None:
        notes.append(_measured(opened, losses))
    elif losses.difference < 0:
        notes.append(_("The dissatisfied are assumed to stop less often than the others: nothing is at risk then."))
    st.caption(plain("  \n".join(notes)))


def _measured(opened: Opened, losses: LossRates) -> str:
    form, told, others = opened.formats, losses.complaining, losses.others
    if told is None or others is None:
        return ""
    said = _(
        "Measured: {a} of {b} active customers with a complaint in the period before have stopped, {c} of {d} without.",
        a=form.whole(told.numerator),
        b=form.whole(told.denominator),
        c=form.whole(others.numerator),
        d=form.whole(others.denominator),
    )
    if losses.difference > 0:
        return said
    return said + " " + _("Those who complained stopped no more often, so this formula finds nothing at risk.")
