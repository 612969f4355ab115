"""The flags of one kind of case in one window, and the figures made of them, now and a year earlier."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.logic.cases.handling import Handling, handling_flags, handling_of
from dashboard.logic.cases.rates import FiveRates, rate_flags, rates_of, recorded_stages
from dashboard.logic.cases.window import ServiceWindow


@dataclass(frozen=True, eq=False)
class FigureFlags:
    """``flags``: by name of the figure, one per case of the visible frame; ``recorded``: rates that the company's files
    can tell."""

    visible: VisibleCases
    flags: dict[str, np.ndarray]
    recorded: frozenset[str]

    @property
    def rates(self) -> FiveRates:
        return rates_of(self.flags, self.recorded)

    @property
    def handling(self) -> Handling:
        return handling_of(self.visible.frame, self.flags)


@dataclass(frozen=True)
class ComplaintFigures:
    """``before``: of ``earlier``, the same days a year before; None where the data begin later.

    counts      number of cases by name of the flag
    is_judged   whether any visible case was ever judged as justified or not
    """

    window: ServiceWindow
    earlier: ServiceWindow
    rates: FiveRates
    handling: Handling
    counts: dict[str, int]
    is_judged: bool
    rates_before: FiveRates | None
    handling_before: Handling | None
    received_before: int | None

    @classmethod
    def of(
        cls, now: FigureFlags, before: FigureFlags | None, window: ServiceWindow, earlier: ServiceWindow
    ) -> "ComplaintFigures":
        return cls(
            window=window,
            earlier=earlier,
            rates=now.rates,
            handling=now.handling,
            counts={name: int(np.count_nonzero(flag)) for name, flag in now.flags.items()},
            is_judged=bool(now.visible.frame["justified"].notna().any()),
            rates_before=before.rates if before else None,
            handling_before=before.handling if before else None,
            received_before=int(np.count_nonzero(before.flags["received"])) if before else None,
        )


def figure_flags(visible: VisibleCases, kind: str) -> FigureFlags:
    """All flags of one kind. What is recorded is asked of the whole company, up to the window's end."""
    frame, window, company = visible.frame, visible.window, visible.company.cases
    known = company[company["received_at"].to_numpy() <= window.through]
    flags = rate_flags(frame, window, kind) | handling_flags(frame, visible.steps, window, kind)
    return FigureFlags(visible, flags, recorded_stages(known, visible.steps))
