"""Views: the state of a page under a name, saved beside "Copy link" and opened like a link."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.data.home import Home
from dashboard.data.records.saved import save, saved
from dashboard.data.records.store import open_records
from dashboard.logic.roles import ROLES, Right
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from tests.pages.conftest import assert_sound, said

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def page(app, own_home):
    """``page(name, …)``: the page with its popover of views open."""

    def start(name=None, **parameters):
        at = app(own_home, page=name, **parameters)
        at.session_state["saved_views"] = True
        return at.run()

    return start


@pytest.fixture
def store(own_home):
    return open_records(Home(own_home))


@pytest.fixture
def look_as(monkeypatch):
    def change(viewer):
        monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)

    return change


def _kept(store, name="Board", author="boss", visibility="everybody", page="pyramid", **parameters):
    return save(
        store,
        kind="view",
        page=page,
        name=name,
        visibility=visibility,
        build_id="another",
        data_through=date(2020, 1, 31),
        parameters={key: (value,) for key, value in parameters.items()},
        viewer=replace(operator(), login=author),
        now=NOW,
    )


def _views(store, page="pyramid"):
    return saved(store, "view", page, operator())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "path", "parameter", "value", "usual"),
    [
        ("pyramid", "pyramid", "view", "moves", "pareto"),
        ("what_if", "what-if", "mode", "share", ""),
        ("trends", "trends", "months", "12", "24"),
        ("portfolio", "portfolio", "sort", "customer_name", "revenue"),
    ],
)
def test_saved_opened_and_removed(page, store, name, path, parameter, value, usual):
    at = page(name, **{parameter: value}, period="6")
    assert_sound(at)
    assert "No view of this page has been saved yet." in said(at)
    at.text_input(key="saved_view_name").set_value(" Board *now* ")
    at.button(key="saved_view_save").click().run()
    assert_sound(at)
    (view,) = _views(store, path)
    assert (view.name, view.author, view.visibility) == ("Board *now*", "operator", "own")
    assert (view.parameters[parameter], view.parameters["period"]) == ((value,), ("6",))
    assert "lang" not in view.parameters
    assert at.text_input(key="saved_view_name").value == ""
    assert r"Kept as Board \*now\*." in said(at)
    at.query_params.clear()
    at.run()
    assert (at.session_state[parameter], at.session_state["period"]) == (usual, "12")
    at.button(key="saved_view_open").click().run()
    assert_sound(at)
    assert (at.session_state[parameter], at.session_state["period"]) == (value, "6")
    assert (at.query_params[parameter], at.query_params["period"]) in ((value, "6"), ([value], ["6"]))
    assert [one.value for one in at.warning] == []
    at.session_state["saved_views"] = True
    at.run()
    at.button(key="saved_view_remove").click().run()
    assert_sound(at)
    assert _views(store, path) == []


def test_without_a_name_nothing_is_saved(page, store):
    at = page()
    at.button(key="saved_view_save").click().run()
    assert_sound(at)
    assert [one.value for one in at.warning] == ["The name is empty. Give a name of up to 80 characters."]
    assert _views(store) == []


def test_what_is_not_known_any_more_is_said(page, store):
    _kept(store, as_of="1999-01", scheme="gold", period="6")
    at = page()
    told = said(at).replace("\\", "")
    assert "by boss on 2026-03-01 · Everybody · saved with data through 2020-01-31; the data here is newer" in told
    assert at.button(key="saved_view_remove").disabled, "another's"
    at.button(key="saved_view_open").click().run()
    assert_sound(at)
    said_now = [one.value for one in at.warning]
    assert len(said_now) == 2
    assert "The view says as_of = 1999-01, which is not known here; the usual value is shown instead." in said_now
    assert (at.session_state["scheme"], at.session_state["period"]) == ("curry", "6")
    assert at.run().warning.len == 0, "it is said once"


def test_whose_views_are_listed(page, store, look_as):
    for visibility in ("own", "company", "everybody"):
        _kept(store, visibility, visibility=visibility)
    _kept(store, "mine", author="li.na", visibility="own")
    _kept(store, "of another page", page="trends")
    of_all = replace(account_manager("E1", "Li Na"), scope=Scope(all=True), login="li.na")
    for viewer, names in (
        (of_all, ["company", "everybody", "mine"]),
        (replace(of_all, scope=Scope(account_managers=frozenset({"E1"}))), ["everybody", "mine"]),
    ):
        look_as(viewer)
        at = page("pyramid")
        assert_sound(at)
        assert sorted(at.selectbox(key="saved_view_chosen").options) == names


def test_whoever_records_nothing_opens_only(page, store, look_as):
    _kept(store, period="6")
    auditor = ROLES["auditor"]
    look_as(Viewer("Au", frozenset({"auditor"}), Scope(all=True), rights=auditor.rights, login="au"))
    at = page()
    assert_sound(at)
    assert "saved_view_save" not in [button.key for button in at.button]
    at.button(key="saved_view_open").click().run()
    assert at.session_state["period"] == "6"


def test_a_right_taken_away_since_the_page_was_drawn_saves_nothing(page, store, look_as):
    at = page()
    at.text_input(key="saved_view_name").set_value("Late")
    look_as(replace(operator(), rights=frozenset(Right) - {Right.RECORD}))
    at.button(key="saved_view_save").click().run()
    assert [error.value for error in at.error] == [
        "This page is not for your role. If you need it, ask whoever looks after the roles."
    ]
    assert _views(store) == []


def test_exact_boundaries_for_everybody_are_warned_of(page):
    warning = "The boundaries are amounts: everybody can read the exact boundaries of the company there."
    at = page("what_if", mode="absolute", at="400,300,200")
    assert warning not in said(at)
    at.selectbox(key="saved_view_visibility").set_value("everybody").run()
    assert_sound(at)
    assert warning in said(at)


def test_in_chinese(page, store):
    _kept(store, period="6")
    at = page(lang="zh_Hans")
    assert_sound(at)
    assert "boss 保存于 2026-03-01 · 所有人" in said(at).replace("\\", "")
    assert [button.label for button in at.button if button.key.startswith("saved_view")] == [
        "打开",
        "删除",
        "保存当前视图",
    ]
