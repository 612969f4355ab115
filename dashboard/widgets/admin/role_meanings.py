"""What each role may do, in plain words, and which groups of the provider give which role. Nothing to change here:
the first is the program's (logic/roles.py), the second the settings'."""

from collections.abc import Iterable, Mapping

import streamlit as st

from dashboard.logic.roles import CONTACT_FIELDS, ROLES, Right, Role
from dashboard.widgets.admin.words import field_words, right_words, role_title, scope_words
from dashboard.widgets.language import _
from dashboard.widgets.text_table import one_line, text_table


def role_meanings() -> None:
    """One row per role."""
    roles = list(ROLES.values())
    text_table(
        {
            _("Role"): [role_title(role.id) for role in roles],
            _("May see and do"): [
                _listed(right_words(right) for right in Right if right in role.rights) for role in roles
            ],
            _("Customers seen"): [scope_words(role.scope) for role in roles],
            _("Shown in part"): [_fields(role, role.partial) for role in roles],
            _("Hidden"): [_fields(role, role.hidden) for role in roles],
        },
        key="role_meanings",
        alt=_("What each role may do"),
    )
    st.caption(_("What a page shows in part is hidden in every file."))


def group_roles(by_group: Mapping[str, str]) -> None:
    """One row per group of the settings."""
    if not by_group:
        st.caption(_("The settings give no role by group: roles come from the list above only."))
        return
    text_table(
        {
            _("Group in the token"): [one_line(group) for group in by_group],
            _("Role"): [role_title(role) for role in by_group.values()],
        },
        key="group_roles",
        alt=_("Roles by group"),
    )
    st.caption(
        _("To change this, edit {name} in the settings and start the server again.", name="`login.roles_by_group`")
    )


def _fields(role: Role, masked: frozenset[str]) -> str:
    """Phone, e-mail and the like in one word where all of them are masked."""
    if role.scope == "none":
        return "—"  # sees nobody of whom anything could be masked
    if not masked >= CONTACT_FIELDS:
        return _listed(map(field_words, sorted(masked)))
    return _listed([_("contact details"), *map(field_words, sorted(masked - CONTACT_FIELDS))])


def _in_order(rights: frozenset[Right]) -> Iterable[Right]:
    return (right for right in Right if right in rights)


def _listed(words: Iterable[str]) -> str:
    return _(", ").join(words) or "—"
