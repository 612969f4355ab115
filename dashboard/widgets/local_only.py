"""What every page says where nobody signs in: on a telephone the side bar, which says it too, is folded away."""

from dashboard.widgets.language import _


def local_only_words() -> str:
    """Markdown."""
    return ":material/lock_open: " + _("Without a login: this machine only")
