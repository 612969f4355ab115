"""The views of standards, tickets and deliveries."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_text
from dashboard.logic.question import Question
from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.promises import PROMISE_COUNTS, Promises
from dashboard.logic.words import N_

HOUR = 3600
IN_FULL_FROM = N_("In full from")
"""Name of the choice in ``ServiceAsked.more``, a whole number of per cent."""
STATES = ("within", "over", "open_past_limit", "not_yet_due", "changed_with_notice", "not_recorded")

_STANDARDS = (
    "service_code:text service_name:text level:text tier:text rule_type:text limit:number unit:text calendar:text "
    "cutoff_time:text target_share:share is_default:flag tickets:count finished:count within:count over:count "
    "open_past_limit:count not_yet_due:count changed_with_notice:count not_recorded:count past_limit_now:count "
    "share_kept:share mean_hours:number mean_hours_with_open:number median_hours:number p90_hours:number "
    "longest_hours:number actual:number headroom:share is_met:flag"
)
_TICKETS = (
    "ticket_id:text customer_id:text customer_name:text service_code:text service_name:text reported:moment "
    "finished:moment hours:number working_hours:number department:text customer_class:text is_repeat:flag level:text "
    "rule_type:text limit_hours:number state:text"
)
_OTIF = (
    "segment:text due:count delivered:count on_time_first:count on_time_first_share:share due_last:count "
    "on_time_last:count on_time_last_share:share re_promised:count re_promised_days:count quantity_known:count "
    "in_full:count objected:count otif:count otif_share:share not_yet_due:count"
)


def _standards(reader: Reader, question: Question, _asked: ServiceAsked) -> pd.DataFrame:
    """One row per standard; hours are those of its calendar, ``actual`` is hours or a share, as it is judged."""
    named = columns(_STANDARDS)
    rows = [_standard(one) for one in reader.standards(question)]
    return pd.DataFrame(rows, columns=[one.name for one in named], dtype=object)


def _standard(found: Attainment) -> dict[str, object]:
    one, is_share = found.standard, found.standard.rule in ("share_within", "same_day_cutoff", "appointment")
    cutoff = None if one.cutoff is None else f"{one.cutoff // HOUR:02d}:{one.cutoff % HOUR // 60:02d}"
    return {
        "service_code": one.service_code,
        "service_name": one.service_name,
        "level": one.level,
        "tier": one.tier,
        "rule_type": one.rule,
        "limit": None if one.limit_value is None else float(one.limit_value),
        "unit": one.limit_unit,
        "calendar": one.calendar,
        "cutoff_time": cutoff,
        "target_share": one.target if is_share else None,
        "is_default": one.is_default,
        "tickets": found.tickets,
        "finished": found.finished,
        "within": found.within,
        "over": found.over_limit,
        "open_past_limit": found.open_past,
        "not_yet_due": found.not_yet_due,
        "changed_with_notice": found.changed,
        "not_recorded": found.not_known,
        "past_limit_now": found.past_now,
        "share_kept": found.share.value,
        "mean_hours": _hours(found.mean_seconds),
        "mean_hours_with_open": _hours(found.with_open),
        "median_hours": _hours(found.median_seconds),
        "p90_hours": _hours(found.p90_seconds),
        "longest_hours": _hours(found.longest_seconds),
        "actual": found.actual if is_share else _hours(found.actual),
        "headroom": found.headroom,
        "is_met": found.is_met,
    }


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / HOUR


def _tickets(reader: Reader, question: Question, _asked: ServiceAsked) -> pd.DataFrame:
    """One row per ticket reported in the window, with the rule it broke, else the tightest that holds for it."""
    if not reader.has_tickets():
        return pd.DataFrame(columns=[one.name for one in columns(_TICKETS)], dtype=object)
    frame, standards = reader.ticket_rows(question), reader.company_standards()
    names = {one.service_code: one.service_name for one in standards}
    rules = pd.DataFrame({"level": [one.level for one in standards], "rule_type": [one.rule for one in standards]})
    ruled = rules.reindex(frame["rule_no"].fillna(-1).astype("int64")).set_index(frame.index)
    states = pd.Series(STATES, dtype=object).reindex(frame["state"].fillna(-1).astype("int64")).set_axis(frame.index)
    return frame.assign(
        service_name=frame["service_code"].map(names),
        reported=frame["reported_at"],
        finished=frame["finished_at"],
        level=ruled["level"],
        rule_type=ruled["rule_type"],
        limit_hours=frame["limit_seconds"] / HOUR,
        state=states,
    )


def _otif(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per month of the first promise, or per value of ``--by``. ``asked.more`` may say from which per cent of
    the quantity a line is full."""
    share = int(dict(asked.more).get(IN_FULL_FROM, "100")) / 100
    if asked.by is None:
        frame = reader.promise_months(question, share, reader.service_window(question))
        frame = frame[frame["due"] > 0]
        frame = frame.assign(segment=[month_text(int(part)) for part in frame["part"]])
    else:
        frame = reader.promise_parts(question, share, asked.by).rename(columns={"part": "segment"})
    found = [Promises(**{name: int(row[name]) for name in PROMISE_COUNTS}) for row in frame.to_dict("records")]
    return frame.assign(
        on_time_first_share=[one.on_time.value for one in found],
        on_time_last_share=[one.on_time_by_last.value for one in found],
        otif_share=[one.on_time_in_full.value for one in found],
    )


VIEWS: dict[str, ServiceView] = {
    "standards": ServiceView(columns(_STANDARDS), ("standard_kept", "standard_headroom"), _standards),
    "tickets": ServiceView(columns(_TICKETS), ("standard_kept",), _tickets),
    "otif": ServiceView(
        columns(_OTIF), ("on_time", "otif"), _otif, ("department", "product_line", "account_manager_id", "region")
    ),
}
