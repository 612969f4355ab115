"""What of the Pyramid page itself travels in the link: the open view and what was drilled into."""

from dashboard.logic.layer_names import NEW, OUTER_LAYERS, UNKNOWN
from dashboard.logic.periods import month_text
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened

VIEWS = ("pareto", "tiers", "months", "moves", "more")
NOTHING = ""


def page_fields(opened: Opened) -> list[Field]:
    """Layer ids of every scheme are let through here; a section ignores what its own scheme does not have."""
    bands = [band for scheme in opened.schemes.values() for band in scheme.band_ids]
    layers = tuple(dict.fromkeys([*bands, *OUTER_LAYERS, UNKNOWN]))
    build = opened.marts.build
    months = tuple(month_text(month) for month in range(build.first_month, build.last_month + 1))
    return [
        Field("layer", (NOTHING, *layers), (NOTHING,)),
        Field("view", VIEWS, (VIEWS[0],)),
        Field("since", (NOTHING, *months), (NOTHING,)),
        Field("from", (NOTHING, NEW, *layers), (NOTHING,)),
        Field("to", (NOTHING, *layers), (NOTHING,)),
    ]
