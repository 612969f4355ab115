"""A slider and its number box: what a slow browser still says of a value that was changed elsewhere moves nothing."""

from streamlit.testing.v1 import AppTest


def _app() -> None:
    import streamlit as st

    from dashboard.widgets.in_step import own_key, own_value

    held = st.session_state.setdefault("held", 5)

    def take(name: str, key: str) -> None:
        value = own_value(name, key)
        if value is not None:
            st.session_state["held"] = value

    for name, widget in (("slider", st.slider), ("box", st.number_input)):
        key = own_key(name, held)
        widget(name, 0, 10, held, key=key, on_change=take, args=(name, key))
    # As the callback of a box that the browser has not replaced yet.
    st.button("late", on_click=take, args=("box", "box"))


def test_each_shows_what_the_other_was_set_to():
    at = AppTest.from_function(_app, default_timeout=120).run()
    assert (at.slider[0].key, at.number_input[0].key) == ("slider", "box")
    at.slider(key="slider").set_value(7).run()
    assert at.number_input[0].value == 7
    # The one that was moved keeps its key, so a pointer on it keeps its hold.
    assert (at.slider[0].key, at.number_input[0].key) == ("slider", "box:1")
    at.number_input(key="box:1").set_value(3).run()
    assert at.slider[0].value == 3
    assert (at.slider[0].key, at.number_input[0].key) == ("slider:1", "box:1")


def test_replaced_widget_is_not_listened_to():
    at = AppTest.from_function(_app, default_timeout=120).run()
    at.slider(key="slider").set_value(7).run()
    at.session_state["box"] = 2
    at.button[0].click().run()
    assert at.session_state["held"] == 7
    assert at.slider[0].value == 7
