"""The list of the logs as a file, through the one way in which the app hands out files."""

from collections.abc import Generator

from dashboard.data.exporting.exports import MEDIA_TYPES
from dashboard.data.exporting.log_file import log_csv
from dashboard.data.records.trail import Trail
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action, Entry
from dashboard.logic.viewer import Viewer
from dashboard.widgets.admin.log_words import Wanted
from dashboard.widgets.downloads import Prepared, asker, download_button, file_maker
from dashboard.widgets.language import _

MOST_ENTRIES = 200_000
AT_ONCE = 5_000


def log_download(viewer: Viewer, kept: Trail, wanted: Wanted) -> None:
    """Everything that the filters let through, newest first."""

    def prepare() -> Prepared:
        entries = list(_all(kept, wanted))
        if len(entries) > MOST_ENTRIES:
            raise Problem("More than {most} entries fit this choice. Choose a shorter period.", most=MOST_ENTRIES)
        return Prepared(len(entries), lambda watermark: log_csv(entries, watermark=watermark))

    details = {
        "kind": wanted.kind,
        "who": wanted.who,
        "since": wanted.since.date() if wanted.since else None,
        "until": wanted.until.date() if wanted.until else None,
        "format": "csv",
    }
    make = file_maker(asker(viewer), Right.LOGS, Action.EXPORT, prepare, subject="log", details=details)
    download_button(
        "CSV", make, file_name="log.csv", mime=MEDIA_TYPES["csv"], key="log_csv", help=_("Download this list")
    )


def _all(kept: Trail, wanted: Wanted) -> Generator[Entry]:
    """One more than MOST_ENTRIES at most."""
    before, count = None, 0
    while count <= MOST_ENTRIES:
        some = kept.entries(**wanted.asked, before=before, limit=min(AT_ONCE, MOST_ENTRIES + 1 - count))
        yield from some
        if len(some) < AT_ONCE:
            return
        before, count = some[-1].seq, count + len(some)
