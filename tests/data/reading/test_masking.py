"""What is left of a masked text: never more than what is hidden, and nothing where that would be most of it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.reading.masking import MASK, PARTIAL_FORMS, check_not_masked, hidden, masked
from dashboard.logic.problems import Problem
from dashboard.logic.roles import MASKABLE_FIELDS
from dashboard.logic.viewer import Viewer


@pytest.mark.parametrize(
    ("field", "text", "left"),
    [
        ("mobile", "13812341234", "138****1234"),
        ("mobile", "138 1234 5678", "138****5678"),
        ("mobile", "138-1234-5678", "138****5678"),
        ("mobile", "１３８１２３４５６７８", "138****5678"),
        ("mobile", "+86 138 1234 5678", "+86 138****5678"),
        ("mobile", "+8613812345678", "+86 138****5678"),
        ("mobile", "0086-13812345678", "+86 138****5678"),
        ("mobile", "8613812345678", "+86 138****5678"),
        ("mobile", "13812345678（王）", "138****5678"),
        ("mobile", "+1 415 555 2671", "141****2671"),
        ("mobile", "+852 6123 4567", "+852 ****4567"),
        ("phone", "010-62345678", "010****5678"),
        ("phone", "0755-1234567", "075****4567"),
        ("phone", "(0571) 87654321", "057****4321"),
        ("phone", "62345678", "****5678"),
        ("phone", "4008001234", "****1234"),
        ("phone", "1234567", "****"),
        ("phone", "110", "****"),
        ("phone", "找前台", "****"),
        ("phone", "", "****"),
        ("email", "wangfang@example.cn", "w***@example.cn"),
        ("email", " li.si@x.com.cn ", "l***@x.com.cn"),
        ("email", "a@example.cn", "***@example.cn"),
        ("email", "王芳@例子.中国", "王***@例子.中国"),
        ("email", "wangfang", "***"),
        ("email", "王芳 <wf@x.cn>", "***"),
        ("email", "a.b@x.cn;c.d@y.cn", "***"),
        ("email", "ab@cd@x.cn", "***"),
        ("contact_name", "王", "**"),
        ("contact_name", "王芳", "王**"),
        ("contact_name", "王小明", "王**"),
        ("contact_name", "欧阳小明", "欧**"),
        ("contact_name", "John Smith", "J**"),
        ("contact_name", " Ann ", "A**"),
        ("contact_name", "", "**"),
        ("customer_name", "华东第一机械厂", "华**"),
        ("account_manager_name", "Li", "L**"),
        ("customer_id", "C00012345", "****2345"),
        ("customer_id", "12345678", "****5678"),
        ("customer_id", "1234567", "****"),
        ("credit_code", "91310000MA1K3ABC1X", "****BC1X"),
        ("wechat", "wxid_ab12345", "****2345"),
        ("wechat", "13812345678", "138****5678"),
        ("wechat", "wang", "****"),
        ("birthday_mmdd", "0315", "****"),
        ("address", "北京市海淀区某路1号", "北京市****"),
        ("address", "北京市海淀", "****"),
        ("address", "12 High Street", "****"),
        ("of_no_form", "text", MASK),
    ],
)
def test_what_is_left(field: str, text: str, left: str) -> None:
    viewer = Viewer("x", partial=frozenset({field}))
    assert masked(pd.DataFrame({field: [text]}), viewer)[field].tolist() == [left]


def test_every_maskable_field_has_a_form() -> None:
    assert set(PARTIAL_FORMS) == MASKABLE_FIELDS


@given(field=st.sampled_from(sorted(PARTIAL_FORMS)), text=st.text(max_size=30))
def test_no_text_breaks_a_form_and_no_long_one_is_shown_whole(field: str, text: str) -> None:
    left = PARTIAL_FORMS[field](text)
    assert "**" in left
    shown = text.strip()
    if field != "email" and shown.strip("*"):
        assert shown not in left


@given(st.text("0123456789 -+()", min_size=1, max_size=20))
def test_at_least_four_digits_of_a_phone_number_are_hidden(text: str) -> None:
    left = PARTIAL_FORMS["phone"](text).rsplit(" ", 1)[-1]
    digits = [one for one in text if one.isdecimal()]
    assert sum(one.isdecimal() for one in left) <= max(len(digits) - 4, 0)


def test_hidden_hides_empty_cells_too_and_in_part_leaves_them_empty() -> None:
    frame = pd.DataFrame(
        {"email": [None, "ab@x.cn", float("nan")], "phone": [None, "", "1"], "n": [1, 2, 3]}, dtype=object
    )
    shown = masked(frame, Viewer("x", masks=frozenset({"phone"}), partial=frozenset({"email"})))
    assert shown["phone"].tolist() == [MASK] * 3
    assert shown["email"].tolist() == [None, "a***@x.cn", None]
    assert shown["n"].tolist() == [1, 2, 3]
    assert hidden(frame, {"n", "none"})["n"].tolist() == [MASK] * 3
    assert frame["phone"].tolist() == [None, "", "1"]


@pytest.mark.parametrize("viewer", [Viewer("x", masks=frozenset({"a"})), Viewer("x", partial=frozenset({"a"}))])
def test_nothing_is_sorted_or_filtered_by_what_is_not_shown_plainly(viewer: Viewer) -> None:
    check_not_masked("b", viewer)
    with pytest.raises(Problem, match="hidden"):
        check_not_masked("a", viewer)
