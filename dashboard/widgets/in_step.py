"""Widgets that show a value which another widget may change too, such as a slider and its number box.

Setting such a widget's session state would do, were it not for quick hands: a browser that moves a slider again before
it has drawn the answer to the first move still sends the number box's old value, which is then taken for something
typed, and moves the slider back. So a widget whose value was changed elsewhere gets a new key: it begins with that
value, and what the browser still says of the old one is not listened to.
"""

from typing import Any

import streamlit as st


def own_key(name: str, value: Any) -> str:
    """The key for a widget that is to begin with ``value``: a new one where it last stood for another."""
    turn, stood_for = st.session_state.get(_memory(name), (0, value))
    if stood_for != value:
        turn += 1
    st.session_state[_memory(name)] = (turn, value)
    return _key(name, turn)


def own_value(name: str, key: str) -> Any:
    """In the callback of the widget drawn with ``key``: what it says now, None where it has been replaced since. From
    here on it stands for that value and keeps its key."""
    turn, _stood_for = st.session_state.get(_memory(name), (0, None))
    if key != _key(name, turn):
        return None
    value = st.session_state.get(key)
    st.session_state[_memory(name)] = (turn, value)
    return value


def _key(name: str, turn: int) -> str:
    return f"{name}:{turn}" if turn else name


def _memory(name: str) -> str:
    return f"{name}:stood_for"
