"""What this view keeps in the link."""

from dashboard.data.reading.surveys.survey_ground import CUTS
from dashboard.logic.surveys.question_sheet import SORTS
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

PICTURES = ("bars", "dots", "segments")
FIGURES = ("mean", "top2")
PICTURE = Field("item_show", PICTURES, (PICTURES[0],))
SORT = Field("item_sort", SORTS, (SORTS[0],))
BY = Field("item_by", CUTS, (CUTS[0],))
FIGURE = Field("item_figure", FIGURES, (FIGURES[0],))
QUESTION = Field("item", Written(r"[^\x00-\x1f]{0,120}"), ("",))
"""The question's id, which every wave has its own of; "" = none is open."""


def items_fields(_opened: Opened) -> list[Field]:
    return [PICTURE, SORT, BY, FIGURE, QUESTION]
