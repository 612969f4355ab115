"""What an import took, or would take: per table read, accepted, rejected and why, what was noted, sums that reconcile,
and the lines that are no records."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.plan import REJECTS
from dashboard.logic.money import UNITS
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.widgets.downloads import Prepared, asker, download_button, file_maker
from dashboard.widgets.formats import Formats, formats
from dashboard.widgets.imported.where import MB
from dashboard.widgets.imported.words import note_text, reason_text, remedy_text, table_title
from dashboard.widgets.language import _
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.viewing import require_viewer

MOST_SENT = 20 * MB
MOST_LEFT_OUT = 20
MANY = 0.2


def report_section(job: Job, report: dict[str, Any], *, is_done: bool) -> None:
    """Of a trial, and of an import that is done: first how many go in, then why some do not."""
    form = formats()
    answer_first(report["batches"], form, is_done=is_done)
    for batch in report["batches"]:
        findings(batch["table"], batch["reasons"], {}, form)
        if _looks_like_lines(batch):
            st.warning(
                _("Many records have an order number that comes before with other values: these look like order "
                  "lines, not orders. Taken as orders, only the first line of each would count. Choose Order lines, "
                  "or give a mapping for both tables at the command line."),
                icon=":material/warning:",
            )  # fmt: skip
        if batch["rejects_file"]:
            _rejects(job, batch)
    _counts(report["batches"], form)
    _sums(report["batches"], form)
    for batch in report["batches"]:
        findings(batch["table"], {}, batch["warnings"], form)
    left_out(
        [(file["name"], one["line"], one["text"]) for batch in report["batches"] for file in batch["files"]
         for one in file.get("left_out", [])],
        key=job.id,
    )  # fmt: skip


def answer_first(batches: list[dict[str, Any]], form: Formats, *, is_done: bool) -> None:
    """How many of the records go in (or did), in one sentence."""
    read, accepted, rejected = (sum(batch[name] for batch in batches) for name in ("read", "accepted", "rejected"))
    numbers = {name: form.whole(n) for name, n in (("read", read), ("accepted", accepted), ("rejected", rejected))}
    if not rejected:
        sentence = _("All {read} records are in.") if is_done else _("All {read} records can be imported.")
        st.success(sentence.format(**numbers), icon=":material/check_circle:")
    elif not accepted:
        st.error(_("None of the {read} records can be imported. Why, and what to do:", **numbers),
                 icon=":material/error:")  # fmt: skip
    elif is_done:
        st.warning(
            _("{accepted} of {read} records are in, {rejected} were rejected. Download those, correct them and bring "
              "the file in again.", **numbers),
            icon=":material/warning:",
        )  # fmt: skip
    else:
        st.warning(
            _("{accepted} of {read} records can be imported, {rejected} would be rejected. Import the others now and "
              "correct these later, or correct them first.", **numbers),
            icon=":material/warning:",
        )  # fmt: skip


def _looks_like_lines(batch: dict[str, Any]) -> bool:
    """Orders of which each number comes again and again are lines of orders."""
    return batch["table"] == "orders" and batch["reasons"].get("DUPLICATE_KEY", 0) > batch["read"] * MANY


def _counts(batches: list[dict[str, Any]], form: Formats) -> None:
    columns = [
        Column("title", _("Table"), is_pinned=True),
        Column("read", _("Read"), "count"),
        Column("accepted", _("Accepted"), "count"),
        Column("rejected", _("Rejected"), "count"),
        Column("rows_written", _("New or changed"), "count"),
        Column("unchanged", _("Stored already"), "count"),
    ]
    rows = [{**batch, "title": table_title(batch["table"])} for batch in batches]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, form, key="report_counts", alt=_("Records by table"))


def _sums(batches: list[dict[str, Any]], form: Formats) -> None:
    """Amounts reconcile to the cent: read is accepted and rejected together."""
    for batch in batches:
        read, accepted, rejected = (Decimal(batch[f"amount_{name}"]) for name in ("read", "accepted", "rejected"))
        if read or accepted or rejected:
            amounts = {"read": read, "accepted": accepted, "rejected": rejected}
            shown = {name: form.exact_amount(int(value * UNITS)) for name, value in amounts.items()}
            line = _("{table}: sum read {read} = accepted {accepted} + rejected {rejected}.",
                     table=table_title(batch["table"]), **shown)  # fmt: skip
            unreadable = batch["amounts_unreadable"]
            more = _("{n} amounts could not be read and are in no sum.", n=form.whole(unreadable)) if unreadable else ""
            st.markdown(f":material/balance: {line} {more}".strip())


def findings(table: str, reasons: dict[str, int], warnings: dict[str, int], form: Formats) -> None:
    """Why records were rejected, and what was noted of accepted ones."""
    rejected = [(reason_text(code), remedy_text(code), count) for code, count in reasons.items()]
    noted = [(note_text(code), remedy_text(code), count) for code, count in warnings.items()]
    for title, entries in ((_("Records rejected, by reason"), rejected), (_("Noted, but accepted"), noted)):
        if entries:
            lines = "\n".join(
                f"- {text}: {form.whole(count)}{f' · *{todo}*' if todo else ''}" for text, todo, count in entries
            )
            st.markdown(f"{table_title(table)} · {title}\n{lines}")


def left_out(lines: list[tuple[str, int, str]], *, key: str) -> None:
    """Titles, sums, signatures: no records, but nothing is dropped in silence."""
    if not lines:
        return
    box = st.expander(
        _("{n} lines are no records and were left out", n=len(lines)), key=f"left_out_{key}", on_change="rerun"
    )
    if box.open:
        with box:
            shown = [f"- {plain_text(name)}, {line}: {plain_text(text[:200])}" for name, line, text in
                     lines[:MOST_LEFT_OUT]]  # fmt: skip
            more = [f"- … {len(lines) - MOST_LEFT_OUT}"] if len(lines) > MOST_LEFT_OUT else []
            st.markdown("\n".join([*shown, *more]))


def _rejects(job: Job, batch: dict[str, Any]) -> None:
    """The records that a trial would reject. Only a file of the job's own folder, whatever the worker says."""
    file = job.folder / REJECTS / Path(batch["rejects_file"]).name
    if file.is_file():
        rejects_button(file, batch["rejected"], batch["table"], job.id, key=f"tried_{job.id}_{batch['table']}")


def rejects_button(file: Path, count: int, table: str, subject: str, *, key: str) -> None:
    """Rejected records in their original text, masked nowhere: corrected, the file is imported as it is."""
    viewer = require_viewer(Right.REJECTS)
    make = file_maker(
        asker(viewer), Right.REJECTS, Action.REJECTS_READ, _prepared(file, count), subject=subject,
        details={"table": table},
    )  # fmt: skip
    download_button(
        _("Download the rejected records"), make, file_name=file.name, mime="text/csv", key=key,
        help=_("Correct them in this file and bring it in: it is imported as it is."),
    )  # fmt: skip


def _prepared(file: Path, count: int) -> Callable[[], Prepared]:
    def prepare() -> Prepared:
        size = file.stat().st_size
        if size > MOST_SENT:
            raise Problem(
                "The rejected records are {size} MB; more than {most} MB are not sent. Ask whoever runs the server.",
                size=round(size / MB),
                most=MOST_SENT // MB,
            )
        return Prepared(count, lambda _watermark: file.read_bytes())

    return prepare
