"""A small log of complaints with everything that goes wrong in one, as two files that a company would bring.

Working days have 27,000 seconds (08:30-12:00, 13:30-17:30); March 2024 has no holiday; 4 March is a Monday. The data
end on Friday 29 March. Complaints are to be closed within five working days.
"""

from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.service_settings import ServiceSettings
from dashboard.settings import Settings

SETTINGS = Settings(threads=2, service=ServiceSettings(close_within={"complaint": "5 working_days"}))
DAY = 27_000

ORDERS = "订单号,客户编号,订单日期,不含税金额\nO1,C1,2024-01-05,100\nO2,C1,2024-03-29,200\n"
CASES = """\
投诉编号,类型,客户编号,投诉时间,办结时间,责任判定,回访结果,投诉人
0001,投诉,C1,2024-03-04 09:30,,成立,?,
0002,投诉,C1,2024-03-04 09:30,,?,,
0007,投诉,C1,2024-03-12 10:00,?,,,
7,投诉,C1,2024-03-11 08:30,2024-03-12 17:30,不成立,满意,
0010,投诉,C1,2024-03-18 08:30,-,,,
0011,投诉,C1,2024-03-20 08:30,,,,
0012,投诉,C1,2024-03-25 08:30,,,,
0013,投诉,C1,2024-04-02 08:30,,,,
0015,投诉,C9,2024-03-26 08:30,,,,欧阳一鸣
"""
STEPS = """\
投诉编号,步骤,步骤时间,办理人,理由
0001,受理,2024-03-04 09:30,E1,
0001,办结,2024-03-06 09:30,E1,
0001,重开,2024-03-07 09:30,E1,
0001,办结,2024-03-08 14:30,E2,
0002,受理,2024-03-04 09:30,E1,
0002,办结,2024-03-05 09:30,E1,
0002,重开,2024-03-06 09:30,E1,
0007,告知受理,?,E1,
0007,暂停,2024-03-13 08:30,E1,
0007,恢复,2024-03-14 08:30,E1,
0010,暂停,2024-03-20 08:30,E1,等客户补样
0011,办结,2024-03-21 17:30,?,
0011,告知受理,2024-03-20 12:00,E1,
0011,受理,2024-03-20 08:30,E1,
0012,告知受理,2024-03-25 09:30,E1,
0012,办结,,E1,
"""


def import_case_log(home: Home, folder: Path, encoding: str = "utf-8") -> None:
    """Through the importer and the build, as a person would."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("订单.csv", ORDERS), ("投诉.csv", CASES), ("过程.csv", STEPS)):
        path = folder / name
        path.write_bytes(text.encode(encoding))
        report = import_files(home, [path], settings=SETTINGS)
        assert [batch.rejected for batch in report.batches] == [0], report
    build(home, SETTINGS)
