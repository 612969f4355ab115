"""The page Service standards: what was promised of each service, and delivery on time."""

import streamlit as st

from dashboard.data.reading.standards.ticket_parameters import company_time
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.standards.attainment import Attainment
from dashboard.widgets.export_button import export_button
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.standards.delivery import delivery_view
from dashboard.widgets.standards.fields import VIEW, standard_field, standards_fields
from dashboard.widgets.standards.headline import leading, met_text, standards_headline
from dashboard.widgets.standards.one import one_standard
from dashboard.widgets.standards.table import standards_chart, standards_table
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import one_line, plain_text
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.viewing import require_viewer


@st.fragment
def standards_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        titles = {"standards": _("Standards of services"), "delivery": _("Delivery on time")}
        view_switch(VIEW, titles, _("View"))
        (_standards if VIEW.chosen()[0] == "standards" else delivery_view)(opened, question)
        write_link(standards_fields(opened))


def _standards(opened: Opened, question: Question) -> None:
    reader = opened.reader
    if not reader.has_tickets():
        st.info(
            _(
                "The file {file} unlocks this view: a row per ticket with its service, when it was reported and when "
                "it was finished. With these alone times and shares within a limit are shown; whether appointments "
                "were kept needs the time agreed on and the time of the start.",
                file=table_title("service_tickets"),
            )
        )
        return
    found, day = reader.standards(question), company_time(opened.marts).hours.seconds
    headline = standards_headline(opened, found, day)
    st.header(plain_text(one_line(headline)), anchor=False)
    st.caption(met_text(opened, found))
    _notes(opened, found)
    if not found:
        return
    standards_chart(opened, question, found, day, headline)
    standards_table(opened, found, day)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, ["standard_kept"], question, lambda: _made_from(opened, found), key="standards_card")
        export_button(opened, question, "standards", key="standards_export")
    _ticket_export(opened, question)
    one = _chosen(opened, found)
    if one is not None:
        one_standard(opened, question, one, day)


def _ticket_export(opened: Opened, question: Question) -> None:
    if opened.viewer.may(Right.EXPORT) and opened.viewer.may(Right.CUSTOMERS):
        draw = lambda: export_button(opened, question, "tickets", key="tickets_export")  # noqa: E731
        table_behind("tickets_behind", draw, title=_("Every ticket as a file"))


def _chosen(opened: Opened, found: tuple[Attainment, ...]) -> Attainment | None:
    """The standard of the link or the row clicked, else that of the headline."""
    wanted = standard_field(opened).chosen()[0]
    return next((one for one in found if one.standard.id == wanted), None) or leading(found)


def _notes(opened: Opened, found: tuple[Attainment, ...]) -> None:
    """What must be known to read the table."""
    said = []
    if any(one.standard.is_default for one in found):
        said.append(
            _(
                "* Shipped standards, recognised by the service code: the company has given none. The file {file} "
                "takes their place.",
                file=table_title("service_standards"),
            )
        )
    if any(one.standard.rule == "duration_mean" for one in found):
        said.append(
            _("An average knows finished tickets only. It is met if it also holds with the open ones past their limit.")
        )
    missing = opened.reader.services_without_standard()
    if missing:
        said.append(_("No standard for: {services}.", services=", ".join(missing[:10])))
    unusable = [one.standard.service_name for one in found if not one.standard.is_usable]
    if unusable:
        said.append(_("No limit with a unit, so not judged: {services}.", services=", ".join(unusable[:10])))
    with st.container():  # there with nothing to say, too: chart and table below keep their places
        if said:
            st.caption("  \n".join(plain_text(one_line(one)) for one in said))


def _made_from(opened: Opened, found: tuple[Attainment, ...]) -> dict[str, MadeFrom]:
    one, form = leading(found), opened.formats
    if one is None:
        return {}
    share = one.share
    return {"standard_kept": MadeFrom(numerator=form.whole(share.numerator), denominator=form.whole(share.denominator))}
