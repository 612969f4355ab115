"""What has just come of a click is scrolled to: what stood above it has often made room for something shorter."""

import streamlit as st

HTML = "<span></span>"
CODE = """
export default function ({ data, parentElement }) {
  const key = 'import-in-view'
  if (sessionStorage.getItem(key) === data.what) return
  sessionStorage.setItem(key, data.what)
  const place = parentElement.host ?? parentElement
  place.style.scrollMarginTop = '8rem'
  // What is drawn after this one moves it.
  for (const wait of [50, 400]) setTimeout(() => place.scrollIntoView({ block: 'start' }), wait)
}
"""
_mark = st.components.v2.component("import_in_view", html=HTML, js=CODE)


def bring_into_view(what: str) -> None:
    """Scroll to this place, once for ``what`` in this tab."""
    _mark(key=f"in_view_{what}", data={"what": what}, height=1)
