"""What reading a file notes of it as a whole, beside the warnings of its rows: code, sentence, how often."""

from collections.abc import Sequence

from dashboard.data.importing.files.readings import InputFile
from dashboard.logic.words import N_

FILE_NOTES = {
    "KIND_BY_CONTENT": N_("the content is of another kind than the file's ending says; it was read as what it is"),
    "SHEETS_HIDDEN": N_("hidden sheets were not read"),
    "SHEETS_IGNORED": N_("sheets without a table that is known were not read"),
    "UNIT_IN_TITLE": N_(
        "a title names a unit that no header repeats, and amounts were taken as yuan; put the unit into the header, "
        "such as 金额（万元）, or give the column a factor in a mapping"
    ),
    "FORMULAS_WITHOUT_VALUE": N_(
        "formulas that were never calculated were read as empty cells; open the workbook in Excel and save it"
    ),
    "DIGITS_LOST": N_(
        "numbers of 16 digits or more, or such as 1.23E+17, have lost their last digits in Excel; format the column as "
        "text and enter them again"
    ),
    "LEADING_ZEROS_MAY_BE_LOST": N_(
        "the codes of a column are numbers of different lengths; leading zeros may have been lost in Excel"
    ),
    "MERGED_FILLED": N_("cells merged over several rows: what stands in them was read for each of the rows"),
    "REPEATED_HEADER": N_("a header comes again; the later column has a number after its name"),
    "UNNAMED_COLUMN": N_("a column without a header was given a name"),
}
"""Code -> sentence with its remedy. English is the source text of the translations."""


def counted_notes(files: Sequence[InputFile]) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """Code -> count over all files (of cells where the note counts some), and code -> examples."""
    counts: dict[str, int] = {}
    examples: dict[str, tuple[str, ...]] = {}
    for file in files:
        for code, values in file.notes:
            if code not in FILE_NOTES:
                continue
            counts[code] = counts.get(code, 0) + int(values.get("count", "1"))
            line = f":{values['line']}" if "line" in values else ""
            said = " ".join(value for name, value in values.items() if name in ("sheets", "column", "kind", "unit"))
            examples[code] = (*examples.get(code, ()), f"{file.name}{line} {said}".strip())[:20]
    return counts, examples
