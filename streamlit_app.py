"""Table of contents: page set-up, who is looking, navigation, shared filters. No query, no maths."""

from pathlib import Path

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import filter_bar
from dashboard.widgets.landing import remember_pages
from dashboard.widgets.language import _, one_language
from dashboard.widgets.language_switch import language_field, language_switch, start_language
from dashboard.widgets.link import write_link
from dashboard.widgets.new_data import new_data_notice
from dashboard.widgets.opened import open_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.view_as import choose_viewer, viewing_as_banner
from dashboard.widgets.viewing import note_opened_page, own_viewer, viewer_at_entry
from dashboard.widgets.who_is_here import who_is_here_section
from dashboard.widgets.window import watch_window

# Before st.navigation: else the browser asks a font server outside for the page's icon.
st.set_page_config(page_title="Pyramidion", page_icon="🔺", layout="wide", initial_sidebar_state="auto")

URLS = (
    "start",
    "pyramid",
    "what-if",
    "trends",
    "portfolio",
    "complaints",
    "cases",
    "iceberg",
    "recusal",
    "standards",
    "surveys",
    "findings",
    "data",
    "quality",
    "admin",
)
PAGES = Path(__file__).resolve().parent / "dashboard" / "pages"

unknown = start_language()
viewer = viewer_at_entry(URLS)
own = own_viewer()
start = st.Page(PAGES / "start.py", title="Pyramidion", url_path="start", default=True, visibility="hidden")
pyramid = st.Page(
    PAGES / "pyramid.py", title=_("Customer pyramid"), url_path="pyramid", icon=":material/change_history:"
)
what_if = st.Page(PAGES / "what_if.py", title=_("What-if"), url_path="what-if", icon=":material/tune:")
trends = st.Page(PAGES / "trends.py", title=_("Trends"), url_path="trends", icon=":material/show_chart:")
portfolio = st.Page(PAGES / "portfolio.py", title=_("My customers"), url_path="portfolio", icon=":material/groups:")
complaints = st.Page(
    PAGES / "complaints.py", title=_("Complaints and appeals"), url_path="complaints", icon=":material/feedback:"
)
cases = st.Page(PAGES / "cases.py", title=_("Cases"), url_path="cases", icon=":material/inbox:")
iceberg = st.Page(PAGES / "iceberg.py", title=_("Unheard customers"), url_path="iceberg", icon=":material/volume_off:")
recusal = st.Page(PAGES / "recusal.py", title=_("Recusal"), url_path="recusal", icon=":material/gavel:")
standards = st.Page(PAGES / "standards.py", title=_("Service standards"), url_path="standards", icon=":material/rule:")
surveys = st.Page(PAGES / "surveys.py", title=_("Satisfaction surveys"), url_path="surveys", icon=":material/poll:")
findings = st.Page(
    PAGES / "findings.py", title=_("Findings and fixes"), url_path="findings", icon=":material/task_alt:"
)
data = st.Page(PAGES / "data.py", title=_("Data import"), url_path="data", icon=":material/database_upload:")
quality = st.Page(PAGES / "quality.py", title=_("Data quality"), url_path="quality", icon=":material/fact_check:")
admin = st.Page(PAGES / "admin.py", title=_("Administration"), url_path="admin", icon=":material/shield_person:")
sections = {
    _("Management"): {pyramid: Right.FIGURES, what_if: Right.FIGURES, trends: Right.FIGURES},
    _("Accounts"): {portfolio: Right.CUSTOMERS},
    _("Service"): {
        complaints: Right.FIGURES,
        cases: Right.CUSTOMERS,
        iceberg: Right.CUSTOMERS,
        recusal: Right.FIGURES,
        standards: Right.FIGURES,
        surveys: Right.FIGURES,
        findings: Right.FIGURES,
    },
    _("Data"): {data: Right.DATA, quality: Right.DATA},
    _("Administration"): {admin: Right.LOGS},
}
shown = {title: [page for page, right in pages.items() if viewer.may(right)] for title, pages in sections.items()}
remember_pages({page.url_path: page for pages in shown.values() for page in pages})
# Expanded: the line with which Streamlit would hide pages behind is English in every language.
page = st.navigation({"": [start], **{title: pages for title, pages in shown.items() if pages}}, expanded=True)
if page == start:
    page.run()

is_sound = False
with problems_as_sentences(), one_language():
    note_opened_page(own, page.url_path)
    opened = open_build(viewer)
    with st.sidebar:
        language_switch()
        if opened is None:
            write_link([language_field()])
        else:
            filter_bar(
                opened, language_field(), page=page.url_path, draw=page not in (data, quality, admin), unknown=unknown
            )
            choose_viewer(opened, own)
        who_is_here_section()
    with st.container():  # there without the banner, too: the page below keeps its place
        viewing_as_banner(viewer, own)
    new_data_notice()
    is_sound = True

if is_sound:
    with one_language():
        page.run()
watch_window()
