"""What the three rules together cost: how often they speak where nothing has changed.

From ``python -m tools.spc_false_alarms`` (seed and number of series fixed): 24 months of baseline, 24 more months, 3 to
100 complaints a month, as Poisson or varying by up to 32 % beyond it. The worst case of the table (3.2 % of the months,
40.1 % of the series), rounded up. A test holds new seeds to it. A short baseline costs more: see docs.
"""

PER_MONTH = 0.035
IN_24_MONTHS = 0.42
