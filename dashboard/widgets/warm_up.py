"""What the first visitor would otherwise wait for: imports, opening the build, the arrays of its default pyramid."""

import importlib
import logging

from dashboard.data.home import Home
from dashboard.data.marts import current_build_id, open_marts
from dashboard.data.reader import Reader
from dashboard.data.scheme_files import load_schemes
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.viewer import operator
from dashboard.settings import served_home_folder

_PAGE_PARTS = ("filter_bar", "kpi_row", "pyramid_section", "pyramid_views", "imports_section", "viewing", "window")


def warm_up() -> None:
    """Run once at server start, before the first visitor. Broken data does not stop the server: the pages say it."""
    for part in _PAGE_PARTS:
        importlib.import_module(f"dashboard.widgets.{part}")
    home = Home(served_home_folder())
    try:
        if current_build_id(home) is None:
            return
        marts = open_marts(home)
        question = Question(marts.build.default_as_of)
        reader = Reader(marts, operator(), load_schemes(home))
        reader.kpis(question)
        reader.pyramid(question)
    except Problem as problem:
        logging.getLogger(__name__).warning("%s", problem)
