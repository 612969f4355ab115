"""Which encoding text without a mark is in: from its letters and headers, asked where two fit."""

import pytest

from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.text_looks import text_look
from dashboard.logic.problems import Problem

SIMPLIFIED = "编号x,说明x\n1,上海检测有限公司的年度合同\n2,客户要求尽快安排现场审核\n"
TRADITIONAL = "編號x,說明x\n1,臺灣檢驗股份有限公司的年度合約\n2,客戶要求儘快安排現場審核\n"
WESTERN = "nr,text\n1,Müller & Söhne GmbH\n2,Größe und Maß\n3,Café Zoë à côté\n4,Señor Peña\n"


def looked(tmp_path, content: bytes):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    return text_look(Source("x.csv", path))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (WESTERN, "cp1252"), (TRADITIONAL, "utf-16-le"),
     (SIMPLIFIED, "utf-16-be"), (WESTERN, "utf-16-le"), (SIMPLIFIED, "utf-8")],
)  # fmt: skip
def test_plain_text_is_told(tmp_path, text, encoding):
    found = looked(tmp_path, text.encode(encoding))
    assert (found.layout.encoding, found.asks) == (encoding, ())
    assert found.rows[0][1] == text.split("\n")[1].split(",")[1]


def test_known_headers_settle_a_few_letters(tmp_path):
    assert looked(tmp_path, "客戶編號,金額\n1,2\n".encode("big5")).layout.encoding == "big5"
    assert looked(tmp_path, "客户编号,金额\n1,2\n".encode("gb18030")).layout.encoding == "gb18030"


def test_bytes_that_fit_two_are_asked_with_how_they_read(tmp_path, home):
    content = "a,b\n1,大方八百\n".encode("gb18030")
    (ask,) = looked(tmp_path, content).asks
    assert (ask.field, set(ask.answers)) == ("encoding", {("gb18030", "1,大方八百"), ("big5", "1,湮源匐啃")})
    with pytest.raises(Problem, match=r"It may be .*gb18030: 1,大方八百.*--encoding"):
        home.run(home.file("x.csv", content))


def test_middle_of_a_large_file_is_looked_at(tmp_path):
    plain = "1,plain text of no letters beyond ascii\n" * 60_000
    content = ("nr,text\n" + plain + "2,上海检测有限公司的年度合同\n" * 6000 + plain).encode("gb18030")
    assert looked(tmp_path, content).layout.encoding == "gb18030"
