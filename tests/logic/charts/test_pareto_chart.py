"""The Pareto curve: the origin, our point on the line, the claim beside it, the odd populations."""

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.charts import pareto_alt, pareto_chart
from tests.logic.charts.sample_shapes import curve_shapes
from tests.logic.charts.sample_words import chinese_words, english_words

CURVE = pd.DataFrame({"customer_share": [0.2, 0.4, 0.6, 0.8, 1.0], "value_share": [0.5, 0.7, 0.85, 0.95, 1.0]})


def test_curve_starts_at_the_origin_and_our_point_lies_on_it() -> None:
    line, marks = pareto_chart(CURVE, 0.5, english_words()).data
    assert (line.x[0], line.y[0]) == (0, 0)
    assert line.y[-1] == 1
    assert (marks.x[0], marks.y[0]) == (pytest.approx(0.2), 0.5)
    assert (marks.x[1], marks.y[1]) == (0.2, 0.8)


def test_both_marks_are_explained_with_their_numbers() -> None:
    notes = [note.text for note in pareto_chart(CURVE, 0.5, chinese_words()).layout.annotations]
    assert notes[0].endswith("前20%客户：50.0%")
    assert notes[1] == "◇ 二八定律：80%"


def test_one_customer_is_a_point_at_the_end_of_the_line() -> None:
    curve, share = curve_shapes()[1]
    marks = pareto_chart(curve, share, english_words()).data[1]
    assert (marks.x[0], marks.y[0]) == (1, 1)


def test_no_active_customer_gives_a_sentence() -> None:
    curve, share = curve_shapes()[0]
    assert len(pareto_chart(curve, share, english_words()).data) == 0
    assert pareto_alt(share, english_words()) == "No customers in this selection"


def test_curve_never_enters_the_corner_of_the_key() -> None:
    for curve, _ in curve_shapes()[1:]:
        assert (np.array(curve["value_share"]) >= np.array(curve["customer_share"]) - 1e-9).all()


def test_alternative_text_has_the_number_and_the_claim() -> None:
    assert "make 73.3 % of net revenue; the claim is 80 %" in pareto_alt(0.733, english_words())
