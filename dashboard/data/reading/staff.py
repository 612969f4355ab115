"""Names of employees and departments: people of the company, no customers, so no scope and no masks."""

from collections.abc import Mapping

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_rows

_Names = Mapping[str, str]


def employee_names(marts: Marts) -> _Names:
    """Name by employee_id, in the order of the ids; empty where the build knows none."""
    return _names(marts, "employee", "employee_names")


def department_names(marts: Marts) -> _Names:
    """Name by department_id, likewise."""
    return _names(marts, "department", "department_names")


def _names(marts: Marts, mart: str, query: str) -> _Names:
    if mart not in marts.build.marts:
        return {}
    return marts.remember((query,), lambda: dict(query_rows(marts, query)))
