"""What the clock of a case says, in sentences."""

from dashboard.data.reading.cases.company_cases import CompanyCases
from dashboard.logic.cases.case_states import day_seconds
from dashboard.logic.cases.record_clock import RecordClock
from dashboard.widgets.cases.words import due_text, left_text, time_text
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext


def clock_lines(form: Formats, clock: RecordClock, company: CompanyCases) -> list[str]:
    """Limit, used, paused, left or over, and how the due time was moved."""
    day, is_working = day_seconds(company.working_time, company.policy), company.policy.calendar == "working"

    def write(seconds: int | None) -> str:
        return time_text(form, seconds, day, is_working=is_working)

    lines = []
    if clock.due_at is None:
        lines.append(_("It has no due time: none was given, and the settings have no limit for its kind."))
    else:
        whose = _("given with the case") if clock.is_own_due else _("from the settings")
        lines.append(_("Limit: {time} ({whose})", time=write(clock.limit), whose=whose))
        lines.append(_due(clock, write(clock.moved)))
    lines.append(_("Used: {time}", time=write(clock.used)))
    if clock.pauses:
        lines.append(
            ngettext("Paused with a reason: {n} pause, {time}", "Paused with a reason: {n} pauses, {time}",
                     clock.pauses, n=form.whole(clock.pauses), time=write(clock.paused))
        )  # fmt: skip
    if clock.uncounted:
        lines.append(
            ngettext("{n} pause without a reason: not counted, the clock ran on",
                     "{n} pauses without a reason: not counted, the clock ran on",
                     clock.uncounted, n=form.whole(clock.uncounted))
        )  # fmt: skip
    if clock.left is not None:
        lines.append(left_text(form, clock.left, day, is_working=is_working))
    return lines


def _due(clock: RecordClock, moved: str) -> str:
    due = due_text(clock.due_at)
    if clock.first_due_at == clock.due_at:
        return _("Due: {due}", due=due)
    first = due_text(clock.first_due_at)
    return _("Due: {due}, moved on from {first} by pauses of {time}", due=due, first=first, time=moved)
