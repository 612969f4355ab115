"""By text: SQL, paths, formulas, markup

Texts that are typed, stand in an address or a command, or came in with the data.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.data.building.build import build
from dashboard.data.exporting.service_views import SERVICE_VIEWS
from dashboard.data.home import Home
from dashboard.data.records.findings import SOURCES, create_finding, publish_finding
from dashboard.data.records.follow_ups import close_low_score, take_low_score
from dashboard.data.records.rectifications import assign_rectification, record_reply
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.logic.surveys.effect_target import item_target
from dashboard.logic.viewer import operator
from dashboard.settings import Settings
from dashboard.widgets.complaints.trend.fields import value_code
from dashboard.widgets.findings.fields import VIEWS as FINDING_VIEWS
from dashboard.widgets.surveys.fields import VIEWS as SURVEY_VIEWS
from dashboard.widgets.surveys.items.fields import PICTURES
from tests.browser.conftest import serving
from tests.data.building.imported import imported
from tests.data.hand_made_build import Contact, Customer, Employee, Order, hand_made_build
from tests.oidc import LoginServer, signed_in_cookies
from tests.security.attack_table import attack
from tests.security.company import Company
from tests.security.crawling import Heard, stands_in
from tests.security.readable import texts_of
from tests.security.tab import Tab, selection

HIDDEN = (
    "\u202egnp.exe\u202c",
    "\u2066x\u2069\u200f",
    "https://evil.example/bare",
    "www.evil.example",
    "a@evil.example",
)
"""Marks that turn the direction of what follows, and addresses without any mark of Markdown."""
SQL = (
    "' OR 1=1 --",
    "'; DROP TABLE customer; --",
    "x' UNION SELECT customer_id, customer_name FROM customer --",
    "%' OR '1'='1",
    "\\'; SELECT * FROM read_csv('/etc/passwd'); --",
    "$1",
    "{0}",
    "%s",
    "_%",
    "%",
)
FORMULAS = (
    '=cmd|"/C calc"!A0',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example")',
    "＝1+1",
)
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=http://evil.example/x.png onerror=alert(1)>",
    "![x](http://evil.example/y.png)",
    "[press](http://evil.example/z)",
    "$\\href{http://evil.example}{x}$",
    "{{7*7}} {name} %(name)s",
    ":material/home: :red[x]",
    "**bold** `code` # head",
    '<a href="http://evil.example/w">w</a>',
)


@attack(
    "SQL in searches and addresses",
    tried="ten texts with quotes, comments, UNION, DROP, wildcards and place holders in every search box and in every"
    " parameter of the addresses of an account manager's pages",
    outcome="found as text or not at all: no row out of scope, the tables are still there",
)
def test_sql_in_searches(server: LoginServer, home: Path) -> None:
    company = Company(home)
    heard = Heard("u-account_manager")
    with Tab(server, signed_in_cookies(server, "u-account_manager")) as tab:
        for page, query, box in (("portfolio", "", "portfolio_text"), ("what-if", "tab=reach", "what_if_find_reach")):
            for text in SQL:
                tab.visit(page, query)
                heard.take(text, tab.move(tab.by_key(box), "string_value", text))
        names = (
            "manager",
            "region",
            "industry",
            "layer",
            "sort",
            "order",
            "rows",
            "scheme",
            "as_of",
            "by",
            "build",
            "out",
        )
        for page in ("portfolio", "pyramid", "trends", "what-if"):
            for text in SQL[:4]:
                query = "&".join(f"{name}={text.replace('%', '%25').replace(' ', '+')}" for name in names)
                heard.take(text, tab.visit(page, query))
        tab.visit("portfolio", "")
        heard.take("afterwards", tab.answers[-50:])
        own = company.scope("account_manager")
        tab.move(tab.by_key("portfolio_text"), "string_value", own[0].name)
        heard.take("search", tab.answers[-50:])
    assert heard.names(company.out_of_scope("account_manager")) == {}
    assert "Something went wrong" not in "\n".join(heard.texts)
    assert heard.names([own[0].name])


@attack(
    "SQL and paths on the command line",
    tried="export with ten texts as --filter value and column, --viewer, --scheme, --scenario, --as-of; names of views"
    " with dots and slashes",
    outcome="refused with a sentence, or nobody's rows; never another customer's, no traceback",
)
def test_sql_on_the_command_line(home: Path, cli: Callable[..., tuple[int, str, str]]) -> None:
    customers = Company(home).customers
    options = ("--viewer", "--scheme", "--scenario", "--as-of", "--value", "--by", "--filter")
    for text in SQL:
        for option in options:
            values = (f"region={text}", f"{text}=x", text) if option == "--filter" else (text,)
            for value in values:
                status, out, err = cli("export", "customers", "--home", home, f"{option}={value}")
                assert "Traceback" not in err, (option, value)
                assert not [one for one in customers if one.id in out], (option, value)
                assert status or len(out.splitlines()) <= 1, (option, value)
    for name in ("../../etc/passwd", "customers/../x", "", "; ls"):
        status, out, _ = cli("export", name, "--home", home)
        assert status
        assert out == ""
    assert len(Company(home).customers) == len(customers)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose every text is an attack."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    texts = [*FORMULAS, *MARKUP]
    customers = [
        Customer(
            f"{'=' if number % 2 else ''}C{number:02d}",
            manager=f"E{number % 3}",
            region=texts[-1 - number],
            industry=MARKUP[number % len(MARKUP)],
            tier=FORMULAS[number % len(FORMULAS)],
            name=text,
        )
        for number, text in enumerate(texts)
    ]
    orders = [
        Order(one.customer_id, date(2024, month, 5), f"{100 + number}.00", "50.00", MARKUP[number % len(MARKUP)])
        for number, one in enumerate(customers)
        for month in range(1, 13)
    ]
    contacts = [
        Contact(
            f"L{n}", one.customer_id, MARKUP[n % len(MARKUP)], FORMULAS[n % len(FORMULAS)], MARKUP[0], mobile="1" * 11
        )
        for n, one in enumerate(customers)
    ]
    employees = [Employee(f"E{number}", name=MARKUP[2 + number]) for number in range(3)]
    hand_made_build(home, customers, orders, employees=employees, contacts=contacts)
    return home


@attack(
    "Formulas in files",
    tried="texts that begin with = + - @, tab, carriage return and a full-width = in every text column of the data,"
    " exported as CSV and XLSX by every view",
    outcome="each such cell begins with an apostrophe in CSV and is a text in XLSX: there is no formula in either",
)
def test_formulas(hostile: Path, cli: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    guarded = 0
    for view in ("customers", "portfolio", "movers", "concentration", "trend"):
        for file_format in ("csv", "xlsx"):
            file = tmp_path / f"{view}.{file_format}"
            more = ("--by", "region") if view == "trend" else ()
            status, _, err = cli("export", view, "--home", hostile, *more, "-o", file)
            assert status == 0, (view, err)
            if file_format == "csv":
                rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
                for cell in (cell for row in rows[1:] for cell in row):
                    is_number = cell.replace(".", "", 1).lstrip("-").isdigit()
                    assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), (view, cell)
                    guarded += cell.startswith("'")
            else:
                with zipfile.ZipFile(file) as parts:
                    sheets = [parts.read(name).decode() for name in parts.namelist()]
                assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets), view
                assert not any("externalLink" in name for name in zipfile.ZipFile(file).namelist())
    assert guarded > 10


@pytest.fixture(scope="module")
def hostile_service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with cases, steps, tickets, standards, shipments and events whose every text is an attack."""
    home = tmp_path_factory.mktemp("hostile") / "service"
    texts = (*FORMULAS, *MARKUP, *HIDDEN)
    rows: dict[str, list[dict]] = {name: [] for name in ("orders", "cases", "case_events", "service_tickets",
                                                         "service_standards", "deliveries", "events")}  # fmt: skip
    for number in range(2 * len(texts)):
        text, other = texts[number % len(texts)], texts[(number + 5) % len(texts)]
        day = datetime(2024, 1 + number % 6, 3, 9)
        rows["orders"].append(
            {"order_id": f"{text}{number}", "customer_id": "C1", "order_date": day.date().isoformat(),
             "net_amount": 100, "first_promised_date": day.date().isoformat(), "product_line": text,
             "operator_id": f"{other}E", "completed_date": day.replace(day=20).date().isoformat()}
        )  # fmt: skip
        rows["cases"].append(
            {"case_id": f"{text}K{number}", "kind": "complaint", "customer_id": "C1" if number % 3 else f"{text}X",
             "order_id": f"{text}{number}", "received_at": day, "channel": text, "object": text,
             "description": text + "long " * 400_000 * (number == 0), "remedy_requested": other,
             "respondent_department": text, "respondent_id": f"{other}E", "receiving_department": other,
             "cause_l1": text, "cause_l2": other, "grade": text, "outcome": text, "justified": "yes",
             "closed_at": day.replace(day=9) if number % 2 else None}
        )  # fmt: skip
        rows["case_events"].append({"case_id": f"{text}K{number}", "seq": 1, "event": "assessed", "by": f"{other}E",
                                    "at": day.replace(hour=11), "reason": text, "note": other})  # fmt: skip
        rows["service_tickets"].append({"ticket_id": f"{text}T{number}", "customer_id": "C1", "service_code": text,
                                        "reported_at": day, "department": other, "channel": text,
                                        "customer_class": other})  # fmt: skip
        rows["deliveries"].append({"delivery_id": f"{text}D{number}", "order_id": f"{text}{number}", "carrier": text,
                                   "shipped_on": day.date().isoformat(), "damaged_value": 5})  # fmt: skip
        if number < len(texts):
            rows["events"].append({"event_id": f"{text}V", "at": day.date().isoformat(), "title": text})
            rows["service_standards"].append(
                {"service_code": text, "service_name": text, "level": "company", "tier": "",
                 "rule_type": "duration_max", "limit_value": 10, "limit_unit": "hours"}
            )  # fmt: skip
    rows["customers"] = [{"customer_id": "C1", "customer_name": MARKUP[3], "account_manager_id": "E1"}]
    rows |= _surveys(texts)
    rows["employees"] = [{"employee_id": f"{text}E", "name": text, "department": text} for text in texts]
    imported(Home(home), rows, data_through=date(2024, 6, 30))
    build(Home(home), Settings(threads=2))
    _findings(open_records(Home(home)))
    return home


