"""Mappings that were made once: kept as profiles, and taken again for files with the same header."""

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source, found_sources
from dashboard.data.importing.mapping.plans import MappingFile, is_closed, mapping_of
from dashboard.data.importing.mapping.signatures import signature
from dashboard.data.importing.progress import Progress, silent
from dashboard.data.records.models import MappingProfile
from dashboard.data.records.profiles import profile_for, profile_named, profiles, records_if_any, save
from dashboard.data.records.store import RecordsStore
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Viewer
from dashboard.settings import Settings

_FOR = "# profile for the header "


@dataclass(frozen=True)
class Remembered:
    """The choices with profiles' mappings put in. ``profiles``: name of a file -> name of the profile it takes."""

    choices: Choices
    profiles: dict[str, str]

    @property
    def names(self) -> str:
        """Of the profiles that are used, for the manifest."""
        return ", ".join(dict.fromkeys(self.profiles.values()))


def remember(
    store: RecordsStore, *, name: str, mapping: MappingFile, header: Sequence[str], note: str = "", viewer: Viewer,
    now: datetime, session_id: str = "", seen: MappingProfile | None = None,
) -> MappingProfile:  # fmt: skip
    """Keep how files with this header are read. ``header``: as found by default looking. Raises Problem."""
    return save(
        store, name=name, signature=signature(header), header=header, note=note, mapping=mapping.text,
        tables=[target.table.name for target in mapping.targets],
        viewer=viewer, now=now, session_id=session_id, seen=seen,
    )  # fmt: skip


def exported_text(profile: MappingProfile) -> str:
    """The profile as a mapping file; its first line, a comment, tells ``header_in`` what it is for."""
    return f"{_FOR}{json.dumps(profile.header, ensure_ascii=False)}\n{profile.mapping}"


def header_in(text: str) -> tuple[str, ...] | None:
    """The header that an exported profile is for; None where the text does not say."""
    first = text.partition("\n")[0]
    if not first.startswith(_FOR):
        return None
    try:
        header = json.loads(first.removeprefix(_FOR))
    except ValueError:
        return None
    return tuple(header) if isinstance(header, list) and all(isinstance(cell, str) for cell in header) else None


def mapping_in(profile: MappingProfile) -> MappingFile:
    """What the profile says. Raises Problem where this version does not understand it (any more)."""
    return mapping_of(profile.mapping, profile.name)


def is_for_the_browser(profile: MappingProfile) -> bool:
    """Whether it can be read, and holds no expression."""
    try:
        return is_closed(mapping_in(profile))
    except Problem:
        return False


def last_used(home: Home) -> dict[str, str]:
    """Name of a profile -> when something was imported with it last (ISO, UTC). The imports say it; nobody keeps it."""
    used: dict[str, str] = {}
    for one in all_imports(home):
        for name in filter(None, one.profile.split(", ")):
            used[name] = max(used.get(name, ""), one.imported_at)
    return used


def remembered_choices(
    home: Home, settings: Settings, paths: Iterable[Path], choices: Choices, *, profile: str | None = None,
    progress: Progress = silent,
) -> Remembered:  # fmt: skip
    """The same for what the command line names: files, folders, zips. ``profile``: that one, for all files.

    A home without records, or without profiles, costs nothing; zips are unpacked only where there are profiles.
    """
    if profile is not None:
        return _forced(home, settings, profile, choices)
    store = records_if_any(home, settings)
    if store is None or not profiles(store) or not _is_open(choices.others):
        return Remembered(choices, {})
    with tempfile.TemporaryDirectory(prefix="pyramidion-looks-") as folder:
        sources, _ignored = found_sources([Path(path) for path in paths], Path(folder), settings.import_limits)
        return choices_with_profiles(home, settings, sources, choices, progress=progress)


def choices_with_profiles(
    home: Home, settings: Settings, sources: Iterable[Source], choices: Choices, *,
    suits: Callable[[MappingProfile], bool] = lambda _profile: True, progress: Progress = silent,
) -> Remembered:  # fmt: skip
    """Every file for which neither table nor mapping was chosen takes the profile that its header's signature finds.

    ``suits``: which profiles may be taken (the browser: ``is_for_the_browser``). What the choice says of the layout
    goes before what the profile says. A file that cannot be looked at is left to the import, which says why.
    """
    store = records_if_any(home, settings)
    if store is None or not profiles(store):
        return Remembered(choices, {})
    files, taken = dict(choices.files), {}
    for source in sources:
        choice = choices.files.get(source.name, choices.others)
        found = _profile_of(store, source, choice, settings.import_limits) if _is_open(choice) else None
        if found is None or not suits(found):
            continue
        progress(f"{source.name}: read with the profile {found.name}, which knows this header")
        files[source.name] = replace(choice, mapping=mapping_in(found))
        taken[source.name] = found.name
    return Remembered(replace(choices, files=files), taken)


def _profile_of(store: RecordsStore, source: Source, choice: FileChoice, limits: ImportLimits) -> MappingProfile | None:
    try:
        header = look_at(source, Layout(encoding=choice.layout.encoding), limits).header
    except Problem:
        return None
    return profile_for(store, signature(header))


def _forced(home: Home, settings: Settings, name: str, choices: Choices) -> Remembered:
    if not _is_open(choices.others):
        raise Problem("--profile brings the tables and the mapping: leave --table and --mapping out.")
    store = records_if_any(home, settings)
    if store is None:
        raise Problem("There is no profile {name}. Those that there are: {candidates}.", name=name, candidates="-")
    profile = profile_named(store, name)
    return Remembered(replace(choices, others=replace(choices.others, mapping=mapping_in(profile))), {"*": name})


def _is_open(choice: FileChoice) -> bool:
    return choice.table is None and choice.mapping is None
