"""Everybody goes everywhere and moves everything: nobody gets what is not theirs, by whatever way it may come.

Which customers are whose is asked from the files of the build (tests/security/company.py), not from the product.
"""

import re
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.home import Home
from dashboard.data.importing.jobs import process
from dashboard.data.importing.jobs.job import new_job
from dashboard.data.importing.jobs.looks import look_of
from dashboard.data.importing.jobs.plan import load_plan, save_plan
from dashboard.data.importing.jobs.proposing import settled
from dashboard.data.importing.jobs.uploaded import Limits, receive
from dashboard.data.records.logins import end_sessions_of
from dashboard.data.records.store import RecordsStore, sqlite_url
from dashboard.settings import Settings
from dashboard.widgets.identity import FRESH_FOR_S
from tests import patience
from tests.oidc import ROLES_BY_GROUP, LoginServer, serving_with_login, sign_in, without_secrets
from tests.security.company import SCOPES, SERVICE, SHOWN_PLAINLY, URL_PATHS, Company
from tests.security.crawling import Heard, stands_in, walk
from tests.security.readable import forms_of, texts_of
from tests.security.tab import Tab, selection

pytestmark = pytest.mark.slow

ROLES = (
    "executive",
    "account_manager",
    "analyst",
    "second",
    "data_steward",
    "team_lead",
    "admin",
    "supervisor",
    "auditor",
    "service_quality",
    "committee",
)
"""Whoever sees much goes before whoever sees little: what a cache kept of the first must not reach the second."""
MOVING_ALL = frozenset({"executive", "account_manager", "analyst", "data_steward", "supervisor"})
"""One of every kind of scope and of every kind of veil. The others, whose scope or veil is made by the same rules,
open everything there is, once, and leave the filters alone: the walk took three times as long with them."""
FIGURES, CUSTOMERS = {"pyramid", "what-if", "trends"}, {"portfolio", *SERVICE}
PAGES = {
    **dict.fromkeys(ROLES, FIGURES | CUSTOMERS),
    **dict.fromkeys(("executive", "supervisor", "data_steward", "analyst"), FIGURES | CUSTOMERS | {"data", "quality"}),
    "auditor": FIGURES | CUSTOMERS | {"data", "quality", "admin"},
    "admin": {"admin"},
}
WITHOUT_FILES = {"admin"}
UNSERVED = "unserved"
UNKNOWN_ID, UNKNOWN_MANAGER = "999983", "GH983"


BROUGHT = (
    "客户名册\n客户编号,客户名称,地址,备注\nQ1,Zhenzhen Planted Ltd,77 Planted Road,call Planted Person\n"
    ",Nameless Planted,78 Planted Road,\n制表: Signed Planted\n"
)
PLANTED = ("Zhenzhen Planted", "77 Planted Road", "Planted Person", "Nameless Planted", "Signed Planted")
"""What nobody but a data steward may read: it lies in an import that is not done."""


