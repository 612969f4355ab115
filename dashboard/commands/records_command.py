"""``records``: backup, restore and state of what people entered."""

import argparse
from datetime import UTC, datetime

from dashboard.commands.output import print_json, print_lines, tell, who_runs
from dashboard.data.home import Home
from dashboard.data.records.backup import backup, row_counts
from dashboard.data.records.migrating import schema_revision
from dashboard.data.records.restoring import restore
from dashboard.data.records.store import home_records, shown_url
from dashboard.data.records.trail import home_trail
from dashboard.logic.trail import Action
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    document, lines = {"backup": _backup, "restore": _restore, "status": _status}[chosen.what](home, chosen)
    if chosen.json:
        print_json(document)
    else:
        print_lines(lines)


Answer = tuple[dict[str, object], list[str]]


def _backup(home: Home, chosen: argparse.Namespace) -> Answer:
    trail = home_trail(home, load_settings(home.settings_file))
    # Before it is made, as everything: so the backup holds the entry of itself.
    trail.add(Action.BACKUP, who=who_runs(), details={"file": chosen.output.name})
    made = backup(trail.store, chosen.output)
    total = sum(made.rows.values())
    return (
        {"file": str(made.file), "schema_revision": made.revision, "made_at": made.made_at, "tables": made.rows},
        [f"{total:,} rows of {len(made.rows)} tables are in {made.file}. It holds personal data: keep it closed away."],
    )


def _restore(home: Home, chosen: argparse.Namespace) -> Answer:
    trail = home_trail(home, load_settings(home.settings_file))
    home.records.mkdir(parents=True, exist_ok=True, mode=0o700)
    safety = home.records / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.zip"
    done = restore(trail, chosen.file, who=who_runs(), safety=safety if chosen.replace else None)
    lines = [
        f"{sum(done.backup.rows.values()):,} rows as of {done.backup.made_at} are in {shown_url(trail.store.url)}."
    ]
    if done.before is not None:
        lines.append(f"What was there before is in {done.before.file}.")
    lines.append(
        "Roles and ended sign-ins are those of then: look through them. A new cookie_secret signs everybody out."
    )
    verdict = trail.verify()
    if not verdict.ok:
        tell(f"The log in this backup is not whole. {verdict.sentence}")
    return (
        {
            "file": str(done.backup.file),
            "made_at": done.backup.made_at,
            "tables": done.backup.rows,
            "before": str(done.before.file) if done.before else None,
            "trail_entry": done.entry,
            "trail_ok": verdict.ok,
        },
        lines,
    )


def _status(home: Home, chosen: argparse.Namespace) -> Answer:
    store = home_records(home, load_settings(home.settings_file))
    with store.reading() as session:
        rows = row_counts(session)
    url, revision = shown_url(store.url), schema_revision()
    return (
        {"url": url, "schema_revision": revision, "tables": rows},
        [f"Records        {url}", f"Schema         {revision}"] + [f"{name:<14} {rows[name]:,} rows" for name in rows],
    )
