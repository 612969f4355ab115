"""T10, for generated companies and any scope: everything asked holds rows in scope only, disjoint scopes add up to the
company, and an id out of scope answers exactly like one that nobody has."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.views import VIEWS, view
from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.data.reading.contacts import contacts_of, reveal_contact
from dashboard.data.reading.customer_choices import EVERYBODY
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.visible_rows import rows_in_scope
from dashboard.logic.cases.cause_pareto import MEASURES
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.periods import MonthSpan
from dashboard.logic.portfolio_filter import PortfolioFilter
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.spc.measures import CUTS, SpcAsked
from dashboard.logic.viewer import Scope, Viewer, operator
from dashboard.logic.what_if.proposal import Proposal
from tests.data.hand_made_build import Contact, Customer, Order, hand_made_build

MANAGERS, DEPARTMENTS = ("m1", "m2", "m3"), ("North", "South")
TODAY = date(2024, 1, 1)
RIGHTS = frozenset({Right.FIGURES, Right.CUSTOMERS, Right.EXPORT, Right.REVEAL, Right.PERSONS})


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[Customer], list[Order], list[Contact]]:
    size = draw(st.integers(2, 12))
    customers = [
        Customer(
            f"ID{place:02}",
            manager=draw(st.sampled_from((*MANAGERS, None))),
            department=draw(st.sampled_from((*DEPARTMENTS, None))),
            region=draw(st.sampled_from(("East", "West", None))),
            tier=draw(st.sampled_from(("战略", None))),
            name=f"Name{place:02}",
        )
        for place in range(size)
    ]
    order = st.builds(
        lambda customer, day, cents, cost, line: Order(
            f"ID{customer:02}", date(2022, 1, 1) + timedelta(day), f"{cents / 100:.2f}", cost, line
        ),
        st.integers(0, size - 1),
        st.integers(0, 700),
        st.integers(-200_000, 2_000_000),
        st.sampled_from((None, "12.34")),
        st.sampled_from((None, "Test", "Audit")),
    )
    contacts = [Contact(f"P{place:02}", f"ID{place:02}", name=f"Who{place:02}") for place in range(size)]
    return customers, draw(st.lists(order, min_size=2, max_size=30)), contacts


scopes = st.builds(
    lambda managers, departments, customers: Scope(False, managers, departments, customers),
    st.frozensets(st.sampled_from((*MANAGERS, "", "nobody")), max_size=2),
    st.frozensets(st.sampled_from((*DEPARTMENTS, "")), max_size=1),
    st.frozensets(st.sampled_from(tuple(f"ID{place:02}" for place in range(14))), max_size=3),
)


def reader_of(marts: Marts, scope: Scope) -> Reader:
    return Reader(marts, Viewer("part", scope=scope, rights=RIGHTS, login="part"), SHIPPED)


def opened(folder: str, company: tuple[list[Customer], list[Order], list[Contact]]) -> Marts:
    customers, orders, contacts = company
    return hand_made_build(Path(folder), customers, orders, contacts=contacts)


def members(customers: list[Customer], scope: Scope) -> set[str]:
    """By the rule, not by the code: whose manager or department is named, or who is named."""
    return {
        one.customer_id
        for one in customers
        if (one.manager and one.manager in scope.account_managers)
        or (one.department and one.department in scope.departments)
        or one.customer_id in scope.customers
    }


def asked(reader: Reader) -> tuple[Question, Proposal, int, MonthSpan]:
    question = Question(reader.build.last_month)
    proposal = Proposal("rank", (1000, 3000, 6000), "revenue", question.period)
    earlier = max(reader.build.first_month, question.as_of - 3)
    return question, proposal, earlier, MonthSpan(reader.build.first_month, reader.build.last_month)


Ask = Callable[[Reader], Any]
COLUMNS = ("region", "industry", "account_manager_id", "product_line", "layer")


def _figures(reader: Reader) -> list[Any]:
    question, _, _, months = asked(reader)
    return [reader.month_figures(question, by, months) for by in (None, *COLUMNS)]


def _lists(reader: Reader) -> list[Any]:
    question, _, earlier, months = asked(reader)
    found = [reader.customer_list(question, chosen) for chosen in ()]
    found += [reader.month_customer_list(question, month) for month in range(months.first, months.last + 1)]
    pages = [one.page("revenue", True, 0, 100).frame for one in found]
    pages.append(reader.customers(question, limit=100).frame)
    return [*pages, reader.customers(question, moved=("Top", "Small", earlier), limit=100).frame]


EVERY_ID = [f"ID{place:02}" for place in range(14)]
ASKS: dict[str, Ask] = {
    "choices": lambda r: [r.choices(column) for column in ("region", "industry", "account_manager_id")],
    "pyramid": lambda r: r.pyramid(asked(r)[0]),
    "layer_voices": lambda r: r.layer_voices(asked(r)[0]).table,
    "kpis": lambda r: r.kpis(asked(r)[0]),
    "headline": lambda r: r.headline(asked(r)[0]),
    "concentration": lambda r: r.concentration(asked(r)[0]),
    "pareto": lambda r: r.pareto(asked(r)[0]),
    "customers": _lists,
    "customer_list": lambda r: list(r.customer_list(asked(r)[0], EVERYBODY).batches("revenue", True)),
    "migration": lambda r: r.migration(asked(r)[0], asked(r)[2]),
    "movement": lambda r: r.movement(asked(r)[0], asked(r)[2]),
    "bridge": lambda r: r.bridge(asked(r)[0], asked(r)[2]),
    "tier_crosstab": lambda r: r.tier_crosstab(asked(r)[0]),
    "trend": lambda r: r.trend(asked(r)[0]),
    "month_figures": _figures,
    "targets": lambda r: r.targets(asked(r)[0], "revenue", asked(r)[3]),
    "layer_months": lambda r: r.layer_months(asked(r)[0]),
    "what_if": lambda r: r.what_if(*asked(r)[:2]),
    "movers": lambda r: [r.movers(*asked(r)[:2], way, 100) for way in ("up", "down")],
    "top_movers": lambda r: r.top_movers(*asked(r)[:2]),
    "mover_batches": lambda r: list(r.mover_batches(*asked(r)[:2])),
    "manager_load": lambda r: r.manager_load(*asked(r)[:2], {"Top": 12.0}),
    "loss": lambda r: r.loss(asked(r)[0], EVERY_ID).customers,
    "largest_losses": lambda r: r.largest_losses(asked(r)[0]),
    "find_customers": lambda r: [r.find_customers(text) for text in ("ID", "Name", "name0", "1")],
    "portfolio_summary": lambda r: r.portfolio_summary(asked(r)[0]),
    "portfolio_page": lambda r: [
        r.portfolio_page(asked(r)[0], PortfolioFilter(text=text), limit=100).frame for text in ("", "Name")
    ],
    "portfolio_layers": lambda r: r.portfolio_layers(asked(r)[0]),
    "data_gaps": lambda r: r.data_gaps().revenue,
    "file_shares": lambda r: [r.file_shares(by) for by in ("service_tier", "region", "department")],
    "incomplete_files": lambda r: [r.incomplete_files(section=one, limit=100)[0] for one in (None, "contacts")],
    "complaint_figures": lambda r: r.complaint_figures(asked(r)[0], "complaint"),
    "complaint_breakdown": lambda r: [
        r.complaint_breakdown(asked(r)[0], "complaint", by) for by in ("department", "layer", "region", "month")
    ],
    "complaint_cases": lambda r: r.complaint_cases(asked(r)[0], "complaint", "received"),
    "complaint_exposure": lambda r: [r.complaint_exposure(asked(r)[0], per) for per in ("orders", "active_customers")],
    "complaint_dimensions": lambda r: r.complaint_dimensions(asked(r)[0]),
    "intake": lambda r: list(r.intake(asked(r)[0])),
    "intake_cases": lambda r: r.intake_cases(asked(r)[0], "complaint"),
    "cases_after_data": lambda r: r.cases_after_data(asked(r)[0]),
    "case_months": lambda r: r.case_months(asked(r)[0], SpcAsked()),
    "case_series": lambda r: r.case_series(asked(r)[0], SpcAsked()),
    "days_between_cases": lambda r: r.days_between_cases(asked(r)[0], SpcAsked(), np.datetime64(TODAY, "s")),
    "cases_of_month": lambda r: r.cases_of_month(asked(r)[0], SpcAsked(), asked(r)[0].as_of),
    "causes": lambda r: [
        r.causes(asked(r)[0], "complaint", measure=measure, within=within).table
        for measure in MEASURES
        for within in (None, "")
    ],
    "cause_cases": lambda r: r.cause_cases(asked(r)[0], "complaint", None),
    "cases_of_nobody": lambda r: r.cases_of_nobody(asked(r)[0]),
    "quality_cost": lambda r: r.quality_cost(asked(r)[0]),
    "objection_rates": lambda r: r.objection_rates(asked(r)[0]),
    "case_cuts": lambda r: [r.case_cuts(asked(r)[0], "complaint", by) for by in CUTS],
    "company_events": lambda r: r.company_events(asked(r)[0]),
    "late_tickets": lambda r: r.late_tickets(date(2022, 1, 1), TODAY),
    "standards": lambda r: r.standards(asked(r)[0]),
    "promises": lambda r: r.promises(asked(r)[0]),
    "promise_months": lambda r: r.promise_months(asked(r)[0], 1.0, r.service_window(asked(r)[0])),
    "promise_parts": lambda r: [r.promise_parts(asked(r)[0], 1.0, by) for by in ("account_manager_id", "region")],
    "late_lines": lambda r: r.late_lines(asked(r)[0]),
    "logistics": lambda r: r.logistics(asked(r)[0]),
    "iceberg": lambda r: r.iceberg(asked(r)[0]),
    "silent": lambda r: r.silent(asked(r)[0], SilentRule()).frame(),
    "bad_service_of": lambda r: [r.bad_service_of(asked(r)[0], SilentRule(), one) for one in EVERY_ID],
    "case_rows": lambda r: r.case_rows(asked(r)[0], np.arange(20), 0, 100),
    "case_numbers": lambda r: r.case_numbers(asked(r)[0], np.arange(20)),
    "case_departments": lambda r: r.case_departments(asked(r)[0]),
    "case_work": lambda r: r.case_work(asked(r)[0], CaseChoice()),
    "stage_times": lambda r: r.stage_times(asked(r)[0], CaseChoice("complaint")),
    "case_completeness": lambda r: r.case_completeness(asked(r)[0], CaseChoice()),
    "case_record": lambda r: [r.case_record(asked(r)[0], one) for one in (*EVERY_ID, "K1")],
    "case_export": lambda r: r.case_export(asked(r)[0], "complaint"),
    "complaint_effect": lambda r: r.complaint_effect(asked(r)[0]),
    "case_conflicts": lambda r: r.case_conflicts(asked(r)[0]).frame,
    "case_evidence": lambda r: r.case_evidence(asked(r)[0], "K1"),
    "recusal_rows": lambda r: r.recusal_rows(asked(r)[0]),
    "low_scores": lambda r: r.low_scores(asked(r)[0], TimeLimit(5, "days")).table,
    "must_stand_aside": lambda r: r.must_stand_aside(asked(r)[0], np.arange(3)),
    "latest_shown": lambda r: r.latest_shown(asked(r)[0]),
    "wave_overview": lambda r: r.wave_overview(asked(r)[0]),
    "speaking_up": lambda r: r.speaking_up(asked(r)[0]),
    "customer_orders": lambda r: [len(r.customer_orders(one)) for one in EVERY_ID],
}
NOT_ASKED = {
    "base",  # the rule, no data
    "scheme",
    "review_months",
    "trend_months",
    "product_lines",
    "layered",  # what the others are made of
    "layered_by",
    "month_customer_list",
    "portfolio",
    "portfolio_list",
    "files",  # numbers without a name
    "field_quality",  # refused without scope all: test_quality_reader
    "field_batches",
    "missing_tables",
    "service_window",  # days
    "has_surveys",  # whether there is any at all
    "waves",  # what was asked, not who answered
    "wave",
    "withheld",
    "cuts",
    "findings",  # of departments and owners, not of customers: surveys/test_loop_reader.py
    "fix_effect",
    "loop_day",  # a day
    "asking_loop",  # the same reader
    "visible_answers",  # of a wave, of which these companies have none: surveys/test_survey_privacy.py
    "scores",
    "series",  # waves, as above
    "wave_before",
    "weightings",
    "wave_figures",  # of one wave, in scope: test_wave_reader
    "wave_changes",
    "wave_trend",
    "nps_table",
    "question_sheet",  # of a wave, of which these companies have none: surveys/test_item_reader.py
    "question_cells",
    "question_waves",
    "question_texts",
    "wave_span",  # months
    "coverage_cuts",  # columns
    "coverage",  # of a wave, of which these companies have none: surveys/test_coverage_reader.py
    "respondents",
    "voices",
    "not_heard",
    "has_tickets",  # whether there is any at all
    "has_promises",
    "company_standards",  # what was promised: no customer in it
    "services_without_standard",
    "standard_months",  # of one standard, with tickets: scope in test_standard_reader
    "standard_parts",
    "worst_tickets",
    "ticket_rows",
    "spc_window",  # months
    "years_without_holidays",  # years
    "has_cases",  # whether there is any at all
    "visible_cases",  # what the answers about cases are made of
    "knowing",  # the same reader
    "asking",
    "of",
    "is_party",  # of the viewer themselves: test_recusal_reader
    "party_cases",
    "service_on_file",  # whether there is any at all
    "to_each_layer",  # of one customer: below
    "cut_for",
    "drivers",  # of a wave, of which these companies have none: surveys/test_driver_reader.py
    "driver_items",
    "servqual_gaps",
    "derived_weights",
}


def test_every_question_of_the_reader_is_asked_here() -> None:
    public = {name for name in dir(Reader) if not name.startswith("_") and callable(getattr(Reader, name))}
    assert public - NOT_ASKED == set(ASKS)


def texts_in(value: Any) -> Iterator[str]:
    """Every text anywhere inside an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, pd.DataFrame):
        for name in value.columns:
            yield from texts_in(value[name].tolist())
    elif isinstance(value, np.ndarray):
        yield from texts_in(value.tolist())
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from texts_in([*value.keys(), *value.values()])
    elif isinstance(value, tuple | list | set | frozenset):
        for entry in value:
            yield from texts_in(entry)