WAVES = tuple(f"{MARKUP[3]}{one}" for one in ("W1", "W2", "W3"))
"""Two named waves of one series, and an anonymous one."""
KINDS = ("overall", "nps", "satisfaction", "expectation", "importance", "had_problem", "told_us", "ces", "text")


def _surveys(texts: tuple[str, ...]) -> dict[str, list[dict]]:
    """Three waves whose titles, questions, services, answers and ids are attacks."""
    found: dict[str, list[dict]] = {name: [] for name in ("surveys", "survey_items", "survey_invites",
                                                          "survey_answers")}  # fmt: skip
    for month, survey in zip((1, 4, 5), WAVES, strict=True):
        day = datetime(2024, month, 10, 9)
        found["surveys"].append(
            {"survey_id": survey, "series": MARKUP[3], "title": MARKUP[(month + 2) % len(MARKUP)], "scale_min": 1,
             "kind": "relationship", "field_from": day.date().isoformat(), "agency": MARKUP[2], "scale_max": 5,
             "field_to": day.replace(day=20).date().isoformat(), "anonymous": survey == WAVES[2]}
        )  # fmt: skip
        for place in range(2 * len(texts)):
            text, kind = texts[place % len(texts)], KINDS[place % len(KINDS)]
            found["survey_items"].append(
                {"survey_id": survey, "item_id": f"{text}{place}", "canonical_item_id": f"{MARKUP[3]}{place // 3}",
                 "text": text, "item_type": kind, "service": texts[place % 7], "dimension": "reliability"}
            )  # fmt: skip
            found["survey_answers"] += [
                {"survey_id": survey, "item_id": f"{text}{place}", "response_id": f"{other}{number}",
                 "score": None if kind == "text" else 1 + (number * (place + month)) % 2 + number % 4,
                 "answer_text": other if kind == "text" else None, "answered_at": day,
                 "customer_id": "C1" if number % 2 and survey != WAVES[2] else None}
                for number, other in enumerate((texts * 2)[:44])
            ]  # fmt: skip
        found["survey_invites"].append({"survey_id": survey, "invite_id": f"{MARKUP[2]}{month}", "customer_id": "C1",
                                        "sent_at": day, "segment": MARKUP[1]})  # fmt: skip
    return found


