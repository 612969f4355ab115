"""The company that is attacked, its people, and a running server that asks them to sign in."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.browser.conftest import run_dashboard
from tests.oidc import LoginServer, Person, everybody, provider, serving_with_login
from tests.security.attack_table import DOCUMENT, all_made, document
from tests.security.company import EMPLOYEES, URL_PATHS


@pytest.fixture(scope="session")
def attacked_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as small as it gets: contacts, departments, account teams, a hierarchy, rejected records."""
    home = tmp_path_factory.mktemp("attacked") / "company"
    run_dashboard(home, "demo", "--customers", "120", "--months", "24")
    return home


@pytest.fixture(scope="session")
def people() -> list[Person]:
    """One person for every role, a second account manager, and for each of them a twin for every page."""
    originals = [person for person in everybody(EMPLOYEES) if person.login not in ("u-two-roles", "u-stranger")]
    second = Person("u-second", "Test second", ("dash-account-manager",), EMPLOYEES["second"])
    return [
        Person(login, person.name, person.groups, person.employee_id)
        for person in (*originals, second)
        for login in (person.login, *(f"{person.login}.{path}" for path in URL_PATHS))
    ]


@pytest.fixture(scope="session")
def sign_in_at(people: list[Person]) -> Generator[str]:
    """The address of the provider that knows them."""
    strangers = [person for person in everybody() if person.login in ("u-two-roles", "u-stranger")]
    with provider([*people, *strangers]) as address:
        yield address


@pytest.fixture(scope="module")
def home(attacked_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with records of its own."""
    return shutil.copytree(attacked_company, tmp_path_factory.mktemp("home") / "company")


@pytest.fixture(scope="module")
def server(home: Path, sign_in_at: str) -> Generator[LoginServer]:
    with serving_with_login(home, sign_in_at, sign_ins_per_minute=1000) as running:
        yield running


_passed: set[str] = set()
_others: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Of one test with several cases all must have passed."""
    test = report.nodeid.split("[")[0]
    if report.when == "call" and report.passed:
        _passed.add(test)
    elif not report.passed:
        _others.add(test)


def pytest_sessionfinish() -> None:
    """The table of the attacks, once all of them have been made and none has succeeded."""
    wanted = {f"tests/security/{one.file}::{one.test}" for one in all_made()} if _passed else set()
    # Where it says the same, others are perhaps reading it just now.
    if wanted and wanted <= _passed - _others and DOCUMENT.read_text(encoding="utf-8") != document():
        DOCUMENT.write_text(document(), encoding="utf-8")
