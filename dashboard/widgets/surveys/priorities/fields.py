"""What this view keeps in the link."""

from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

CHOSEN = Field("fix_item", Written(r"[^\x00-\x1f]{0,120}"), ("",))
"""The question's id, which every wave has its own of; "" = none is open."""


def priorities_fields(_opened: Opened) -> list[Field]:
    return [CHOSEN]