def _findings(store: RecordsStore) -> None:
    """One of each source, each with a fix; a reply to the first and to a low score."""
    at: dict[str, Any] = {"viewer": operator(), "now": datetime(2024, 2, 20, 9, tzinfo=UTC)}
    for place, text in enumerate(MARKUP):
        made = create_finding(
            store, source_kind=SOURCES[place % 3], source_id=WAVES[0] if place % 3 == 0 else text, title=text,
            source_item_id=f"{MARKUP[3]}0", text=f"{text}\n{HIDDEN[2]}", department_id=text, **at,
        )  # fmt: skip
        made = publish_finding(store, made, **at)
        fix = assign_rectification(
            store, made, owner_id=f"{FORMULAS[0]}E", owner_department_id=text, measure=f"=1+1 {text}",
            due_on=date(2024, 3, 1), effective_on=date(2024, 3, 1),
            target=item_target(MARKUP[3], f"{MARKUP[3]}0"), **at,
        )  # fmt: skip
        if not place % 2:
            record_reply(store, made, fix, reply=text, proof=HIDDEN[2], **at)
    for number in range(4):
        response = f"{(*FORMULAS, *MARKUP, *HIDDEN)[number + 8]}{number + 8}"
        taken = take_low_score(store, survey_id=WAVES[1], response_id=response, **at)
        if number % 2:
            close_low_score(store, taken, done=MARKUP[number], **at)


