"""What an operator can set: environment first, then ``settings.toml`` in the home folder, then the defaults here."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
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


class Settings(BaseSettings):
    """One company's settings. Each can be given as ``DASHBOARD_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="DASHBOARD_", extra="forbid", frozen=True)

    company_name: str = ""
    reporting_currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    """ISO 4217. Unset: the only currency of the first orders, else CNY (metrics.md, Money)."""
    language: Literal["en", "zh_Hans"] | None = None
    """Fixed first language; unset: negotiated with the browser."""
    visits_per_year: Annotated[dict[str, Visits], AfterValidator(_with_defaults)] = VISITS_PER_YEAR
    """How often a customer of each layer (by its id) is visited; layers not named keep the default, others get none."""
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
