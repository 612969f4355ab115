"""By text: SQL, paths, formulas, markup

Texts that are typed, stand in an address or a command, or came in with the data.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import serving
from tests.data.hand_made_build import Contact, Customer, Employee, Order, hand_made_build
from tests.oidc import LoginServer, signed_in_cookies
from tests.security.attack_table import attack
from tests.security.company import Company
from tests.security.crawling import Heard, stands_in
from tests.security.readable import texts_of
from tests.security.tab import Tab, selection

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
    return [text for text in texts if isinstance(text, str) and "://evil.example" in text.replace("\\:", "")]


def _json_texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _json_texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _json_texts(one)]
    return [value] if isinstance(value, str) else []


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
