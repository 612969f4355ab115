"""On surveys: what somebody answered anonymously

Homes that differ in nothing but who of a group of customers gave which answer: files that are alike cannot tell.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.private_waves import HOMES, home_with
from tests.security.attack_table import attack

Cli = Callable[..., tuple[int, str, str]]
VIEWS = ("surveys", "nps", "coverage", "survey-items", "drivers")
CUTS = ("layer", "region", "industry", "account_manager_id", "department")
ONE_BY_ONE = ("--as-of=2024-10", "--as-of=2024-11", "--filter=region=North", "--viewer=E1")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("anonymous")
    told, other = (home_with(folder / name, *HOMES[name]).root for name in ("told", "other people"))
    return told, other


@attack(
    "Differences of files about an anonymous survey",
    tried="every view of surveys exported by every cut, at several months, with a filter, as an account manager; then"
    " the same of a company in which others of the same group gave the answers",
    outcome="the same files to the last character: no difference of any of them tells who answered what",
)
def test_differences_of_files(homes: tuple[Path, Path], cli: Cli) -> None:
    asked = [(view, "--survey=S24") for view in VIEWS]
    asked += [(view, "--survey=S24", f"--by={cut}") for view in VIEWS[1:4] for cut in CUTS[:4]]
    asked += [(view, "--survey=S24", option) for view in ("surveys", "survey-items") for option in ONE_BY_ONE]
    told, other = ({one: cli("export", *one, "--home", home)[:2] for one in asked} for home in homes)
    assert "North" in told["survey-items", "--survey=S24", "--by=region"][1]
    assert {one: files for one, files in told.items() if other[one] != files} == {}


@attack(
    "Account managers, departments and lists of an anonymous survey",
    tried="the same views by account manager and by department; as an account manager; with a filter",
    outcome="refused with a sentence, or a file without a figure",
)
def test_forbidden_cuts(homes: tuple[Path, Path], cli: Cli) -> None:
    home = homes[0]
    for view in VIEWS[1:4]:
        for cut in CUTS[3:]:
            status, out, err = cli("export", view, "--home", home, "--survey=S24", f"--by={cut}")
            assert (bool(status), out, "Traceback" in err) == (True, "", False), (view, cut)
    for option in ("--viewer=E1", "--filter=region=North"):
        for view in VIEWS:
            status, out, err = cli("export", view, "--home", home, "--survey=S24", option)
            assert "Traceback" not in err
            rows = [line for line in out.splitlines()[1:] if line.startswith("S24")]
            assert not any(part[:1].isdigit() and "-" not in part for line in rows for part in line.split(",")), (
                view,
                option,
                rows,
            )
