"""The shared filters in the side bar: kept across pages and in the URL. Their result is one Question."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.logic.periods import Period, check_as_of, month_text
from dashboard.logic.question import Question
from dashboard.logic.schemes import Scheme
from dashboard.widgets import labels
from dashboard.widgets.answers import choices
from dashboard.widgets.language import _
from dashboard.widgets.link import BUILD, Field, Values, full_link, take_over, write_link
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import page_fields
from dashboard.widgets.saved_views import saved_views
from dashboard.widgets.text_table import plain_text

COLUMNS = {"region": "region", "industry": "industry", "manager": "account_manager_id"}
WITH_OWN_SELECTION = ("portfolio",)
"""Pages that draw the choices of COLUMNS themselves, beside filters of their own."""
WITHOUT_COMPARISON = ("complaints", "cases", "iceberg", "recusal", "standards", "surveys", "findings")
"""Pages about the service: an earlier period is the same days a year ago, where there is one at all."""
WITHOUT_LAYERS = ("cases", "recusal", "standards", "findings")
"""Pages where no figure depends on a value layer."""
_QUESTION = "question"


def filter_fields(opened: Opened) -> dict[str, Field]:
    """What can be chosen in this build by this viewer, by URL parameter."""
    build = opened.marts.build
    months = tuple(month_text(month) for month in range(build.last_month, build.first_month - 1, -1))
    fields = [
        Field("as_of", months, (month_text(build.default_as_of),)),
        Field("period", labels.PERIODS, ("12",)),
        Field("compare", labels.COMPARISONS, ("before",)),
        Field("scheme", tuple(opened.schemes), ("curry",)),
        Field("value", labels.VALUE_BASES, ("revenue",)),
        Field("cuts", labels.CUTS, ("company",)),
    ]
    for name, column in COLUMNS.items():
        fields.append(Field(name, tuple(choice.value for choice in choices(opened, column)), (), many=True))
    return {field.name: field for field in fields}


def _one(
    field: Field, label: str, shown: Callable[[str], str], *, disabled: bool = False, explained: str | None = None
) -> None:
    words = {code: shown(code) for code in field.listed}
    st.selectbox(
        label,
        field.listed,
        key=field.name,
        format_func=words.__getitem__,
        disabled=disabled,
        help=explained,
        persist_state="session",
    )


def _draw_time(opened: Opened, fields: Mapping[str, Field], page: str) -> None:
    build, form = opened.marts.build, opened.formats

    def month(code: str) -> str:
        number = check_as_of(code, build.first_month, build.last_month)
        incomplete = number > build.default_as_of
        return _("{month} (incomplete)", month=form.month(number)) if incomplete else form.month(number)

    _one(
        fields["as_of"],
        _("As-of month"),
        month,
        explained=_("The month end that rules the pyramid, movement and structure."),
    )
    _one(fields["period"], _("Period"), labels.period_label)
    if page not in WITHOUT_COMPARISON:
        _one(fields["compare"], _("Comparison"), labels.comparison_label)


def _draw_rule(opened: Opened, fields: Mapping[str, Field]) -> None:
    names = {name: labels.short_scheme_label(scheme) for name, scheme in opened.schemes.items()}
    rule = labels.scheme_label(scheme_of(opened, fields))
    _one(fields["scheme"], _("Layer scheme"), names.__getitem__, explained=rule)
    locked = scheme_of(opened, fields).value_base
    if locked:
        fields["value"].keep((locked,))
    reason = _("The scheme sets what customers are ranked by.") if locked else None
    _one(fields["value"], _("Ranked by"), labels.value_base_label, disabled=bool(locked), explained=reason)
    if opened.viewer.scope.all:
        explained = _("A layer is decided once for the whole company. The other choice ranks only the customers shown.")
        _one(fields["cuts"], _("Layer boundaries"), labels.cuts_label, explained=explained)


def draw_choice(
    opened: Opened, field: Field, *, counted: bool = False, placeholder: str = "", label: bool = True
) -> None:
    """One of COLUMNS, where there is anything to choose; ``counted``: with the number of customers in scope."""
    titles = {"region": _("Region"), "industry": _("Industry"), "manager": _("Account manager")}
    found = choices(opened, COLUMNS[field.name])
    if len(found) < 2 and not field.chosen():
        return
    form = opened.formats
    shown = {one.value: one.label or _("(not given)") for one in found}
    if counted:
        shown = {one.value: f"{shown[one.value]} ({form.whole(one.customers)})" for one in found}
    st.multiselect(
        titles[field.name],
        field.listed,
        key=field.name,
        format_func=shown.__getitem__,
        placeholder=placeholder or _("All"),
        label_visibility="visible" if label else "collapsed",
        persist_state="session",
    )


def scheme_of(opened: Opened, fields: Mapping[str, Field]) -> Scheme:
    """The chosen scheme."""
    return opened.schemes[fields["scheme"].chosen()[0]]


def filter_bar(
    opened: Opened, language: Field, *, page: str, draw: bool, unknown: Sequence[tuple[str, str]] = ()
) -> None:
    """Take over the link, draw the filters (or only keep them) and remember the Question for the page.

    ``unknown``: parameters that were found to mean nothing before; all are named.
    """
    fields = filter_fields(opened)
    everything = [language, *fields.values(), *page_fields(opened, page)]
    unknown = [*unknown, *take_over(everything[1:], page)]
    if draw:
        _draw_time(opened, fields, page)
        if page not in WITHOUT_LAYERS:
            _draw_rule(opened, fields)
        for name in COLUMNS if page not in WITH_OWN_SELECTION else ():
            draw_choice(opened, fields[name])
    link_build = st.query_params.get(BUILD)
    question = question_of(opened, {name: field.chosen() for name, field in fields.items()})
    st.session_state[_QUESTION] = question
    write_link(everything)
    with st.container():  # there with nothing to say, too: the buttons below keep their place
        if unknown:
            text = _("The link says {name} = {value}, which is not known here; the usual value is shown instead.")
            st.warning("  \n".join(text.format(name=name, value=plain_text(value)) for name, value in unknown))
        if link_build and link_build != opened.marts.build.build_id:
            st.info(_("This link was made with another build of the data: figures may differ."))
    if draw:
        _copy_link(opened, everything, language)
        saved_views(opened, page, everything[1:])


def question_of(opened: Opened, values: Mapping[str, Values]) -> Question:
    """The question that valid values of ``filter_fields`` ask."""
    build = opened.marts.build
    code = {name: chosen[0] for name, chosen in values.items() if name not in COLUMNS}
    scheme = opened.schemes[code["scheme"]]
    return Question(
        as_of=check_as_of(code["as_of"], build.first_month, build.last_month),
        period=Period.parse(code["period"]),
        comparison="last_year" if code["compare"] == "last_year" else "before",
        scheme=code["scheme"],
        base=scheme.value_base or code["value"],
        cuts="selection" if code["cuts"] == "selection" and opened.viewer.scope.all else "company",
        filters=tuple((column, values[name]) for name, column in COLUMNS.items() if values[name]),
    )


def _copy_link(opened: Opened, fields: list[Field], language: Field) -> None:
    with st.popover(_("Copy link"), icon=":material/link:", width="stretch"):
        st.caption(_("This link writes every choice out. Whoever opens it sees it with their own rights."))
        link = full_link(fields[1:], build_id=opened.marts.build.build_id, language=language.chosen()[0])
        st.code(link, language=None, wrap_lines=True)


def chosen_question() -> Question:
    """The Question of this run; ends the run if the entry script did not set one."""
    question = st.session_state.get(_QUESTION)
    if question is None:
        st.stop()
    return question
