"""Writes the demo company's files into one folder, with the truths beside them."""

import csv
import io
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dashboard.data.demo.contacts import contact_sheet, in_touch
from dashboard.data.demo.gaps import gap_truths
from dashboard.data.demo.ledger import write_ledger
from dashboard.data.demo.people import department_sheet, draw_teams, people_truths, team_sheet
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.planting import plant
from dashboard.data.demo.readme import readme_text
from dashboard.data.demo.roster import draw_roster
from dashboard.data.demo.service.company_service import (
    CALENDAR,
    CASES,
    EVENTS,
    STANDARDS,
    STEPS,
    TICKETS,
    VISITS,
    draw_service,
    service_sheets,
)
from dashboard.data.demo.service.service_truths import service_truths
from dashboard.data.demo.sheets import Sheet, customer_sheet, employee_sheet, item_sheet, order_ids, order_sheet
from dashboard.data.demo.slips import Slips, draw_slips
from dashboard.data.demo.staff import draw_staff
from dashboard.data.demo.targets import target_sheet
from dashboard.data.demo.trade import draw_trade
from dashboard.data.demo.truths import booked_orders, planted_truths
from dashboard.logic.problems import Problem

CUSTOMERS, EMPLOYEES, ITEMS, ORDERS, LINES, TARGETS, DEPARTMENTS, TEAMS, CONTACTS = (
    "客户表.csv",
    "员工表.csv",
    "检测项目表.csv",
    "委托单.csv",
    "委托单明细.parquet",
    "目标.csv",
    "部门表.csv",
    "客户归属.csv",
    "联系人表.csv",
)
TRUTHS, README = "truths.json", "README.md"


@dataclass(frozen=True)
class FileTruth:
    """What importing one file must report. ``reasons``: rejected records by code."""

    name: str
    table: str
    encoding: str | None
    read: int
    accepted: int
    rejected: int
    unchanged: int
    reasons: dict[str, int] = field(default_factory=dict)


