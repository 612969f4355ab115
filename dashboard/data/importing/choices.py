"""What the steward chose for each file of an import."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.mapping.plans import MappingFile


@dataclass(frozen=True)
class FileChoice:
    """For one file: table (else its headers tell), mapping (else the headers' aliases), layout (else by looking)."""

    table: str | None = None
    mapping: MappingFile | None = None
    layout: Layout = FOUND

    @property
    def settled(self) -> "FileChoice":
        """The same, with the layout of the mapping's ``[file]`` where the choice itself says nothing."""
        if self.mapping is None or self.mapping.layout == FOUND:
            return self
        return replace(self, layout=laid_over(self.layout, self.mapping.layout))

    @property
    def reads_alike(self) -> tuple[object, ...]:
        """Two files with one header may be read as one where this is the same for both."""
        mapping = self.mapping and (self.mapping.name, self.mapping.text)
        return (self.table, mapping, self.layout.decimal, self.layout.day_order)


def laid_over(layout: Layout, below: Layout) -> Layout:
    """What ``layout`` says, else what ``below`` says."""
    said = {one.name: value for one in fields(Layout) if (value := getattr(layout, one.name)) not in (None, ())}
    return replace(below, **said)


@dataclass(frozen=True)
class Choices:
    """Per file, by the name that a source has; ``others`` holds for all files that are not named."""

    others: FileChoice = FileChoice()
    files: Mapping[str, FileChoice] = field(default_factory=dict)

    def of(self, name: str) -> FileChoice:
        """The choice for one file, settled; for a sheet (``file.xlsx › 一月``) its own, else that of its workbook."""
        book = name.partition(" › ")[0]
        return self.files.get(name, self.files.get(book, self.others)).settled
