"""What the server's log says of an error: its kind and where it happened, never its text.

DuckDB and pandas quote the value that they stumbled over, and the log is read and kept by others than those who may
see customers. It is done where log records are made, so that Streamlit's, uvicorn's and asyncio's are held to it too.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Generator
from typing import Any

from dashboard.logic.problems import Problem

UNSAID = "…"
_SHORTEST, _SHORTEST_LINE = 2, 8
"""Characters. A name may have two; of a text of several lines, brackets alone are no value."""


def without_values(error: BaseException) -> str:
    """The error and those that led to it, as Python prints them, with kinds instead of texts. Of a Problem: its
    sentence, its places left open."""
    return "\n".join(line for how, one in _led(error) for line in (*_MADE_BY[how], *_told(one)))


def log_without_values() -> None:
    """From now on, for the whole process, also for errors that nobody caught."""
    make = logging.getLogRecordFactory()

    def make_without_values(*args: Any, **more: Any) -> logging.LogRecord:
        return _cleaned(make(*args, **more))

    logging.setLogRecordFactory(make_without_values)
    log = logging.getLogger(__name__)

    def uncaught(error: BaseException | None) -> None:
        if not isinstance(error, SystemExit):
            log.error("Nobody caught this", exc_info=error)

    sys.excepthook = lambda _kind, error, _trace: uncaught(error)
    threading.excepthook = lambda told: uncaught(told.exc_value)
    sys.unraisablehook = lambda told: uncaught(told.exc_value)


def _cleaned(record: logging.LogRecord) -> logging.LogRecord:
    given = record.exc_info[1] if record.exc_info else None
    # Some write the text of what they have just caught into their own sentence.
    error = given or sys.exc_info()[1]
    if error is None and not _has_error(record.args):
        return record
    sentence = _sentence(record)
    for text in sorted(_texts(error, record.args), key=len, reverse=True):
        sentence = sentence.replace(text, UNSAID)
    record.msg, record.args = sentence, ()
    if given is not None:
        record.exc_info, record.exc_text = None, without_values(given)
    return record


def _sentence(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a sentence whose places do not fit its values; logging would print both
        return str(record.msg)


def _has_error(args: object) -> bool:
    return any(isinstance(one, BaseException) for one in _values(args))


def _values(args: object) -> tuple[object, ...]:
    if isinstance(args, tuple):
        return args
    return tuple(args.values()) if isinstance(args, dict) else (args,)


def _texts(error: BaseException | None, args: object) -> set[str]:
    """Every form in which the text of these errors may stand in a sentence."""
    errors = [one for _how, one in _led(error)] if error else []
    errors += [inner for one in _values(args) if isinstance(one, BaseException) for _how, inner in _led(one)]
    texts = {text for one in errors for text in (str(one), repr(one), *map(str, one.args), *map(repr, one.args))}
    lines = {line for one in errors for line in str(one).splitlines() if len(line) >= _SHORTEST_LINE}
    return lines | {text for text in texts if len(text) >= _SHORTEST}


def _told(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f'  File "{one.filename}", line {one.lineno}, in {one.name}' for one in frames]
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    said = f"{name}: {error.text}" if isinstance(error, Problem) else name
    return [*(["Traceback (most recent call last):"] if lines else []), *lines, said]


_MADE_BY = {
    "": (),
    "cause": ("", "The above exception was the direct cause of the following exception:", ""),
    "context": ("", "During handling of the above exception, another exception occurred:", ""),
    "inside": ("", "One of a group:", ""),
}


def _led(error: BaseException) -> Generator[tuple[str, BaseException]]:
    """The first one first, each with what it has to do with the one before."""
    chain: list[tuple[str, BaseException]] = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        is_caused = following.__cause__ is not None
        before = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
        chain.append(("" if before is None else "cause" if is_caused else "context", following))
        following = before
    yield from reversed(chain)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            for place, (how, inner) in enumerate(_led(one)):
                yield how if place else "inside", inner
