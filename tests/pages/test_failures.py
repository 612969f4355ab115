"""What is broken in the data folder is one sentence on the page, with its remedy; the unexpected is in the log."""

import logging
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.data.reading.reader import Reader
from dashboard.widgets.problem_shown import FAILED
from tests.pages.conftest import said

NOT_AN_ID = b"\xff\x00\xfe"


def _damage_current(home, content):
    (home / "CURRENT").chmod(0o600)
    (home / "CURRENT").write_bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("content", [NOT_AN_ID, b"../../../etc\n", b"two words\n"])
def test_damaged_pointer_is_a_sentence_with_the_remedy(app, own_home, content):
    _damage_current(own_home, content)
    at = app(own_home)
    assert len(at.exception) == 0
    assert [error.value for error in at.error] == [
        f"The file {own_home / 'CURRENT'} is damaged. Run: python -m dashboard build"
    ]


def test_pointer_damaged_while_somebody_looks_leaves_their_page(app, own_home):
    at = app(own_home)
    _damage_current(own_home, NOT_AN_ID)
    at.run()
    assert len(at.exception) == len(at.error) == 0
    assert len(at.metric) == 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("schemes.toml", b"[x\n", "schemes.toml cannot be read: "),
        ("schemes.toml", b"[mine]\nmode = 'rank'\nbands = 3\n", "Scheme mine: bands = 3 is not right."),
        ("settings.toml", b"threads = 'x'\n", "Setting threads = 'x' is not valid: "),
        ("settings.toml", b"\xff\xfe", "The settings file "),
    ],
)
@pytest.mark.parametrize("page", [None, "data"])
def test_broken_settings_and_schemes_are_one_sentence_on_every_page(app, own_home, name, content, expected, page):
    (own_home / name).write_bytes(content)
    at = app(own_home, page=page)
    assert len(at.exception) == 0
    assert len(at.error) == 1
    assert at.error[0].value.startswith(expected)


def test_what_fails_in_a_click_is_said_and_logged(
    app: Callable[..., AppTest], own_home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the cause")

    monkeypatch.setattr(Reader, "customers", fail)
    with caplog.at_level(logging.ERROR):
        at = app(own_home, layer="Small", lang="zh_Hans")
    assert len(at.exception) == 0
    assert [error.value for error in at.error] == ["此处出现故障，详情见服务器日志。"]
    assert "the cause" in caplog.text
    assert len(at.metric) == 5


def test_what_nothing_caught_is_a_sentence_too():
    def script() -> None:
        from dashboard.logic.problems import Problem
        from dashboard.widgets.problem_shown import show_failure

        assert show_failure(ValueError("secret detail"))
        assert show_failure(Problem("The file {file} is damaged. Run: python -m dashboard build", file="CURRENT"))

    at = AppTest.from_function(script, default_timeout=120).run()
    assert [error.value for error in at.error] == [
        FAILED,
        "The file CURRENT is damaged. Run: python -m dashboard build",
    ]
    assert "secret" not in said(at)
