"""Masked fields: a viewer without the right sees that something is there, not what (T12).

Hidden fields are ``•••``. Fields shown in part keep what helps to tell two of them apart and no more; what they hide is
never less than what they show. Every form is a pure function of the text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Viewer

MASK = "•••"
STARS = "****"
_COUNTRY = re.compile(r"^(?:\+|00)(86|852|853|886)|^(86)(?=1\d{10}$)")
_EMAIL = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+")
_LEAST_DIGITS, _WHOLE_NUMBER, _LEAST_ID, _LEAST_ADDRESS = 8, 11, 8, 8


def masked(frame: pd.DataFrame, viewer: Viewer) -> pd.DataFrame:
    """The frame as this viewer may see it. A hidden column is hidden in empty cells too: an empty cell also says
    something. A column shown in part leaves them empty."""
    # As objects: pandas would turn an empty text of its own str type into NaN.
    veiled = {
        name: pd.Series(masked_values(name, frame[name].tolist(), viewer), index=frame.index, dtype=object)
        for name in frame.columns
        if name in viewer.veiled
    }
    return frame.assign(**veiled) if veiled else frame


def masked_values(name: str, values: list[Any], viewer: Viewer) -> list[Any]:
    """The values of one column as this viewer may see them."""
    if name in viewer.masks:
        return [MASK] * len(values)
    if name in viewer.partial:
        form = PARTIAL_FORMS.get(name, lambda _text: MASK)
        return [None if value is None or value != value else form(str(value)) for value in values]
    return values


def hidden(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The frame with these columns hidden, where it has them."""
    wanted = set(columns)
    return frame.assign(**dict.fromkeys((name for name in frame.columns if name in wanted), MASK))


def check_not_masked(column: str, viewer: Viewer) -> None:
    """Refuse to sort, filter or search by what is hidden or shown in part: the answer would tell it. Raises Problem."""
    if column in viewer.veiled:
        raise Problem(
            "The column {column} is hidden for this viewer: it cannot be sorted or filtered by.", column=column
        )


def phone_in_part(text: str) -> str:
    """138****1234, the country code before it. Of a number shorter than eleven digits only the last four, of one
    shorter than eight nothing."""
    compact = "".join(one for one in unicodedata.normalize("NFKC", text) if one.isdecimal() or one == "+")
    code = _COUNTRY.match(compact)
    digits = (compact[code.end() :] if code else compact).replace("+", "")
    country = f"+{code.group(1) or code.group(2)} " if code else ""
    if len(digits) >= _WHOLE_NUMBER:
        return f"{country}{digits[:3]}{STARS}{digits[-4:]}"
    return f"{country}{STARS}{digits[-4:]}" if len(digits) >= _LEAST_DIGITS else f"{country}{STARS}"


def email_in_part(text: str) -> str:
    """a***@host; nothing of what is no single address, and no letter of a name of one."""
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        return "***"
    name, host = address.split("@")
    return f"{name[0] if len(name) > 1 else ''}***@{host}"


def name_in_part(text: str) -> str:
    """王**: the first character, whatever the length; nothing of a name of one character."""
    name = text.strip()
    return f"{name[0]}**" if len(name) > 1 else "**"


def id_in_part(text: str) -> str:
    """The last four characters; nothing of an id shorter than eight."""
    code = text.strip()
    return STARS + code[-4:] if len(code) >= _LEAST_ID else STARS


def wechat_in_part(text: str) -> str:
    """Many are a phone number."""
    digits = [one for one in text if one.isdecimal()]
    return phone_in_part(text) if len(digits) >= _LEAST_DIGITS else id_in_part(text)


def address_in_part(text: str) -> str:
    """北京市****: the place where it is written first, as in Chinese; of other addresses nothing."""
    address = text.strip()
    is_chinese = all("\u4e00" <= one <= "\u9fff" for one in address[:3])
    return address[:3] + STARS if is_chinese and len(address) >= _LEAST_ADDRESS else STARS


PARTIAL_FORMS: Mapping[str, Callable[[str], str]] = {
    "phone": phone_in_part,
    "mobile": phone_in_part,
    "email": email_in_part,
    "wechat": wechat_in_part,
    "birthday_mmdd": lambda _text: STARS,
    "contact_name": name_in_part,
    "customer_name": name_in_part,
    "account_manager_name": name_in_part,
    "credit_code": id_in_part,
    "customer_id": id_in_part,
    "account_manager_id": id_in_part,
    "parent_customer_id": id_in_part,
    "address": address_in_part,
    **dict.fromkeys(("description", "remedy_requested", "step_note", "answer_text"), lambda _text: STARS),
}
"""By field; one without a form is hidden altogether."""
