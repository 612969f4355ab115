"""The view contacts: the people at the customers of a list. Personal data: made only where the settings say so."""

from collections.abc import Callable, Iterable
from datetime import date

import pandas as pd

from dashboard.data.reading.contacts import contact_batches, count_contacts
from dashboard.data.reading.customer_lists import CustomerList
from dashboard.data.reading.reader import Reader
from dashboard.logic.problems import Problem

Frames = Callable[[], Iterable[pd.DataFrame]]


def contact_rows(reader: Reader, listed: CustomerList, today: date | None) -> tuple[int, Frames]:
    """How many contacts the customers of a list have, and their frames. What the viewer sees in part only is hidden.
    Raises Problem where contacts may not be exported (``today`` None)."""
    if today is None:
        raise Problem(
            "Contacts are not exported. Whoever runs the server can allow it with the setting contacts_may_be_exported."
        )
    numbers, viewer = listed.visible.customer_no[listed.places], reader.viewer.for_files()
    return (
        count_contacts(reader.marts, numbers, today),
        lambda: contact_batches(reader.marts, viewer, numbers, today),
    )
