"""Scenarios that an earlier version kept as files."""

from dashboard.data.home import Home
from dashboard.data.records.store import RecordsStore


def take_over_scenario_files(store: RecordsStore, home: Home) -> None:
    pass
