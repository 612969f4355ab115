"""What a saved page or scenario gives whoever opens it: it was chosen with the rights of somebody else."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dashboard.data.reading.visible_rows import visible_numbers
from dashboard.widgets.language import ngettext
from dashboard.widgets.link import Field, Values
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import OUT
from dashboard.widgets.text_table import plain_text


class Readable(NamedTuple):
    """``values`` by parameter, without what this reader does not see; ``left_out``: how many values that were."""

    values: Mapping[str, Values]
    left_out: int


def readable_parameters(opened: Opened, fields: Iterable[Field], parameters: Mapping[str, Iterable[str]]) -> Readable:
    """Of customers and of what can be picked several times (regions, managers) only what this reader sees: somebody
    else's is left out like what is not there, neither in the state nor in a link nor in a sentence."""
    kept = {name: tuple(values) for name, values in parameters.items()}
    readable = dict(kept)
    for field in fields:
        values = kept.get(field.name, ())
        if field.name == OUT:
            seen = visible_numbers(opened.marts, opened.viewer, list(values)) if values else {}
            readable[OUT] = tuple(value for value in values if value in seen)
        elif field.many and field.listed:
            readable[field.name] = tuple(value for value in values if value in field.options)
    return Readable(readable, sum(len(kept[name]) - len(readable[name]) for name in kept))


def unknown_sentences(fields: Iterable[Field], readable: Readable, text: str) -> list[str]:
    """``text`` about each single value that is not known in this build, and how many others were left out."""
    told = [
        text.format(name=field.name, value=plain_text(value))
        for field in fields
        for value in readable.values.get(field.name, ())
        if value not in field.options
    ]
    if readable.left_out:
        left_out = ngettext(
            "{n} customer or filter value in it is not among those you see, and is left out.",
            "{n} customers or filter values in it are not among those you see, and are left out.",
            readable.left_out,
            n=readable.left_out,
        )
        told.append(left_out)
    return told
