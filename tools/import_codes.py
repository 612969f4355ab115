"""The table of codes in docs/importing.md, from the code: ``python -m tools.import_codes``."""

from pathlib import Path

from dashboard.data.importing.checks.codes import NOTE_REMEDIES, NOTES, REASONS, REMEDIES
from dashboard.data.importing.files.file_notes import FILE_NOTES

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "importing.md"
BEGIN, END = "<!-- codes -->", "<!-- end of codes -->"


def codes_text() -> str:
    """Reasons of rejection, then notes, each with what to do."""
    lines = ["", "**Rejected records**", "", "| Code | Why | What to do |", "|---|---|---|"]
    lines += [f"| `{code}` | {why} | {REMEDIES.get(code, '')} |" for code, why in REASONS.items()]
    lines += ["", "**Noted, but accepted**", "", "| Code | What | What to do |", "|---|---|---|"]
    lines += [f"| `{code}` | {what} | {NOTE_REMEDIES.get(code, '')} |" for code, what in NOTES.items()]
    lines += [f"| `{code}` | {what} | |" for code, what in FILE_NOTES.items()]
    lines += [
        "",
        "`UNKNOWN_…` (such as UNKNOWN_CUSTOMER): records that refer to a table's rows that are not on file.",
        "",
    ]
    return "\n".join(line.replace("| |", "|  |") for line in lines)


def main() -> None:
    """Write it between its marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}{codes_text()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
