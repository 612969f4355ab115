"""A file with one row per respondent: which of its columns hold answers, and what the words in them stand for."""

from dataclasses import replace

import streamlit as st

from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.mapping.plans import Cell, Target, composed, is_closed, mapping_of
from dashboard.data.importing.mapping.trying import Tried
from dashboard.data.importing.mapping.unpivot import item_positions, long_columns
from dashboard.logic.problems import Problem
from dashboard.widgets.imported.current import change_files
from dashboard.widgets.imported.looked import KindOfFile
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.language import _
from dashboard.widgets.text_table import plain_text

REJECTED, NOTHING = "\x00rejected", ""
"""Choices beside the numbers: the word stays as it is and is no score; it says nothing."""
NUMBERS = (*map(str, range(12)), "98", "99")
MOST_WORDS = 12


def wide_target(kind: KindOfFile) -> Target | None:
    """The one wide table that the plan's mapping fills; None where it is another mapping."""
    try:
        mapping = mapping_of(kind.plan.toml, kind.plan.profile)
    except Problem:
        return None  # the check of the whole file says it
    is_one = len(mapping.targets) == 1 and mapping.targets[0].is_wide and is_closed(mapping)
    return mapping.targets[0] if is_one else None


def wide_fields(job: Job, kind: KindOfFile, target: Target) -> None:
    """Both questions, and what is not taken from the file."""
    item, answer = long_columns(target)
    header = kind.look.header
    chosen = [header[place] for place in item_positions(target.cells[item].items, header)]
    used = {cell.header for cell in target.cells.values()}
    key = f"wide_{job.id}_{kind.number}_items"
    st.multiselect(
        _("Columns with answers: one question each, its header is the number of the question"),
        [one for one in dict.fromkeys(header) if one and one not in used],
        chosen,
        format_func=plain_text,
        key=key,
        on_change=pressed(lambda: _take_items(job, kind, target, item, st.session_state[key])),
    )
    rest = [one for one in header if one and one not in used and one not in chosen]
    if rest:
        st.caption(_("Not taken from the file: {columns}", columns=", ".join(map(plain_text, rest))))
    _words(job, kind, target, answer)


def _words(job: Job, kind: KindOfFile, target: Target, answer: str) -> None:
    cell = target.cells[answer]
    words = list(dict.fromkeys((*(written for written, _read in cell.values), *_unread(kind.tried, answer))))
    if not words:
        return
    st.markdown(_("What the words of the file mean:"))
    known = dict(cell.values)
    for number, word in enumerate(words[:MOST_WORDS]):
        key = f"wide_{job.id}_{kind.number}_word_{number}_{word}"
        now = known.get(word, REJECTED)
        options = list(dict.fromkeys((REJECTED, NOTHING, *NUMBERS, now)))
        st.selectbox(
            plain_text(word[:60]),
            options,
            index=options.index(now),
            format_func=lambda one: {REJECTED: _("– not known: rejected –"), NOTHING: _("no answer")}.get(one, one),
            key=key,
            on_change=pressed(_take_word),
            args=(job, kind, target, answer, word, key),
        )
    st.caption(
        _("For “does not know” choose a number that no scale holds, such as 99, and name it in the file of surveys in "
          "the column “Scores that mean: does not know”; else it is taken for a rating.")
    )  # fmt: skip


def _unread(tried: Tried | None, answer: str) -> list[str]:
    """What stands in the answers of the first rows and is no score."""
    tables = tried.tables if tried else ()
    findings = [one for table in tables for row in table.rows for one in row.findings]
    return list(dict.fromkeys(one.text for one in findings if one.column == answer and one.rejects and one.text))


def _take_items(job: Job, kind: KindOfFile, target: Target, item: str, chosen: list[str]) -> None:
    known = [one for one in kind.look.header if one in chosen]
    if known:  # a file without any answer is no wide file
        _set(job, kind, target, item, replace(target.cells[item], items=tuple(known)))


def _take_word(job: Job, kind: KindOfFile, target: Target, answer: str, word: str, key: str) -> None:
    read = st.session_state[key]
    pairs = {written: said for written, said in target.cells[answer].values if written != word}
    if read != REJECTED:
        pairs[word] = read
    _set(job, kind, target, answer, replace(target.cells[answer], values=tuple(pairs.items())))


def _set(job: Job, kind: KindOfFile, target: Target, column: str, cell: Cell) -> None:
    """What is chosen is checked when the steward says so; it is remembered as a profile of its own."""
    changed = replace(target, cells={**target.cells, column: cell})
    text = composed(kind.plan.profile, (changed,)).text
    change_files(job, kind.names, toml=text, is_kept=False, is_sure=False)
