"""Which symbol a month of a control chart gets: told by the first rule that speaks of it."""

from dashboard.logic.charts.month_axis import Months
from dashboard.logic.spc.laney import UChart
from dashboard.logic.words import N_

SYMBOLS = {
    ("beyond", 1): "triangle-up",
    ("beyond", -1): "triangle-down",
    ("one_side", 1): "diamond",
    ("one_side", -1): "diamond",
    ("trend", 1): "star",
    ("trend", -1): "star",
}
"""By the first rule that fires and its direction: up or down is told by where the point is, and by its words."""
LEGEND = {
    "triangle-up": N_("unusually high"),
    "triangle-down": N_("unusually low"),
    "diamond": N_("eight or more in a row on one side"),
    "star": N_("six or more in a row rising or falling"),
}
NORMAL = "circle"


def point_symbols(chart: UChart, months: Months) -> list[str]:
    """The symbol of each month's point."""
    found = []
    for place, is_part in enumerate(months.is_part.tolist()):
        codes = chart.signals.codes(place)
        symbol = SYMBOLS[codes[0], chart.signals.direction(place)] if codes else NORMAL
        found.append(f"{NORMAL}-open" if is_part else symbol)
    return found