@pytest.fixture(scope="module")
def home(attacked_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that is nobody's demo any more, with an import that a data steward has had checked. Beside it UNSERVED: in
    a home that is served, files come and go while they are copied."""
    home = shutil.copytree(attacked_company, tmp_path_factory.mktemp("home") / "company")
    (home / "demo.toml").unlink()
    job, content = new_job(Home(home), "u-data_steward.data", datetime.now(UTC)), BROUGHT.encode()
    receive(job, 0, 0, content, name="planted.csv", size=len(content), limits=Limits(2**20, 2**20))
    for kind in ("look", "trial"):
        process.start(job, kind, Settings(build_memory="1GB"))
        while process.is_running(job):
            time.sleep(0.05)
        looks = (job.read("look.json") or {})["looks"]
        save_plan(job, settled(load_plan(job), tuple(look_of(one["look"]) for one in looks), lambda _header: ()))
    shutil.copytree(home, home.with_name(UNSERVED))
    return home


@pytest.fixture(scope="module")
def company(home: Path) -> Company:
    return Company(home)


@pytest.fixture(scope="module")
def crawled(server: LoginServer, company: Company) -> Mapping[str, Heard]:
    """By role, what reached the person who has it, all on one server; two at a time, so that they meet in there."""

    def found(role: str) -> Heard:
        own = company.scope(role)
        searched = (own[0].id, own[0].name[2:5]) if own else ("nobody",)
        return walk(server, f"u-{role}", URL_PATHS, searched, brief=role not in MOVING_ALL)

    with ThreadPoolExecutor(2) as two:
        return dict(zip(ROLES, two.map(found, ROLES), strict=True))


def test_the_paths_are_those_of_the_pages() -> None:
    folder = Path(__file__).parents[2] / "dashboard" / "pages"
    assert {file.stem.replace("_", "-") for file in folder.glob("*.py")} == set(URL_PATHS)
    assert set(ROLES_BY_GROUP.values()) | {"second"} == set(ROLES)


def test_the_walk_saw_what_there_is_to_see(crawled: Mapping[str, Heard], company: Company) -> None:
    """Else the tests below would pass by looking away."""
    assert {role: heard.pages for role, heard in crawled.items()} == PAGES
    everybody = [one.name for one in company.customers]
    assert len(crawled["executive"].names(everybody)) == len(everybody)
    masked = re.compile(r"138\*{4}\d{4}|1\d\d\*{4}\d{4}")
    for role, heard in crawled.items():
        assert heard.refused == [], role
        places = set(heard.texts.values())
        assert not [text for text in heard.texts if "Something went wrong" in text], role
        if role == "admin":
            continue
        assert heard.files, role
        assert any(place.startswith("file of page portfolio") for place in places), role
        assert any("selectbox" in place for place in places) == (role in MOVING_ALL), role
        assert any("dataframe" in place for place in places), role
        assert any("text_input portfolio_text" in place for place in places) or role == "analyst", role
        if role != "analyst":
            own = company.scope(role)
            assert len(heard.names([one.name for one in own])) == len(own), role
            assert any(masked.search(text) for text in heard.texts), role
    assert crawled["account_manager"].names(one for one in everybody) != {}
    assert crawled["data_steward"].names(company.rejected()) != {}
    steward = [place for place in crawled["data_steward"].texts.values() if "rejects_" in place]
    assert any(place.startswith("file of") for place in steward)


@pytest.mark.parametrize("role", ROLES)
def test_only_customers_in_scope(crawled: Mapping[str, Heard], company: Company, role: str) -> None:
    forbidden = company.out_of_scope(role)
    assert bool(forbidden) == (role in SCOPES)
    assert crawled[role].names(forbidden) == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_personal_field_unmasked(crawled: Mapping[str, Heard], company: Company, role: str) -> None:
    """In rejected records, which are there to be mended, the steward alone sees what the file says."""
    own_files = "rejects_" if role == "data_steward" else ""
    assert crawled[role].names(company.ways_to_reach(), without=own_files) == {}
    assert crawled[role].names(company.contact_names(role), without=own_files) == {}
    if role != "data_steward":
        assert crawled[role].names(company.rejected()) == {}


@pytest.mark.parametrize("role", ROLES)
def test_what_lies_in_an_open_import_is_for_data_stewards(crawled: Mapping[str, Heard], role: str) -> None:
    """Its rows, the lines that are no records, what would be rejected; not even its file's name for others."""
    heard = crawled[role].names((*PLANTED, "planted.csv"))
    assert set(heard) == ({*PLANTED, "planted.csv"} if role == "data_steward" else set())


def test_an_analyst_reads_no_name_and_no_number(crawled: Mapping[str, Heard], company: Company) -> None:
    named = [term for one in company.customers for term in (one.id, one.name)]
    assert crawled["analyst"].names(named) == {}
    assert crawled["analyst"].names(company.managers()) == {}


NAMES_PERSONS = frozenset({"supervisor", "auditor"})
"""Roles with Right.PERSONS. An administrator names people too, but sees no case."""


@pytest.mark.parametrize("role", sorted(set(ROLES) - NAMES_PERSONS - {"admin"}))
def test_who_handled_a_case_is_for_supervisors_and_auditors(
    crawled: Mapping[str, Heard], company: Company, role: str
) -> None:
    """Who mends what was found is named on its page: that they also handle cases is not told there."""
    own_files = ("rejects_",) if role == "data_steward" else ()
    assert crawled[role].names(company.handlers(), without=("page findings", *own_files)) == {}


def test_those_who_may_read_who_handled_a_case(crawled: Mapping[str, Heard], company: Company) -> None:
    assert company.handlers()
    for role in NAMES_PERSONS:
        assert crawled[role].names(company.handlers()), role


def test_whoever_greets_people_reads_the_names_of_their_own(crawled: Mapping[str, Heard], company: Company) -> None:
    """So the masks of the other roles hide something that is really sent."""
    hidden = company.contact_names("executive")
    for role in SHOWN_PLAINLY - {"second"}:
        assert crawled[role].names(hidden), role


def test_nothing_of_anybody_is_written_to_the_log(
    crawled: Mapping[str, Heard], company: Company, server: LoginServer
) -> None:
    files = [server.log, *(path for path in (server.home / "logs").rglob("*") if path.is_file())]
    logged = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)
    assert "Serving" in logged
    terms = [term for one in company.customers for term in (one.id, one.name)]
    terms += [*company.ways_to_reach(), *company.contact_names("executive"), *company.rejected()]
    assert [term for term in terms if stands_in(term, logged)] == []
    assert without_secrets(server, logged)
    for heard in crawled.values():
        assert without_secrets(server, "\n".join(heard.texts)), heard.login


