"""Who answered, told apart by one thing of choice."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.share_dots import ShareRow, share_dots
from dashboard.logic.question import Question
from dashboard.logic.surveys.coverage import SAMPLED, SHARES
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.complaints.rates.words import dimension_title, segment_titles
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.coverage.fields import BY
from dashboard.widgets.surveys.coverage.words import known, parts_text, share_text, share_title
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

ROWS = 24


def by_segment(opened: Opened, question: Question, wave: Wave, whole: pd.DataFrame) -> None:
    """The choice, the picture and its table."""
    offered = opened.reader.coverage_cuts(wave)
    if not offered:
        return
    if BY.chosen()[0] not in offered:
        BY.keep((offered[0],))
    by = st.selectbox(
        _("Who answered, by"), offered, key=BY.name, format_func=dimension_title, width=260, persist_state="session"
    )
    table = opened.reader.coverage(question, wave, by)
    measure = _measure(whole)
    if table.empty or measure is None:
        st.caption(_("Nothing can be told apart by this here.") if not wave.is_anonymous else _untold())
        return
    table = _largest_first(table, by, measure)
    shown = table.head(ROWS)
    values = [None if pd.isna(one) else one for one in shown["segment"]]
    names = segment_titles(opened, question, by, values)
    if wave.is_anonymous:
        names = [_("Everybody else") if value is None else name for value, name in zip(values, names, strict=True)]
    _picture(opened, wave, whole, shown, names, measure)
    if by == "layer":
        st.caption(_layers_of(wave))
    table_behind("coverage_behind", lambda: _table(opened, wave, shown, names, by))
    if len(table) > ROWS:
        st.caption(_("{n} smaller ones are in the file.", n=opened.formats.whole(len(table) - ROWS)))


def _untold() -> str:
    return _(
        "This survey is anonymous and is not told apart by this: too few answered in one of its parts, or which "
        "customers answered is not on file."
    )


def _layers_of(wave: Wave) -> str:
    if wave.is_anonymous:
        return _("Layers are those of the months of the survey, by the shipped Curry pyramid.")
    return _(
        "Layers are those of the months of the survey, when customers were asked; the view “Questions” takes those of "
        "the as-of month."
    )


def _measure(whole: pd.DataFrame) -> str | None:
    """What is drawn: the first that is known of the whole wave."""
    order = ("account_share", "contact_share", "customer_share")
    return next((one for one in order if len(whole) and known(whole.iloc[0].to_dict()[one]) is not None), None)


def _largest_first(table: pd.DataFrame, by: str, measure: str) -> pd.DataFrame:
    """Layers in their order, those without anybody left out; all else by the number of those asked."""
    count = table[SHARES[measure][1]].fillna(0)
    if by == "layer":
        return table[(count > 0) | (table["responses"].fillna(0) > 0)]
    return table.loc[count.sort_values(ascending=False, kind="stable").index]


def _picture(
    opened: Opened, wave: Wave, whole: pd.DataFrame, table: pd.DataFrame, names: list[str], measure: str
) -> None:
    form = opened.formats
    rows = []
    for name, row in zip(names, table.to_dict("records"), strict=True):
        share, is_few = known(row[measure]), (known(row[SHARES[measure][1]]) or 0) < HIDDEN_BELOW
        parts = parts_text(form, row, measure)
        said = _("{parts}, too few for a share", parts=parts) if is_few else f"{form.share(share)} · {parts}"
        ends = [None if is_few else known(row[f"{measure}_{end}"]) for end in ("low", "high")]
        rows.append(ShareRow(name, said, None if is_few else share, *ends, known(row["revenue_share"])))
    all_share = known(whole.iloc[0].to_dict()[measure])
    title = share_title(measure, wave.kind)
    st.plotly_chart(
        share_dots(
            rows,
            title=title,
            beside_title=share_title("revenue_share", wave.kind),
            whole=all_share,
            whole_title=_("All: {share}", share=form.share(all_share)),
            dark=is_dark(),
            narrow=is_narrow(),
        ),
        key="coverage_chart",
        theme=None,
        config=PLAIN,
        alt=f"{title}: " + "; ".join(f"{row.name} {row.said}" for row in rows),
    )


def _table(opened: Opened, wave: Wave, table: pd.DataFrame, names: list[str], by: str) -> None:
    form = opened.formats
    cells: dict[str, object] = {"segment": names}
    columns = [Column("segment", dimension_title(by), is_pinned=True)]
    for name in ("delivered_share", *SAMPLED, "revenue_share"):
        if table[name].notna().any():
            cells[name] = [share_text(form, row, name) for row in table.to_dict("records")]
            columns.append(Column(name, share_title(name, wave.kind)))
    show_table(pd.DataFrame(cells), columns, form, key="coverage_table", alt=dimension_title(by))
    st.caption(
        _("In brackets the 95 % interval; * fewer than 30; of fewer than ten only the numbers.")
        if any(" (" in str(cell) for name in SAMPLED for cell in cells.get(name, ()))  # ty: ignore[not-iterable]
        else _("Of fewer than ten only the numbers.")
    )
