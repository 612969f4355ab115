"""Widths without a browser."""

from dashboard.logic.charts.text_width import shortened, text_width


def test_chinese_takes_one_em_a_character() -> None:
    assert text_width("塔尖客户", 10) == 4 * 10 * 1.06


def test_the_widest_line_counts_and_marks_do_not() -> None:
    assert text_width("<b>12</b><br>12345", 10) == text_width("12345", 10)
    assert text_width("<span style='color:#fff'>●</span>", 10) == text_width("●", 10)


def test_short_text_is_left_alone_and_long_text_ends_in_an_ellipsis() -> None:
    assert shortened("Top", 100) == "Top"
    cut = shortened("Strategic development partners", 80)
    assert cut.endswith("…")
    assert text_width(cut) <= 80
