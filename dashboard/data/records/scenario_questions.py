"""What a saved scenario asks of a build: the link's parameters of the what-if page, read without a page."""

from collections.abc import Mapping

from dashboard.data.store import BuildFacts
from dashboard.logic.periods import Period, check_as_of
from dashboard.logic.problems import Problem
from dashboard.logic.question import Cuts, Question
from dashboard.logic.schemes import Scheme, scheme_named
from dashboard.logic.value_bases import value_base
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.typed import typed_proposal

FILTERS = {"region": "region", "industry": "industry", "manager": "account_manager_id"}
"""Column by parameter."""
Parameters = Mapping[str, tuple[str, ...]]


def scenario_question(
    parameters: Parameters, build: BuildFacts, schemes: Mapping[str, Scheme]
) -> tuple[Question, Proposal]:
    """The question of the shared filters, and what is tried. A parameter that is not there means the usual value.

    Raises Problem for a value that this build or these schemes do not know.
    """
    scheme = scheme_named(_one(parameters, "scheme") or "curry", schemes)
    as_of, base = _one(parameters, "as_of"), _one(parameters, "value")
    question = Question(
        as_of=check_as_of(as_of, build.first_month, build.last_month) if as_of else build.default_as_of,
        period=Period.parse(_one(parameters, "period") or "12"),
        scheme=scheme.name,
        base=scheme.value_base or value_base(base or "revenue").name,
        cuts=_cuts(_one(parameters, "cuts") or "company"),
        filters=tuple((column, parameters[name]) for name, column in FILTERS.items() if parameters.get(name)),
    )
    proposal = typed_proposal(
        scheme,
        question,
        mode=_one(parameters, "mode"),
        at=_one(parameters, "at"),
        value=_one(parameters, "try_value"),
        period=_one(parameters, "try_period"),
        buffer=_one(parameters, "buffer"),
        review=_one(parameters, "review"),
    )
    return question, proposal


def _one(parameters: Parameters, name: str) -> str:
    """The value of a parameter, empty where there is none."""
    return next(iter(parameters.get(name, ())), "")


def _cuts(text: str) -> Cuts:
    if text not in ("company", "selection"):
        raise Problem("{value} is no choice of cuts. Use company or selection.", value=text)
    return "selection" if text == "selection" else "company"
