"""From within: what a browser may say, and must not be believed

Somebody who has signed in, and whose browser sends what no page of theirs offers.
"""

import json
import re
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.data.home import Home
from dashboard.data.records.grants import all_grants
from dashboard.data.records.logins import active_sessions
from dashboard.data.records.recusals import conflict_overrides, recusals
from dashboard.data.records.store import RecordsStore, sqlite_url
from tests import patience
from tests.browser.conftest import run_dashboard
from tests.oidc import LoginServer, sign_in, signed_in_cookies
from tests.security.attack_table import attack
from tests.security.company import Company
from tests.security.crawling import Heard, stands_in
from tests.security.readable import texts_of
from tests.security.tab import Tab, Widget, selection

FOREIGN_MANAGER = "GH002"
MANAGER_ID = "$$ID-00000000000000000000000000000000-"


@pytest.fixture(scope="module")
def company(home) -> Company:
    return Company(home)


@pytest.fixture
def records(server: LoginServer) -> Generator[RecordsStore]:
    store = RecordsStore(sqlite_url(Home(server.home)))
    yield store
    store.close()


@contextmanager
def _tab(server: LoginServer, login: str, page: str, query: str = "") -> Generator[Tab]:
    with Tab(server, signed_in_cookies(server, login)) as tab:
        tab.visit(page, query)
        yield tab


def _leaks(tab: Tab, company: Company, role: str, typed: str = "") -> list[str]:
    """What of others stands in anything that was heard, without what was sent there oneself."""
    heard = Heard(role)
    heard.take("", tab.answers)
    whole = "\n".join(heard.texts)
    terms = [*company.out_of_scope(role), *company.ways_to_reach()]
    return [term for term in terms if term != typed and stands_in(term, whole)]


def _is_alive(tab: Tab) -> bool:
    """The server still works for the same person in a new tab; what somebody does to their own tab is theirs."""
    with Tab(tab.server, tab.cookies) as fresh:
        answers = fresh.visit("portfolio", "")
    text = "\n".join(text for answer in answers for text in texts_of(answer))
    return "Traceback" not in text and "Something went wrong" not in text


@attack(
    "Options that are not on offer",
    tried="for every selector, switch, multiple choice, slider and number of all pages: other people's manager ids,"
    " SQL, a path, 10,000 characters, nothing, 10^300, -1, NaN; each also in the wrong type",
    outcome="the usual value or nothing; no row out of scope, no traceback is sent, a new tab works",
)
def test_forged_widget_values(server: LoginServer, company: Company) -> None:
    texts = (FOREIGN_MANAGER, "' OR 1=1 --", "../../etc/passwd", "x" * 10_000, "")
    for page in ("portfolio", "pyramid", "trends", "what-if"):
        with _tab(server, "u-account_manager", page) as tab:
            for widget in list(tab.widgets.values()):
                for name, value in _forged(widget, texts):
                    tab.move(replace(widget, fragment=""), name, value)  # its part of the page may be gone
                tab.forget(widget)
            assert _leaks(tab, company, "account_manager") == []
            assert b"Traceback" not in b"".join(tab.frames)
            assert _is_alive(tab)


def _forged(widget: Widget, texts: tuple[str, ...]) -> list[tuple[str, object]]:
    if widget.key == "sign_out":
        return []
    if widget.kind == "selectbox":
        return [*(("string_value", text) for text in texts[:4]), ("int_value", 99), ("string_array_value", ["x"])]
    if widget.kind in ("multiselect", "button_group", "slider"):
        return [("string_array_value", [texts[0], texts[1]]), ("string_array_value", []), ("string_value", "x")]
    if widget.kind == "number_input":
        return [("double_value", number) for number in (1e300, -1.0, float("nan"), float("inf"))]
    if widget.kind == "pagination":
        return [("int_value", number) for number in (0, -1, 2**31 - 1)]
    return []


