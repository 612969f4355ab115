"""``demo``: the demo company, in a home of its own."""

import argparse
from typing import Any

from dashboard.commands.output import print_lines, tell
from dashboard.data.demo.company import DemoCompany, make_demo
from dashboard.data.demo.demo_home import demo_home_folder
from dashboard.data.home import Home
from dashboard.settings import load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(demo_home_folder(chosen.home))
    made = demo_company(
        home,
        customers=chosen.customers,
        months=chosen.months,
        until=chosen.until,
        seed=chosen.seed,
        files_only=chosen.files_only,
    )
    lines = [f"The files of the demo company are in {made.files}."]
    if made.build is not None:
        lines += [
            f"{batch.table}: {batch.accepted:,} records accepted, {batch.rejected:,} rejected" for batch in made.batches
        ]
        lines.append(f"Build {made.build.build_id} is published. See it: python -m dashboard --home {home.root} serve")
    print_lines(lines)


def demo_company(home: Home, **wishes: Any) -> DemoCompany:
    """Make it with the home's settings, telling each step on standard error."""
    return make_demo(home, settings=load_settings(home.settings_file), progress=tell, **wishes)
