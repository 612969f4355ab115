"""The views of customers who did not complain."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question

RULE_NAMES = ("bad_days", "case_days", "visit_days")
_COLUMNS = columns(
    "customer_id:text customer_name:text layer:text value:money value_base:text late_orders:count worst_days:count "
    "bad_tickets:count repeat_tickets:count damaged_orders:count last_case_on:date last_visit_on:date "
    "account_manager_id:text account_manager_name:text region:text industry:text"
)


def silent_rule(asked: ServiceAsked) -> SilentRule:
    """The days to look back, as in the link; the usual ones where nothing is said. Raises Problem for anything else."""
    given = {name: value for name, value in asked.more if name in RULE_NAMES}
    for value in given.values():
        if not value.isdecimal() or len(value) > 5:
            raise Problem("{value} is no number of days.", value=value)
    return SilentRule(**{name: int(value) for name, value in given.items()})


def asked_rule(rule: SilentRule) -> ServiceAsked:
    """The other way round."""
    return ServiceAsked(more=tuple((name, str(getattr(rule, name))) for name in RULE_NAMES))


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    found = reader.silent(question, silent_rule(asked))
    return found.frame().assign(value_base=found.base)


VIEWS: dict[str, ServiceView] = {"silent-sufferers": ServiceView(_COLUMNS, ("silent_sufferers",), _rows)}
