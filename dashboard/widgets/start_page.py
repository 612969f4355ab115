"""What a home without data shows: how to begin."""

import shlex

import streamlit as st

from dashboard.data.home import Home
from dashboard.settings import DEFAULT_HOME
from dashboard.widgets.landing import page_here
from dashboard.widgets.language import _
from dashboard.widgets.local_only import local_only_words


def _command(home: Home, words: str) -> None:
    """A command to copy; it names the home where that is not the usual one."""
    place = "" if home.root == DEFAULT_HOME else f"DASHBOARD_HOME={shlex.quote(str(home.root))} "
    st.code(f"{place}python -m dashboard {words}", language=None, wrap_lines=True)


def _way_in() -> None:
    """In the browser, for who has that page."""
    page = page_here("data")
    if page is not None:
        st.page_link(page, label=_("Bring in your own files"), icon=":material/database_upload:")


def start_page(home: Home, *, imported: bool, has_login: bool, is_below: bool = False) -> None:
    """Ways to begin. ``imported``: there are batches, only the build is missing. ``is_below``: something else stands
    above and bids welcome."""
    if not is_below:
        st.title(_("Welcome to Pyramidion"), anchor=False)
        if not has_login:
            st.caption(local_only_words())
    if imported:
        st.write(_("Data has been imported into {folder}, but nothing is built yet. Build it:", folder=home.root))
        _command(home, "build")
        return
    if is_below:
        st.header(_("Other ways to begin"), anchor=False)
    else:
        _way_in()
    st.write(_("This data folder is empty: {folder}", folder=home.root))
    own, demo = st.columns(2, border=True)
    with own:
        st.header(_("Your own data"))
        st.write(
            _(
                "Import a file of orders (CSV, Excel or Parquet). "
                "Columns are found by their headers, English or Chinese."
            )
        )
        _command(home, "import orders.csv")
        st.write(_("Other headers, or one file for orders and lines: give a mapping file."))
        _command(home, "import sales.csv --mapping my_mapping.toml")
    with demo:
        st.header(_("A demo company"))
        st.write(_("Makes a company with 2,000 customers and 48 months of orders, without any network."))
        st.code("python -m dashboard demo\npython -m dashboard serve", language=None, wrap_lines=True)
    st.caption(_("This page notices new data by itself within a few seconds."))
