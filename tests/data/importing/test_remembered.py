"""A mapping made once: the next file with the same header is read with it, without a word, and says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.commands.running import run
from dashboard.data.batches import all_imports
from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.mapping.plans import load_mapping
from dashboard.data.importing.mapping.signatures import signature
from dashboard.data.importing.remembered import (
    choices_with_profiles,
    exported_text,
    header_in,
    is_for_the_browser,
    last_used,
    remember,
    remembered_choices,
)
from dashboard.data.importing.running import import_files
from dashboard.data.records.profiles import profile_named, profiles
from dashboard.data.records.store import home_records
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import operator
from dashboard.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = Settings(threads=2)
MAPPING = """[customers]
customer_id = "kunde"
customer_name = { column = "wer", transform = ["upper"] }
"""
FILE = "kunde,wer\nC1,Ann\n"


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        (("客户 编号", "Name"), ("客户编号", "ｎａｍｅ"), True),
        (("a", "b", ""), ("a", "b"), True),
        (("a", "b"), ("b", "a"), False),
        (("金额(元)",), ("金额(万元)",), False),
        (("ab", "c"), ("a", "bc"), False),
        (("", "a"), ("a",), False),
    ],
)
def test_signatures(one, other, are_alike):
    assert (signature(one) == signature(other)) == are_alike


def test_a_signature_never_changes():
    assert signature(("订单号", "客户")) == "10c3ebfc887d77ad5dd148ffcc1588391385f8a51616bfdf7512e5b4eb1352df"


def kept(home, mapping: str = MAPPING, header=("kunde", "wer"), name: str = "crm"):
    toml = load_mapping(home.file(f"{name}.toml", mapping))
    store = home_records(home.home.ensure(), SETTINGS)
    return remember(store, name=name, mapping=toml, header=header, viewer=operator(), now=NOON)


def with_profiles(home, *paths: Path, choices: Choices | None = None, **options):
    return remembered_choices(home.home, SETTINGS, paths, choices or Choices(), **options)


def test_a_file_with_a_known_header_takes_the_profile_and_says_so(home):
    kept(home)
    path = home.file("march.csv", FILE)
    told: list[str] = []
    found = with_profiles(home, path, progress=told.append)
    assert found.names == "crm"
    assert told == ["march.csv: read with the profile crm, which knows this header"]
    (batch,) = home.run(path, choices=found.choices).batches
    assert (batch.table, batch.accepted) == ("customers", 1)
    assert home.rows("customers", "customer_id, customer_name") == [("C1", "ANN")]


def test_without_records_none_are_made(home):
    path = home.file("march.csv", FILE)
    assert with_profiles(home, path).choices == Choices()
    assert not home.home.root.exists()


def test_what_was_chosen_is_not_overruled(home):
    kept(home)
    path = home.file("march.csv", FILE)
    for choice in (FileChoice("orders"), FileChoice(mapping=load_mapping(home.file("m.toml", MAPPING)))):
        assert with_profiles(home, path, choices=Choices(choice)).profiles == {}
        source = Source("march.csv", path)
        one = Choices(files={"march.csv": choice})
        assert choices_with_profiles(home.home, SETTINGS, [source], one).choices == one


def test_another_header_takes_none_and_only_the_known_file_of_several_does(home):
    kept(home)
    known, other = home.file("a.csv", FILE), home.file("b.csv", "order,customer,date\n1,C1,2024-01-05\n")
    found = with_profiles(home, known, other)
    assert found.profiles == {"a.csv": "crm"}
    batches = {batch.table: batch.accepted for batch in home.run(known, other, choices=found.choices).batches}
    assert batches == {"customers": 1, "orders": 1}


def test_the_layout_of_a_profile_holds_and_what_was_said_goes_before_it(home):
    kept(home, '[file]\ndecimal = ","\nfooter = 1\n' + MAPPING)
    found = with_profiles(home, home.file("a.csv", FILE), choices=Choices(FileChoice(layout=Layout(footer=0))))
    assert found.choices.of("a.csv").layout == Layout(decimal=",", footer=0)


def test_a_named_profile_is_taken_for_all_files(home):
    kept(home)
    path = home.file("a.csv", "wer,mehr,kunde\nAnn,x,C1\n")
    assert with_profiles(home, path).profiles == {}
    found = with_profiles(home, path, profile="crm")
    assert home.run(path, choices=found.choices).batches[0].accepted == 1
    with pytest.raises(Problem, match=r"There is no profile erp\. Those that there are: crm"):
        with_profiles(home, path, profile="erp")
    with pytest.raises(Problem, match="leave --table and --mapping out"):
        with_profiles(home, path, profile="crm", choices=Choices(FileChoice("orders")))


def test_a_named_profile_in_a_home_without_records(home):
    with pytest.raises(Problem, match="There is no profile crm"):
        with_profiles(home, home.file("a.csv", FILE), profile="crm")
    assert not home.home.root.exists()


def test_profiles_with_expressions_are_not_for_the_browser(home):
    closed = kept(home)
    sql = kept(home, '[customers]\ncustomer_id = { sql = "upper(kunde)" }\n', name="sql")
    assert (is_for_the_browser(closed), is_for_the_browser(sql)) == (True, False)
    source = Source("a.csv", home.file("a.csv", FILE))
    found = choices_with_profiles(home.home, SETTINGS, [source], Choices(), suits=is_for_the_browser)
    assert found.profiles in ({}, {"a.csv": "crm"})


def test_when_a_profile_was_used_is_read_from_the_imports(home):
    assert last_used(home.home) == {}
    kept(home)
    home.file("data/a.csv", FILE)
    assert run(["--home", str(home.home.root), "import", str(home.files / "data"), "--no-build"]) == 0
    (one,) = all_imports(home.home)
    assert one.profile == "crm"
    assert last_used(home.home) == {"crm": one.imported_at}


def test_an_exported_profile_says_its_header(home):
    text = exported_text(kept(home, header=('a"b', "客户")))
    assert header_in(text) == ('a"b', "客户")
    assert text.endswith(MAPPING)
    assert header_in(MAPPING) is None
    assert header_in("# profile for the header {\n") is None


def test_the_command_keeps_lists_exports_and_removes(home, capsys, tmp_path):
    toml, like = home.file("crm.toml", MAPPING), home.file("data/like.csv", FILE)
    at = ["--home", str(home.home.root), "profiles"]

    def said(*words: str, status: int = 0) -> str:
        assert run([*at, *words]) == status
        printed = capsys.readouterr()
        return printed.out if status == 0 else printed.err

    assert "No profile yet" in said("list")
    assert "Name a file of that kind with --like" in said("import", str(toml), status=1)
    assert "Kept as crm, for files with this header: kunde, wer." in said("import", str(toml), "--like", str(like))
    assert "There is a profile crm already" in said("import", str(toml), "--like", str(like), status=1)
    assert said("list") == "crm: customers; used never\n"
    assert '"header": [\n' in said("list", "--json")
    assert MAPPING.splitlines()[1] in said("show", "crm")
    out = tmp_path / "out.toml"
    said("export", "crm", "-o", str(out))
    said("remove", "crm")
    assert "There is no profile crm" in said("show", "crm", status=1)
    said("import", str(out), "--name", "again")
    (again,) = profiles(home_records(home.home, SETTINGS))
    assert (again.name, again.header, again.signature) == ("again", ["kunde", "wer"], signature(("kunde", "wer")))
    said("import", str(out), "--name", "again", "--replace", "--note", "second")
    assert profile_named(home_records(home.home, SETTINGS), "again").note == "second"


def test_import_takes_profiles_and_leaves_them_on_request(home, capsys):
    kept(home)
    data = home.file("data/a.csv", FILE)
    at = ["--home", str(home.home.root), "import", str(data), "--no-build"]
    assert run([*at, "--no-profiles"]) == 1
    assert "its headers fit no table" in capsys.readouterr().err
    assert run(at) == 0
    assert "a.csv: read with the profile crm" in capsys.readouterr().err
    assert run([*at, "--profile", "crm", "--no-profiles"]) == 2
    assert import_files(home.home, [data], settings=SETTINGS, table=None, choices=with_profiles(home, data).choices)
