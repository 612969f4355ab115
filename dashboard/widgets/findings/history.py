"""What was entered about a finding, by whom and when: every version of it and of its fix."""

from datetime import datetime
from itertools import pairwise

import streamlit as st

from dashboard.data.reading.masking import MASK
from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.data.records.models import Finding, Rectification
from dashboard.data.records.rectifications import finding_history
from dashboard.widgets.findings.words import effect_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.records import records
from dashboard.widgets.text_table import text_table

Row = tuple[datetime, str, str]


def finding_versions(opened: Opened, entry: LoopEntry) -> None:
    """Of a finding that the viewer may see. Logins are hidden from who sees people as codes only."""
    found, fixes = finding_history(records(), entry.finding.thing_id)
    rows = sorted([*_finding_rows(found), *_fix_rows(fixes)], key=lambda row: row[0])
    hides = "account_manager_id" in opened.viewer.masks
    table = {
        _("When"): [opened.formats.moment(at.astimezone()) for at, _by, _what in rows],
        _("What"): [what for _at, _by, what in rows],
        _("Entered by"): [MASK if hides else by for _at, by, _what in rows],
    }
    title = _("History")
    st.markdown(f"**{title}**")
    text_table(table, key="finding_history", alt=title)


def _finding_rows(versions: list[Finding]) -> list[Row]:
    rows = [(one.created_at, one.created_by, _("Entered")) for one in versions[:1]]
    for before, one in pairwise(versions):
        what = _("Published") if one.published_at != before.published_at else _("Closed")
        rows.append((one.created_at, one.created_by, what))
    return rows


def _fix_rows(versions: list[Rectification]) -> list[Row]:
    rows = [(one.created_at, one.created_by, _("Fix assigned")) for one in versions[:1]]
    for before, one in pairwise(versions):
        if one.replied_at != before.replied_at:
            what = _("Reply given")
        elif one.evaluated_at != before.evaluated_at:
            what = _("Evaluated: {verdict}", verdict=effect_text(one.verdict))
        else:
            what = _("Fix changed")
        rows.append((one.created_at, one.created_by, what))
    return rows
