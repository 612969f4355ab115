"""What an operator sets under ``[import_limits]``: how much a file may hold before it is refused."""

from pydantic import BaseModel, ConfigDict, Field


class ImportLimits(BaseModel):
    """Limits of what is imported. A file beyond one is refused with the limit, its value and where to change it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file_megabytes: int = Field(default=65_536, ge=1)
    """One file as it lies there."""
    unpacked_megabytes: int = Field(default=65_536, ge=1)
    """All data files of one zip, unpacked."""
    packing_ratio: int = Field(default=200, ge=2)
    """Text packs about 10 to 30 times; what unpacks to more than this (and to 64 MB or more) is a bomb, not data."""
    files: int = Field(default=20_000, ge=1)
    """Files of one folder or zip."""
    rows: int = Field(default=500_000_000, ge=1)
    """Records of one file or sheet."""
    columns: int = Field(default=2_000, ge=1)
    cell_characters: int = Field(default=1_000_000, ge=1_000)
    """One cell. A workbook with a longer one is refused; a record of a text file is rejected alone, as one of more than
    2 MB in all is."""
    workbook_megabytes: int = Field(default=500, ge=1)
    """A workbook (.xlsx, .xlsm, .xls, .ods) as it lies there: it has to be held in memory as a whole."""
    workbook_unpacked_megabytes: int = Field(default=4_096, ge=1)
    workbook_memory_megabytes: int = Field(default=4_096, ge=256)
    """Address space of the process that reads a workbook."""
    workbook_seconds: int = Field(default=300, ge=1)
    """How long reading one workbook may take."""
