"""The files in deploy/ and the guide: what they name exists, what they set is a setting, what they say runs."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.commands.arguments import argument_parser
from dashboard.login_settings import LoginSettings
from dashboard.settings import Settings, load_settings

PROJECT = Path(__file__).resolve().parent.parent
DEPLOY = PROJECT / "deploy"
GUIDE = (PROJECT / "docs" / "deployment.md").read_text(encoding="utf-8")
SECURITY = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
WRITTEN_BY_TESTS = {"docs/attacks.md"}


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    lines = [line for kind in ("sh", "text") for block in blocks(kind) for line in block.splitlines()]
    named = [re.match(r"pyramidion (.*)", line) or re.search(r"-m dashboard (.+)", line) for line in lines]
    return [found[1].split(" #")[0] for found in named if found and "alias" not in found.string]


@pytest.mark.parametrize("command", commands())
def test_every_command_of_the_guide_is_one(command: str) -> None:
    assert argument_parser().parse_args(shlex.split(command.replace("$(date +\\%F)", "today")))


def test_settings_of_the_guide_are_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DASHBOARD_{name.upper()}", raising=False)
    public, private = blocks("toml")
    (tmp_path / "settings.toml").write_text(public, encoding="utf-8")
    secrets = tmp_path / "secrets.toml"
    secrets.touch(0o600)
    secrets.write_text(private, encoding="utf-8")
    login = load_settings(tmp_path / "settings.toml").login
    assert login is not None
    assert login.public_url in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert login.roles_by_group["dash-admin"] == "admin"


@pytest.mark.parametrize("text", [GUIDE, SECURITY], ids=["deployment", "security"])
def test_every_file_the_documents_name_exists(text: str) -> None:
    linked = {f"docs/{path}" for path in re.findall(r"\]\(([^)#:]+)\)", text)}
    named = linked | set(re.findall(r"`((?:dashboard|tests|deploy)/[\w./-]+\.\w+)`", text))
    assert len(named) > 4
    gone = sorted(name for name in named if not (PROJECT / name).resolve().exists() and name not in WRITTEN_BY_TESTS)
    assert gone == []


def test_environment_example_names_settings_and_holds_no_secret() -> None:
    lines = (DEPLOY / "environment.example").read_text(encoding="utf-8").splitlines()
    given = [found for line in lines if (found := re.match(r"#?(DASHBOARD_[A-Z_]+)=(.*)", line))]
    names = {f"DASHBOARD_{name.upper()}" for name in Settings.model_fields}
    names |= {f"DASHBOARD_LOGIN__{name.upper()}" for name in LoginSettings.model_fields}
    assert {found[1] for found in given} <= names
    assert {found[1]: found[2] for found in given if "SECRET" in found[1]} == {
        "DASHBOARD_LOGIN__CLIENT_SECRET": "",
        "DASHBOARD_LOGIN__COOKIE_SECRET": "",
    }


def test_image_holds_the_program_and_nothing_else() -> None:
    steps = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    copied = {name for step in steps for name in step.split()}
    kept = {
        line[1:].removesuffix("/**")
        for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    assert copied == kept
    assert "*" in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in copied:
        assert (PROJECT / name).exists(), name
    assert not list((PROJECT / "dashboard").rglob("secrets*"))


def test_container_runs_without_rights_and_is_asked_whether_it_is_ready() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")
    assert re.search(r"^USER (?!0|root)\d+:\d+$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*/readyz", text, re.MULTILINE)
    (start,) = re.findall(r'^CMD (\["serve".*\])$', text, re.MULTILINE)
    chosen = argument_parser().parse_args(re.findall(r'"([^"]+)"', start))
    assert chosen.host == "0.0.0.0"


@pytest.mark.slow
@pytest.mark.parametrize("given", [("--host", "0.0.0.0")])
def test_start_of_the_container_without_a_login_is_refused(tmp_path: Path, given: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--home", str(tmp_path), "serve", *given, "--port", "8599"],
        cwd=PROJECT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1
    assert "without a login the app serves this machine only" in done.stderr


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is here."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed (apt-get install systemd)")
    text = (DEPLOY / "pyramidion.service").read_text(encoding="utf-8")
    path = tmp_path / "pyramidion.service"
    path.write_text(text.replace("/opt/pyramidion/.venv/bin/python", sys.executable), encoding="utf-8")
    return path


def test_unit_is_sound_and_closed(unit: Path) -> None:
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=300)
    assert (verified.returncode, [line for line in verified.stderr.splitlines() if unit.name in line]) == (0, [])
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout


def test_unit_starts_what_the_command_line_knows() -> None:
    text = (DEPLOY / "pyramidion.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=\S+ -m dashboard (.+)$", text, re.MULTILINE)
    chosen = argument_parser().parse_args(shlex.split(command))
    assert f"server {chosen.host}:{chosen.port};" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
