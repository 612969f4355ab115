"""How complete and fresh the files of customers are, by section and tier, and whose lack what."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.share_heatmap import share_heatmap
from dashboard.logic.customer_file import CustomerFiles, FileFacts
from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.file_policy import SECTION_TITLES, SECTIONS
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.landing import look_up_customer
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.quality.words import field_names, tier_name
from dashboard.widgets.tables import Column, chosen_row, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

ROWS = 10
MOST_GROUPS = 12


def files_section(opened: Opened, question: Question, files: CustomerFiles, facts: FileFacts) -> None:
    """M23 and M24."""
    st.subheader(_("Customer files"), anchor=False)
    if not len(files):
        st.info(_("There are no customers to show."))
        return
    st.markdown(_sentence(opened, files, facts).replace("$", r"\$"))
    groups = _groups(opened)
    by = st.segmented_control(
        _("By"), list(groups), default="service_tier", key="quality_by", format_func=groups.__getitem__, required=True
    )
    _picture(opened, question, str(by or "service_tier"))
    number_card(
        opened,
        ["file_completeness", "file_freshness"],
        question,
        lambda: _made(opened, files, facts),
        key="quality_file_card",
    )
    _list(opened)


def _groups(opened: Opened) -> dict[str, str]:
    """What is told apart; nothing that is hidden from this viewer."""
    titles = {
        "service_tier": _("Decided tier"),
        "department": _("Department"),
        "account_manager_id": _("Account manager"),
        "region": _("Region"),
    }
    return {name: title for name, title in titles.items() if name not in opened.viewer.veiled}


def _sentence(opened: Opened, files: CustomerFiles, facts: FileFacts) -> str:
    form = opened.formats
    return _(
        "{complete} of the required fields are filled and valid, {fresh} are confirmed in time; "
        "{n} of {all} customers lack at least one.",
        complete=form.headline_share(facts.completeness.value),
        fresh=form.headline_share(facts.freshness.value),
        n=form.whole(int((facts.missing > 0).sum())),
        all=form.whole(len(files)),
    )


def _picture(opened: Opened, question: Question, by: str) -> None:
    found = answer(opened, "file_shares", None, lambda: opened.reader.file_shares(by), by)
    whole = found[found["section"].isna()]
    largest = whole.sort_values("customers", ascending=False, kind="stable")["group"].tolist()[:MOST_GROUPS]
    order = [tier for tier in TIER_ROWS if tier in largest] if by == "service_tier" else largest
    sections = [None, *SECTIONS]
    titles = [_("All"), *(_(SECTION_TITLES[section]) for section in SECTIONS)]
    cells = {(section, group): sums for section, group, _n, *sums in found.itertuples(index=False, name=None)}
    shares, details = [], []
    for group in order:
        rows = [cells[section, group] for section in sections]
        shares.append([good / required if required else float("nan") for required, good, _fresh in rows])
        details.append([_detail(opened, good, required, fresh) for required, good, fresh in rows])
    names = [_group_name(by, group) for group in order]
    words = chart_words(opened.formats, opened.schemes[question.scheme], question)
    frame = pd.DataFrame(shares, index=pd.Index(names, dtype=object), columns=titles)
    chart = share_heatmap(frame, pd.DataFrame(details, columns=titles), words, dark=is_dark(), narrow=is_narrow())
    alt = _("Completeness of customer files by section.")
    st.plotly_chart(chart, key="quality_files", theme=None, config=PLAIN, alt=alt)
    if len(whole) > len(order):
        st.caption(_("The {n} with most customers are shown.", n=MOST_GROUPS))
    table_behind("quality_files_behind", lambda: _share_table(opened, by, whole, largest))


def _share_table(opened: Opened, by: str, whole: pd.DataFrame, shown: list[str | None]) -> None:
    rows = whole[whole["group"].isin(shown)]
    frame = pd.DataFrame(
        {
            "name": [_group_name(by, group) for group in rows["group"]],
            "customers": rows["customers"].tolist(),
            "required": rows["required"].tolist(),
            "good": rows["good"].tolist(),
            "share": [good / need if need else None for good, need in zip(rows["good"], rows["required"], strict=True)],
            "fresh": [one / need if need else None for one, need in zip(rows["fresh"], rows["required"], strict=True)],
        }
    )
    columns = (
        Column("name", _groups(opened)[by], is_pinned=True),
        Column("customers", _("Customers"), "count"),
        Column("required", _("Required fields"), "count"),
        Column("good", _("Filled and valid"), "count"),
        Column("share", _("Files complete"), "share"),
        Column("fresh", _("Files fresh"), "share"),
    )
    show_table(frame, columns, opened.formats, key="quality_file_shares", alt=_("Customer files, one group per row"))


def _detail(opened: Opened, good: int, required: int, fresh: int) -> str:
    form = opened.formats
    return _(
        "{good} of {required} fields filled and valid, {fresh} confirmed in time",
        good=form.whole(good),
        required=form.whole(required),
        fresh=form.whole(fresh),
    )


def _group_name(by: str, group: str | None) -> str:
    if by == "service_tier":
        return tier_name(str(group))
    return _("(not given)") if group is None else str(group)


def _list(opened: Opened) -> None:
    """Customers with something missing, those that bring most first."""
    sections = {"": _("All sections"), **{name: _(SECTION_TITLES[name]) for name in SECTIONS}}
    tiers = {"": _("All tiers"), **{tier: tier_name(tier) for tier in TIER_ROWS}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        section = st.selectbox(
            _("Section"), list(sections), key="quality_section", format_func=sections.__getitem__, width=220
        )
        tier = st.selectbox(
            _("Decided tier"), list(tiers), key="quality_tier", format_func=tiers.__getitem__, width=220
        )
    place = f"quality_page_{section}_{tier}"
    page = int(st.session_state.get(place, 1))
    frame, total = opened.reader.incomplete_files(
        section=section or None, tier=tier or None, offset=(page - 1) * ROWS, limit=ROWS
    )
    if not total:
        st.info(_("No customer lacks a required field here."))
        return
    st.markdown(
        ngettext("{n} customer lacks a required field", "{n} customers lack a required field", total,
                 n=opened.formats.whole(total))
    )  # fmt: skip
    columns = (
        Column("customer_id", _("Customer"), is_pinned=True),
        Column("customer_name", _("Name")),
        Column("service_tier", _("Decided tier"), shown=lambda tier: tier_name(str(tier))),
        Column("account_manager_name", _("Account manager")),
        Column("revenue", _("Net revenue"), "money"),
        Column("good", _("Filled and valid"), "count"),
        Column("required", _("Required fields"), "count"),
        Column("missing", _("Missing"), shown=lambda names: field_names(str(names))),
        Column("confirmed_on", _("Confirmed"), "day"),
    )
    can_open = opened.viewer.may(Right.CUSTOMERS) and "customer_id" not in opened.viewer.veiled
    key = f"{place}_{page}"
    alt = _("Customers with gaps in their file")
    show_table(frame, columns, opened.formats, key=key, alt=alt, select=(lambda: None) if can_open else None)
    row = chosen_row(key) if can_open else None
    if row is not None and row < len(frame):
        look_up_customer(str(frame["customer_id"].iloc[row]))
    pages = -(-total // ROWS)
    if pages > 1:
        st.pagination(pages, key=place, width="content")
    if can_open:
        st.caption(_("Click a row to find the customer in My customers."))


def _made(opened: Opened, files: CustomerFiles, facts: FileFacts) -> dict[str, MadeFrom]:
    form = opened.formats
    return {
        name: MadeFrom(len(files), form.whole(share.numerator), form.whole(share.denominator))
        for name, share in (("file_completeness", facts.completeness), ("file_freshness", facts.freshness))
    }
