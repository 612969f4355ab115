"""Nothing but the guard of a page, timed: asked anew, and once more in the same run as a page's fragments do."""

import time
from itertools import pairwise

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.viewing import require_viewer

st.session_state.pop("identity_checked", None)  # what the run before asked of the records
times = [time.perf_counter()]
for _ in range(2):
    viewer = require_viewer(Right.CUSTOMERS)
    times.append(time.perf_counter())
anew, again = (1000 * (end - begin) for begin, end in pairwise(times))
st.write(f"{anew:.4f} {again:.4f} {sorted(viewer.roles)[0]}")
