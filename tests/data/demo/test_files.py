"""The files as a company would have them: same seed same bytes, Chinese headers, exact counts, realistic slips."""

import csv
import json
import re
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from dashboard.data.demo.files import write_files
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.tables import TABLES

PLAN = DemoPlan(customers=200, months=24, seed=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("demo") / "files"
    write_files(place, PLAN)
    return place


@pytest.fixture(scope="module")
def truths(folder):
    return json.loads((folder / "truths.json").read_text(encoding="utf-8"))


def _rows(folder, name, encoding):
    with (folder / name).open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.slow
def test_same_seed_same_bytes(folder, tmp_path):
    write_files(tmp_path / "again", PLAN)
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    assert len(names) == 23
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


@pytest.mark.slow
def test_another_seed_is_another_company(folder, tmp_path):
    write_files(tmp_path, DemoPlan(customers=200, months=24, seed=4))
    assert (folder / "委托单.csv").read_bytes() != (tmp_path / "委托单.csv").read_bytes()


@pytest.mark.slow
def test_writing_again_replaces_the_files(tmp_path):
    write_files(tmp_path, DemoPlan(customers=100, months=24, seed=1))
    write_files(tmp_path, DemoPlan(customers=100, months=24, seed=2))
    assert json.loads((tmp_path / "truths.json").read_text(encoding="utf-8"))["made_with"]["seed"] == 2


def test_customer_file_is_gb18030_with_chinese_headers(folder):
    content = (folder / "客户表.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    rows = _rows(folder, "客户表.csv", "gb18030")
    assert list(rows[0])[:2] == ["客户编号", "客户名称"]
    assert rows[0]["客户编号"].startswith("00"), "leading zeros are part of the number"
    assert {row["客户等级"] for row in rows} == {"战略", "重点", "一般", "潜在", ""}
    names = [row["客户名称"] for row in rows if row["客户编号"] and not row["备注"]]
    assert len(set(names)) >= len(names) - 1, "one row is repeated on purpose, else names are distinct"


def test_every_header_is_one_the_product_knows(folder, truths):
    for file in truths["files"]:
        path = folder / file["name"]
        if path.suffix == ".parquet":
            header = pq.read_schema(path).names
        else:
            header = list(_rows(folder, file["name"], file["encoding"])[0])
        known = {alias for column in TABLES[file["table"]].columns for alias in column.aliases}
        assert {name for name in header if not re.fullmatch(r"题\d+", name)} <= known, file["name"]


def test_records_counted_are_the_records_in_the_files(folder, truths):
    for file in truths["files"]:
        path = folder / file["name"]
        if path.suffix == ".parquet":
            count = pq.read_metadata(path).num_rows
        else:
            rows = _rows(folder, file["name"], file["encoding"])
            answers = [sum(cell != "" for name, cell in row.items() if name.startswith("题")) for row in rows]
            count = sum(max(one, 1) for one in answers) if file["name"] == "调查答卷.csv" else len(rows)
        assert file["read"] == count == file["accepted"] + file["rejected"]
        assert file["rejected"] == sum(file["reasons"].values()) > 0


def test_header_net_and_tax_make_the_gross(folder):
    for row in _rows(folder, "委托单.csv", "gb18030"):
        texts = [row[name].replace(",", "") for name in ("不含税金额", "税额", "含税金额")]
        if texts[0].lstrip("-")[:1].isdigit():
            net, tax, gross = map(Decimal, texts)
            assert net + tax == gross, row


def test_lines_have_missing_costs_and_returns(folder):
    table = pq.read_table(folder / "委托单明细.parquet").to_pylist()
    lines = [line for line in table if line["不含税金额"] is not None]
    uncosted = sum(line["直接成本"] is None for line in lines) / len(lines)
    assert 0.03 < uncosted < 0.2
    assert any(line["退货"] and line["不含税金额"] < 0 for line in lines)
    contradictions = [line for line in lines if line["数量"] * line["单价"] != line["不含税金额"]]
    assert contradictions == []


def test_planted_customers_are_told_apart(truths):
    people = [*truths["upgraders"], *truths["silent_losses"], truths["concentrated_customer"]]
    assert len({one["customer_id"] for one in people}) == 9
    assert len(truths["upgraders"]) == 5
    assert len(truths["silent_losses"]) == 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [(100, 24), (350, 30)])
def test_stories_are_true_for_any_seed_and_size(tmp_path, seed, size):
    truths = write_files(tmp_path, DemoPlan(customers=size[0], months=size[1], seed=seed, until="2024-02"))
    order = ["Small", "Medium", "Big", "Top"]
    for rise in truths["upgraders"]:
        assert order.index(rise["from_layer"]) < order.index(rise["to_layer"])
    assert {loss["to_layer"] for loss in truths["silent_losses"]} == {"Inactive"}
    assert list(truths["standings"]) == ["2023-02-28", "2024-02-29"]


@pytest.mark.slow
def test_default_company_is_skewed_like_a_real_one(tmp_path):
    truths = write_files(tmp_path, DemoPlan())
    now = truths["standings"]["2025-12-31"]
    assert 150e6 < float(now["revenue"]) < 350e6
    assert 0.08 < truths["concentrated_customer"]["share"] < 0.1
    for layer in ("Top", "Big", "Medium", "Small", "Inactive", "Lost", "Suspect"):
        assert now["layers"][layer] > 0, layer


def test_the_market_departments_report_to_one_head_and_nobody_to_oneself(folder):
    rows = _rows(folder, "员工表.csv", "utf-8-sig")
    number = {row["姓名"]: row["工号"] for row in rows} | {row["工号"]: row["工号"] for row in rows}
    above = {row["工号"]: number[row["上级"]] for row in rows if row["上级"]}
    managers = [row["工号"] for row in rows if row["岗位"] == "客户经理"]
    (head,) = [row["工号"] for row in rows if (row["部门"], row["岗位"]) == ("市场部", "主管")]
    assert {above.get(above[one], above[one]) for one in managers} == {head}
    assert sum(above[one] == head for one in managers) == 4, "the key-account manager and three leads"
    assert all(one != superior for one, superior in above.items())
    assert {"GH014", "GH018"}.isdisjoint(above), "first of the customer service, first tester"


def test_account_teams_have_people_of_other_departments_and_some_ended(folder):
    department = {row["工号"]: row["部门"] for row in _rows(folder, "员工表.csv", "utf-8-sig")}
    rows = [row for row in _rows(folder, "客户归属.csv", "gb18030") if row["工号"] and row["归属开始日期"] != "待定"]
    assert {row["归属角色"] for row in rows} == {"协办", "技术"}
    assert not any(department.get(row["工号"], "").startswith("市场") for row in rows)
    assert 0 < sum(row["归属结束日期"] != "" for row in rows) < len(rows)
    assert all(not row["归属结束日期"] or row["归属开始日期"] < row["归属结束日期"] for row in rows)
    assert {row["工号"] in department for row in rows} == {True, False}, "most by number, some by name"


def test_most_customers_have_a_primary_contact(folder):
    rows = [row for row in _rows(folder, "联系人表.csv", "gb18030") if row["联系人编号"]]
    primary = {row["客户编号"] for row in rows if row["是否主要联系人"] == "是"}
    assert 100 < len(primary) < 190
    assert primary == {row["客户编号"] for row in rows}
    assert any(row["离职日期"] for row in rows)


def test_targets_are_last_years_months_with_something_on_top(folder):
    """From the second year on, for the company and the twelve account managers, to December."""
    rows = [row for row in _rows(folder, "目标.csv", "gb18030") if row["月份"] != "待定"]
    assert {row["月份"] for row in rows} == {f"2025-{month:02d}" for month in range(1, 13)}
    for month in ("2025-02", "2025-12"):
        company, *managers = [Decimal(row["目标值"]) for row in rows if row["月份"] == month]
        assert len(managers) == 12
        assert company > 0
        assert all(value > 0 and value % 1000 == 0 for value in managers)
        assert Decimal("0.85") * company < sum(managers) < Decimal("1.1") * company


@pytest.mark.slow
@pytest.mark.parametrize("until", ["2024-02", "2025-12", "2025-11"])
def test_targets_reach_to_december_of_the_last_year(tmp_path, until):
    write_files(tmp_path, DemoPlan(customers=100, months=30, seed=1, until=until))
    months = [row["月份"] for row in _rows(tmp_path, "目标.csv", "gb18030") if row["月份"] != "待定"]
    assert max(months) == f"{until[:4]}-12"
    assert min(months) == str(DemoPlan(months=30, until=until).first_month + 12)
