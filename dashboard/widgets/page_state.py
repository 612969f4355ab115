"""What of each page itself travels in the link: the open view, what was drilled into, what is being tried."""

from collections.abc import Callable, Mapping

from dashboard.logic.layer_names import NEW, OUTER_LAYERS, UNKNOWN
from dashboard.logic.periods import month_text
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened

VIEWS = ("pareto", "tiers", "months", "moves", "more")
NOTHING = ""


def layer_ids(opened: Opened) -> tuple[str, ...]:
    """Of every scheme: a section ignores what its own scheme does not have."""
    bands = [band for scheme in opened.schemes.values() for band in scheme.band_ids]
    return tuple(dict.fromkeys([*bands, *OUTER_LAYERS, UNKNOWN]))


def month_codes(opened: Opened) -> tuple[str, ...]:
    """The months of the data, oldest first."""
    build = opened.marts.build
    return tuple(month_text(month) for month in range(build.first_month, build.last_month + 1))


def pyramid_fields(opened: Opened) -> list[Field]:
    layers = layer_ids(opened)
    return [
        Field("layer", (NOTHING, *layers), (NOTHING,)),
        Field("view", VIEWS, (VIEWS[0],)),
        Field("since", (NOTHING, *month_codes(opened)), (NOTHING,)),
        Field("from", (NOTHING, NEW, *layers), (NOTHING,)),
        Field("to", (NOTHING, *layers), (NOTHING,)),
    ]


def what_if_fields(opened: Opened) -> list[Field]:
    return []


def trend_fields(opened: Opened) -> list[Field]:
    return []


PAGE_FIELDS: Mapping[str, Callable[[Opened], list[Field]]] = {
    "": pyramid_fields,
    "what-if": what_if_fields,
    "trends": trend_fields,
}
"""By the page's path in the URL, which is empty for the start page; others keep nothing of their own."""


def page_fields(opened: Opened, page: str) -> list[Field]:
    """The fields of one page."""
    return PAGE_FIELDS[page](opened) if page in PAGE_FIELDS else []
