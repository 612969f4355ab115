"""The control chart: marks of signals, limits as steps, the part month without judgement, titles in rows."""

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.control_chart import ControlNames, control_chart
from dashboard.logic.charts.control_marks import ControlMark
from dashboard.logic.charts.control_symbols import point_symbols
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.spc.laney import u_chart
from tests.logic.charts.sample_words import english_words

WORDS = english_words()


def names(months: int) -> ControlNames:
    return ControlNames("Complaints per 100 orders", "Rate", lambda rate: f"{rate:g}", lambda rate: f"{rate:.2f}",
                        ["5 of 100"] * months)  # fmt: skip


def months(count: int, *, parts: int = 0) -> Months:
    return Months(np.arange(24000, 24000 + count), np.arange(count) >= count - parts)


COUNTS = [2, 6] * 6 + [40, 5]


def draw(counts: list[int] = COUNTS, sizes: list[int] | None = None, **looks) -> go.Figure:
    sizes = sizes or [100] * len(counts)
    chart = u_chart(counts, sizes, baseline=12)
    figure = control_chart(months(len(counts), parts=looks.pop("parts", 0)), chart, names(len(counts)), WORDS, **looks)
    go.Figure(figure.to_dict())  # every property is known to Plotly
    return figure


def test_a_month_beyond_its_limit_is_a_triangle_with_its_word_in_the_legend() -> None:
    figure = draw()
    assert list(figure.data[0].marker.symbol)[12:] == ["triangle-up", "circle"]
    listed = [one.name for one in figure.data if one.showlegend is not False]
    assert listed == ["Rate", "usual level (baseline)", "limits", "unusually high"]


def test_hover_gives_rate_counts_and_month() -> None:
    assert draw().data[0].text[0] == "2000-01: 0.02<br>5 of 100"


def test_part_month_is_open_without_limits_and_says_so() -> None:
    figure = draw(parts=1)
    assert figure.data[0].marker.symbol[-1] == "circle-open"
    assert len(figure.data[2].x) == 13
    assert "open mark: month incomplete, not judged" in figure.layout.title.text


def test_part_month_is_never_a_signal() -> None:
    chart = u_chart([2, 6] * 6 + [90], [100] * 13, baseline=12)
    assert point_symbols(chart, months(13, parts=1))[-1] == "circle-open"


def test_baseline_is_shaded_and_only_where_there_are_limits() -> None:
    box = draw().layout.shapes[0]
    assert (box.x0, box.x1) == (-0.5, 11.5)
    assert not draw(COUNTS[:6]).layout.shapes


def test_marks_have_a_row_each_and_stand_before_their_month() -> None:
    marks = [ControlMark(24006, "since Jul 2000"), ControlMark(24005, "LIMS <switch>", part=0.5)]
    figure = draw(marks=marks)
    assert [line.x0 for line in figure.layout.shapes[1:]] == [5.5, 5.0]
    assert [title.yshift for title in figure.layout.annotations] == [-9, -27]
    assert figure.layout.annotations[1].text == "LIMS &lt;switch>"


def test_chosen_month_is_larger() -> None:
    assert draw(chosen=24003).data[0].marker.size[3] == 12


def test_shares_need_not_begin_at_zero() -> None:
    figure = draw([90, 94] * 7, from_zero=False)
    assert figure.layout.yaxis.range[0] > 0


def test_nothing_known_gives_a_sentence() -> None:
    assert draw([0] * 3, [0] * 3).layout.annotations[0].text == "Not known in any of these months"
    assert draw([], []).layout.annotations[0].text == "No months in this selection"


def test_no_month_is_drawn_twice_as_wide_in_bytes_as_needed() -> None:
    assert len(draw([4] * 120).to_json()) < 40_000
