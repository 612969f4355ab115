"""``build``: from the imported batches to a published build."""

import argparse

from dashboard.commands.output import print_json, print_lines, tell
from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.store import BuildFacts
from dashboard.logic.problems import Problem
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    if chosen.remote and chosen.engine != "spark":
        raise Problem("--remote names a Spark server. Give --engine spark with it, or leave it out.")
    home = Home(home_folder(chosen.home))
    facts = publish(home, engine=chosen.engine)
    if chosen.json:
        print_json(
            {
                "build": facts.build_id,
                "built_at": facts.built_at.isoformat(),
                "engine": facts.engine,
                "notes": dict(facts.notes),
            }
        )
    else:
        print_lines([f"Build {facts.build_id} is published.", *_notes(facts)])


def publish(home: Home, *, engine: str = "duckdb") -> BuildFacts:
    """Build with the home's settings, telling each step on standard error."""
    settings = load_settings(home.settings_file)
    return build(home, settings, engine=engine, progress=lambda step: tell(f"build: {step}"))


def _notes(facts: BuildFacts) -> list[str]:
    return [f"  {name}: {count:,}" for name, count in facts.notes.items() if count]
