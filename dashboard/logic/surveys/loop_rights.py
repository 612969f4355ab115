"""Who sees a finding and who moves it on. Rights come from the viewer, never from the page."""

from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer


def may_write(viewer: Viewer) -> bool:
    """Everybody who may record writes down what they found; it is a draft until it is published."""
    return viewer.may(Right.RECORD)


def may_decide(viewer: Viewer) -> bool:
    """Publishing, closing and having a fix evaluated: those who may record for the whole company. Not who sees people
    and customers as codes only (analysts): they could not say who is meant."""
    return viewer.may(Right.RECORD) and viewer.scope.all and "account_manager_id" not in viewer.veiled


def may_work(viewer: Viewer, *, department: str, owner: str = "", owner_department: str = "") -> bool:
    """Assigning and replying: also the supervisor of the department (or of the owner's), and the owner. Not who sees
    people as codes or reads none of the texts: the form has both, and what is hidden would be entered over what is."""
    if may_decide(viewer):
        return True
    is_blind = "account_manager_id" in viewer.veiled or "description" in viewer.masks
    return (
        viewer.may(Right.RECORD)
        and not is_blind
        and is_concerned(viewer, department=department, owner=owner, owner_department=owner_department)
    )


def is_concerned(viewer: Viewer, *, department: str, owner: str = "", owner_department: str = "") -> bool:
    """The finding is about one of the viewer's departments (below included), or they own its fix."""
    departments = viewer.scope.departments - {""}
    return department in departments or owner_department in departments or (owner or None) in viewer.employees


def may_see(
    viewer: Viewer, *, is_published: bool, author: str, department: str, owner: str = "", owner_department: str = ""
) -> bool:
    """Who sees all customers sees all findings; others those of their departments, their own fixes and what they wrote
    themselves. A draft is seen by its author and by who may publish it."""
    if author and author == viewer.login:
        return True
    if not is_published:
        return may_decide(viewer)
    return viewer.scope.all or is_concerned(
        viewer, department=department, owner=owner, owner_department=owner_department
    )
