"""What an operator can set: environment first, then ``settings.toml`` in the home folder, then the defaults here."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from dashboard.logic.problems import Problem

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


class LoginSettings(BaseModel):
    """The company's OpenID Connect provider. Its two secrets never stand in settings.toml: they come from the
    environment (``DASHBOARD_LOGIN__CLIENT_SECRET``, ``DASHBOARD_LOGIN__COOKIE_SECRET``) or from ``secrets.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metadata_url: str
    """The provider's ``…/.well-known/openid-configuration``."""
    client_id: str
    client_secret: SecretStr
    cookie_secret: SecretStr = Field(min_length=32)
    public_url: str = Field(pattern=r"^https?://[^/?#]+/?$")
    """Where people reach the app: ``https://pyramid.example.cn``."""
    roles_by_group: Mapping[str, str] = Field(default_factory=dict)
    """Group in the token -> id of a role (logic/roles.py)."""
    groups_claim: str = "groups"
    employee_claim: str = "employee_id"
    session_hours: float = Field(default=12, gt=0, le=24 * 30)


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
    login: LoginSettings | None = None
    """Unset: no login, and the app answers on this machine only."""
    records_url: SecretStr | None = None
    """Where people's records are kept; unset: SQLite in the home. PostgreSQL: postgresql://user:password@host/name."""
    export_rows_per_day: int = Field(default=20_000, ge=0)
    """What one person may take out in 24 hours, all files together (with a login)."""
    contacts_may_be_exported: bool = False
    quarantine_days: int = Field(default=90, ge=1)
    """How long rejected records are kept in their original text."""
    import_memory: str = "512MB"
    """DuckDB's memory limit while importing; more spills to disk."""
    build_memory: str = "4GB"
    threads: int = Field(default_factory=lambda: os.cpu_count() or 2, ge=1)


def home_folder(given: Path | str | None = None) -> Path:
    """The home to work in: ``--home``, else ``DASHBOARD_HOME``, else ``var/default`` of the project."""
    return Path(given or os.environ.get("DASHBOARD_HOME") or DEFAULT_HOME).absolute()


def load_settings(settings_file: Path | None = None) -> Settings:
    """Read the settings. Raises Problem that names the setting, its value and the remedy."""

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
            return env_settings, TomlConfigSettingsSource(settings_cls, settings_file)

    try:
        return FileSettings()
    except ValidationError as error:
        first = error.errors()[0]
        raise Problem(
            "Setting {name} = {value} is not valid: {reason}. Mend it in {file} or in the environment.",
            name=".".join(str(part) for part in first["loc"]),
            value=repr(first.get("input")),
            reason=first["msg"],
            file=settings_file or "settings.toml",
        ) from error
    except ValueError as error:
        raise Problem("The settings file {file} cannot be read: {reason}.", file=settings_file, reason=error) from error


def served_home_folder() -> Path:
    """The home the web pages show: the one to work in, or the demo while that one is still empty.

    ``serve --demo-if-empty`` names the demo in ``DASHBOARD_FALLBACK_HOME``. As soon as the first real build is
    published the pages see it as newer data and offer it.
    """
    home, fallback = home_folder(), os.environ.get("DASHBOARD_FALLBACK_HOME")
    return Path(fallback).absolute() if fallback and not (home / "CURRENT").exists() else home
