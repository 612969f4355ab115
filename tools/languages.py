"""`make languages`: collect the texts, update each catalogue, compile it.

Babel's command line would do, but for one thing: it takes "20 % of" for a printf format and refuses the translation.
Our places are ``{names}``; tests/test_languages.py compares those.
"""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
LOCALE = PROJECT / "dashboard" / "locale"
KEYWORDS = {"_": None, "N_": None, "Problem": None, "ngettext": (1, 2)}
METHODS = [("streamlit_app.py", "python"), ("dashboard/**.py", "python")]
WIDTH = 120
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # the history is git's; a date here would change the file at each run


def _wanted(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith(".") and name not in {"tests", "bench", "var", "tools", "docs", "__pycache__"}


def collected() -> Catalog:
    """Every text of the program, in the order of the files."""
    catalogue = Catalog(project="Pyramidion", charset="utf-8")
    for _file, _line, text, comments, context in extract_from_dir(
        PROJECT, METHODS, keywords=KEYWORDS, directory_filter=_wanted
    ):
        catalogue.add(text, None, (), auto_comments=comments, context=context)
    return catalogue


def updated(template: Catalog, folder: Path) -> Catalog:
    """The language's catalogue with the template's texts: new ones are empty, old ones go."""
    with (folder / "dashboard.po").open("rb") as stream:
        catalogue = read_po(stream, locale=folder.parent.name, domain="dashboard")
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = UNDATED
    for message in catalogue:
        message.flags.discard("python-format")
    return catalogue


def main() -> None:
    """Rewrite ``dashboard.pot`` and every ``dashboard.po`` and ``dashboard.mo``."""
    template = collected()
    for message in template:
        message.flags.discard("python-format")
    with (LOCALE / "dashboard.pot").open("wb") as stream:
        write_po(stream, template, width=WIDTH, omit_header=True)
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        catalogue = updated(template, folder)
        with (folder / "dashboard.po").open("wb") as stream:
            write_po(stream, catalogue, width=WIDTH, ignore_obsolete=True)
        with (folder / "dashboard.mo").open("wb") as stream:
            write_mo(stream, catalogue)


if __name__ == "__main__":
    main()