def told_of(texts: Iterator[str]) -> set[str]:
    """Numbers of the customers that are named in any way."""
    return {found for text in texts for found in re.findall(r"\b(?:ID|Name|Who|P)(\d\d)\b", text)}


def test_everything_asked_and_exported_holds_rows_in_scope_only() -> None:
    only_rows_in_scope(COMPANY, PART)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)  # each asks everything there is
@given(company=companies(), scope=scopes)
def test_rows_in_scope_only_in_a_wide_sweep(company: Any, scope: Scope) -> None:
    only_rows_in_scope(company, scope)


def only_rows_in_scope(company: Any, scope: Scope) -> None:
    with tempfile.TemporaryDirectory() as folder:
        marts = opened(folder, company)
        own = members(company[0], scope)
        ids = sorted(one.customer_id for one in company[0])
        assert {ids[place] for place in np.flatnonzero(rows_in_scope(marts, scope))} == own
        allowed = {one.removeprefix("ID") for one in own}
        managers = {one.manager for one in company[0] if one.customer_id in own}
        reader = reader_of(marts, scope)
        for name, ask in ASKS.items():
            texts = list(texts_in(ask(reader)))
            assert told_of(iter(texts)) <= allowed, name
            assert {text for text in texts if text in MANAGERS} <= managers, name
        question, proposal, earlier, _ = asked(reader)
        for name in VIEWS:
            result = view(name, reader, question, compare_to=earlier, proposal=proposal, contacts_of=TODAY)
            assert result.rows == len(result.frame)
            for file_format in ("csv", "json"):
                assert told_of(iter([export_bytes(result, file_format).decode()])) <= allowed, name


