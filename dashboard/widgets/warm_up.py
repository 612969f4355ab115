"""What the first visitor would otherwise wait for: imports, words and formats, opening the build, its first pyramid,
its cases."""

import logging
from collections.abc import Callable
from datetime import date

from dashboard.logic.problems import Problem


def warm_up() -> None:
    """Run once at server start, before the first visitor. Nothing here may keep the server from starting."""
    for part in (_code, _words, _build):
        _quietly(part)


def _quietly(part: Callable[[], None]) -> None:
    try:
        part()
    except Problem as problem:
        logging.getLogger(__name__).info("Not warmed up: %s", problem)  # the page says it to the visitor
    except Exception:
        logging.getLogger(__name__).exception("Not warmed up")


def _code() -> None:
    """All that the pages import, Plotly's lazy parts included."""
    import plotly.graph_objects as go

    import dashboard.widgets.cases.section
    import dashboard.widgets.complaints.section
    import dashboard.widgets.filter_bar
    import dashboard.widgets.findings.section
    import dashboard.widgets.iceberg.section
    import dashboard.widgets.imported.build
    import dashboard.widgets.imported.imports
    import dashboard.widgets.portfolio.section
    import dashboard.widgets.pyramid.views
    import dashboard.widgets.recusal.section
    import dashboard.widgets.standards.section
    import dashboard.widgets.surveys.section
    import dashboard.widgets.trends.section
    import dashboard.widgets.what_if.actions
    import dashboard.widgets.what_if.rule
    import dashboard.widgets.what_if.section  # noqa: F401

    go.Figure(data=[go.Bar(x=[1], y=[1]), go.Scatter(x=[1], y=[1])]).to_json()


def _words() -> None:
    """Catalogues, and Babel's data of both languages."""
    from dashboard.widgets.formats import Formats
    from dashboard.widgets.language import LANGUAGES, Speech

    for language in LANGUAGES:
        form = Formats(Speech(language))
        form.headline_amount(123_456_789)
        form.day(date(2024, 1, 31))
        form.month(2024 * 12)


def _build() -> None:
    """The current build and the answers of the first views of Pyramid and What-if, as the operator gets them."""
    from dashboard.data.home import Home
    from dashboard.data.reading.marts import current_build_id, open_marts
    from dashboard.data.reading.reader import Reader
    from dashboard.data.reading.scheme_files import load_schemes
    from dashboard.logic.question import Question
    from dashboard.logic.viewer import operator
    from dashboard.logic.what_if.proposal import proposal_of
    from dashboard.settings import served_home_folder

    home = Home(served_home_folder())
    if current_build_id(home) is None:
        return
    marts = open_marts(home)
    reader = Reader(marts, operator(), load_schemes(home))
    question = Question(as_of=marts.build.default_as_of)
    for column in ("region", "industry", "account_manager_id"):
        reader.choices(column)
    for ask in (reader.kpis, reader.pyramid, reader.headline, reader.concentration, reader.pareto):
        ask(question)
    reader.what_if(question, proposal_of(reader.scheme(question), question))  # puts the customers in order, once
    reader.has_cases()  # loads them
    reader.has_surveys()
