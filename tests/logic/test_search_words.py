"""How a text is made comparable, and how typed pinyin is divided into syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.search_text import fold_table, folded, search_words
from dashboard.logic.spoken import MOST_WAYS, spoken_ways


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ＡＢＣ１２（上海）", "abc12(上海)"),
        ("Müller Émile ŁÓDŹ", "muller emile łodz"),
        ("重慶長安汽車", "重庆长安汽车"),
        ("臺灣電機廠", "台湾电机厂"),
        ("a\u3000b", "a b"),
    ],
)
def test_case_width_accent_and_script_make_no_difference(text, wanted):
    assert folded(text) == wanted


@given(st.text())
def test_a_folded_text_keeps_its_length_and_is_folded_once(text):
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


def test_no_line_feed_is_made():
    assert 10 not in fold_table().values()


def test_words_are_told_apart_by_any_space_and_counted_once():
    assert search_words(" Ab\n\t重慶\u3000AB ab ") == ["ab", "重庆"]
    assert search_words(" ") == []


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("xian", ["'xian", "'xi'an"]),
        ("chongqing", ["'chong'qing"]),
        ("chongq", ["'chong'q"]),
        ("changan", ["'chang'an", "'chan'gan"]),
        ("changa", ["'chang'a", "'chan'ga"]),
        ("lv", ["'lv"]),
        ("q", ["'q"]),
        ("xing", ["'xing"]),
        ("ng", []),
        ("trading", []),
        ("abc", []),
        ("cq", []),
        ("重庆", []),
        ("x1", []),
        ("'xi", []),
        ("", []),
    ],
)
def test_pinyin_is_divided_into_syllables(word, ways):
    assert spoken_ways(word) == ways


@given(st.text("angxieuzhob", max_size=60))
def test_there_are_few_ways_and_each_says_the_word(word):
    ways = spoken_ways(word)
    assert len(ways) <= MOST_WAYS
    assert all(way.replace("'", "") == word for way in ways)