def write_files(folder: Path, plan: DemoPlan) -> dict[str, Any]:
    """Write the files, ``truths.json`` and ``README.md``; return the truths. Same plan, same bytes."""
    _check_folder(folder)
    roster = draw_roster(plan)
    staff = draw_staff(plan, roster)
    trade = draw_trade(plan, roster)
    slips = draw_slips(plan, roster, trade)
    trade, stories = plant(trade, slips, plan, roster)
    members, contacts = draw_teams(plan, roster, staff), contact_sheet(plan, roster, slips)
    truths = planted_truths(plan, roster, trade, slips, stories, in_touch(contacts))
    truths["gaps"] = gap_truths(plan, roster, trade, slips)
    truths["people"] = people_truths(plan, roster, staff, members, contacts)
    service = draw_service(plan, roster, staff, trade, slips, members, booked_orders(trade, slips))
    served = service_sheets(plan, roster, staff, trade, service)
    truths["service"] = service_truths(plan, roster, trade, slips, service, served)

    sheets = {
        CUSTOMERS: ("gb18030", customer_sheet(roster, staff, slips, plan.last_day)),
        EMPLOYEES: ("utf-8-sig", employee_sheet(staff)),
        ITEMS: ("gb18030", item_sheet()),
        ORDERS: ("gb18030", order_sheet(plan, roster, staff, trade, slips, service.promises)),
        TARGETS: ("gb18030", target_sheet(plan, staff, trade)),
        DEPARTMENTS: ("utf-8-sig", department_sheet()),
        TEAMS: ("gb18030", team_sheet(members, staff)),
        CONTACTS: ("gb18030", contacts),
        **served,
    }
    read = {name: len(sheet.records) for name, (_, sheet) in sheets.items()}
    read[LINES] = int((~trade.is_header_only[trade.order]).sum())
    read[LINES] += slips.line_repeated.size + slips.line_contradicted.size
    truths["files"] = [asdict(truth) for truth in _file_truths(read, slips)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (encoding, sheet) in sheets.items():
            (folder / name).write_bytes(_csv_bytes(sheet, encoding))
        write_ledger(folder / LINES, order_ids(plan, trade), trade, slips)
        (folder / README).write_text(readme_text(truths), encoding="utf-8")
        (folder / TRUTHS).write_text(json.dumps(truths, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise Problem(
            "The folder {folder} cannot be written ({reason}).", folder=folder, reason=error.strerror
        ) from error
    return truths


def _check_folder(folder: Path) -> None:
    """Only an empty folder or one with an earlier demo is written to."""
    if folder.is_file():
        raise Problem("{folder} is a file. Name a folder for the demo's files.", folder=folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / TRUTHS).is_file():
        raise Problem("The folder {folder} holds other files. Choose an empty one for the demo.", folder=folder)


def _csv_bytes(sheet: Sheet, encoding: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows(sheet.records)
    return text.getvalue().encode(encoding)


def _file_truths(read: dict[str, int], slips: Slips) -> list[FileTruth]:
    """read = accepted + rejected per file; a row typed twice word for word is accepted as unchanged."""
    reasons: dict[str, dict[str, int]] = {
        CUSTOMERS: {
            "MISSING_KEY": 1,
            "BAD_DATE": slips.customer_bad_date.size,
            "DUPLICATE_KEY": slips.customer_contradicted.size,
        },
        EMPLOYEES: {"MISSING_KEY": 1},
        ITEMS: {"BAD_AMOUNT": 1},
        ORDERS: {
            "BAD_DATE": slips.order_bad_date.size,
            "BAD_AMOUNT": slips.order_bad_amount.size,
            "MISSING_KEY": slips.order_no_customer.size,
            "FUTURE_GAP": slips.order_far_future.size,
            "DUPLICATE_KEY": slips.order_contradicted.size,
        },
        LINES: {
            "MISSING_KEY": slips.line_no_order.size,
            "MISSING_AMOUNT": slips.line_no_amount.size,
            "DUPLICATE_KEY": slips.line_contradicted.size,
        },
        TARGETS: {"BAD_DATE": 1},
        DEPARTMENTS: {"MISSING_KEY": 1},
        TEAMS: {"BAD_DATE": 1, "MISSING_KEY": 1},
        CONTACTS: {"BAD_DATE": 1, "MISSING_KEY": 1},
        CALENDAR: {"BAD_DATE": 1},
        EVENTS: {"BAD_DATE": 1},
        STANDARDS: {"MISSING_KEY": 1},
        CASES: {"BAD_TIME": 1},
        STEPS: {"UNKNOWN_REFERENCE": 1},
        TICKETS: {"BAD_TIME": 1},
        VISITS: {"BAD_DATE": 1},
    }
    repeated = {
        CUSTOMERS: slips.customer_repeated.size,
        ORDERS: slips.order_repeated.size,
        LINES: slips.line_repeated.size,
        CONTACTS: 1,
    }
    kinds = {
        CUSTOMERS: ("customers", "gb18030"),
        EMPLOYEES: ("employees", "utf-8-sig"),
        ITEMS: ("products", "gb18030"),
        ORDERS: ("orders", "gb18030"),
        LINES: ("order_lines", None),
        TARGETS: ("targets", "gb18030"),
        DEPARTMENTS: ("departments", "utf-8-sig"),
        TEAMS: ("assignments", "gb18030"),
        CONTACTS: ("contacts", "gb18030"),
        CALENDAR: ("calendar_days", "utf-8-sig"),
        EVENTS: ("events", "utf-8-sig"),
        STANDARDS: ("service_standards", "utf-8-sig"),
        CASES: ("cases", "gb18030"),
        STEPS: ("case_events", "utf-8-sig"),
        TICKETS: ("service_tickets", "gb18030"),
        VISITS: ("visits", "gb18030"),
    }
    return [
        FileTruth(
            name,
            *kinds[name],
            read=read[name],
            accepted=read[name] - sum(codes.values()),
            rejected=sum(codes.values()),
            unchanged=repeated.get(name, 0),
            reasons=codes,
        )
        for name, codes in reasons.items()
    ]
