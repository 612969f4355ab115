"""Every figure has its card: definition, formula, numerator, denominator, rows, period, build."""

import pytest

from tests.pages.conftest import assert_sound, said

CARDS = {
    "pyramid_card": {},
    "layer_list_card": {"layer": "Small"},
    "pareto_card": {"view": "pareto"},
    "tiers_card": {"view": "tiers"},
    "tiers_list_card": {"view": "tiers"},
    "months_card": {"view": "months"},
    "moves_card": {"view": "moves"},
    "moves_list_card": {"view": "moves", "from": "Small", "to": "Small"},
    "more_card": {"view": "more"},
}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
@pytest.mark.parametrize("card", CARDS)
def test_card_of_each_chart_and_table_says_from_what_it_was_made(app, company, card, lang):
    at = app(company, lang=lang, **CARDS[card])
    before = said(at)
    at.session_state[card] = True
    at.run()
    assert_sound(at)
    text = said(at).replace(before, "")
    words = ("Formula: ", "Customers counted: ", "Period: ", "Source: ", "Build 2")
    in_chinese = ("公式：", "计入客户：", "统计期：", "来源：", "构建 2")
    for word in words if lang == "en" else in_chinese:
        assert word in text, word


def _opened(app, company, card, **parameters):
    at = app(company, **parameters)
    at.session_state[card] = True
    return said(at.run())


def test_shares_come_with_numerator_and_denominator(app, company):
    text = _opened(app, company, "pyramid_card")
    # 36 active customers by rank: 1 / 1 / 6 / 28; C39 alone is Top with 4 orders of 4,000.
    assert "Numerator: Top 1 · Big 1 · Medium 6 · Small 28" in text
    assert "Denominator: 36" in text
    assert "Top 16,000.00 CNY" in text
    assert "Denominator: 294,400.00 CNY" in text


def test_card_of_the_moves_names_both_periods_and_the_base_of_its_rates(app, company):
    text = _opened(app, company, "moves_card", view="moves")
    assert "Compared with: Jan 2023 to Dec 2023" in text
    assert "Denominator: 40" in text


def test_kpi_card_says_what_it_is_compared_with(app, company):
    active = next(metric for metric in app(company).metric if metric.label == "Active customers")
    assert "In the period compared with: 40" in active.help
    assert "Compared with: Jan 2023 to Dec 2023" in active.help
