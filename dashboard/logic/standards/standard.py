"""What was promised of a service: one rule for tickets, with its limit on one number line (data-model.md, 5.3).

Kinds of rules: ``duration_mean`` (the average of the finished tickets reaches the limit or stays below it),
``duration_max`` (every ticket does), ``share_within`` (at least a share of the tickets due does), ``same_day_cutoff``
(reported before the cut-off time of a day that counts: finished on that day, else by the end of the next day that
counts), ``appointment`` (started by the time agreed on).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MEAN, MOST, SHARE, SAME_DAY, APPOINTMENT = RULES = (
    "duration_mean", "duration_max", "share_within", "same_day_cutoff", "appointment",
)  # fmt: skip
DURATIONS = (MEAN, MOST, SHARE)
"""Rules with a limit in time, which a bar of time can be held against."""
SHARES = (SHARE, SAME_DAY, APPOINTMENT)
"""Rules that a share of tickets must keep."""
REGULATOR, COMPANY, TIER = ("regulator", "company", "tier")
NATURAL, WORKING = "natural", "working"
UNIT_SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400}
DEFAULT_CUTOFF = 16 * 3600
_ID_PART = "."


@dataclass(frozen=True)
class Standard:
    """One rule. Times in seconds on the rule's own number line: of the clock on the wall, or of working time.

    limit_seconds   None where the file gives no limit that can be understood: the rule is listed and not judged
    cutoff          of same_day_cutoff, seconds from midnight
    target          the share that must keep it, for SHARES (blank in the file: every ticket)
    tier            the decided tier (``logic.decided_tiers``) whose customers it is for; None = all
    customer_class  of the ticket, None = all
    is_default      shipped with the program, because the company gave no standards
    """

    service_code: str
    service_name: str
    level: str
    tier: str | None
    rule: str
    limit_value: Decimal | None
    limit_unit: str | None
    limit_seconds: int | None
    cutoff: int | None
    target: float
    is_working: bool
    valid_from: date | None = None
    valid_to: date | None = None
    customer_class: str | None = None
    is_default: bool = False

    @property
    def id(self) -> str:
        """For links: what tells it from the company's others."""
        return _ID_PART.join((self.service_code, self.level, self.tier or "", self.rule))

    @property
    def calendar(self) -> str:
        return WORKING if self.is_working else NATURAL

    @property
    def has_working_limit(self) -> bool:
        """Whether durations are differences of working time. A day's end is a moment of the wall clock always."""
        return self.is_working and self.rule in DURATIONS

    @property
    def is_usable(self) -> bool:
        """Whether tickets can be held against it."""
        return self.rule not in DURATIONS or bool(self.limit_seconds)


def standard(
    service_code: str,
    level: str,
    rule: str,
    limit_value: Decimal | None,
    limit_unit: str | None,
    *,
    office_seconds: int,
    service_name: str | None = None,
    tier: str | None = None,
    calendar: str | None = None,
    cutoff_time: str | None = None,
    target_share: Decimal | float | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    customer_class: str | None = None,
    is_default: bool = False,
) -> Standard:
    """A rule as a file writes it. A limit in working days counts working time whatever the calendar says, and a day of
    a rule in working time is a working day: ``office_seconds`` long."""
    is_working = calendar == WORKING or limit_unit == "working_days"
    return Standard(
        service_code=service_code,
        service_name=service_name or service_code,
        level=level,
        tier=tier,
        rule=rule,
        limit_value=limit_value,
        limit_unit=limit_unit,
        limit_seconds=_seconds(limit_value, limit_unit, office_seconds if is_working else None),
        cutoff=_cutoff(cutoff_time) if rule == SAME_DAY else None,
        target=1.0 if target_share is None else float(target_share),
        is_working=is_working,
        valid_from=valid_from,
        valid_to=valid_to,
        customer_class=customer_class,
        is_default=is_default,
    )


def _seconds(value: Decimal | None, unit: str | None, office_seconds: int | None) -> int | None:
    """Whole seconds. Without a unit nobody knows what the number means."""
    if value is None or unit is None:
        return None
    day = unit in ("days", "working_days")
    return int(value * (office_seconds if day and office_seconds else UNIT_SECONDS.get(unit, 86_400)))


def _cutoff(text: str | None) -> int:
    """``16:00`` or ``16:00:00`` as seconds; 16:00 where the file says nothing."""
    if not text:
        return DEFAULT_CUTOFF
    parts = [int(part) for part in text.split(":")]
    return sum(part * size for part, size in zip(parts, (3600, 60, 1), strict=False))
