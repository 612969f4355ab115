"""What an operator can set: environment first, then ``secrets.toml`` and ``settings.toml`` in the home folder, then
the defaults here.

Secrets come from the environment or from ``secrets.toml``, which nobody but its owner may read. No message about a
setting holds a secret's value.
"""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from dashboard.login_settings import LOGIN_SECRETS, LoginSettings
from dashboard.service_settings import ServiceSettings
from dashboard.survey_settings import SurveySettings

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_HOME = PROJECT / "var" / "default"
DEMO_HOME = PROJECT / "var" / "demo"


VISITS_PER_YEAR = {"Top": 12.0, "Big": 6.0, "Medium": 2.0, "Small": 1.0}


def _hundredths(visits: float) -> float:
    if round(visits, 2) != visits:
        raise ValueError("give at most two decimals")
    return visits


def _with_defaults(visits: dict[str, float]) -> dict[str, float]:
    return {**VISITS_PER_YEAR, **visits}


Visits = Annotated[float, Field(ge=0, le=366, allow_inf_nan=False), AfterValidator(_hundredths)]


class Settings(BaseSettings):
    """One company's settings. Each can be given as ``DASHBOARD_<NAME>`` in the environment, those of the login as
    ``DASHBOARD_LOGIN__<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="DASHBOARD_", env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    company_name: str = ""
    reporting_currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    """ISO 4217. Unset: the only currency of the first orders, else CNY (metrics.md, Money)."""
    language: Literal["en", "zh_Hans"] | None = None
    """Fixed first language; unset: negotiated with the browser."""
    visits_per_year: Annotated[dict[str, Visits], AfterValidator(_with_defaults)] = VISITS_PER_YEAR
    """How often a customer of each layer (by its id) is visited; layers not named keep the default, others get none."""
    service: ServiceSettings = ServiceSettings()
    """Office hours, holidays and time limits of complaints (service_settings.py)."""
    survey: SurveySettings = SurveySettings()
    """Limits of replies and follow-ups (survey_settings.py)."""
    login: LoginSettings | None = None
    """Unset: no login, and the app answers on this machine only."""
    records_url: SecretStr | None = None
    """Where people's records are kept; unset: SQLite in the home. PostgreSQL: postgresql://user:password@host/name.
    With a password it is a secret."""
    trail_heads: Path | None = None
    """Where a hash of the trail is kept once a day; unset: ``trail-heads.txt`` in the home. Put it on other storage,
    out of reach of whoever can write the records (docs/records.md)."""
    export_rows_per_day: int = Field(default=20_000, ge=0)
    """What one person may take out in 24 hours, all files together (with a login)."""
    reveals_per_day: int = Field(default=50, ge=0)
    """How many contacts one person may have shown unmasked in 24 hours (with a login)."""
    contacts_may_be_exported: bool = False
    quarantine_days: int = Field(default=90, ge=1)
    """How long rejected records are kept in their original text, and scenario files of an earlier version."""
    import_memory: str = "512MB"
    """DuckDB's memory limit while importing; more spills to disk."""
    import_limits: ImportLimits = ImportLimits()
    """What a file may hold before it is refused: size, unpacked size, files, rows, columns (import_limits.py)."""
    build_memory: str = "4GB"
    upload_file_mb: int = Field(default=2_048, ge=1)
    """The largest file that the browser may bring; larger ones go in by the command line."""
    upload_job_mb: int = Field(default=4_096, ge=1)
    """All files together that are brought at once."""
    import_process_mb: int = Field(default=3_072, ge=1_024)
    """Address space of the process that reads uploaded files, beside ``build_memory`` where it builds too."""
    threads: int = Field(default_factory=lambda: os.cpu_count() or 2, ge=1)


def home_folder(given: Path | str | None = None) -> Path:
    """The home to work in: ``--home``, else ``DASHBOARD_HOME``, else ``var/default`` of the project."""
    return Path(given or os.environ.get("DASHBOARD_HOME") or DEFAULT_HOME).absolute()


def secrets_file(settings_file: Path) -> Path:
    """Where the secrets of this home may stand, beside its settings."""
    return settings_file.with_name("secrets.toml")