def _said(answers: list, typed: str) -> list[str]:
    """What was answered, without what was typed and without what differs from run to run."""
    found = []
    for answer in answers:
        if answer.WhichOneof("type") in ("delta", "page_info_changed", "page_config_changed"):
            found += [text.replace(typed, "?") for text in texts_of(answer)]
    volatile = re.compile(r"\$\$ID-\w+|[0-9a-f]{32,}|20\d\dT?\d*")
    return [volatile.sub("#", text) for text in found]


def _probe(server: LoginServer, login: str, page: str, query: str, typed: str) -> list[str]:
    with closing(sign_in(server, login)) as client, Tab(server, dict(client.cookies)) as tab:
        return _said(tab.visit(page, query.replace("?", typed)), typed)


@pytest.mark.parametrize(
    ("page", "query", "is_manager"),
    [
        ("portfolio", "manager=?", True),
        ("pyramid", "manager=?", True),
        ("trends", "by=account_manager_id&manager=?", True),
        ("what-if", "tab=loss&out=?", False),
        ("what-if", "tab=reach&customer=?", False),
        ("portfolio", "customer=?", False),
        ("pyramid", "layer=?", False),
    ],
)
def test_a_link_to_what_is_out_of_scope_answers_as_one_to_nothing(
    server: LoginServer, company: Company, page: str, query: str, is_manager: bool
) -> None:
    own = company.scope("account_manager")
    others = [one for one in company.customers if one.id not in {mine.id for mine in own}]
    typed, unknown = ("GH002", UNKNOWN_MANAGER) if is_manager else (others[0].id, UNKNOWN_ID)
    found = _probe(server, "u-account_manager", page, query, typed)
    assert found == _probe(server, "u-account_manager", page, query, unknown)
    whole = "\n".join(found)
    assert not [term for term in company.out_of_scope("account_manager") if stands_in(term, whole)]


@pytest.mark.parametrize(
    ("page", "query", "box"),
    [
        ("portfolio", "", "portfolio_text"),
        ("what-if", "tab=loss", "what_if_find_out"),
        ("what-if", "tab=reach", "what_if_find_reach"),
    ],
)
def test_a_search_for_what_is_out_of_scope_answers_as_one_for_nothing(
    server: LoginServer, company: Company, page: str, query: str, box: str
) -> None:
    own = company.scope("account_manager")
    other = next(one for one in company.customers if one.id not in {mine.id for mine in own})
    pairs = [(other.id, UNKNOWN_ID), (other.name, "鑫" * len(other.name)), (own[0].name, own[0].name)]
    with closing(sign_in(server, "u-account_manager")) as client:
        heard = {}
        for typed in {text for pair in pairs for text in pair}:
            with Tab(server, dict(client.cookies)) as tab:
                tab.visit(page, query)
                heard[typed] = _said(tab.move(tab.by_key(box), "string_value", typed), typed)
    for typed, unknown in pairs:
        assert heard[typed] == heard[unknown]
    assert heard[own[0].name] != heard[UNKNOWN_ID]


def test_a_file_is_for_nobody_else(crawled: Mapping[str, Heard], server: LoginServer) -> None:
    """Neither for another sign-in of the same person, nor for one with more rights, nor without any."""
    clients = [sign_in(server, login) for login in ("u-executive", "u-admin", "u-account_manager")]
    urls = [url for heard in crawled.values() for url in heard.files]
    assert len(urls) > 100
    for url in urls[::7]:
        for cookies in ({}, *(dict(client.cookies) for client in clients)):
            answer = patience.get(f"{server.address}{url}", cookies=cookies)
            assert (answer.status_code, answer.text) == (404, "There is nothing here.\n")
    for client in clients:
        client.close()


