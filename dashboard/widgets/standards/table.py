"""The table of standards, and the bars of time beside their limits."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.bullets import Bullet, bullet_chart, is_cut
from dashboard.logic.question import Question
from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.standard import DURATIONS, REGULATOR, SHARE
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.standards.words import actual_text, level_text, rule_text, seconds_text, verdict_text
from dashboard.widgets.tables import Column, chosen_row, fitted, show_table
from dashboard.widgets.window import is_dark, is_narrow

TABLE, CHART = "standards_table", "standards_chart"
HOUR, DAY = 3600, 86_400


def standards_frame(opened: Opened, found: tuple[Attainment, ...], day: int) -> pd.DataFrame:
    """One row per standard, texts and counts."""
    form = opened.formats
    return pd.DataFrame(
        [
            {
                "service": one.standard.service_name,
                "level": level_text(one.standard),
                "rule": rule_text(form, one.standard) + (" *" if one.standard.is_default else ""),
                "actual": actual_text(form, one, day),
                "verdict": verdict_text(one),
                "headroom": one.headroom,
                "kept": f"{form.whole(one.within)} / {form.whole(one.share.denominator)}",
                "open_past": one.past_now,
                "not_yet_due": one.not_yet_due,
                "median": seconds_text(form, one.median_seconds, one.standard, day),
                "p90": seconds_text(form, one.p90_seconds, one.standard, day),
            }
            for one in found
        ]
    )


def standards_table(opened: Opened, found: tuple[Attainment, ...], day: int) -> None:
    """A click on a row opens its tickets below."""
    frame = standards_frame(opened, found, day)
    columns = [
        Column("service", _("Service item"), is_pinned=True),
        Column("rule", _("Promised"), width=fitted(frame["rule"])),
        Column("level", _("Standard of")),
        Column("verdict", _("Verdict")),
        Column("headroom", _("Headroom"), "share"),
        Column("actual", _("Actual"), width=fitted(frame["actual"])),
        Column("kept", _("Kept / due")),
        Column("open_past", _("Open, past the limit now"), "count"),
        Column("not_yet_due", _("Not yet due"), "count"),
        Column("median", _("Median, open ones in")),
        Column("p90", _("90% are done within")),
    ]
    ids = [one.standard.id for one in found]
    show_table(
        frame,
        columns,
        opened.formats,
        key=TABLE,
        alt=_("Each standard with what was promised, what was done, and whether it is met"),
        select=lambda: _open(ids),
    )
    st.caption(_("Click a row for its months, its parts and its ten worst tickets."))


def _open(ids: list[str]) -> None:
    row = chosen_row(TABLE)
    if row is not None and row < len(ids):
        st.session_state["standard"] = ids[row]


def bullets(opened: Opened, found: tuple[Attainment, ...], day: int) -> tuple[list[Bullet], str]:
    """A row per service and rule with a limit in time for all customers, and the unit: hours, or days where every limit
    is of natural days."""
    rows: dict[tuple[object, ...], list[Attainment]] = {}
    for one in found:
        rule = one.standard
        if rule.rule in DURATIONS and rule.is_usable and rule.tier is None and one.bar_seconds is not None:
            target = rule.target if rule.rule == SHARE else None
            rows.setdefault((rule.service_code, rule.rule, rule.is_working, target), []).append(one)
    limits = [one.standard.limit_seconds or 0 for group in rows.values() for one in group]
    in_days = bool(limits) and max(limits) > 4 * DAY and not any(key[2] for key in rows)
    unit = DAY if in_days else HOUR
    shown = [_bullet(opened, group, unit, day) for group in rows.values()]
    return shown, _("days") if in_days else _("hours")


def _bullet(opened: Opened, group: list[Attainment], unit: int, day: int) -> Bullet:
    limits = {one.standard.level == REGULATOR: (one.standard.limit_seconds or 0) / unit for one in group}
    first = group[0]
    is_broken = any(one.is_met is False for one in group)
    told = seconds_text(opened.formats, first.bar_seconds, first.standard, day)
    name = f"{first.standard.service_name} · {_kind_text(opened, first)}"
    return Bullet(
        first.standard.id,
        name,
        (first.bar_seconds or 0) / unit,
        limits.get(True),
        limits.get(False),
        f"{told} {'✗' if is_broken else '✓'}",
    )


def _kind_text(opened: Opened, one: Attainment) -> str:
    rule = one.standard
    if rule.rule == SHARE:
        return _("{share} done", share=opened.formats.headline_share(rule.target))
    return _("average") if rule.rule == "duration_mean" else _("longest")


def standards_chart(opened: Opened, question: Question, found: tuple[Attainment, ...], day: int, alt: str) -> None:
    rows, unit = bullets(opened, found, day)
    if not rows:
        return
    words = chart_words(opened.formats, opened.schemes[question.scheme], question)
    chart = bullet_chart(
        rows,
        words,
        heading=_("Time taken against the limits, in {unit}", unit=unit),
        regulator=_("Regulator's limit"),
        company=_("Company's limit"),
        dark=is_dark(),
        narrow=is_narrow(),
    )
    drawn = {one.id for one in rows}
    with st.container():  # there with nothing to say, too: the chart keeps its place
        if any(is_cut(one, rows) for one in rows):
            st.caption(_("A bar that runs to the edge is longer than the chart: its time stands beside it."))
        if any(one.standard.id in drawn and one.standard.has_working_limit for one in found):
            hours = opened.formats.number(day / HOUR)
            st.caption(_("A working day is drawn as its {n} office hours.", n=hours))
    st.plotly_chart(
        chart,
        key=CHART,
        on_select=_choose,
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=alt + " " + "; ".join(f"{one.name}: {one.told}" for one in rows),
    )


def _choose() -> None:
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    if points and isinstance(points[0].get("customdata"), str):
        st.session_state["standard"] = points[0]["customdata"]