def test_two_scopes_that_share_nobody_add_up_to_the_company() -> None:
    parts_add_up(COMPANY, PART)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)  # each asks everything there is
@given(company=companies(), scope=scopes)
def test_two_scopes_add_up_in_a_wide_sweep(company: Any, scope: Scope) -> None:
    parts_add_up(company, scope)


SUMMED = ["active_customers", "new_customers", "orders", "revenue"]


def parts_add_up(company: Any, scope: Scope) -> None:
    with tempfile.TemporaryDirectory() as folder:
        marts = opened(folder, company)
        rest = Scope(customers=frozenset(one.customer_id for one in company[0]) - members(company[0], scope))
        whole, *parts = [Reader(marts, operator(), SHIPPED), reader_of(marts, scope), reader_of(marts, rest)]
        question, proposal, earlier, months = asked(whole)
        for ask, keys, columns in (
            (lambda r: r.pyramid(question), ["layer"], ["customers", "revenue"]),
            (
                lambda r: r.migration(question, earlier),
                ["from_layer", "to_layer"],
                ["customers", "revenue_before", "revenue_after"],
            ),
            (lambda r: r.trend(question), ["month_no"], SUMMED),
            (lambda r: r.layer_months(question), ["month_no", "layer"], ["customers", "revenue"]),
            *(
                (lambda r, by=by: r.month_figures(question, by, months), ["month_no", "segment"], SUMMED)
                for by in COLUMNS
            ),
            (
                lambda r: r.manager_load(question, proposal, {"Top": 12.0}),
                ["account_manager_id", "layer"],
                ["customers_before", "customers_after"],
            ),
        ):
            sums = [_summed(ask(part), keys, columns) for part in parts]
            total = _summed(ask(whole), keys, columns)
            pd.testing.assert_frame_equal(
                _tidy(pd.concat(sums).groupby(level=list(range(len(keys))), dropna=False).sum()), _tidy(total)
            )
        for ask in (
            lambda r: r.customers(question, limit=1).total,
            lambda r: r.customers(question, limit=1).sums.revenue,
            lambda r: r.portfolio_page(question, limit=1).total,
            lambda r: r.portfolio_page(question, limit=1).sums.revenue,
            lambda r: sum(len(page) for page in r.mover_batches(question, proposal)),
            lambda r: view("contacts", r, question, contacts_of=TODAY).rows,
            lambda r: view("customers", r, question).rows,
            lambda r: sum(choice.customers for choice in r.choices("region")),
        ):
            assert sum(ask(part) for part in parts) == ask(whole)


