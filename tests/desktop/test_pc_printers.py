"""The printers that this PC used: remembered by kind of paper, and never in the way."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.pc_printers import FILE_NAME, UsedPrinter, remember_printers, used_printers


def test_each_kind_of_paper_keeps_its_own_printer(tmp_path: Path) -> None:
    assert used_printers(tmp_path) == {}
    remember_printers({"agreement": UsedPrinter("前台激光机", duplex=True)}, tmp_path)
    remember_printers({"acceptance_receipt": UsedPrinter("窗口小票机")}, tmp_path)
    assert used_printers(tmp_path) == {
        "agreement": UsedPrinter("前台激光机", duplex=True),
        "acceptance_receipt": UsedPrinter("窗口小票机"),
    }
    remember_printers({"agreement": UsedPrinter("二楼打印机")}, tmp_path)
    assert used_printers(tmp_path)["agreement"] == UsedPrinter("二楼打印机")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@given(st.text())
def test_whatever_stands_in_the_file_nothing_breaks(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE_NAME).write_text(text, encoding="utf-8", errors="replace")
        assert isinstance(used_printers(Path(folder)), dict)


def test_rows_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        '{"a": {"name": "甲"}, "b": 3, "c": {"duplex": true}}', encoding="utf-8"
    )
    assert used_printers(tmp_path) == {"a": UsedPrinter("甲")}


def test_a_disk_that_refuses_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    remember_printers({"agreement": UsedPrinter("前台激光机")}, blocked)
    assert used_printers(blocked) == {}
