"""One finding in full: what stands, the verdict now and as recorded, what comes next, and its history."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.data.records.findings import close_finding, publish_finding
from dashboard.data.records.models import Finding, Rectification
from dashboard.data.records.rectifications import record_evaluation, record_reply
from dashboard.data.records.typed_texts import LONGEST_ID, LONGEST_REASON
from dashboard.logic.question import Question
from dashboard.logic.surveys.loop_rights import may_decide, may_work
from dashboard.widgets.admin.forms import form_key, typed
from dashboard.widgets.findings.assign import assign_form
from dashboard.widgets.findings.fields import FINDING, NOTHING
from dashboard.widgets.findings.forms import Entering, seen, seen_versions, take_step
from dashboard.widgets.findings.history import finding_versions
from dashboard.widgets.findings.links import question_link
from dashboard.widgets.findings.words import (
    before_after,
    change_text,
    department_text,
    effect_text,
    owner_text,
    reason_text,
    source_text,
    state_text,
    target_text,
)
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.words import p_text
from dashboard.widgets.text_table import one_line, plain_text


def finding_record(opened: Opened, question: Question, entries: Sequence[LoopEntry]) -> None:
    """The one that the link names, where the viewer may see it."""
    chosen = FINDING.chosen()[0]
    entry = next((one for one in entries if one.finding.thing_id == chosen), None)
    if entry is None:
        if chosen:
            st.info(_("There is no such finding among those that you may see."))
        return
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = plain_text(one_line(entry.finding.title))
            st.markdown(f"**{title}** · {state_text(entry.state)}", width="stretch")
            st.button(_("Close the record"), key="finding_shut", icon=":material/close:", on_click=_shut)
        _facts(opened, entry)
        question_link(opened, question, entry.finding)
        if question.as_of >= opened.reader.build.default_as_of:
            _next_steps(opened, question, entry)
            finding_versions(opened, entry)


def _shut() -> None:
    FINDING.keep((NOTHING,))


def _facts(opened: Opened, entry: LoopEntry) -> None:
    form, marts, one, fix = opened.formats, opened.marts, entry.finding, entry.fix
    lines = [
        (_("Source"), source_text(marts, one)),
        (_("Department"), department_text(marts, one.department)),
        (_("Description"), one.text),
    ]
    if fix is not None:
        lines += [
            (_("Measure"), fix.measure),
            (_("Owner"), owner_text(marts, fix)),
            (_("Reply by"), form.day(fix.due_on)),
            (_("In effect since"), form.day(fix.effective_on)),
            (_("Should move"), target_text(marts, fix.target, with_series=True)),
            (_("Reply"), fix.reply),
            (_("Proof"), fix.proof),
        ]
    st.markdown("\n".join(f"- {name}: {plain_text(one_line(text))}" for name, text in lines if text))
    if fix is not None and entry.effect is not None:
        _verdict(opened, entry)


def _verdict(opened: Opened, entry: LoopEntry) -> None:
    """What the data of this build say, beside what was recorded."""
    form, told, fix = opened.formats, entry.effect, entry.fix
    if told is None or fix is None:
        return
    st.markdown(f"**{effect_text(told.effect)}** · {reason_text(form, told)}")
    if told.before is not None and opened.viewer.scope.all:
        st.markdown(f"{before_after(form, fix.target, told)} · {change_text(form, fix.target, told)}")
        p = "" if told.adjusted_p is None else _("; adjusted p {p}", p=p_text(form, told.adjusted_p))
        st.caption(
            _(
                "{earlier} against {later}; {before} and {after} counted{p}",
                earlier=plain_text(one_line(told.earlier)), later=plain_text(one_line(told.later)),
                before=form.whole(told.count_before), after=form.whole(told.count), p=p,
            )
        )  # fmt: skip
        if told.wording_changed:
            st.caption(_("≈ The question was worded differently in the two waves."))
    if fix.verdict and fix.evaluated_on:
        build = str(fix.basis.get("build") or "—")
        sentence = _(
            "Recorded on {day}: {verdict} (build {build}).",
            day=form.day(fix.evaluated_on),
            verdict=effect_text(fix.verdict),
            build=build,
        )
        st.caption(sentence if fix.verdict == told.effect else f"⚠ {sentence} " + _("The data say something else now."))


def _next_steps(opened: Opened, question: Question, entry: LoopEntry) -> None:
    one, fix = entry.finding, entry.fix
    if one.closed_on:
        return
    owner = fix.owner if fix else ""
    works = may_work(
        opened.viewer, department=one.department, owner=owner,
        owner_department=fix.owner_department if fix else "",
    )  # fmt: skip
    if one.published_on is None:
        if may_decide(opened.viewer):
            _press(opened, entry, "publish", _("Publish the finding"), _("The finding is published."), _publish)
        return
    if works and (fix is None or fix.replied_on is None):
        assign_form(opened, question, entry)
    if works and fix is not None and fix.replied_on is None:
        _reply_form(opened, entry)
    if not may_decide(opened.viewer):
        return
    with st.container(horizontal=True):
        if fix is not None and fix.replied_on and entry.effect is not None and not entry.effect.is_waiting:
            _press(opened, entry, "evaluate", _("Record the verdict"), _("The verdict is recorded."), _evaluate)
        _press(opened, entry, "close", _("Close the finding"), _("The finding is closed."), _close)


def _publish(
    opened: Opened, _entry: LoopEntry, entering: Entering, finding: Finding, _fix: Rectification | None
) -> None:
    publish_finding(entering.store, finding, viewer=opened.viewer, **entering.by)


def _close(opened: Opened, _entry: LoopEntry, entering: Entering, finding: Finding, _fix: Rectification | None) -> None:
    close_finding(entering.store, finding, viewer=opened.viewer, **entering.by)


def _evaluate(
    opened: Opened, entry: LoopEntry, entering: Entering, finding: Finding, fix: Rectification | None
) -> None:
    """What the system computed of this build; nothing of it passes through the browser."""
    if fix is None or entry.effect is None:
        return
    build = opened.marts.build.build_id
    record_evaluation(
        entering.store, finding, fix, verdict=entry.effect, build_id=build, viewer=opened.viewer, **entering.by
    )


def _press(opened: Opened, entry: LoopEntry, name: str, title: str, sentence: str, act: Callable[..., None]) -> None:
    form = f"finding_{name}_{entry.finding.thing_id}"
    versions = seen_versions(form, entry)
    if st.button(title, key=form_key(form, "go")):
        take_step(form, lambda entering: act(opened, entry, entering, *seen(entering.store, versions)), sentence)


def _reply_form(opened: Opened, entry: LoopEntry) -> None:
    form = f"fix_reply_{entry.finding.thing_id}"
    versions = seen_versions(form, entry)
    with st.expander(_("Reply: what was done"), key=f"{form}_box"), st.form(form, border=False):
        st.text_area(_("What was done"), key=form_key(form, "reply"), max_chars=LONGEST_REASON)
        st.text_input(_("Proof (number of a document, a folder)"), key=form_key(form, "proof"), max_chars=LONGEST_ID)
        st.caption(_("A reply is given once and stays."))
        if st.form_submit_button(_("Reply"), type="primary"):

            def step(entering: Entering) -> None:
                finding, fix = seen(entering.store, versions)
                if fix is not None:
                    reply, proof = typed(form, "reply"), typed(form, "proof")
                    record_reply(
                        entering.store, finding, fix, reply=reply, proof=proof, viewer=opened.viewer, **entering.by
                    )

            take_step(form, step, _("The reply is recorded."))
