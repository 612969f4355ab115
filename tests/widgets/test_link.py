"""The link holds codes, is taken over before any widget, and never lets an unknown value through."""

from streamlit.testing.v1 import AppTest

from dashboard.widgets.link import Field


def _app() -> None:
    import streamlit as st

    from dashboard.widgets.link import Field, take_over, write_link

    fields = [Field("period", ("12", "6"), ("12",)), Field("region", ("East", "West"), (), many=True)]
    st.json({"unknown": take_over(fields, "pyramid")})
    st.selectbox("period", fields[0].options, key="period", persist_state="session")
    st.multiselect("region", fields[1].options, key="region", persist_state="session")
    write_link(fields)
    st.text(repr([field.chosen() for field in fields]))


def _run(**parameters: str | list[str]) -> AppTest:
    at = AppTest.from_function(_app, default_timeout=120)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def test_defaults_leave_the_link_clean():
    at = _run()
    assert at.text[0].value == "[('12',), ()]"
    assert dict(at.query_params) == {}


def test_link_sets_the_state():
    assert _run(period="6", region=["East", "West"]).text[0].value == "[('6',), ('East', 'West')]"


def test_unknown_values_are_named_and_dropped():
    at = _run(period="7", region=["East", "Mars"])
    assert '["period", "7"]' in at.json[0].value.replace("\n", "").replace("  ", "")
    assert '["region", "Mars"]' in at.json[0].value.replace("\n", "").replace("  ", "")
    assert at.text[0].value == "[('12',), ('East',)]"


def test_choice_is_written_to_the_link_and_others_stay():
    at = _run(other="kept")
    at.selectbox(key="period").set_value("6").run()
    at.multiselect(key="region").set_value(["West"]).run()
    assert at.query_params["period"] == "6"
    assert at.query_params["region"] == "West"
    assert at.query_params["other"] == "kept"
    at.selectbox(key="period").set_value("12").run()
    assert "period" not in at.query_params


def test_link_changed_from_outside_wins_over_the_state():
    at = _run(period="6")
    at.query_params.clear()
    at.run()
    assert at.text[0].value == "[('12',), ()]"


def test_tampered_widget_value_is_not_believed():
    period = Field("period", ("12", "6"), ("12",))
    assert period.clean(["1; drop table"]) == ("12",)
    assert period.clean(["6", "1; drop table"]) == ("6",)
    assert Field("region", ("East",), (), many=True).clean(["Mars"]) == ()