def test_an_ended_sign_in_gets_nothing_more(server: LoginServer, company: Company) -> None:
    """Pages, parts of pages, files and what was fetched before; also in tabs that stand open."""
    own = [one.name for one in company.scope("account_manager")]
    with closing(sign_in(server, "u-account_manager.portfolio")) as client:
        cookies = dict(client.cookies)
        with Tab(server, cookies) as listed, Tab(server, cookies) as opened, Tab(server, cookies) as drawn:
            listed.visit("portfolio", "")
            opened.visit("portfolio", "")
            table = next(one for one in opened.widgets.values() if one.kind == "dataframe")
            opened.move(table, "string_value", selection(rows=(0,)))
            drawn.visit("pyramid", "")
            chart = drawn.by_key("pyramid_chart")
            assert chart.fragment
            button = next(one for one in drawn.widgets.values() if one.key == "pyramid_export_csv")
            url, _ = drawn.download(button.element.deferred_file_id)  # ty: ignore[unresolved-attribute]
            assert client.get(f"{server.address}{url}").status_code == 200

            store = RecordsStore(sqlite_url(Home(server.home)))
            assert end_sessions_of(store, "u-account_manager.portfolio", by="u-admin", now=datetime.now(UTC)) >= 1
            store.close()

            time.sleep(FRESH_FOR_S)  # what the guards of one run may share
            assert client.get(f"{server.address}{url}").status_code == 404
            again, said = drawn.download(button.element.deferred_file_id)  # ty: ignore[unresolved-attribute]
            assert again == ""
            afterwards = [
                said,
                drawn.run(chart.fragment),
                drawn.visit(),
                opened.run(next((one.fragment for one in opened.widgets.values() if one.fragment), "")),
                opened.visit(),
                listed.visit("trends", ""),
            ]
            with Tab(server, cookies) as fresh:
                afterwards.append(fresh.visit("portfolio", ""))
            assert client.get(f"{server.address}{url}").status_code == 404
    texts = ["\n".join(text for answer in answers for text in texts_of(answer)) for answers in afterwards]
    for text in texts:
        assert [name for name in own if name in text] == []
        assert "CN¥" not in text
        assert "plotly" not in text
    assert sum("This sign-in was ended." in text for text in texts) >= 5


def test_a_fresh_server_gives_nothing_to_whoever_comes_first_and_each_their_own_in_either_order(
    home: Path, sign_in_at: str, company: Company
) -> None:
    """Every address first without a sign-in; then those who see little before those who see all, and again after."""
    everything = [term for one in company.customers for term in (one.id, one.name)] + company.ways_to_reach()
    with serving_with_login(home.with_name(UNSERVED), sign_in_at, sign_ins_per_minute=1000) as server:
        for path in URL_PATHS:
            heard = Heard("nobody")
            heard.take_texts("page", forms_of(patience.get(f"{server.address}/{path}").text))
            with Tab(server) as tab:
                heard.take(path, tab.visit(path, "manager=GH002&tab=loss"))
                assert not [one for one in tab.widgets.values() if one.kind in ("dataframe", "plotly_chart")]
            assert heard.names([*everything, *company.managers(), "CN¥"]) == {}
        order = ("analyst", "account_manager", "second", "executive", "second", "account_manager", "analyst")
        for role in order:
            heard = Heard(role)
            with closing(sign_in(server, f"u-{role}")) as client, Tab(server, dict(client.cookies)) as tab:
                for path in URL_PATHS:
                    heard.take(path, tab.visit(path, ""))
            forbidden = company.out_of_scope(role) if role != "analyst" else [*everything, *company.managers()]
            assert heard.names([*forbidden, *company.ways_to_reach()]) == {}, role
            assert "portfolio" in heard.texts.values()


def test_the_collector_finds_what_is_planted(server: LoginServer, company: Company) -> None:
    """What a manager must not read stands in what the executive was sent, once in clear and once in a packed table."""
    with closing(sign_in(server, "u-executive")) as client, Tab(server, dict(client.cookies)) as tab:
        heard = Heard("u-executive")
        heard.take("portfolio", tab.visit("portfolio", "rows=100"))
        raw = b"".join(tab.frames)
    forbidden = company.out_of_scope("account_manager")
    found = heard.names(forbidden)
    assert len(found) > 100
    assert any(term.isascii() for term in found)
    assert any(term.encode() in raw for term in found)
