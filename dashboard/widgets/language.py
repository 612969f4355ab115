"""Which language is spoken, and every sentence in it. English source texts are the gettext keys."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import streamlit as st
from babel import Locale, UnknownLocaleError

from dashboard.logic.problems import Problem

LANGUAGES = {"en": "English", "zh_Hans": "简体中文"}
CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
STATE = "lang"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / "dashboard.mo").open("rb") as stream:
        return GNUTranslations(stream)


def negotiate(tag: str | None) -> str:
    """The language for a browser's ``zh-CN``, ``zh-Hans-SG``, ``de``: simplified Chinese or English."""
    try:
        wanted = Locale.parse((tag or "en").replace("-", "_"), resolve_likely_subtags=True)
    except (ValueError, UnknownLocaleError):
        return "en"
    return "zh_Hans" if wanted.language == "zh" and wanted.script in (None, "Hans") else "en"


@dataclass(frozen=True)
class Speech:
    """One language; safe to hand to another thread (a download), where no session is known."""

    language: str = "en"

    def say(self, text: str, **values: object) -> str:
        """The sentence in this language with its ``{places}`` filled."""
        words = _catalogue(self.language).gettext(text) if text else ""
        return words.format(**values) if values else words

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The sentence for ``number`` things; ``{n}`` is left to the caller to format."""
        return _catalogue(self.language).ngettext(one, many, number).format(**values)

    def together(self, *sentences: str) -> str:
        """Sentences one after the other, those that are empty left out: Chinese has no space between them."""
        return ("" if self.language.startswith("zh") else " ").join(filter(None, sentences))

    def problem(self, problem: Problem) -> str:
        """One sentence for what went wrong."""
        return self.say(problem.text).format(**problem.values)


_spoken: ContextVar[Speech | None] = ContextVar("spoken", default=None)


@contextmanager
def one_language() -> Generator[None]:
    """Within it the session is asked for its language once: fifty times take 0.3 ms, and a page asks 600 times."""
    token = _spoken.set(speech())
    try:
        yield
    finally:
        _spoken.reset(token)


def speech() -> Speech:
    """The language of this session."""
    known = _spoken.get()
    if known is not None:
        return known
    language = st.session_state.get(STATE)
    return Speech(language if language in LANGUAGES else negotiate(st.context.locale))


def _(text: str, **values: object) -> str:
    """Say ``text`` in the language of this session."""
    return speech().say(text, **values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Say it for one or many in the language of this session."""
    return speech().count(one, many, number, **values)