def _summed(frame: pd.DataFrame, keys: list[str], columns: list[str]) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(keys, object)).groupby(keys, dropna=False)[columns].sum()


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the rows in which nobody is, in one order."""
    kept = frame[(frame != 0).any(axis=1)].reset_index()
    order = sorted(range(len(kept)), key=lambda place: str(kept.iloc[place].tolist()))
    return kept.iloc[order].reset_index(drop=True).astype(object).where(lambda cells: cells.notna(), None)


COMPANY = (
    [
        Customer("ID00", manager="m1", name="Name00"),
        Customer("ID01", manager="m2", department="North", name="Name01"),
        Customer("ID02", manager="m2", name="Name02"),
        Customer("ID03", name="Name03"),
    ],
    [Order(f"ID{place:02}", date(2023, 1 + place, 5), f"{100 + place}.00", "1.00", "Test") for place in range(4)],
    [Contact(f"P{place:02}", f"ID{place:02}", mobile="13812345678") for place in range(4)],
)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return opened(str(tmp_path_factory.mktemp("home")), COMPANY)


PART = Scope(account_managers=frozenset({"m1"}), departments=frozenset({"North"}))


@pytest.mark.parametrize("foreign", ["ID02", "ID03"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda r, one: r.customer_orders(one),
        lambda r, one: r.to_each_layer(*asked(r)[:2], one),
        lambda r, one: r.find_customers(one),
        lambda r, one: r.find_customers(one.lower()),
        lambda r, one: r.loss(asked(r)[0], [one]),
        lambda r, one: r.loss(asked(r)[0], ["ID00", one]),
        lambda r, one: contacts_of(r.marts, r.viewer, one, TODAY),
        lambda r, one: reveal_contact(r.marts, r.viewer, one, one.replace("ID", "P"), TODAY),
        lambda r, one: reveal_contact(r.marts, r.viewer, "ID00", one.replace("ID", "P"), TODAY),
        lambda r, one: r.portfolio_page(asked(r)[0], PortfolioFilter(text=one)).frame,
        lambda r, one: export_bytes(
            view("portfolio", r, asked(r)[0], portfolio=PortfolioFilter(text=one)), "csv"
        ).decode(),
    ],
)
def test_an_id_out_of_scope_answers_like_an_unknown_one(marts: Marts, ask: Any, foreign: str) -> None:
    reader = reader_of(marts, PART)
    assert shown(ask(reader, foreign), foreign) == shown(ask(reader, "ID99"), "ID99")


@pytest.mark.parametrize(
    ("column", "foreign"), [("account_manager_id", "m9"), ("region", "East"), ("industry", "Steel")]
)
def test_a_filter_out_of_scope_answers_like_a_value_that_nobody_has(marts: Marts, column: str, foreign: str) -> None:
    reader = reader_of(marts, PART)
    question = asked(reader)[0]
    for value in (foreign, "of nobody"):
        wanted = replace(question, filters=((column, (value,)),))
        assert reader.customers(wanted).total == 0
        assert reader.trend(wanted)["revenue"].sum() == 0
        assert reader.layer_months(wanted)["customers"].sum() == 0
        assert reader.month_figures(wanted, "region", asked(reader)[3])["revenue"].sum() == 0


def shown(answer: Any, one: str) -> str:
    """All of an answer, the id asked for taken out."""
    if isinstance(answer, pd.DataFrame):
        return answer.to_csv().replace(one, "?")
    if is_dataclass(answer) and not isinstance(answer, type):
        return str([shown(getattr(answer, field.name), one) for field in fields(answer)])
    return repr(answer).replace(one, "?").replace(one.lower(), "?")


def test_whose_numbers_are_hidden_finds_nobody_by_number(marts: Marts) -> None:
    for veil in ({"masks": frozenset({"customer_id"})}, {"partial": frozenset({"customer_id"})}):
        reader = Reader(marts, replace(operator(), **veil), SHIPPED)
        question, proposal, _, _ = asked(reader)
        assert reader.customer_orders("ID00").empty
        assert reader.to_each_layer(question, proposal, "ID00") is None
        assert reader.loss(question, ["ID00"]).not_found == ("ID00",)
        assert reader.find_customers("ID00").empty
        assert len(reader.find_customers("Name00")) == 1
        assert contacts_of(marts, reader.viewer, "ID00", TODAY).empty