@attack(
    "Another manager's customers by the filter that one does not have",
    tried="an account manager sends the manager filter, view_as and acting_as with the ids of others and of roles, as"
    " the widget, by its key, in the address",
    outcome="no effect: still the own customers only",
)
def test_forged_manager_and_view_as(server: LoginServer, company: Company) -> None:
    with _tab(server, "u-account_manager", "portfolio") as tab, _tab(server, "u-executive", "portfolio") as top:
        real = {one.key: one for one in top.widgets.values() if one.key in ("manager", "view_as", "cuts")}
        assert set(real) == {"manager", "view_as", "cuts"}
        tab.move(real["manager"], "string_array_value", [FOREIGN_MANAGER])
        tab.move(real["manager"], "string_array_value", [real["manager"].options[0]])
        for option in (*real["view_as"].options[:3], FOREIGN_MANAGER, "role:executive", "operator", ""):
            tab.move(real["view_as"], "string_value", option)
        for key in ("acting_as", "view_as", "manager", "identity_checked", "revealed_until", "question"):
            for value in ("executive", "role:executive", FOREIGN_MANAGER):
                forged = Widget("selectbox", f"{MANAGER_ID}{key}", key, "", real["view_as"].element)
                tab.move(forged, "string_value", value)
        for query in ("view_as=GH002", "acting_as=executive", "role=executive&viewer=operator", "cuts=selection"):
            tab.visit("portfolio", query)
        assert _leaks(tab, company, "account_manager") == []
        assert "data" not in tab.pages_shown()


@attack(
    "Looking as somebody outside of one's own scope",
    tried="a team lead chooses managers of other teams, roles, and the operator in View as",
    outcome="no effect: what is not on offer is not taken",
)
def test_view_as_out_of_scope(server: LoginServer, company: Company) -> None:
    with _tab(server, "u-team_lead", "portfolio") as tab:
        chooser = tab.by_key("view_as")
        for value in ("GH009", "GH012", "role:executive", "role:operator", "operator", "林国娜"):
            tab.move(chooser, "string_value", value)
        assert _leaks(tab, company, "team_lead") == []


@attack(
    "Rows, cells and points that are not there",
    tried="row 10^9, -1, text and lists as rows, unknown columns and cells, JSON that is none, points of a chart with"
    " customers of others as their data",
    outcome="nothing opens; no row out of scope, no traceback",
)
def test_forged_selections(server: LoginServer, company: Company) -> None:
    others = company.out_of_scope("account_manager")
    chosen = [selection(rows=(10**9,)), selection(rows=(-1,)), '{"selection":{"rows":["x"]}}', "{}", "null", "[1]"]
    chosen += [selection(columns=("account_manager_id", "'; drop table x")), selection(cells=((10**6, "x"),))]
    chosen += ["not json", '{"selection": null}', '{"selection":{"rows":[[0]]}}', '{"selection":{"rows":[1e300]}}']
    point = {"curve_number": 0, "point_index": 0, "point_number": 0, "customdata": [others[0], others[1]]}
    chosen += [f'{{"selection":{{"points":[{str(point).replace(chr(39), chr(34))}],"point_indices":[0]}}}}']
    with _tab(server, "u-account_manager", "portfolio") as tab:
        for page in ("portfolio", "pyramid", "trends"):
            for value in chosen:
                tab.visit(page, "")
                for widget in [one for one in tab.widgets.values() if one.kind in ("dataframe", "plotly_chart")]:
                    tab.move(widget, "string_value", value)
        assert _leaks(tab, company, "account_manager", typed=others[0]) == []
        assert _is_alive(tab)


@attack(
    "Administration by somebody who is no administrator",
    tried="every button, form and field of the administration page, copied from an administrator's session, pressed by"
    " an auditor, an executive and an account manager, on that page and others",
    outcome="no role is given or ended, no sign-in ended",
)
def test_admin_actions(server: LoginServer, records: RecordsStore) -> None:
    with _tab(server, "u-admin", "admin") as admin:
        admin.move(admin.by_key("role_give_box"), "bool_value", True)
        widgets = dict(admin.widgets)
        for part in admin.by_key("part").options:
            admin.move(admin.by_key("part"), "string_array_value", [part])
            widgets |= admin.widgets
    buttons = [one for one in widgets.values() if one.kind == "button" and one.key != "sign_out"]
    assert buttons
    for login in ("u-auditor", "u-executive", "u-account_manager"):
        with _tab(server, login, "admin") as tab:
            open_before = len(active_sessions(records, datetime.now(UTC)))
            for page in ("admin", "pyramid"):
                tab.visit(page, "part=sign_ins")
                for widget in widgets.values():
                    if widget.kind == "selectbox" and widget.key.startswith("role_give"):
                        value = "admin" if "role_0" in widget.key else login
                        tab.move(widget, "string_value", value)
                    elif "reason" in widget.key:
                        tab.move(widget, "string_value", "because I want it")
                    elif widget.kind in ("expandable", "popover"):
                        tab.move(widget, "bool_value", True)
                for button in buttons:
                    tab.move(button, "trigger_value", True)
                forged = Widget("button", f"{MANAGER_ID}sign_in_end_all", "sign_in_end_all", "", buttons[0].element)
                tab.move(forged, "trigger_value", True)
            assert len(active_sessions(records, datetime.now(UTC))) == open_before
    assert all_grants(records) == []


