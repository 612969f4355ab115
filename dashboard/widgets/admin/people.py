"""Whom the administration page can name: logins that have signed in, employees and departments of the build."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.reading.staff import department_names, employee_names
from dashboard.data.records.logins import known_people
from dashboard.logic.viewer import Viewer
from dashboard.widgets.opened import open_build
from dashboard.widgets.records import records
from dashboard.widgets.saved_words import person_name


@dataclass(frozen=True)
class People:
    """Names by login, by employee id, by department id."""

    logins: Mapping[str, str]
    employees: Mapping[str, str]
    departments: Mapping[str, str]

    def name(self, login: str) -> str:
        """Empty where nothing but the login is known."""
        name = person_name(login, self.logins)
        return "" if name == login else name

    def login_text(self, login: str) -> str:
        """``Li Na (li.na)``; the login alone where it has no other name."""
        return _named(login, self.name(login))

    def employee_text(self, employee_id: str) -> str:
        return _named(employee_id, self.employees.get(employee_id, ""))

    def department_text(self, department_id: str) -> str:
        return _named(department_id, self.departments.get(department_id, ""))


def people(viewer: Viewer) -> People:
    """An administrator sees no customer, but must find the people: their ids and names are no customer data."""
    opened = open_build(viewer)
    marts = opened.marts if opened else None
    return People(
        known_people(records()),
        employee_names(marts) if marts else {},
        department_names(marts) if marts else {},
    )


def _named(code: str, name: str) -> str:
    return f"{name} ({code})" if name and name != code else code
