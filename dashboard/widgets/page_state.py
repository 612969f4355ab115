"""What of each page itself travels in the link: the open view, what was drilled into, what is being tried."""

from collections.abc import Callable, Mapping

from dashboard.data.reading.portfolio import PORTFOLIO_SORTS
from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.layer_names import NEW, OUTER_LAYERS, UNKNOWN
from dashboard.logic.periods import month_text
from dashboard.logic.portfolio import DIRECTIONS
from dashboard.logic.portfolio_filter import AMOUNT, CHANGES, DAYS, NEVER_ORDERED, PERCENT
from dashboard.logic.trend import TREND_COLUMNS
from dashboard.logic.trend_segments import MEASURES
from dashboard.widgets.cases.fields import cases_fields
from dashboard.widgets.complaints.fields import complaints_fields
from dashboard.widgets.findings.fields import findings_fields
from dashboard.widgets.iceberg.fields import iceberg_fields
from dashboard.widgets.labels import PERIODS, VALUE_BASES
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened
from dashboard.widgets.recusal.fields import recusal_fields
from dashboard.widgets.standards.fields import standards_fields
from dashboard.widgets.surveys.fields import surveys_fields

VIEWS = ("pareto", "tiers", "months", "moves", "more")
NOTHING = ""
_AMOUNTS = r"[0-9]{1,15}(\.[0-9]{1,4})?"
_VISITS = r"[0-9]{1,3}(\.[0-9]{1,2})?"
TREND_MONTHS = ("12", "24", "36", "all")
EVERY_MONTH = TREND_MONTHS[-1]
NO_BREAKDOWN = "none"
ORDERS = LARGEST_FIRST, SMALLEST_FIRST = ("down", "up")
PAGE_SIZES = ("25", "50", "100")
OUT = "out"
WHAT_IF_TABS = ("movers", "load", "loss", "reach", "scenarios")
WHAT_IF = {
    field.name: field
    for field in (
        Field("mode", (NOTHING, "rank", "share", "absolute"), (NOTHING,)),
        Field("at", Written(rf"({_AMOUNTS}(,{_AMOUNTS}){{0,10}})?"), (NOTHING,)),
        Field("try_value", (NOTHING, *VALUE_BASES), (NOTHING,)),
        Field("try_period", (NOTHING, *PERIODS), (NOTHING,)),
        Field("buffer", Written(r"([0-9]{1,2}(\.[0-9]{1,2})?)?"), (NOTHING,)),
        Field("review", (NOTHING, "3", "6", "12"), (NOTHING,)),
        Field("tab", WHAT_IF_TABS, (WHAT_IF_TABS[0],)),
        Field(OUT, Written(r".{1,200}"), (), many=True),
        Field("visits", Written(rf"({_VISITS}(,{_VISITS}){{0,11}})?"), (NOTHING,)),
    )
}
"""What is tried on the What-if page, as it stands in the link; nothing = as in the rule in force. ``at``: one percent
or amount per boundary; ``out``: ids of the customers taken out; ``visits``: per year, one number per value layer."""

ADMIN_PARTS = ("roles", "deputies", "sign_ins", "logs")
ADMIN = {"part": Field("part", ADMIN_PARTS, (ADMIN_PARTS[0],))}
"""The open part alone: whom a list is filtered by stays out of the URL."""


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
    return list(WHAT_IF.values())


def trend_fields(opened: Opened) -> list[Field]:
    return [
        Field("measure", MEASURES, (MEASURES[0],)),
        Field("by", (NO_BREAKDOWN, *TREND_COLUMNS), (NO_BREAKDOWN,)),
        Field("months", TREND_MONTHS, ("24",)),
        Field("month", (NOTHING, *month_codes(opened)), (NOTHING,)),
        Field("segment", Written(r"[^\x00-\x1f]{0,200}"), (NOTHING,)),
    ]


def admin_fields(_opened: Opened) -> list[Field]:
    return list(ADMIN.values())


def portfolio_fields(opened: Opened) -> list[Field]:
    """``quiet``: days; what is searched for is no field: it stays out of the link."""
    return [
        Field("layers", layer_ids(opened), (), many=True),
        Field("moves", DIRECTIONS, (), many=True),
        Field("tiers", TIER_ROWS, (), many=True),
        Field("change", (NOTHING, *CHANGES), (NOTHING,)),
        Field("near", Written(rf"({PERCENT})?"), (NOTHING,)),
        Field("missing", Written(rf"({AMOUNT})?"), (NOTHING,)),
        Field("least", Written(rf"({AMOUNT})?"), (NOTHING,)),
        Field("most", Written(rf"({AMOUNT})?"), (NOTHING,)),
        Field("quiet", Written(rf"({DAYS}|{NEVER_ORDERED})?"), (NOTHING,)),
        Field("sort", PORTFOLIO_SORTS, ("revenue",)),
        Field("order", ORDERS, (ORDERS[0],)),
        Field("rows", PAGE_SIZES, (PAGE_SIZES[0],)),
    ]


PAGE_FIELDS: Mapping[str, Callable[[Opened], list[Field]]] = {
    "pyramid": pyramid_fields,
    "what-if": what_if_fields,
    "trends": trend_fields,
    "portfolio": portfolio_fields,
    "admin": admin_fields,
    "complaints": complaints_fields,
    "cases": cases_fields,
    "iceberg": iceberg_fields,
    "recusal": recusal_fields,
    "standards": standards_fields,
    "surveys": surveys_fields,
    "findings": findings_fields,
}
"""By the page's path in the URL; others keep nothing of their own."""


def page_fields(opened: Opened, page: str) -> list[Field]:
    """The fields of one page."""
    return PAGE_FIELDS[page](opened) if page in PAGE_FIELDS else []
