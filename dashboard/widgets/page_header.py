"""The first lines of every page: what it is, of when, of which data and build."""

import streamlit as st

from dashboard.data.demo.demo_home import is_demo_home
from dashboard.logic.question import Question
from dashboard.widgets.language import _
from dashboard.widgets.local_only import local_only_words
from dashboard.widgets.opened import Opened, has_login


def page_header(
    opened: Opened, title: str, question: Question, *, with_period: bool = True, through: bool = False
) -> None:
    """Title, beside it what is special (demo, no login), and one line with both dates, company and build; period and
    comparison where these rule the page. ``through``: the page goes by the day the data reach, and names its own
    window."""
    build, form = opened.marts.build, opened.formats
    is_demo = is_demo_home(opened.home)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="content")
        if is_demo:
            st.badge(_("Demo company, invented data"), icon=":material/science:", color="blue")
        if not has_login():
            st.badge(local_only_words(), color="gray")
    parts = [opened.company] if opened.company and not is_demo else []
    if through:
        parts.append(_service_window(opened, question))
    else:
        parts += _when(opened, question) if with_period else [_as_of(opened, question)]
    parts += [
        _("Data through {day}", day=form.day(build.data_through)),
        _("Build {build}", build=build.build_id.rpartition("-")[2]),
    ]
    st.caption(" · ".join(parts))
    with st.container():  # there without the warning, too: what follows keeps its place in the page
        if with_period and not through and question.as_of > build.default_as_of:
            st.warning(
                _("{month} is not complete: the data ends before its last day.", month=form.month(question.as_of))
            )


def _service_window(opened: Opened, question: Question) -> str:
    window, form = opened.reader.service_window(question), opened.formats
    return _("{start} to {end}", start=form.day(window.starts_on), end=form.day(window.through_on))


def _as_of(opened: Opened, question: Question) -> str:
    return _("As of {day}", day=opened.formats.day(question.span.ends_on))


def _when(opened: Opened, question: Question) -> list[str]:
    build, form = opened.marts.build, opened.formats
    span, compared = question.span, question.comparison_span(build.first_month)
    parts = [
        _as_of(opened, question),
        form.span(span.first, span.last),
    ]
    if compared is None:
        parts.append(_("no comparison: the data begins in {month}", month=form.month(build.first_month)))
    else:
        parts.append(_("compared with {span}", span=form.span(compared.first, compared.last)))
    if span.first < build.first_month:
        parts.append(_("data from {day}", day=form.day(build.data_from)))
    return parts
