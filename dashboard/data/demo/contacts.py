"""Whom the demo company knows at its customers.

Everything here has streams of its own, so that customers, orders and targets stay as they were without it.
"""

import numpy as np

from dashboard.data.demo.names import any_person_names
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import KEY, Roster
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.slips import Slips

CONTACT_STREAM, BUYER_STREAM = 6, 11
_POSTS = (
    ("决策", ("总经理", "副总经理", "厂长")),
    ("采购", ("采购经理", "采购主管")),
    ("技术", ("技术总监", "质量经理", "实验室主任")),
    ("财务", ("财务主管",)),
    ("使用", ("项目经理", "质检员")),
)
_WITH_CONTACTS, _LEFT = 0.72, 0.12


def contact_sheet(plan: DemoPlan, roster: Roster, slips: Slips) -> Sheet:
    """联系人表: one to three people of seven customers in ten; some left. One row comes twice, one has a date that is
    none, one no number."""
    random = plan.stream(CONTACT_STREAM)
    has_contacts = random.random(roster.size) < _WITH_CONTACTS
    has_contacts[slips.customer_unlisted] = False
    has_contacts[list(roster.planted.everyone)] = True
    extra = random.random(roster.size)
    counts = np.where(has_contacts, 1 + (extra < 0.45) + ((extra < 0.2) | (roster.tier <= KEY)), 0)
    row = np.arange(roster.size).repeat(counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    within = np.arange(row.size) - first
    level = np.where(within == 0, random.integers(0, 2, row.size), random.integers(0, len(_POSTS), row.size))
    post, number, day = random.random(row.size), random.integers(0, 10**8, row.size), random.integers(0, 365, row.size)
    has_left = (random.random(row.size) < _LEFT) & (within > 0)
    left_on = plan.last_day - random.integers(0, plan.months * 30, row.size)
    names = any_person_names(random, row.size)
    birthdays = np.datetime64("2023-01-01") + day
    records = []
    for place, customer in enumerate(row.tolist()):
        title, posts = _POSTS[level[place]]
        contact_id = f"LX{place + 1:06d}"
        records.append(
            [
                contact_id,
                roster.customer_id[customer],
                names[place],
                posts[int(post[place] * len(posts))],
                title,
                f"138{number[place]:08d}",
                f"{contact_id.lower()}@{'example.cn' if place % 3 else 'mail.example.test'}",
                f"wx_{contact_id.lower()}" if place % 4 else "",
                str(birthdays[place])[5:].replace("-", "") if place % 2 else "",
                "是" if within[place] == 0 else "否",
                str(left_on[place]) if has_left[place] else "",
            ]
        )
    records += _buyers_of_key_customers(plan, roster, slips, has_contacts, len(records))
    spoilt = [*records[1][:10], "已离职"]
    spoilt[0] = f"LX{len(records) + 1:06d}"
    return Sheet(_CONTACT_HEADER, [*records, list(records[0]), spoilt, ["", *records[2][1:]]])


def _buyers_of_key_customers(
    plan: DemoPlan, roster: Roster, slips: Slips, has_contacts: np.ndarray, count: int
) -> list[list[str]]:
    """One contact for each strategic or key customer who has none yet: nobody visits those without knowing whom."""
    missing = ~has_contacts & (roster.tier <= KEY)
    missing[slips.customer_unlisted] = False
    rows = np.flatnonzero(missing).tolist()
    names = any_person_names(plan.stream(BUYER_STREAM), len(rows))
    title, posts = _POSTS[1]
    records = []
    for place, (row, name) in enumerate(zip(rows, names, strict=True)):
        contact_id = f"LX{count + place + 1:06d}"
        ways = [f"138{count + place:08d}", f"{contact_id.lower()}@example.cn", f"wx_{contact_id.lower()}"]
        records.append([contact_id, roster.customer_id[row], name, posts[0], title, *ways, "", "是", ""])
    return records


_CONTACT_HEADER = (
    "联系人编号", "客户编号", "姓名", "职务", "层级", "手机", "邮箱", "微信", "生日", "是否主要联系人", "离职日期",
)  # fmt: skip


def in_touch(contacts: Sheet) -> frozenset[str]:
    """Ids of the customers with a contact that the import takes."""
    return frozenset(record[1] for record in contacts.records if record[0] and record[10] != "已离职")
