"""The filters of My customers: a short row, the rest behind a button, and what is asked for in one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import streamlit as st

from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.portfolio import BEST_FIRST, PortfolioSummary
from dashboard.logic.portfolio_filter import AMOUNT, CHANGES, NEVER_ORDERED, PortfolioFilter
from dashboard.logic.question import Question
from dashboard.widgets.answers import choices
from dashboard.widgets.filter_bar import COLUMNS, draw_choice, filter_fields
from dashboard.widgets.labels import layer_label, tier_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import NOTHING, portfolio_fields
from dashboard.widgets.portfolio.choice import MOST_TYPED, TEXT, clear_filters
from dashboard.widgets.portfolio.words import change_label, direction_label, near_label, quiet_label
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.window import is_narrow

NEAR = ("5", "10", "25", "50")
QUIET = ("30", "60", "90", "180", "365", NEVER_ORDERED)
BOX_WIDTH = 520  # px; a narrow window takes less


def portfolio_filters(opened: Opened, question: Question, summary: PortfolioSummary, wanted: PortfolioFilter) -> None:
    """Search, layer, direction, change; decided tier, region, industry, amounts and last order behind a button."""
    scheme = opened.schemes[question.scheme]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Find"),
            key=TEXT,
            max_chars=MOST_TYPED,
            type="search",
            live=True,
            placeholder=_("Name, initials, number"),
            icon=":material/search:",
            disabled={"customer_id", "customer_name"} <= opened.viewer.veiled,
            width=170 if is_narrow() else 215,  # narrow: two boxes beside each other
            persist_state="session",
        )
        layers = {layer: layer_label(layer, scheme) for layer in opened.reader.portfolio_layers(question)}
        _many("layers", _("Value layer"), layers, summary.layers, opened, width=180)
        directions = {direction: direction_label(direction) for direction in BEST_FIRST}
        _many("moves", _("Direction"), directions, summary.directions, opened, width=180)
        _one("change", _("Revenue"), CHANGES, change_label, is_off=summary.revenue_before is None, width=170)
        _more(opened, question, summary, wanted)


def _many(
    name: str,
    title: str,
    words: Mapping[str, str],
    counts: Mapping[str, int],
    opened: Opened,
    *,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Only what somebody has, and what is chosen already."""
    held = st.session_state.get(name) or ()
    options = [code for code in words if counts.get(code) or code in held]
    # What stays chosen of another scheme is in the state, not in the list: the widget would refuse it.
    if any(code not in words for code in held):
        st.session_state[name] = [code for code in held if code in words]
    form = opened.formats
    shown = {code: f"{words[code]} ({form.whole(counts.get(code, 0))})" for code in options}
    st.multiselect(
        title,
        options,
        key=name,
        format_func=shown.__getitem__,
        placeholder=_("All"),
        disabled=not options,
        width=width,
        persist_state="session",
    )


def _one(
    name: str,
    title: str,
    codes: Sequence[str],
    words: Callable[[str], str],
    *,
    is_off: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """One of the usual values, or the one that came with the link."""
    held = str(st.session_state.get(name) or NOTHING)
    options = [NOTHING, *codes, *([held] if held and held not in codes else [])]
    shown = {code: words(code) if code else _("All") for code in options}
    st.selectbox(
        title,
        options,
        key=name,
        format_func=shown.__getitem__,
        disabled=is_off,
        help=_("There is no period to compare with.") if is_off else None,
        width=width,
        persist_state="session",
    )


def _more(opened: Opened, question: Question, summary: PortfolioSummary, wanted: PortfolioFilter) -> None:
    """Drawn when it is opened; what is chosen stays in the state meanwhile."""
    held = sum(bool(getattr(wanted, name)) for name in ("tiers", "near", "missing", "least", "most", "quiet"))
    held += sum(column in ("region", "industry") for column, _values in question.filters)
    title = _("More filters ({n})", n=held) if held else _("More filters")
    box = st.popover(title, icon=":material/tune:", key="portfolio_more", on_change="rerun")
    if not box.open:
        return
    fields, money = filter_fields(opened), opened.formats.currency_word()
    unit = _("orders") if question.base == "orders" else money
    with box, st.container(width=BOX_WIDTH):
        left, right = st.columns(2)
        with left:
            draw_choice(opened, fields["region"], counted=True)
            _many("tiers", _("Decided tier"), {tier: tier_label(tier) for tier in TIER_ROWS}, summary.tiers, opened)
            _one("near", _("To the next layer"), NEAR, near_label)
            _amount("least", _("Net revenue from ({unit})", unit=money))
        with right:
            draw_choice(opened, fields["industry"], counted=True)
            _one("quiet", _("Last order"), QUIET, quiet_label)
            _amount("missing", _("To the next layer, at most ({unit})", unit=unit))
            _amount("most", _("to ({unit})", unit=money))


def _amount(name: str, title: str) -> None:
    st.text_input(
        title,
        key=name,
        max_chars=20,
        validate=(f"^({AMOUNT})?$", _("Write a plain number, such as 50000.")),
        persist_state="session",
    )


def asked_for(opened: Opened, question: Question, wanted: PortfolioFilter) -> None:
    """Everything asked for in one line, with one button that takes it all back."""
    parts = [*_own_parts(opened, question, wanted), *_shared_parts(opened, question)]
    if not parts:
        return
    fields = [*filter_fields(opened).values(), *portfolio_fields(opened)]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Clear all filters"),
            icon=":material/filter_alt_off:",
            type="tertiary",
            key="portfolio_clear",
            on_click=clear_filters,
            args=(fields,),
        )
        st.caption(plain_text(" · ".join(parts)), width="content")


def _own_parts(opened: Opened, question: Question, wanted: PortfolioFilter) -> list[str]:
    scheme, money = opened.schemes[question.scheme], opened.formats.currency_word()
    unit = _("orders") if question.base == "orders" else money
    parts = [_("“{words}”", words=wanted.text)] if wanted.text else []
    parts += [_any_of(layer_label(layer, scheme) for layer in wanted.layers)] if wanted.layers else []
    parts += [_any_of(direction_label(one) for one in wanted.directions)] if wanted.directions else []
    parts += [_any_of(tier_label(tier) for tier in wanted.tiers)] if wanted.tiers else []
    parts += [change_label(wanted.change)] if wanted.change else []
    parts += [near_label(wanted.near)] if wanted.near else []
    parts += (
        [_("at most {amount} {unit} to the next layer", amount=wanted.missing, unit=unit)] if wanted.missing else []
    )
    parts += [_("net revenue from {amount} {unit}", amount=wanted.least, unit=money)] if wanted.least else []
    parts += [_("net revenue up to {amount} {unit}", amount=wanted.most, unit=money)] if wanted.most else []
    return parts + ([quiet_label(wanted.quiet)] if wanted.quiet else [])


def _shared_parts(opened: Opened, question: Question) -> list[str]:
    parts = []
    for column, values in question.filters:
        if column != COLUMNS["manager"]:
            labels = {one.value: one.label or _("(not given)") for one in choices(opened, column)}
            parts.append(_any_of(labels.get(value, value) for value in values))
    return parts


def _any_of(names: Iterable[str]) -> str:
    return " / ".join(names)
