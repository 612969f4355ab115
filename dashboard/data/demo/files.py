"""Writes the demo company's files into one folder, with the truths beside them."""

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard.data.demo.contacts import contact_sheet, in_touch
from dashboard.data.demo.file_truths import (
    CONTACTS,
    CUSTOMERS,
    DEPARTMENTS,
    EMPLOYEES,
    ITEMS,
    LINES,
    ORDERS,
    TARGETS,
    TEAMS,
    file_truths,
)
from dashboard.data.demo.gaps import gap_truths
from dashboard.data.demo.ledger import write_ledger
from dashboard.data.demo.people import department_sheet, draw_teams, people_truths, team_sheet
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.planting import plant
from dashboard.data.demo.readme import readme_text
from dashboard.data.demo.roster import draw_roster
from dashboard.data.demo.service.company_service import draw_service, service_sheets
from dashboard.data.demo.service.service_truths import service_truths
from dashboard.data.demo.sheets import Sheet, customer_sheet, employee_sheet, item_sheet, order_ids, order_sheet
from dashboard.data.demo.slips import draw_slips
from dashboard.data.demo.staff import draw_staff
from dashboard.data.demo.survey.company_surveys import WIDE, draw_surveys, survey_sheets
from dashboard.data.demo.survey.respondents import market
from dashboard.data.demo.survey.survey_sheets import answers_in
from dashboard.data.demo.survey.survey_truths import survey_truths
from dashboard.data.demo.targets import target_sheet
from dashboard.data.demo.trade import draw_trade
from dashboard.data.demo.truths import booked_orders, planted_truths, standing
from dashboard.logic.problems import Problem

TRUTHS, README = "truths.json", "README.md"


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
    booked = booked_orders(trade, slips)
    service = draw_service(plan, roster, staff, trade, slips, members, booked)
    served = service_sheets(plan, roster, staff, trade, service)
    truths["service"] = service_truths(plan, roster, trade, slips, service, served)
    there = market(plan, roster, slips, contacts, service.cases, booked)
    surveys = draw_surveys(plan, there)
    surveyed = survey_sheets(roster, surveys)
    of_agency = next(one.wave for one in surveys if one.wave.is_anonymous)
    layers = standing(plan, roster, slips, booked, of_agency.month - 1, in_touch(contacts)).layers
    truths["surveys"] = survey_truths(there, surveys, surveyed, layers)

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
        **surveyed,
    }
    read = {name: len(sheet.records) for name, (_, sheet) in sheets.items()}
    read[LINES] = int((~trade.is_header_only[trade.order]).sum())
    read[WIDE] = answers_in(surveyed[WIDE][1])
    read[LINES] += slips.line_repeated.size + slips.line_contradicted.size
    truths["files"] = [asdict(truth) for truth in file_truths(read, slips)]
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
