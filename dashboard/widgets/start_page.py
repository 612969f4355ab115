"""What a home without data shows: how to begin."""

import streamlit as st

from dashboard.data.home import Home
from dashboard.widgets.language import _


def start_page(home: Home, *, imported: bool) -> None:
    """Two ways to begin, as commands to copy. ``imported``: there are batches, only the build is missing."""
    st.header(_("Welcome to Pyramidion"), divider=False)
    if imported:
        st.write(_("Data has been imported into {folder}, but nothing is built yet. Build it:", folder=home.root))
        st.code("python -m dashboard build", language="bash")
        return
    st.write(_("This data folder is empty: {folder}", folder=home.root))
    own, demo = st.columns(2, border=True)
    with own:
        st.subheader(_("Your own data"))
        st.write(_("Import a file of orders (CSV or Parquet). Columns are found by their headers, English or Chinese."))
        st.code("python -m dashboard import orders.csv", language="bash")
        st.write(_("Other headers, or one file for orders and lines: give a mapping file."))
        st.code("python -m dashboard import sales.csv --mapping my_mapping.toml", language="bash")
    with demo:
        st.subheader(_("A demo company"))
        st.write(_("Makes a company with 2,000 customers and 48 months of orders, without any network."))
        st.code("python -m dashboard demo\npython -m dashboard serve", language="bash")
    st.caption(_("This page notices new data by itself within a few seconds."))
