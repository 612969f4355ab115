"""``profiles``: how kinds of files are read, remembered by their headers (docs/mapping.md)."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.commands.output import print_json, print_lines, who_runs
from dashboard.data.home import Home
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.mapping.plans import MappingFile, is_closed, load_mapping
from dashboard.data.importing.remembered import exported_text, header_in, last_used, mapping_in, remember
from dashboard.data.records.models import MappingProfile
from dashboard.data.records.profiles import profile_history, profile_named, profiles, records_if_any, remove
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import home_trail
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import operator
from dashboard.settings import Settings, home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    if chosen.what in ("import", "remove"):
        {"import": _import, "remove": _remove}[chosen.what](home, chosen)
        return
    store = records_if_any(home, load_settings(home.settings_file))
    {"list": _list, "show": _show, "export": _export}[chosen.what](home, store, chosen)


def _list(home: Home, store: RecordsStore | None, chosen: argparse.Namespace) -> None:
    found = profiles(store) if store else []
    used = last_used(home)
    if chosen.json:
        print_json({"profiles": [_record(profile, used) for profile in found]})
        return
    print_lines(
        [f"{profile.name}: {', '.join(profile.tables)}; used {used.get(profile.name) or 'never'}" for profile in found]
        or ["No profile yet. Save one on the page Data, or: python -m dashboard profiles import FILE.toml --like FILE"]
    )


def _show(home: Home, store: RecordsStore | None, chosen: argparse.Namespace) -> None:
    profile = _named(store, chosen.name)
    versions = profile_history(store, profile.thing_id) if store else []
    if chosen.json:
        record = _record(profile, last_used(home))
        print_json({**record, "mapping": profile.mapping, "versions": [_version(one) for one in versions]})
        return
    lines = [f"{one.created_at:%Y-%m-%d %H:%M} {one.created_by}: {one.name}" for one in versions]
    print_lines([f"Header: {', '.join(profile.header)}", *lines, "", *profile.mapping.splitlines()])


def _export(home: Home, store: RecordsStore | None, chosen: argparse.Namespace) -> None:
    text = exported_text(_named(store, chosen.name))
    if chosen.output is None:
        sys.stdout.write(text)
        return
    try:
        chosen.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Problem("{file} cannot be written ({reason}).", file=chosen.output, reason=error.strerror) from error


def _import(home: Home, chosen: argparse.Namespace) -> None:
    mapping, settings = load_mapping(chosen.file), load_settings(home.settings_file)
    header = _header(chosen, mapping, settings)
    trail = home_trail(home.ensure(), settings)
    name = chosen.name or mapping.name
    seen = next((one for one in profiles(trail.store) if one.name == name), None)
    if seen is not None and not chosen.replace:
        raise Problem("There is a profile {name} already. To change it, say so with --replace.", name=name)
    made = remember(
        trail.store, name=name, mapping=mapping, header=header, note=chosen.note or "", seen=seen,
        viewer=replace(operator(), login=who_runs()), now=datetime.now(UTC),
    )  # fmt: skip
    trail.heads.keep(trail.entries(limit=1)[0])
    closed = "" if is_closed(mapping) else " It holds expressions: it is for the command line only."
    print_lines([f"Kept as {made.name}, for files with this header: {', '.join(made.header)}.{closed}"])


def _remove(home: Home, chosen: argparse.Namespace) -> None:
    trail = home_trail(home.ensure(), load_settings(home.settings_file))
    seen = profile_named(trail.store, chosen.name)
    remove(trail.store, seen, viewer=replace(operator(), login=who_runs()), now=datetime.now(UTC))
    trail.heads.keep(trail.entries(limit=1)[0])
    print_lines([f"Removed: {seen.name}. What was imported with it stays."])


def _header(chosen: argparse.Namespace, mapping: MappingFile, settings: Settings) -> tuple[str, ...]:
    """The header that the profile is for: that of a file like those to come, else the one it was exported with."""
    like: Path | None = chosen.like
    if like is None:
        if (said := header_in(mapping.text)) is not None:
            return said
        raise Problem(
            "The mapping file {file} does not say which header it is for. Name a file of that kind with --like.",
            file=chosen.file,
        )
    if not like.is_file():
        raise Problem("File {file} does not exist.", file=like)
    return look_at(Source(like.name, like), Layout(encoding=mapping.layout.encoding), settings.import_limits).header


def _named(store: RecordsStore | None, name: str) -> MappingProfile:
    if store is None:
        raise Problem("There is no profile {name}. Those that there are: {candidates}.", name=name, candidates="-")
    return profile_named(store, name)


def _record(profile: MappingProfile, used: dict[str, str]) -> dict[str, object]:
    try:
        closed = is_closed(mapping_in(profile))
    except Problem:
        closed = None
    return {
        "name": profile.name,
        "note": profile.note,
        "tables": profile.tables,
        "header": profile.header,
        "signature": profile.signature,
        "is_closed": closed,
        "author": profile.author,
        "changed_by": profile.created_by,
        "changed_at": profile.created_at.isoformat(timespec="seconds"),
        "last_used": used.get(profile.name),
    }


def _version(one: MappingProfile) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "changed_by": one.created_by,
        "changed_at": one.created_at.isoformat(timespec="seconds"),
        "mapping": one.mapping,
    }
