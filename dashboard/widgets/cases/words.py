"""Words of cases: kinds, states, steps, causes, times."""

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _

HOUR = 3600
LEAST = HOUR // 10


def kind_text(kind: str) -> str:
    return {
        "complaint": _("Complaint"),
        "appeal": _("Appeal"),
        "objection": _("Quality objection"),
        "suggestion": _("Suggestion"),
        "praise": _("Praise"),
        "inquiry": _("Inquiry"),
    }.get(kind, kind)


def kinds_text(kind: str) -> str:
    """Many of a kind: the name of a choice, a bar, a row."""
    return {
        "complaint": _("Complaints"),
        "appeal": _("Appeals"),
        "objection": _("Quality objections"),
        "suggestion": _("Suggestions"),
        "praise": _("Praise"),
        "inquiry": _("Inquiries"),
    }.get(kind, kind)


def state_text(state: str) -> str:
    """Symbol and word: nothing is told by colour alone."""
    return {
        "open": _("○ Open"),
        "paused": _("‖ Paused"),
        "overdue": _("⚠ Overdue"),
        "closed": _("✓ Closed"),
    }[state]


def callback_text(code: str | None) -> str:
    words: Mapping[str, str] = {
        "very_satisfied": _("Very satisfied"),
        "satisfied": _("Satisfied"),
        "fairly_satisfied": _("Fairly satisfied"),
        "dissatisfied": _("Dissatisfied"),
        "not_reached": _("Not reached"),
    }
    return words.get(code or "", code or "")


def time_text(form: Formats, seconds: int | None, day: int, *, is_working: bool) -> str:
    """``3.5 working days`` or, below one day, ``4.2 h``. ``day``: seconds of one on that calendar."""
    if seconds is None:
        return form.not_known
    if abs(seconds) < day:
        hours = form.number(seconds / HOUR)
        return _("{n} working hours", n=hours) if is_working else _("{n} h", n=hours)
    days = form.number(seconds / day)
    return _("{n} working days", n=days) if is_working else _("{n} days", n=days)


def left_text(form: Formats, seconds: int | None, day: int, *, is_working: bool) -> str:
    """What is left of the time, or how much it is over."""
    if seconds is None:
        return ""
    if not seconds and is_working:  # due on a day off
        return _("no working time left")
    if abs(seconds) < LEAST:
        told = _("less than 0.1 working hours") if is_working else _("less than 0.1 h")
    else:
        told = time_text(form, abs(seconds), day, is_working=is_working)
    return _("{time} over", time=told) if seconds < 0 else _("{time} left", time=told)


def minute_text(moment: object) -> str:
    """To the minute; nothing for what is not known."""
    return "" if moment is None or moment != moment else str(moment)[:16]


def due_text(moment: object) -> str:
    """A due time; the last second of a day and the first of the next one are the end of the day, as people say it."""
    written = minute_text(moment)
    if written.endswith(" 00:00"):
        return f"{date.fromisoformat(written[:10]) - timedelta(days=1)} 24:00"
    return f"{written[:10]} 24:00" if str(moment).endswith("23:59:59") else written


def step_text(event: str) -> str:
    """A step of the log."""
    return {
        "received": _("Case received"),
        "acknowledged": _("Acceptance told"),
        "assigned": _("Assigned"),
        "reassigned": _("Reassigned"),
        "paused": _("Paused"),
        "resumed": _("Resumed"),
        "assessed": _("First assessment"),
        "diagnosed": _("First diagnosis"),
        "analysed": _("Cause analysed"),
        "leader_instruction": _("Instruction of the management"),
        "approved": _("Approved"),
        "agreed": _("Agreed with the customer"),
        "replied": _("Replied"),
        "called_back": _("Called back"),
        "closed": _("Closed"),
        "reopened": _("Reopened"),
        "escalated": _("Escalated"),
        "recused": _("Stood aside"),
    }.get(event, event)


def stage_text(stage: str) -> str:
    """A stage of the record (M36)."""
    return {
        "receipt": _("Receipt"),
        "acknowledgement": _("Telling the customer"),
        "assessment": _("Assessment"),
        "cause": _("Cause"),
        "measure": _("Measure"),
        "approval": _("Approval"),
        "agreement": _("Agreement"),
        "reply": _("Reply"),
        "call_back": _("Call-back"),
        "closure": _("Closure"),
    }[stage]


def code_text(field: str, code: str | None) -> str:
    """A coded value in this language; any other as it is written."""
    if code is None:
        return ""
    words: Mapping[str, Mapping[str, str]] = {
        "justified": {"yes": _("Justified"), "partly": _("Partly justified"), "no": _("Not justified")},
        "outcome": {
            "accepted": _("Accepted as asked"),
            "partly_accepted": _("Partly accepted"),
            "explained": _("Explained"),
            "withdrawn": _("Withdrawn"),
            "referred": _("Referred outside"),
            "other": _("Other"),
        },
        "object": {
            "attitude": _("Attitude"),
            "result": _("Test result"),
            "quality": _("Product quality"),
            "delivery": _("Delivery time"),
            "logistics": _("Logistics"),
            "price": _("Price and settlement"),
            "documents": _("Documents"),
            "communication": _("Communication"),
            "other": _("Other"),
        },
        "form": {
            "oral": _("Oral"),
            "written": _("In writing"),
            "phone": _("By phone"),
            "mail": _("By e-mail"),
            "letter": _("By letter"),
            "online": _("Online"),
            "visit": _("In person"),
        },
        "polarity": {"positive": _("Positive"), "negative": _("Negative"), "neutral": _("Neutral")},
    }
    return words.get(field, {}).get(code, code)