@attack(
    "Formulas and hidden characters in cases, tickets, deliveries and surveys",
    tried="the same texts, right-to-left marks and 2 MB of description in every text column of cases, their steps,"
    " tickets, standards, shipments, events, surveys and findings, exported as CSV by every view of the service",
    outcome="each such cell begins with an apostrophe, a text has no control character, the file is made",
)
def test_formulas_of_the_service(
    hostile_service: Path, cli: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    guarded = 0
    csv.field_size_limit(4_000_000)
    for view in SERVICE_VIEWS:
        file = tmp_path / f"{view}.csv"
        status, _, err = cli("export", view, "--home", hostile_service, "-o", file)
        assert status == 0, (view, err)
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
        for cell in (cell for row in rows[1:] for cell in row):
            is_number = cell.replace(".", "", 1).lstrip("-").isdigit()
            assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), (view, cell[:80])
            guarded += cell.startswith("'")
    assert guarded > 100


@pytest.fixture(scope="module")
def local(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[LoginServer]:
    """A server without a login on it: whoever sits there sees all of it."""
    with serving(hostile) as address:
        yield LoginServer(address, hostile, {}, hostile / "server.log")


@attack(
    "Markup in names",
    tried="customer, contact, manager, region and product names with HTML, scripts, pictures, links, TeX, place holders"
    " and Markdown, on every page, opened customer and hover text",
    outcome="shown as they are: no HTML block, no picture or link in any text that is Markdown or in a chart",
)
def test_markup(local: LoginServer) -> None:
    seen = 0
    with Tab(local) as tab:
        for page, query in (
            ("pyramid", "layer=Top"),
            ("portfolio", "rows=100"),
            ("trends", "by=region"),
            ("trends", "by=account_manager_id"),
            ("what-if", "tab=movers"),
            ("what-if", "tab=loss"),
        ):
            tab.visit(page, query)
            tables = [one for one in tab.widgets.values() if one.kind == "dataframe"]
            for row in range(9 if page == "portfolio" else 1):
                for table in tables:
                    tab.visit(page, query)
                    if table.element.selection_mode:  # ty: ignore[unresolved-attribute]
                        tab.move(table, "string_value", selection(rows=(row,)))
    for answer in tab.answers:
        assert _live(answer) == []
        seen += any("evil.example" in text for text in texts_of(answer))
    assert seen


def _live(answer: ForwardMsg) -> list[str]:
    """Texts in which a browser would find the address: Markdown where nothing escapes it (bare addresses become links
    there too), HTML, and the links of a chart."""
    if answer.WhichOneof("type") != "delta":
        return []
    delta = answer.delta
    is_block = delta.WhichOneof("type") == "add_block"
    part = delta.add_block if is_block else delta.new_element
    kind = part.WhichOneof("type") or ""
    if not kind or kind in ("code", "text"):
        return []
    element = getattr(part, kind)
    if kind == "plotly_chart":
        return [text for text in _json_texts(json.loads(element.spec)) if "evil.example" in text and "<a" in text]
    texts = [getattr(element, name, "") for name in ("body", "label", "title", "help", "caption")]
    return [text for text in texts if isinstance(text, str) and _ADDRESS.search(text.replace("\\", ""))]


_ADDRESS = re.compile(r"://evil\.example|www\.evil|a@evil")
"""As a browser looks for them, after escapes are gone."""


def _json_texts(value: object) -> list[str]:
    """Every text in it but codes for the click, which nobody is shown."""
    if isinstance(value, dict):
        return [text for name, one in value.items() if name != "customdata" for text in _json_texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _json_texts(one)]
    return [value] if isinstance(value, str) else []


@attack(
    "Markup in cases, tickets, standards, surveys and findings",
    tried="case numbers, departments, causes, notes, services, carriers, events, names of handlers, surveys, questions,"
    " answers and findings with HTML, links, bare addresses, pictures, short codes and Markdown, on every page of the"
    " service, with its records opened",
    outcome="shown as they are: no HTML block, no picture or link in any text that is Markdown or in a chart",
)
def test_markup_of_the_service(hostile_service: Path) -> None:
    seen = 0
    case = f"{MARKUP[3]}K{len(FORMULAS) + 3}"
    with serving(hostile_service) as address:
        server = LoginServer(address, hostile_service, {}, hostile_service / "server.log")
        with Tab(server) as tab:
            for page, query in (
                ("complaints", ""),
                ("complaints", f"rate_at=by&rate_by=department&rate_figure=received&rate_segment={quote(MARKUP[3])}"),
                ("complaints", "rate_by=cause"),
                ("complaints", "rate_by=respondent"),
                ("complaints", "view=trend"),
                ("complaints", f"view=trend&spc_cut=respondent_department&spc_value={value_code(MARKUP[-1])}"),
                ("complaints", "view=causes"),
                ("complaints", f"view=causes&cause={quote(MARKUP[3])}"),
                ("cases", f"cases_list=open&case={quote(case)}"),
                ("cases", "cases_list=closed&case=" + quote("https://evil.example/none")),
                ("iceberg", "part=silent"),
                *(("recusal", f"recusal_view={one}&case={quote(case)}")
                  for one in ("compliance", "appeals", "assign", "entered")),
                ("standards", ""),
                ("standards", "standards_view=delivery"),
                *(("surveys", f"wave={quote(wave)}&view={one}") for wave in WAVES[1:] for one in SURVEY_VIEWS),
                *(("surveys", f"wave={quote(WAVES[1])}&view=items&item_show={one}") for one in PICTURES),
                ("surveys", f"wave={quote(WAVES[1])}&view=items&item={quote(MARKUP[3] + '11')}"),
                ("surveys", f"wave={quote(WAVES[1])}&view=items&item={quote(MARKUP[0] + '8')}"),
                ("surveys", f"wave={quote(WAVES[1])}&view=priorities&fix_item={quote(MARKUP[3] + '11')}"),
                *(("findings", f"f_view={one}") for one in FINDING_VIEWS),
            ):  # fmt: skip
                tab.visit(page, query)
                tables = [one for one in tab.widgets.values() if one.kind == "dataframe"]
                for table in tables:
                    if table.id in tab.widgets and table.element.selection_mode:  # ty: ignore[unresolved-attribute]
                        tab.move(table, "string_value", selection(rows=(0,)))
            live = {text[:200] for answer in tab.answers for text in _live(answer)}
            for answer in tab.answers:
                seen += any("evil.example" in text for text in texts_of(answer))
    assert live == set()
    assert seen > 5


@attack(
    "Markup in what people save",
    tried="names of views, search texts and values in the link with HTML, pictures, links and place holders",
    outcome="shown as they are; nothing of it is Markdown",
)
def test_markup_in_saved_names(local: LoginServer) -> None:
    with Tab(local) as tab:
        for text in MARKUP:
            tab.visit("portfolio", "")
            tab.move(tab.by_key("saved_views"), "bool_value", True)
            tab.move(tab.by_key("saved_view_name"), "string_value", text)
            tab.move(tab.by_key("saved_view_save"), "trigger_value", True)
            tab.visit("what-if", "tab=scenarios")
            tab.visit("portfolio", "")
            tab.move(tab.by_key("portfolio_text"), "string_value", text)
            tab.visit("portfolio", f"manager={text.replace('#', '')}".replace("%", "%25").replace("&", "%26"))
    for answer in tab.answers:
        assert _live(answer) == []
    assert any(stands_in("press", text) for answer in tab.answers for text in texts_of(answer))
