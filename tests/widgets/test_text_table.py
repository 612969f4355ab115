"""Tables as text: what people typed is shown as typed, and nothing of it is taken for Markdown."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.text_table import one_line, plain_text, unbroken


def _app() -> None:
    from dashboard.widgets.text_table import text_table

    cells = {"Name": ["A|B", "![x](http://y)"], "Value": ["1", "-2"]}
    text_table(cells, numbers=["Value"], key="table", alt="A table", above="**Two**")


def test_rows_and_cells_stay_where_they_are():
    at = AppTest.from_function(_app, default_timeout=120).run()
    assert at.markdown[0].value.splitlines() == [
        "**Two**",
        "",
        "|Name|Value|",
        "|-|-:|",
        r"|A\|B|1|",
        "|\\!\\[x\\]\\(http\\:\u2060//y\\)|-2|",
    ]


def test_narrow_window_gets_a_grid():
    at = AppTest.from_function(_app, default_timeout=120)
    at.session_state["window"] = {"narrow": True}
    at.run()
    assert at.markdown[0].value == "**Two**"
    assert at.dataframe[0].value["Name"].tolist() == ["A|B", "![x](http://y)"]


@pytest.mark.parametrize(
    ("typed", "line"), [("a\nb\t c", "a b c"), (None, ""), (float("nan"), ""), (pd.NA, ""), (7, "7"), ("", "")]
)
def test_what_was_typed_becomes_one_line(typed, line):
    assert one_line(typed) == line


def test_every_mark_of_markdown_is_taken_as_a_letter():
    for mark in "\\`*_{}[]()<>#!|$~:&":
        assert plain_text(f"a{mark}b") == f"a\\{mark}b"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("see HTTPS://evil.example/x", "see HTTPS\\:\u2060//evil.example/x"),
        ("www.evil.example", "www\u2060.evil.example"),
        ("ask a.b@evil.example", "ask a.b@\u2060evil.example"),
        (":material/home:", "\\:\u2060material/home\\:"),
        (":smile:", "\\:\u2060smile\\:"),
        ("09:30:00, Li: late", "09\\:30\\:00, Li\\: late"),
        ("Awww... at @ 5", "Awww\u2060... at @ 5"),
    ],
)
def test_addresses_and_short_codes_are_taken_as_letters(typed, shown):
    """The browser finds them after marks are resolved, so an escape does not help."""
    assert plain_text(typed) == shown


def test_chinese_stays_in_one_line():
    assert unbroken("Our Top") == "Our\u00a0Top"
    assert unbroken("塔尖") == "塔\u2060尖"
