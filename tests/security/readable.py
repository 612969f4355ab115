"""Everything that a text of ours can be hidden in on its way to somebody, as plain texts: protobuf, Arrow tables, JSON,
spreadsheets, addresses."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

import pyarrow as pa
from google.protobuf.message import Message

_UNSEEN = {ord(one): None for one in "\u2060\u200b\ufeff"} | {0xA0: " "}
"""What pages put between letters so that no line ends there (widgets/text_table.py)."""


def texts_of(message: Message) -> Iterator[str]:
    """All texts of a protobuf message, at any depth."""
    for field, value in message.ListFields():
        for one in value if _is_many(field) else (value,):
            if isinstance(one, str):
                yield from forms_of(one)
            elif isinstance(one, bytes):
                yield from texts_of_file(one)
            elif isinstance(one, Message):
                yield from texts_of(one)


def forms_of(text: str) -> Iterator[str]:
    """The text as it stands and as a browser reads it: without escapes of JSON, Markdown, HTML and addresses."""
    plain = text.translate(_UNSEEN)
    yield plain
    if plain[:1] in ("{", "["):
        with suppress(ValueError):
            yield from forms_of("\n".join(_texts_of_json(json.loads(plain))))
    if "\\" in plain:
        yield re.sub(r"\\([^\w\s])", r"\1", plain)
    if "&" in plain:
        yield html.unescape(plain)
    if re.search("%[0-9A-Fa-f]{2}", plain):
        yield unquote(plain)


def texts_of_file(content: bytes) -> Iterator[str]:
    """The texts of an Arrow table, a spreadsheet, or of anything else that is text."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from forms_of(parts.read(name).decode("utf-8", "replace"))
        return
    try:
        table = pa.ipc.open_stream(content).read_all()
    except (pa.ArrowInvalid, OSError):
        yield from forms_of(content.decode("utf-8", "replace"))
        return
    yield from forms_of("\n".join(_texts_of_table(table)))


def _texts_of_table(table: pa.Table) -> Iterator[str]:
    """Dictionaries are asked for their values: a name stands there once, whatever cell it belongs to."""
    yield str(table.schema)
    for name in table.column_names:
        column = table.column(name)
        for chunk in column.chunks:
            values = chunk.dictionary if isinstance(chunk, pa.DictionaryArray) else chunk
            yield from map(str, values.to_pylist())


def _texts_of_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from _texts_of_json(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts_of_json(one)
    else:
        yield str(value)


def _is_many(field: object) -> bool:
    return bool(getattr(field, "is_repeated", False))
