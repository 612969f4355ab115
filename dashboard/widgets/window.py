"""How wide the page is. The server cannot know it, and a chart drawn for 1,000 px would be cut at 400."""

import streamlit as st

NARROW_BELOW = 600  # px of the page's own column: charts draw narrow below it (logic/charts/template.py)
_KEY = "window"

# It only measures its own width and reports when narrow turns to wide or back: a wide window never causes a rerun.
_MEASURE = """
export default function ({ data, parentElement, setStateValue }) {
  const place = parentElement.host ?? parentElement
  const tell = () => {
    const width = place.getBoundingClientRect().width
    if (width === 0) return
    const narrow = width < data.below
    if (narrow !== data.narrow) setStateValue("narrow", narrow)
  }
  const observer = new ResizeObserver(tell)
  observer.observe(place)
  return () => observer.disconnect()
}
"""
_window = st.components.v2.component("window_width", js=_MEASURE)


def is_narrow() -> bool:
    """True for a page column of less than 600 px; the first view of a session is taken for wide."""
    return bool((st.session_state.get(_KEY) or {}).get("narrow", False))


def watch_window() -> None:
    """Draw the (invisible) measure at the end of the page."""
    _window(key=_KEY, data={"narrow": is_narrow(), "below": NARROW_BELOW}, height=1, on_narrow_change=lambda: None)


def is_dark() -> bool:
    """The theme in use. Streamlit reports a switch by the menu one rerun late."""
    return st.context.theme.type == "dark"
