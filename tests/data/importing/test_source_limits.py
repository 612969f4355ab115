"""Zips, folders and limits: what is too much is said with limit, value and remedy; nothing leaves its folder."""

import io
import stat
import zipfile
from datetime import date

import openpyxl
import pytest

from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source, found_sources
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from dashboard.settings import Settings, load_settings

HEAD = "order_id,customer_id,order_date,net_amount\n"
ROW = "A,C1,2024-03-05,1\n"


def limited(**limits: int) -> Settings:
    return Settings(threads=2, import_limits=ImportLimits(**limits))


def zipped(home, name: str, **members: str | bytes):
    path = home.files / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in members.items():
            archive.writestr(inner.replace("__", "/").replace("_dot_", "."), content)
    return path


def workbook() -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["订单号", "客户编号", "订单日期", "金额"])
    book.active.append(["W", "C1", date(2025, 1, 2), 1])
    book.save(content)
    return content.getvalue()


def test_a_zip_with_workbooks_and_folders(home):
    path = zipped(home, "all.zip", a__b__w_dot_xlsx=workbook(), a__t_dot_csv=HEAD + ROW)
    report = home.run(path).batches[0]
    assert [file.name for file in report.files] == ["a/b/w.xlsx › Sheet", "a/t.csv"]
    assert sorted(home.rows("orders", "order_id")) == [("A",), ("W",)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_mark_for_utf8_are_read_as_chinese(home, encoding):
    marker = "XXXXXXXXXX" if encoding == "gb18030" else "XXXXXXXXXXXXXXX"
    content = zipped(home, "n.zip", **{f"{marker}_dot_csv": HEAD + ROW}).read_bytes()
    raw = "订单一览表".encode(encoding)
    assert len(raw) == len(marker)
    home.file("n.zip", content.replace(marker.encode(), raw))
    assert home.run(home.files / "n.zip").batches[0].files[0].name == "订单一览表.csv"


def test_zips_in_zips_are_not_opened_but_named(home):
    inner = zipped(home, "inner.zip", x_dot_csv=HEAD).read_bytes()
    report = home.run(zipped(home, "outer.zip", inner_dot_zip=inner, a_dot_csv=HEAD + ROW))
    assert (report.batches[0].accepted, report.ignored) == (1, ("inner.zip",))
    with pytest.raises(Problem, match="holds no CSV"):
        home.run(zipped(home, "only.zip", inner_dot_zip=inner))


def test_a_link_in_a_zip_is_refused(home):
    path = home.files / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("a.csv")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    with pytest.raises(Problem, match=r"holds the link a\.csv"):
        home.run(path)


@pytest.mark.parametrize(
    ("limits", "said"),
    [({"files": 1}, r"holds 2 files.*limit files is 1"), ({"packing_ratio": 2}, "limit packing_ratio is 2"),
     ({"unpacked_megabytes": 1}, r"unpack to \d+ MB.*limit unpacked_megabytes is 1")],
)  # fmt: skip
def test_zips_beyond_a_limit(home, limits, said):
    content = HEAD + ROW * (4_000_000 if "packing_ratio" in limits else 200_000)
    path = zipped(home, "big.zip", a_dot_csv=content, b_dot_csv=HEAD + ROW)
    with pytest.raises(Problem, match=rf"{said}.*import_limits"):
        home.run(path, settings=limited(**limits))
    assert home.state() == {}


def test_a_zip_that_unpacks_to_more_than_it_declares_is_refused(home):
    path = zipped(home, "liar.zip", a_dot_csv=HEAD + ROW * 1000)
    content = bytearray(path.read_bytes())
    central = content.rfind(b"PK\x01\x02")
    content[central + 24 : central + 28] = (20).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"liar\.zip"):
        home.run(path)
    assert home.state() == {}


@pytest.mark.parametrize(
    ("limits", "said"),
    [({"columns": 3}, "4 columns, and the limit columns is 3"), ({"rows": 2}, "rows, and the limit rows is 2"),
     ({"file_megabytes": 1}, "2 MB, and the limit file_megabytes is 1")],
)  # fmt: skip
def test_text_files_beyond_a_limit(home, limits, said):
    lines = 120_000 if "file_megabytes" in limits else 3
    with pytest.raises(Problem, match=rf"o\.csv has .*{said}.*import_limits"):
        home.run(home.file("o.csv", HEAD + ROW * lines), settings=limited(**limits))
    assert home.state() == {}


def test_limits_are_set_in_settings_toml(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("[import_limits]\ncolumns = 10\n", encoding="utf-8")
    assert load_settings(file).import_limits == ImportLimits(columns=10)
    file.write_text("[import_limits]\ncolums = 10\n", encoding="utf-8")
    with pytest.raises(Problem, match="import_limits"):
        load_settings(file)


def test_lock_files_of_open_workbooks_are_not_read(home):
    home.file("in/o.csv", HEAD + ROW)
    home.file("in/~$o.xlsx", b"\x05user")
    home.file("in/.o.csv.swp", "x")
    report = home.run(home.files / "in")
    assert (report.batches[0].accepted, report.ignored) == (1, ("~$o.xlsx",))


def test_a_text_beyond_the_limit_rejects_its_record_alone(home):
    content = f"{HEAD}A,{'客' * 1000},2024-03-05,1\nB,{'客' * 1001},2024-03-05,2\n"
    report = home.orders(content, settings=limited(cell_characters=1000))
    assert (report.accepted, report.reasons) == (1, {"CELL_TOO_LONG": 1})
    assert home.quarantine("line, codes, columns") == [(3, ["CELL_TOO_LONG"], ["customer_id"])]


def test_a_look_keeps_to_the_limits_that_are_set(home):
    path, limits = home.file("wide.csv", HEAD + ROW), ImportLimits(columns=3)
    with pytest.raises(Problem, match="has 4 columns, and the limit columns is 3"):
        look_at(Source(path.name, path), limits=limits)


def test_a_link_out_of_a_folder_is_not_followed_and_told(tmp_path):
    """Whoever may write into a drop folder reads nothing with the rights of whoever imports it."""
    folder, secret = tmp_path / "drop" / "march", tmp_path / "secret.csv"
    folder.mkdir(parents=True)
    secret.write_text(HEAD + ROW)
    (folder / "own.csv").write_text(HEAD + ROW)
    (folder / "inner.csv").symlink_to(folder / "own.csv")
    (folder / "outer.csv").symlink_to(secret)
    (folder / "outer").symlink_to(tmp_path)
    found, ignored = found_sources([folder], tmp_path / "scratch")
    assert [source.name for source in found] == ["inner.csv", "own.csv"]
    assert "outer.csv" in ignored
    (folder / "own.csv").unlink()
    (folder / "inner.csv").unlink()
    with pytest.raises(Problem, match="holds no CSV"):
        found_sources([folder], tmp_path / "scratch")
