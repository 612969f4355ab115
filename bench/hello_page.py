"""The smallest page there is: what the server and the protocol cost without us."""

import streamlit as st

st.title("Hello")
st.write("One line.")
