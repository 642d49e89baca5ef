"""What a file is, told by its content whatever its name says."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from attached_files import JPEG, PDF, PNG, zipped
from hypothesis import given
from hypothesis import strategies as st

from desktop.attachments.incoming import kept_name, look_at_bytes, look_at_file
from desktop.attachments.kinds import kind_of
from desktop.errors import OfficeError
from models.values.attachments import NAME_LIMIT, AttachmentKind, size_words

K = AttachmentKind
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", K.PDF),
        (b"\0" * 100 + PDF, "a.pdf", K.PDF),  # some scanners write before the mark
        (JPEG, "没有后缀", K.JPEG),
        (PNG, "其实是图.pdf", K.PNG),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "IMG_1.HEIC", K.HEIC),
        (b"\0\0\0\x18ftypM4A \0\0\0\0", "录音.m4a", K.M4A),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "录音.m4a", K.M4A),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "现场.mp4", K.MP4),
        (zipped("[Content_Types].xml", "word/document.xml"), "协议.docx", K.DOCX),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "名单.xlsx", K.XLSX),
        (OLE + "WordDocument".encode("utf-16-le"), "旧文稿.doc", K.DOC),
        (OLE + bytes((1 << 20) - 620) + "Workbook".encode("utf-16-le"), "旧表.xls", K.XLS),
        (b"II*\0" + bytes(40), "扫描.tif", K.TIFF),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(40), "a.bmp", K.BMP),
        (b"ID3\x03" + bytes(40), "a.mp3", K.MP3),
        (b"#!AMR\n" + bytes(40), "a.amr", K.AMR),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a.wav", K.WAV),
        ("微信聊天记录：\r\n张铉：明天拆".encode(), "聊天.txt", K.TEXT),
        ("微信聊天记录".encode("gb18030"), "聊天.txt", K.TEXT),
    ],
)
def test_kinds(content: bytes, name: str, kind: AttachmentKind) -> None:
    assert kind_of(BytesIO(content), name) is kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0" + bytes(90), "的种类不能收"),
        (zipped("a.txt"), "的种类不能收"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "里有宏"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "的种类不能收"),
        (b"\x7fELF" + bytes(90), "的种类不能收"),
        (OLE, "的种类不能收"),
        (b"PK\x03\x04 half a zip", "的种类不能收"),
    ],
)
def test_what_is_not_kept(content: bytes, words: str) -> None:
    with pytest.raises(OfficeError, match=words):
        kind_of(BytesIO(content), "照片.jpg")


@given(st.binary(min_size=1, max_size=2000))
def test_any_bytes_are_a_kind_or_refused(content: bytes) -> None:
    try:
        found = look_at_bytes("x", content, most=10_000)
    except OfficeError:
        return
    assert found.size == len(content)
    assert b"".join(found.pieces()) == content


def test_bad_files(tmp_path: Path) -> None:
    def refused(path: Path, most: int = 1000) -> str:
        with pytest.raises(OfficeError) as refusal:
            look_at_file(path, most=most)
        return str(refusal.value)

    empty = tmp_path / "空.pdf"
    empty.touch()
    assert refused(empty) == "“空.pdf”是空的，没有添加。如果正在扫描或复制，请等它完成。"
    large = tmp_path / "大.pdf"
    large.write_bytes(PDF + bytes(5000))
    assert "超过了每个文件1 KB的限度" in refused(large)
    assert "找不到文件“没有.pdf”" in refused(tmp_path / "没有.pdf")
    assert "不是一个文件" in refused(tmp_path)
    (tmp_path / "程序.jpg").write_bytes(b"MZ" + bytes(50))
    assert refused(tmp_path / "程序.jpg").startswith("“程序.jpg”的种类不能收。")


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)

    def scanner_goes_on(_done: int, _total: int, _what: str) -> None:
        with scan.open("ab") as file:
            file.write(b"more")

    with pytest.raises(OfficeError, match=r"“scan\.pdf”还在写入，没有添加。"):
        look_at_file(scan, most=10_000, told=scanner_goes_on)


def test_a_file_that_changes_between_the_look_and_the_keeping(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    found = look_at_file(scan, most=10_000)
    scan.write_bytes(PDF.replace(b"1.7", b"1.6"))
    with pytest.raises(OfficeError, match="还在写入"):
        list(found.pieces())


def test_names() -> None:
    assert kept_name(r"C:\扫描\墙体.jpg") == "墙体.jpg"
    assert kept_name("../../etc/passwd") == "passwd"
    assert kept_name("  ") == "未命名"
    assert kept_name("一" * 300 + ".jpeg").endswith("….jpeg")
    assert len(kept_name("一" * 300 + ".jpeg")) == NAME_LIMIT
    assert len(kept_name("一" * 300)) == NAME_LIMIT
    assert (size_words(1), size_words(900_000), size_words(3_600_000)) == ("1 KB", "879 KB", "3.4 MB")
