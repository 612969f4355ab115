"""Where files are dropped: an own component, in the reader's language, that sends them in pieces to serving/uploads.py.

Streamlit's uploader keeps files in the server's memory, speaks English alone and asks nobody for a right.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.uploaded import TAKEN, all_files
from dashboard.widgets.imported.drop_zone_code import CODE
from dashboard.widgets.imported.drop_zone_look import HTML, STYLE
from dashboard.widgets.imported.where import upload_limits
from dashboard.widgets.language import _

PIECE_BYTES = 4 * 2**20
_zone = st.components.v2.component("import_drop_zone", html=HTML, css=STYLE, js=CODE)


def drop_zone(job: Job, session_id: str, *, key: str) -> bool:
    """Draw it for this sign-in. True in the run in which the last of the chosen files has come in."""
    files = all_files(job)
    waiting = [file for file in files if not file.is_whole]
    said = _zone(
        key=key,
        data={
            "job": job.id,
            "token": job.token(session_id),
            "piece": PIECE_BYTES,
            "next": max((file.number for file in files), default=-1) + 1,
            "waiting": [
                {"number": file.number, "name": file.sent_as, "size": file.size, "mark": file.mark} for file in waiting
            ],
            "endings": ",".join(TAKEN),
            "most": upload_limits().file,
            "words": _words(),
        },
        on_finished_change=lambda: None,
    )
    return bool(said.get("finished"))


def _words() -> Mapping[str, str]:
    """Texts of the zone; those that the server may answer are under their English sentence."""
    refusals = (
        "{file} is of a kind that cannot be imported. Bring CSV or text files, workbooks, Parquet files or a zip.",
        "{file} has {size} MB; a file may have {most} MB. Split it, or import it at the command line.",
        "All files together may have {most} MB. Import these first, or use the command line.",
        "The disk of the server has no room for {file}. Free some space and try again.",
        "More than {most} files at once are not taken. Bring them as a zip.",
        "The files cannot be kept: {reason}. Free some space and try again.",
    )
    return {
        "drop": _("Drop files here, or"),
        "choose": _("Choose files"),
        "folder": _("Choose a folder"),
        "kinds": _("CSV, TXT, Excel (.xlsx, .xls), ODS, Parquet, or a zip of them"),
        "stop": _("Stop sending {file}"),
        "stopped": _("stopped"),
        "sent": _("{done} of {all} files are here"),
        "lost": _("The connection was lost. Choose the file again: sending goes on where it stopped."),
        "closed": _("These files are not taken any more. Load the page again."),
        **{sentence: _sentence(sentence) for sentence in refusals},
    }


def _sentence(text: str) -> str:
    """Its places are filled in the browser."""
    return _(text, **{place: f"{{{place}}}" for place in ("file", "size", "most", "reason")})
