"""Who handled a case and who is complained about is for supervisors and auditors: nobody else reads it on any page of
the service, in its charts, link or files (T12, Right.PERSONS)."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.recusal_views import ALL_KINDS
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.service_views import SERVICE_VIEWS
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES, Right
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of
from tests.data.case_company import company_of
from tests.data.reading.recusal.test_recusal_reader import CONFLICTED, CONFLICTED_STEPS
from tests.pages.conftest import assert_sound, said

# E1 and E2 are account managers, whom everybody finds in the filters; E3 and E4 only handle or are complained about
PERSON = re.compile(r"\bE[34]\b|Zhao Min")
PAGES = {
    "complaints": [{"view": view} for view in ("rates", "trend", "causes")],
    "cases": [{"cases_list": "closed"}, {"case": "C1"}, {"case": "C2"}],
    "recusal": [
        {"case": "C1"},
        *({"recusal_view": view, "case": "C2"} for view in ("appeals", "assign", "entered")),
    ],
    "iceberg": [{}],
    "standards": [{}],
}
WITHOUT = [role.id for role in ROLES.values() if Right.FIGURES in role.rights and Right.PERSONS not in role.rights]
EVERYWHERE = [
    (page, link) if not place else pytest.param(page, link, marks=pytest.mark.slow)
    for page, links in PAGES.items()
    for place, link in enumerate(links)
]
"""Every day the first link of each page."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("homes") / "persons"
    company_of(folder, CONFLICTED, CONFLICTED_STEPS)
    return folder


def everything(at) -> str:
    """All that this run sent: texts, tables, charts, choices, buttons and the link."""
    tables = [frame.value.to_csv() for frame in at.dataframe]
    charts = [str(chart.proto) for chart in at.get("plotly_chart")]
    choices = [str(getattr(one, "options", "")) for kind in ("selectbox", "multiselect", "button_group", "radio")
               for one in at.get(kind)]  # fmt: skip
    buttons = [f"{one.label} {one.help}" for one in at.button]
    numbers = [f"{one.label} {one.value} {one.help}" for one in at.metric]
    headers = [one.value for one in (*at.header, *at.subheader, *at.text)]
    return "\n".join(
        [said(at), *tables, *charts, *choices, *buttons, *numbers, *headers, json.dumps(dict(at.query_params))]
    )


@pytest.mark.parametrize(("page", "link"), EVERYWHERE)
def test_an_executive_and_an_account_manager_read_no_handler(app, home, page: str, link: dict[str, str]):
    for viewer in ("role:executive", "role:analyst", "E1"):
        at = app(home, page=page)
        at.session_state["view_as"] = viewer
        for name, value in link.items():
            at.query_params[name] = value
        at.run()
        assert_sound(at)
        assert not PERSON.search(everything(at)), viewer


def test_the_operator_reads_them_so_the_test_above_looks_at_the_right_places(app, home):
    for page, link in (("recusal", {"case": "C1"}), ("cases", {"case": "C1"}), ("recusal", {"recusal_view": "assign"})):
        assert PERSON.search(everything(app(home, page=page, **link))), page


def test_what_an_auditor_was_shown_reaches_nobody_who_sees_the_same_customers_without_the_right(app, home):
    """Auditor and executive share scope and masks: what a cache keeps of the one must not be told to the other."""
    told = {}
    for viewer in ("role:auditor", "role:executive", "role:auditor"):
        at = app(home, page="complaints")
        at.session_state["view_as"] = viewer
        at.query_params["rate_by"] = "respondent"
        at.run()
        assert_sound(at)
        box = next(one for one in at.selectbox if one.key == "rate_by")
        told[viewer] = (box.value, bool(PERSON.search(everything(at))))
    assert told == {"role:auditor": ("respondent", True), "role:executive": ("layer", False)}


def test_a_supervisor_reads_nothing_of_who_handled_the_case_against_them(home):
    """E3 is complained about in C1 and did the disputed order of C2: neither who else is in it nor what they did."""
    supervisor = viewer_of("Zhao", "zhao", [(ROLES["supervisor"], Scope(all=True))], {"E3"})
    reader = Reader(open_marts(Home(home)), supervisor.for_files(), SHIPPED)
    question = Question(reader.build.default_as_of)
    for asked in (ServiceAsked("complaint"), ServiceAsked("appeal"), ServiceAsked(more=(ALL_KINDS,))):
        rows = view("recusal", reader, question, service=asked).frame
        own = rows[rows["case_id"].isin(["C1", "C2"])]
        assert own[["person", "role", "step", "at"]].isna().all(axis=None)
        rows = view("cases", reader, question, service=asked).frame
        own = rows[rows["case_id"].isin(["C1", "C2"])]
        people = ["respondent_id", "first_receiver_id", "operator_id", "approver_id", "description"]
        assert own[people].isna().all(axis=None)
    assert set(reader.must_stand_aside(question, np.arange(5))["case_no"]) & {0, 1} == set()


def _viewers() -> list[Viewer]:
    roles = [viewer_of(role, role, [(ROLES[role], Scope(all=True))]) for role in WITHOUT]
    return [*roles, replace(roles[0], scope=Scope(account_managers=frozenset({"E1"})))]


@pytest.mark.slow
def test_no_file_of_the_service_names_a_handler_without_the_right(home):
    marts, named = open_marts(Home(home)), set()
    for name in SERVICE_VIEWS:
        for asked in (ServiceAsked("complaint"), ServiceAsked("appeal"), ServiceAsked(more=(ALL_KINDS,))):
            for viewer in (*_viewers(), operator()):
                reader = Reader(marts, viewer.for_files(), SHIPPED)
                file = export_bytes(view(name, reader, Question(marts.build.default_as_of), service=asked), "csv")
                if viewer.may(Right.PERSONS):
                    named |= {name} if PERSON.search(file.decode()) else set()
                else:
                    assert not PERSON.search(file.decode()), (name, viewer.name)
    assert {"cases", "recusal"} <= named
