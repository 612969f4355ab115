"""docs/attacks.md says what the tests try, and nothing else."""

from pathlib import Path

from tests.security.attack_table import DOCUMENT, FOLDER, all_made, document, files


def test_the_document_lists_the_attacks_that_the_tests_make() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run all of tests/security: its end writes the document"


def test_every_test_of_an_attack_is_registered() -> None:
    written = [
        (file.name, line.removeprefix("def ").split("(")[0])
        for file in files()
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("def test_")
    ]
    assert sorted(written) == sorted((one.file, one.test) for one in all_made())
    assert not [one for one in all_made() if "|" in one.title + one.tried + one.outcome]


def test_attacks_stand_in_files_of_their_own() -> None:
    using = {
        file.name
        for file in Path(FOLDER).glob("*.py")
        if "import attack\n" in file.read_text(encoding="utf-8") and not file.name.startswith("test_attacks_")
    }
    assert using == set()
