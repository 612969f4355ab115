"""What the steward chose for each file of an import."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.mapping.mapping_file import MappingFile


@dataclass(frozen=True)
class FileChoice:
    """For one file: table (else its headers tell), mapping (else the headers' aliases), layout (else by looking)."""

    table: str | None = None
    mapping: MappingFile | None = None
    layout: Layout = FOUND


@dataclass(frozen=True)
class Choices:
    """Per file, by the name that a source has; ``others`` holds for all files that are not named."""

    others: FileChoice = FileChoice()
    files: Mapping[str, FileChoice] = field(default_factory=dict)

    def of(self, name: str) -> FileChoice:
        return self.files.get(name, self.others)