@attack(
    "Overrides by somebody who is no supervisor, and of cases of others",
    tried="a supervisor's form of declarations and overrides, sent by an executive, an account manager, an analyst, an"
    " auditor and the committee on that page; a supervisor's own with a case of another department",
    outcome="nothing is entered and nobody is named; what a supervisor enters of their own stands in the trail by its"
    " number, without the person",
)
def test_forged_overrides(server: LoginServer, records: RecordsStore, company: Company) -> None:
    page, query = "recusal", "recusal_view=entered"
    mine, others = company.case_ids("supervisor")
    with _tab(server, "u-supervisor", page, query) as tab:
        form = [one for one in tab.widgets.values() if one.key.startswith("recusal_form") or one.label == "Enter"]
        person = next(one.options[0] for one in form if one.kind == "selectbox")
        assert len(form) >= 4
        _enter(tab, form, others, person)
        assert (recusals(records), conflict_overrides(records)) == ([], [])
    for login in ("u-executive", "u-account_manager", "u-analyst", "u-auditor", "u-committee"):
        with _tab(server, login, page, query) as tab:
            _enter(tab, [replace(one, fragment="") for one in form], mine, person)
            _enter(tab, form, mine, person)
            heard = Heard(login)
            heard.take("", tab.answers)
            assert login == "u-auditor" or heard.names(company.handlers()) == {}, login
        assert (recusals(records), conflict_overrides(records)) == ([], []), login
    with _tab(server, "u-supervisor", page, query) as tab:
        _enter(tab, form, mine, person)
    (entry,) = [*recusals(records), *conflict_overrides(records)]
    assert entry.case_id == mine
    trail = json.loads(run_dashboard(server.home, "trail", "show", "--who", "u-supervisor", "--format", "json"))
    told = [one for one in trail["entries"] if one["subject"] == mine]
    assert len(told) == 1
    assert entry.employee_id not in json.dumps(told)


def _enter(tab: Tab, form: list[Widget], case_id: str, person: str) -> None:
    """Fill in the form and send it."""
    for one in form:
        if one.kind == "selectbox":
            tab.move(one, "string_value", person)
        elif one.kind == "text_input":
            tab.move(one, "string_value", case_id if "_case_" in one.key else "because I want it")
    tab.move(next(one for one in form if one.kind == "button"), "trigger_value", True)


@attack(
    "Files that another session may make",
    tried="the numbers of an executive's, a steward's (rejected records) and an auditor's download buttons, pressed in"
    " an account manager's session and without a sign-in; the addresses that come of it fetched",
    outcome="the file is made in its owner's name and stays theirs: 404 for everybody else",
)
def test_foreign_deferred_files(server: LoginServer) -> None:
    pages = (("u-executive", "portfolio"), ("u-data_steward", "data"), ("u-auditor.admin", "admin"))
    with _tab(server, "u-account_manager", "portfolio") as low, closing(sign_in(server, "u-account_manager")) as client:
        for login, page in pages:
            with _tab(server, login, page) as tab:
                if page == "data":
                    _open_imports(tab)
                elif page == "admin":
                    tab.move(tab.by_key("part"), "string_array_value", [tab.by_key("part").options[-1]])
                files = [one for one in tab.widgets.values() if one.kind == "download_button"]
                assert files, login
                for button in files[:2]:
                    url, _ = low.download(button.element.deferred_file_id)  # ty: ignore[unresolved-attribute]
                    with Tab(server) as nobody:
                        nobody.visit("", "")
                        other, _ = nobody.download(button.element.deferred_file_id)  # ty: ignore[unresolved-attribute]
                    for address in filter(None, (url, other)):
                        assert client.get(server.address + address).status_code == 404
                        assert patience.get(server.address + address).status_code == 404
        assert low.download("0" * 32)[0] == ""


