"""The smallest page with the same kind of slider: what the server and the protocol cost without us."""

import streamlit as st


@st.fragment
def hello() -> None:
    percent = st.select_slider("Percent", [f"{tenths / 10} %" for tenths in range(2, 49)], value="1.0 %", key="percent")
    st.write(f"Hello, {percent}.")


st.title("Hello")
hello()
