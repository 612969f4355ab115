"""How often the three rules of the control chart raise an alarm where nothing has changed: prints the table of
docs/control-charts.md and the constants of dashboard/logic/spc/false_alarms.py.

    python -m tools.spc_false_alarms

Each series: 24 months of baseline, then 24 months whose limits are carried forward; orders per month vary by a third;
complaints are Poisson, or vary more than it (a gamma factor per month). Seed and number of series are fixed.
"""

import sys
from dataclasses import dataclass

import numpy as np

from dashboard.logic.spc.laney import u_chart

SEED, SERIES = 20260601, 4_000
BASELINE, FOLLOWING = 24, 24
MEANS = (3, 10, 30, 100)
SCANTY_MEANS, SCANTY_BASELINE = (1, 10), 12
SPREADS = (None, 40.0, 10.0)
"""Shape of the gamma factor: 40 = months differ by 16 % beyond chance, 10 = by 32 %."""


@dataclass(frozen=True)
class Alarms:
    """per_month: share of the months after the baseline with any signal; in_24: of the series with a signal in the 24
    months after it; by_rule: per month."""

    per_month: float
    in_24: float
    by_rule: tuple[float, float, float]


def alarms(
    mean: float, spread: float | None, *, baseline: int = BASELINE, series: int = SERIES, seed: int = SEED
) -> Alarms:
    """Of ``series`` simulated series without any change."""
    random = np.random.default_rng(seed)
    fired = np.zeros((series, 3, FOLLOWING), bool)
    for number in range(series):
        exposure = random.integers(750, 1250, baseline + FOLLOWING)
        expected = exposure * mean / 1000
        if spread is not None:
            expected = expected * random.gamma(spread, 1 / spread, len(exposure))
        found = u_chart(random.poisson(expected), exposure, baseline=baseline).signals
        for place, rule in enumerate((found.beyond, found.one_side, found.trend)):
            fired[number, place] = rule[baseline:] != 0
    one = fired.any(axis=1)
    return Alarms(float(one.mean()), float(one.any(axis=1).mean()), tuple(fired.mean(axis=(0, 2)).tolist()))


def main() -> None:
    sys.stdout.write(
        "| events per month | more than chance | beyond | one side | trend | any, per month | any in 24 |\n"
    )
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    for mean in MEANS:
        for spread in SPREADS:
            sys.stdout.write(_row(str(mean), spread, alarms(mean, spread)))
    for mean in SCANTY_MEANS:
        for spread in SPREADS:
            name = f"{mean}, baseline of {SCANTY_BASELINE} months"
            sys.stdout.write(_row(name, spread, alarms(mean, spread, baseline=SCANTY_BASELINE)))
    sys.stdout.write(_row("1", SPREADS[-1], alarms(1, SPREADS[-1])))


def _row(name: str, spread: float | None, found: Alarms) -> str:
    more = "none" if spread is None else f"{spread**-0.5:.0%}"
    cells = [f"{value:.2%}" for value in (*found.by_rule, found.per_month)]
    return f"| {name} | {more} | {' | '.join(cells)} | {found.in_24:.1%} |\n"


if __name__ == "__main__":
    main()