def load_settings(settings_file: Path | None = None) -> Settings:
    """Read the settings. Raises Problem that names the setting and the remedy, and its value unless it may be secret;
    also for secrets that stand in settings.toml, and for a secrets.toml that others may read."""
    secrets = secrets_file(settings_file) if settings_file else None
    if secrets and secrets.is_file():
        _check_private(secrets)

    class FileSettings(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            private, public = (_toml_source(settings_cls, file) for file in (secrets, settings_file))
            _check_places(private(), secrets, public(), settings_file)
            return env_settings, private, public

    # "from None": the causes hold what was given, and with it perhaps a secret.
    try:
        return FileSettings()
    except ValidationError as error:
        raise _not_valid(error, settings_file) from None
    except ValueError as error:
        raise Problem("The settings in the environment cannot be read: {reason}.", reason=error) from None


def _toml_source(settings_cls: type[BaseSettings], file: Path | None) -> TomlConfigSettingsSource:
    try:
        return TomlConfigSettingsSource(settings_cls, file)
    except (ValueError, OSError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeError) else str(error)
        raise Problem("The settings file {file} cannot be read: {reason}.", file=file, reason=reason) from None


def _check_private(secrets: Path) -> None:
    if stat.S_IMODE(secrets.stat().st_mode) & 0o077:
        raise Problem("Others may read the secrets in {file}. Close it first: chmod 600 {file}", file=secrets)


def _check_places(
    private: Mapping[str, Any], secrets: Path | None, public: Mapping[str, Any], file: Path | None
) -> None:
    """Secrets stand in secrets.toml, everything else in settings.toml."""
    login = public.get("login")
    exposed = [f"login.{name}" for name in LOGIN_SECRETS if isinstance(login, dict) and name in login]
    if _has_password(public.get("records_url")):
        exposed.append("records_url")
    if exposed:
        raise Problem(
            "{name} is a secret and must not stand in {file}. Move it to {secrets} (chmod 600) or to the environment.",
            name=", ".join(exposed),
            file=file,
            secrets=secrets,
        )
    inside = private.get("login", {})
    known = set(private) <= {"login", "records_url"} and isinstance(inside, dict) and set(inside) <= LOGIN_SECRETS
    if not known:
        raise Problem(
            "{secrets} may hold records_url and [login] client_secret and cookie_secret. The rest stands in {file}.",
            secrets=secrets,
            file=file,
        )


def _has_password(url: object) -> bool:
    try:
        return isinstance(url, str) and (urlsplit(url).password is not None or "password=" in url)
    except ValueError:
        return True  # no URL that could be judged: better not in a file that everybody may read


def _not_valid(error: ValidationError, file: Path | None) -> Problem:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    place = file or Path("settings.toml")
    if first["loc"][-1:] and first["loc"][-1] in LOGIN_SECRETS:
        place = secrets_file(place)  # in settings.toml it would be refused
    if first["loc"] and first["loc"][0] in Settings.model_fields and first["loc"][0] not in ("login", "records_url"):
        return Problem(
            "Setting {name} = {value} is not valid: {reason}. Mend it in {file} or in the environment.",
            name=name,
            value=repr(first.get("input")),
            reason=first["msg"],
            file=place,
        )
    return Problem(
        "Setting {name} is not valid: {reason}. Mend it in {file} or in the environment.",
        name=name,
        reason=first["msg"],
        file=place,
    )


def served_home_folder() -> Path:
    """The home the web pages show: the one to work in, or the demo while that one is still empty.

    ``serve --demo-if-empty`` names the demo in ``DASHBOARD_FALLBACK_HOME``. As soon as the first real build is
    published the pages see it as newer data and offer it.
    """
    home, fallback = home_folder(), os.environ.get("DASHBOARD_FALLBACK_HOME")
    return Path(fallback).absolute() if fallback and not (home / "CURRENT").exists() else home


_login_at_start: list[LoginSettings | None] = []


def start_with_login(login: LoginSettings | None) -> None:
    """Decide for the life of this server whether people sign in: a settings file changed later opens nothing."""
    _login_at_start[:] = [login]


def login_in_force(settings: Callable[[], Settings]) -> LoginSettings | None:
    """How people sign in; None: they do not. It is what the server decided when it started; where no server of ours
    runs, what ``settings()`` says."""
    return _login_at_start[0] if _login_at_start else settings().login
