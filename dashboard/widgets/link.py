"""The state of a page in its URL, as codes.

Streamlit's own ``bind="query-params"`` writes the *shown* label into the URL (1.67: formatted options), so a
link would hold names and would break when the reader's language differs from the sender's. Here the URL holds codes;
session state is the master, and a URL that was changed from outside (first visit, back button, pasted link) is taken
over before any widget.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

_LAST = "link_last_written"
_PAGE = "link_page"
BUILD = "build"
"""Only in a copied link: of which build its figures were. Said once if it is another one, then dropped."""
Values = tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """Stands for a list of options where a value is typed: every text of this form is one. Who reads it checks it."""

    form: str

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and re.fullmatch(self.form, value) is not None


@dataclass(frozen=True)
class Field:
    """One choice that travels in the URL. ``name`` is the parameter and the session-state key of its widget."""

    name: str
    options: Values | Written
    default: Values
    many: bool = False

    @property
    def listed(self) -> Values:
        """What can be picked; nothing where the value is typed."""
        return self.options if isinstance(self.options, tuple) else ()

    def clean(self, values: Iterable[str]) -> Values:
        """The known ones of ``values``; the default if none is left."""
        known = tuple(value for value in values if value in self.options)
        return known if known or self.many else self.default

    def chosen(self) -> Values:
        """What session state holds now, checked: a widget's value comes from the browser and is not to be trusted."""
        held = st.session_state.get(self.name)
        return self.clean(() if held is None else tuple(held) if self.many else (held,))

    def keep(self, values: Values) -> None:
        """Set it; only before the widget of that name is drawn, or in a callback."""
        clean = self.clean(values)
        wanted = list(clean) if self.many else clean[0] if clean else None
        if self.name not in st.session_state or st.session_state[self.name] != wanted:
            st.session_state[self.name] = wanted


def _shown() -> dict[str, Values]:
    return {name: tuple(st.query_params.get_all(name)) for name in st.query_params}


def take_over(fields: Iterable[Field], page: str | None = None) -> list[tuple[str, str]]:
    """Bring session state in line with a URL that changed from outside; every field has a valid value afterwards.

    Returns the (parameter, value) pairs that are not known here. On the same ``page`` a missing parameter means the
    default; a page switch drops parameters, and without a page nothing is known of it: then the state stays.
    """
    shown, last = _shown(), st.session_state.get(_LAST)
    from_outside = last is None or shown != last
    resets = page is not None and last is not None and st.session_state.get(_PAGE, page) == page
    if page is not None:
        st.session_state[_PAGE] = page
    unknown = []
    for field in fields:
        given = shown.get(field.name)
        if from_outside and given is not None:
            unknown += [(field.name, value) for value in given if value not in field.options]
            field.keep(given)
        elif from_outside and resets:
            field.keep(field.default)
        else:
            field.keep(field.chosen())
    return unknown


def write_link(fields: Iterable[Field]) -> None:
    """Show the state in the URL: only what differs from the default. Parameters of others stay."""
    shown = _shown()
    wanted = {name: values for name, values in shown.items() if name != BUILD}
    for field in fields:
        chosen = field.chosen()
        if chosen == field.default:
            wanted.pop(field.name, None)
        else:
            wanted[field.name] = chosen
    if wanted != shown:
        st.query_params.from_dict(wanted)
    st.session_state[_LAST] = wanted


def full_link(fields: Iterable[Field], *, build_id: str, language: str) -> str:
    """A link that says everything, defaults, as-of and build included."""
    pairs = [(field.name, value) for field in fields for value in field.chosen()]
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode([*pairs, ('lang', language), (BUILD, build_id)])}"
