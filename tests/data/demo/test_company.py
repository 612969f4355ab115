"""The planted truths are found THROUGH the product: the same importer, the build, the reader that pages use."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.batches import live_batches
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import account_manager, operator

SIZES = [
    pytest.param({"customers": 200, "months": 24, "seed": 1}, id="smallest"),
    pytest.param(
        {"customers": 600, "months": 40, "until": "2024-02", "seed": 23}, id="forty-months", marks=pytest.mark.slow
    ),
    pytest.param({}, id="default", marks=pytest.mark.slow),
]


@pytest.fixture(scope="module", params=SIZES)
def company(request, demo_of):
    return demo_of(**request.param)


@pytest.fixture(scope="module")
def truths(company):
    return company[0].truths


@pytest.fixture(scope="module")
def reader(company):
    return Reader(open_marts(company[1]), operator(), SHIPPED)


def _month(day: str) -> int:
    return month_no(date.fromisoformat(day))


def _units(text: str) -> int:
    return int(Decimal(text) * 10_000)


@pytest.mark.slow
def test_every_file_is_counted_as_written_down(company, truths):
    """Answers come in two forms and are one table."""
    batches = {batch.table: batch for batch in company[0].batches}
    by_table: dict[str, list[dict]] = {}
    for file in truths["files"]:
        by_table.setdefault(file["table"], []).append(file)
    for table, files in by_table.items():
        batch = batches[table]
        counts = [sum(file[name] for file in files) for name in ("read", "accepted", "rejected", "unchanged")]
        assert [batch.read, batch.accepted, batch.rejected, batch.unchanged] == counts, table
        assert batch.reasons == {code: count for file in files for code, count in file["reasons"].items()}
        assert [file.name for file in batch.files] == [file["name"] for file in files]
        for file, found in zip(files, batch.files, strict=True):
            if file["encoding"] == "gb18030":
                assert found.encoding.lower() == "gb18030"


@pytest.mark.slow
def test_default_as_of_is_the_last_month_and_nothing_is_cut_off(company, truths):
    build = company[0].build
    assert build.default_as_of == _month(list(truths["standings"])[-1])
    assert str(build.data_through) == list(truths["standings"])[-1]
    assert {code: build.notes[code] for code in truths["notes"]} == truths["notes"]


def test_layer_counts_revenue_and_profit_at_both_dates(reader, truths):
    for day, truth in truths["standings"].items():
        table = reader.pyramid(Question(_month(day))).set_index("layer")
        assert table["customers"].to_dict() == truth["layers"]
        assert table["revenue"].sum() == _units(truth["revenue"])
        assert table["profit"].sum() == _units(truth["profit"])
        assert {layer: table.loc[layer, "cut_value"] for layer in truth["cuts"]} == {
            layer: _units(text) for layer, text in truth["cuts"].items()
        }


def test_upgraders_stand_in_their_cell_of_the_migration(reader, truths):
    for rise in truths["upgraders"]:
        before = _month(rise["from_date"])
        page = reader.customers(
            Question(_month(rise["to_date"])), moved=(rise["from_layer"], rise["to_layer"], before), limit=2000
        )
        found = page.frame.set_index("customer_id").loc[rise["customer_id"]]
        assert found["customer_name"] == rise["customer_name"]
        assert found["revenue"] == _units(rise["revenue_after"])


def test_silent_losses_are_named_with_their_last_order(reader, truths):
    for loss in truths["silent_losses"]:
        question, before = Question(_month(loss["to_date"])), _month(loss["from_date"])
        page = reader.customers(question, moved=(loss["from_layer"], loss["to_layer"], before), limit=2000)
        found = page.frame.set_index("customer_id").loc[loss["customer_id"]]
        assert found["customer_name"] == loss["customer_name"]
        assert str(found["last_order_on"])[:10] == loss["last_order_on"]
        then = reader.customers(Question(before), layer=loss["from_layer"], limit=2000).frame.set_index("customer_id")
        assert then.loc[loss["customer_id"], "revenue"] == _units(loss["revenue_before"])
        assert str(reader.customer_orders(loss["customer_id"])["order_date"].max())[:10] == loss["last_order_on"]


def test_concentrated_customer_is_the_first_of_the_list_with_its_share(reader, truths):
    truth = truths["concentrated_customer"]
    question = Question(_month(truth["as_of"]))
    first = reader.customers(question, limit=1).frame.iloc[0]
    assert (first["customer_id"], first["revenue"]) == (truth["customer_id"], _units(truth["revenue"]))
    assert reader.concentration(question).largest_customer_share.value == pytest.approx(truth["share"], abs=1e-9)


def test_account_managers_see_their_part_and_the_parts_add_up(company, reader):
    question = Question(company[0].build.default_as_of)
    managers = reader.choices("account_manager_id")
    assert 12 <= sum(choice.value != "" for choice in managers) <= 13, "twelve, and the one who left"
    marts = open_marts(company[1])
    total = sum(
        Reader(marts, account_manager(choice.value, choice.label or ""), SHIPPED).pyramid(question)["customers"].sum()
        for choice in managers
        if choice.value
    )
    unassigned = sum(choice.customers for choice in managers if choice.value == "")
    assert total + unassigned == reader.pyramid(question)["customers"].sum()


def test_people_of_both_sides_are_found_as_written_down(company, truths):
    rows = open_marts(company[1]).cursor()
    people = truths["people"]
    assert (
        dict(rows.execute("select department_id, department_name from department").fetchall()) == people["departments"]
    )
    superiors = "select employee_id, manager_id from employee where manager_id is not null"
    assert dict(rows.execute(superiors).fetchall()) == people["superiors"]
    contacts = "select count(*), count(valid_to), sum(is_primary::int) from contact"
    assert rows.execute(contacts).fetchone()[:2] == (people["contacts"], people["contacts_who_left"])
    assignments = "select count(*), sum((valid_to is null)::int) from assignment"
    assert rows.execute(assignments).fetchone() == (people["assignments"], people["assignments_of_today"])
    team = people["account_team"]
    members = rows.execute(
        "select employee_id, role from assignment where customer_id = $1 and valid_from <= $2::date "
        "and coalesce(valid_to, $2::date) >= $2::date",
        [team["customer_id"], team["as_of"]],
    ).fetchall()
    roles = {"协办": "deputy", "技术": "technical"}
    assert dict(members) == {employee: roles[role] for employee, role in team["members"].items()}


def test_nobody_refers_to_what_is_not_there(company):
    rows = open_marts(company[1]).cursor()
    for question in (
        "from employee as e anti join employee as m on m.employee_id = e.manager_id where e.manager_id is not null",
        "from employee as e anti join department as d on d.department_id = e.department",
        "from department as d anti join department as p on p.department_id = d.parent_id where d.parent_id is not null",
        "from assignment anti join employee using (employee_id)",
        "from assignment anti join customer using (customer_id)",
        "from contact anti join customer using (customer_id)",
        "from customer anti join department on department_name = customer.department where department is not null",
    ):
        assert rows.execute(question).fetchall() == [], question


def test_contacts_are_nobody_real(company):
    rows = open_marts(company[1]).cursor()
    found = rows.execute("select mobile, email, birthday_mmdd from contact").fetchall()
    assert all(mobile.startswith("138") and len(mobile) == 11 for mobile, _, _ in found)
    assert {email.partition("@")[2] for _, email, _ in found} == {"example.cn", "mail.example.test"}
    assert all(day is None or (1 <= int(day[:2]) <= 12 and len(day) == 4) for _, _, day in found)


def test_only_one_batch_of_each_table_counts(company):
    assert {table: len(batches) for table, batches in live_batches(company[1]).items() if batches} == {
        "orders": 1,
        "order_lines": 1,
        "customers": 1,
        "employees": 1,
        "products": 1,
        "targets": 1,
        "departments": 1,
        "contacts": 1,
        "assignments": 1,
        "calendar_days": 1,
        "events": 1,
        "service_standards": 1,
        "cases": 1,
        "case_events": 1,
        "service_tickets": 1,
        "visits": 1,
        "surveys": 1,
        "survey_items": 1,
        "survey_invites": 1,
        "survey_answers": 1,
    }
