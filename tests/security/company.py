"""What the attacked company holds, asked from its files with SQL of our own: nothing of the product's reading."""

# ruff: noqa: S608 (the SQL is made of our own words and ids)

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

SERVICE = ("complaints", "cases", "iceberg", "recusal", "standards", "surveys", "findings")
URL_PATHS = ("start", "pyramid", "what-if", "trends", "portfolio", *SERVICE, "data", "quality", "admin")
"""Of every page file (dashboard/pages); a test holds them equal."""
EMPLOYEES = {
    "account_manager": "GH012",
    "second": "GH015",  # nobody's account manager, but in account teams
    "team_lead": "GH002",
    "supervisor": "GH007",
    "executive": "GH013",
}
_BELOW = "WITH RECURSIVE b(e) AS (SELECT '{0}' UNION SELECT employee_id FROM employee, b WHERE manager_id = b.e) "
_OWN = (
    "SELECT customer_id FROM customer WHERE account_manager_id = '{0}' UNION SELECT customer_id FROM assignment WHERE"
    " employee_id = '{0}' AND valid_from <= current_date AND (valid_to IS NULL OR valid_to >= current_date)"
)
_DEPARTMENTS = (
    "WITH RECURSIVE d(i, n) AS (SELECT department_id, department_name FROM department, employee WHERE department IN"
    " (department_id, department_name) AND employee_id = '{0}' UNION SELECT department_id, department_name FROM"
    " department, d WHERE parent_id = d.i) "
)
SCOPES = {
    "account_manager": _OWN,
    "second": _OWN,
    "team_lead": f"{_OWN} UNION ({_BELOW} SELECT customer_id FROM customer, b WHERE account_manager_id = b.e)",
    "supervisor": f"{_DEPARTMENTS} SELECT customer_id FROM customer, d WHERE department IN (d.i, d.n)",
    "admin": "SELECT customer_id FROM customer WHERE false",
}
"""Whose customers a role shows, by role; of all others everybody's."""
SHOWN_PLAINLY = frozenset({"supervisor", "account_manager", "second", "team_lead", "service_quality"})
"""Roles that greet people: names of contacts are not masked for them."""


@dataclass(frozen=True)
class Customer:
    id: str
    name: str


class Company:
    """One home; the newest build of it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._build = home / "builds" / (home / "CURRENT").read_text().strip()
        self.customers = [Customer(*row) for row in self._rows("SELECT customer_id, customer_name FROM customer")]

    def scope(self, role: str) -> list[Customer]:
        """The customers of this role's person."""
        if role not in SCOPES:
            return self.customers
        ids = {one for (one,) in self._rows(SCOPES[role].format(EMPLOYEES.get(role, "")))}
        return [one for one in self.customers if one.id in ids]

    def out_of_scope(self, role: str) -> list[str]:
        """Ids and names of all others, but for a name that one's own customer has too."""
        own = {one.id for one in self.scope(role)}
        names = " ".join(one.name for one in self.customers if one.id in own)
        others = [one for one in self.customers if one.id not in own]
        return [term for one in others for term in (one.id, one.name) if term not in names]

    def managers(self) -> list[str]:
        """Ids and names of the account managers."""
        rows = self._rows("SELECT account_manager_id, account_manager_name FROM account_manager WHERE is_known")
        return [term for row in rows for term in row if term]

    def handlers(self) -> list[str]:
        """Ids of those who handled a case, are complained about, or did or approved a disputed order; not of account
        managers and of those who stand in account teams, whom the filters and customers' files name to everybody."""
        rows = self._rows(
            "SELECT by_id FROM case_step UNION SELECT unnest([respondent_id, operator_id, approver_id, "
            "first_receiver_id]) FROM feedback_case"
        )
        known = self._rows("SELECT account_manager_id FROM account_manager UNION SELECT employee_id FROM assignment")
        return sorted({one for (one,) in rows if one} - {one for (one,) in known} - set(EMPLOYEES.values()))

    def case_ids(self, role: str) -> tuple[str, str]:
        """A complaint of this role's customers, and one of others."""
        own = {one.id for one in self.scope(role)}
        rows = self._rows("SELECT case_id, customer_id FROM feedback_case WHERE kind = 'complaint' ORDER BY case_no")
        mine = [case for case, customer in rows if customer in own]
        return mine[0], next(case for case, customer in rows if customer not in own)

    def ways_to_reach(self) -> list[str]:
        """Phones, mail addresses and the like of all contacts: shown plainly to nobody."""
        columns = ("phone", "mobile", "email", "wechat")
        return [one for column in columns for (one,) in self._rows(f"SELECT DISTINCT {column} FROM contact") if one]

    def contact_names(self, role: str) -> list[str]:
        """Names that this role must not read: all, or those at customers of others. Not names that colleagues or own
        contacts have too."""
        shown = {one.id for one in self.scope(role)} if role in SHOWN_PLAINLY else set()
        rows = self._rows("SELECT contact_name, customer_id FROM contact")
        same = {name for (name,) in self._rows("SELECT employee_name FROM employee")}
        same |= {name for name, customer in rows if customer in shown}
        return sorted({name for name, _ in rows if name} - same)

    def rejected(self) -> list[str]:
        """The original text of rejected records, as their file had it."""
        found: Iterable[tuple] = self._rows(
            f"SELECT DISTINCT text FROM '{self.home}/imports/*/quarantine.parquet' WHERE length(text) > 12"
        )
        return [text for (text,) in found]

    def _rows(self, sql: str) -> list[tuple]:
        with duckdb.connect() as connection:
            for folder in self._build.iterdir():
                if folder.is_dir():
                    connection.execute(f"CREATE VIEW {folder.name} AS FROM '{folder}/*.parquet'")
            return connection.execute(sql).fetchall()
