"""Who has signed in, what roles they hold now, and the viewer that follows from it."""

from dashboard.logic.viewer import Viewer


def signed_in_viewer() -> Viewer:
    """The viewer who has signed in; otherwise the sign-in page, a polite refusal, and the end of this run.

    Asked anew on every run: exp of the token, own maximum age, whether this sign-in was ended, roles in force today.
    """
    raise NotImplementedError
