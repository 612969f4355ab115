"""Both languages are complete, current, and say the words of the trade (vocabulary.md)."""

import re
import string
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from dashboard.logic.decided_tiers import TIER_LABELS
from dashboard.logic.layer_names import LABELS
from dashboard.logic.metrics import METRICS
from dashboard.widgets.language import CATALOGUES, Speech, negotiate

PROJECT = Path(__file__).resolve().parents[1]
VOCABULARY = PROJECT.parent / "shared" / "docs" / "vocabulary.md"
FOLDER = CATALOGUES / "zh_Hans" / "LC_MESSAGES"

# English source text -> the word of vocabulary.md. Kept here, so that the test runs where that file is not at hand.
TERMS = {
    "Management": "经营总览",
    "Customer pyramid": "客户金字塔",
    "Data import": "数据导入",
    "As-of month": "统计截止月",
    "Data through": "数据截至",
    "Year to date": "本年累计",
    "Against the period before": "环比",
    "Same period last year": "同比",
    "Net revenue": "净营收（不含税）",
    "Gross profit": "毛利",
    "Cost coverage": "成本覆盖率",
    "Active customers": "成交客户数",
    "New": "新增客户数",
    "Average revenue": "客均营收",
    "Top-20 % share": "前20%客户营收占比",
    "Largest customer's share": "首位客户占比",
    "Moved up": "升层客户数",
    "Moved down": "降层客户数",
    "To the next layer": "距上一层还差",
    "Value layer": "价值层",
    "Decided tier": "客户等级",
    "Account manager": "客户经理",
}
LAYERS = {
    "Top": "塔尖客户",
    "Big": "大额客户",
    "Medium": "中额客户",
    "Small": "小额客户",
    "Inactive": "沉默客户",
    "Lost": "流失客户",
    "Prospect": "意向客户",
    "Suspect": "名单客户",
}
TIERS = {"strategic": "战略用户", "key": "重点用户", "general": "一般用户", "potential": "潜在用户"}
NEVER = ("大客户",)  # a key account by rule; the layer is 大额客户


def _catalogue() -> Catalog:
    with (FOLDER / "dashboard.po").open("rb") as stream:
        return read_po(stream, locale="zh_Hans")


def _texts(message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return ids, strings


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture(scope="module")
def source() -> Catalog:
    sys.path.insert(0, str(PROJECT / "tools"))
    try:
        import languages
    finally:
        sys.path.pop(0)
    return languages.collected()


def test_every_text_of_the_program_is_in_the_catalogue_and_no_other(source):
    wanted = {_texts(message)[0][0] for message in source if message.id}
    there = {_texts(message)[0][0] for message in _catalogue() if message.id}
    assert there == wanted, "run: make languages, then translate what is new in dashboard.po and run it again"


def test_no_text_is_missing_or_fuzzy():
    open_ones = [m.id for m in _catalogue() if m.id and (m.fuzzy or not all(_texts(m)[1]))]
    assert open_ones == []


def test_translations_keep_the_places_of_their_source():
    for message in _catalogue():
        if message.id:
            ids, strings = _texts(message)
            for text in strings:
                assert _places(text) == set().union(*map(_places, ids)), message.id


def test_compiled_catalogue_is_that_of_the_source():
    fresh = BytesIO()
    write_mo(fresh, _catalogue())
    fresh.seek(0)
    with (FOLDER / "dashboard.mo").open("rb") as stream:
        committed = [(message.id, message.string) for message in read_mo(stream) if message.id]
    assert committed == [(message.id, message.string) for message in read_mo(fresh) if message.id]


@pytest.mark.parametrize(("text", "word"), TERMS.items())
def test_words_of_the_trade(text, word):
    assert Speech("zh_Hans").say(text) == word


def test_layers_and_tiers_have_the_words_of_the_vocabulary():
    assert {layer: LABELS[layer].zh_Hans for layer in LAYERS} == LAYERS
    assert {tier: TIER_LABELS[tier].zh_Hans for tier in TIERS} == TIERS


def test_rolling_months_are_said_as_in_the_vocabulary():
    assert Speech("zh_Hans").say("Rolling {n} months", n=12) == "近12个月"


def test_no_word_that_means_something_else():
    for message in _catalogue():
        if message.id:
            assert not [word for word in NEVER for text in _texts(message)[1] if word in text], message.id


def test_the_list_of_words_is_the_vocabularys():
    if not VOCABULARY.exists():
        assert TERMS, "the list above stands for the file"
        return
    words = VOCABULARY.read_text(encoding="utf-8")
    for word in (*TERMS.values(), *LAYERS.values(), *TIERS.values()):
        assert re.sub("（.*", "", word) in words, word


def test_every_figure_has_a_card_in_both_languages():
    chinese = Speech("zh_Hans")
    for entry in METRICS.values():
        for text in (entry.name, entry.definition, entry.source):
            assert chinese.say(text) != text or text in ("HHI",), text


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-CN", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("zh-SG", "zh_Hans"),
        ("zh-TW", "en"),
        ("en-GB", "en"),
        ("de-DE", "en"),
        ("xx-unknown-tag", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_language_is_negotiated_from_the_browsers(tag, language):
    assert negotiate(tag) == language