@attack(
    "Rejected records without being a steward",
    tried="the Data import page as each role that has it",
    outcome="the button is a data steward's alone; no original text is sent to others",
)
def test_rejects(server: LoginServer, company: Company) -> None:
    rejected = company.rejected()
    with _tab(server, "u-data_steward", "data") as tab:
        boxes = _open_imports(tab)
        assert [one for one in tab.widgets.values() if "rejects" in one.key]
    for login in ("u-executive", "u-supervisor", "u-analyst", "u-auditor"):
        with _tab(server, login, "data") as tab:
            for box in boxes:  # of the steward's page: they are not on this one
                tab.move(box, "bool_value", True)
            assert not [one for one in tab.widgets.values() if "rejects" in one.key], login
            heard = Heard(login)
            heard.take("data", tab.answers)
            assert heard.names(rejected) == {}


def _open_imports(tab: Tab) -> list[Widget]:
    """The boxes of the imports, each with its files of rejected records."""
    boxes = [one for one in tab.widgets.values() if one.kind == "expandable" and one.key.startswith("import_")]
    for box in boxes:
        tab.move(box, "bool_value", True)
    return boxes


@attack(
    "The customer list, file by file",
    tried="25 downloads in a row",
    outcome="20 files in 10 minutes, then refusals that the trail keeps",
)
def test_export_limit(server: LoginServer) -> None:
    with _tab(server, "u-committee", "portfolio") as tab:
        button = tab.by_key("portfolio_export_csv")
        made = [tab.download(button.element.deferred_file_id)[0] for _ in range(25)]  # ty: ignore[unresolved-attribute]
    assert [bool(url) for url in made] == [True] * 20 + [False] * 5
    trail = json.loads(run_dashboard(server.home, "trail", "show", "--who", "u-committee", "--format", "json"))
    assert [one["action"] for one in trail["entries"]].count("export_refused") == 5
    assert [one["action"] for one in trail["entries"]].count("export") == 20


@attack(
    "Reveal without the right, without a reason, out of scope",
    tried="an executive's form without a reason; its button and fields sent by an account manager, an analyst and an"
    " auditor, who have none such",
    outcome="no number is shown",
)
def test_forged_reveal(server: LoginServer, company: Company) -> None:
    numbers = company.ways_to_reach()
    with _tab(server, "u-executive.portfolio", "portfolio") as tab:
        _open_customers(tab)
        found = [one for one in tab.widgets.values() if re.search("_whom|_reason|_reveal|Reveal", one.key + one.label)]
        # Elsewhere their part of the page is another one: they are sent with the whole.
        form = [replace(one, fragment="") for one in found]
        assert form
        _press(tab, form, "")
        heard = Heard("executive")
        heard.take("", tab.answers)
        assert heard.names(numbers) == {}
    for login in ("u-account_manager", "u-analyst", "u-auditor"):
        with _tab(server, login, "portfolio") as tab:
            _press(tab, form, "to call them")
            _open_customers(tab)
            _press(tab, form, "to call them")
            heard = Heard(login)
            heard.take("", tab.answers)
            assert heard.names(numbers) == {}, login


def _open_customers(tab: Tab) -> None:
    """Rows until one has contacts to reveal."""
    for row in range(8):
        table = next((one for one in tab.widgets.values() if one.key.startswith("portfolio_table")), None)
        if table is None:
            return
        tab.move(table, "string_value", selection(rows=(row,)))
        if any("_whom" in one.key for one in tab.widgets.values()):
            return


def _press(tab: Tab, form: list[Widget], reason: str) -> None:
    for widget in form:
        if "_reason" in widget.key:
            tab.move(widget, "string_value", reason)
        elif "_whom" in widget.key:
            tab.move(widget, "string_value", "LX000001")
    for widget in form:
        if widget.kind == "button":
            tab.move(widget, "trigger_value", True)


@attack(
    "Rows of another session's table",
    tried="dataframe_chunk requests with made-up sources, sources of the page's own tables, huge offsets and limits",
    outcome="an error without data",
)
def test_foreign_table_rows(server: LoginServer) -> None:
    with _tab(server, "u-account_manager", "portfolio") as tab:
        table = next(one for one in tab.widgets.values() if one.kind == "dataframe")
        for source in ("", "x", table.id, "../media", "0" * 64):
            asked = BackMsg()
            asked.backend_operation_request.request_id = "1"
            asked.backend_operation_request.dataframe_chunk.source_id = source
            asked.backend_operation_request.dataframe_chunk.offset = 2**40
            asked.backend_operation_request.dataframe_chunk.limit = 2**31
            tab.send(asked.SerializeToString())
            while (answer := tab.hear()).WhichOneof("type") != "backend_operation_response":
                pass
            assert answer.backend_operation_response.error_msg
            assert not answer.backend_operation_response.dataframe_chunk.arrow_data.data
