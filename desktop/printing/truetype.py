"""Reading TrueType files: which characters a font really draws, how wide, and a subset of it to embed.

Own and small instead of ReportLab's reader for three reasons: it stays lazy (the file is mapped into memory,
glyphs are looked at when asked for), it does not count a character as covered when the glyph is empty or lies
outside the file, and the subset holds just what a CID font in a PDF needs. Widths are in 1/1000 em.
"""

import mmap
import struct
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_KEPT_TABLES = ("cvt ", "fpgm", "prep")
_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_XY_SCALE, _HAS_2X2 = 0x1, 0x8, 0x20, 0x40, 0x80


class FontError(ValueError):
    """The font file is damaged, of another kind, or forbids embedding; it is treated as not there."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a PDF font descriptor says about a font, lengths in 1/1000 em, `weight` 100 to 900."""

    name: str
    ascent: float
    descent: float
    cap_height: float
    box: tuple[float, float, float, float]
    italic_angle: float
    weight: int


class TrueTypeFile:
    """One face of a .ttf or .ttc file. Raises FontError when the file cannot be used; safe between threads."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self._widths: dict[int, float] = {}
        self._lock = threading.Lock()
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._directory()
            self._read_headers()
            self.glyphs = self._read_cmap()
            self.metrics = self._read_metrics()
        except (OSError, struct.error, IndexError, KeyError, ValueError, ZeroDivisionError) as error:
            raise FontError(f"字体文件不能用：{path.name}") from error

    def covers(self, code: int) -> bool:
        """Whether the font draws this character: it has a glyph inside the file, and it is not blank by fault."""
        gid = self.glyphs.get(code, 0)
        if not 0 < gid < self._glyph_count:
            return False
        start, end = self._glyph_range(gid)
        if start == end:
            return unicodedata.category(chr(code)) == "Zs"
        return start < end <= self._glyf_length

    def width(self, code: int) -> float:
        """Advance width of a covered character in 1/1000 em."""
        width = self._widths.get(code)
        if width is None:
            width = self._widths[code] = self._advance(self.glyphs[code])[0] * 1000 / self._em
        return width

    def subset(self, wanted: list[tuple[int, int]]) -> tuple[bytes, list[int]]:
        """A TrueType file with the glyphs of some characters, and the number in it of each glyph wanted.

        Wanted are pairs of a covered character and an extra advance in 1/1000 em: such a glyph looks the same,
        and more room follows it.
        """
        with self._lock:
            order = list(dict.fromkeys([0, *(self.glyphs[code] for code, _extra in wanted)]))
            number = {gid: at for at, gid in enumerate(order)}
            glyphs = self._collect(order, number)
            metrics = [self._advance(gid) if gid < self._glyph_count else (self._em, 0) for gid in order]
            numbers: list[int] = []
            wider: dict[tuple[int, int], int] = {}
            for code, extra in wanted:
                plain = number[self.glyphs[code]]
                key = (plain, extra)
                if extra and key not in wider:
                    wider[key] = len(glyphs)
                    advance, bearing = metrics[plain]
                    metrics.append((advance + round(extra * self._em / 1000), bearing))
                    glyphs.append(_drawn_as(plain, glyphs[plain]))
                numbers.append(wider[key] if extra else plain)
            return self._assemble(glyphs, metrics), numbers

    # -- reading -----------------------------------------------------------------------------------------------

    def _directory(self) -> dict[str, tuple[int, int]]:
        at = 0
        if self._data[:4] == b"ttcf":
            (count,) = struct.unpack_from(">I", self._data, 8)
            if not 0 <= self.index < count:
                raise FontError("no such face")
            (at,) = struct.unpack_from(">I", self._data, 12 + 4 * self.index)
        if self._data[at : at + 4] not in {b"\0\1\0\0", b"true"}:
            raise FontError("no TrueType outlines")
        (count,) = struct.unpack_from(">H", self._data, at + 4)
        tables: dict[str, tuple[int, int]] = {}
        for tag, _sum, offset, length in struct.iter_unpack(
            ">4sIII", self._data[at + 12 : at + 12 + 16 * count]
        ):
            if offset + length > len(self._data):
                raise FontError("cut off")
            tables[tag.decode("latin-1")] = (offset, length)
        return tables

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _read_headers(self) -> None:
        self._head = self._table("head")
        self._em: int
        (self._em,) = struct.unpack_from(">H", self._head, 18)
        (magic,) = struct.unpack_from(">I", self._head, 12)
        if magic != 0x5F0F3CF5 or not 16 <= self._em <= 16384:
            raise FontError("head")
        self._long_loca: bool = struct.unpack_from(">h", self._head, 50)[0] == 1
        self._hhea = self._table("hhea")
        self._metric_count: int = struct.unpack_from(">H", self._hhea, 34)[0]
        self._maxp = self._table("maxp")
        self._glyph_count: int = struct.unpack_from(">H", self._maxp, 4)[0]
        self._glyf_start, self._glyf_length = self._tables["glyf"]
        self._loca_start, loca_length = self._tables["loca"]
        self._hmtx_start, hmtx_length = self._tables["hmtx"]
        if len(self._maxp) < 32:
            raise FontError("maxp")
        if loca_length < (self._glyph_count + 1) * (4 if self._long_loca else 2):
            raise FontError("loca")
        if self._metric_count == 0 or hmtx_length < 2 * (self._metric_count + self._glyph_count):
            raise FontError("hmtx")

    def _read_metrics(self) -> Metrics:
        scale = 1000 / self._em
        box = struct.unpack_from(">4h", self._head, 36)
        ascent, descent = struct.unpack_from(">hh", self._hhea, 4)
        weight, cap_height = 400, ascent
        if "OS/2" in self._tables:
            os2 = self._table("OS/2")
            version, weight, kind = struct.unpack_from(">H2xHxxH", os2)
            if kind & 0x000F == 0x0002 or kind & 0x0300:
                raise FontError("the maker of the font forbids embedding")
            if version > 1 and len(os2) >= 90:
                (cap_height,) = struct.unpack_from(">h", os2, 88)
        italic = (
            struct.unpack_from(">i", self._table("post"), 4)[0] / 65536 if "post" in self._tables else 0.0
        )
        return Metrics(
            name=self._read_name(),
            ascent=ascent * scale,
            descent=descent * scale,
            cap_height=cap_height * scale,
            box=(box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale),
            italic_angle=italic,
            weight=weight,
        )

    def _read_name(self) -> str:
        """The PostScript name, ASCII letters, digits and hyphens only; the file's name where there is none."""
        if "name" in self._tables:
            data = self._table("name")
            count, strings = struct.unpack_from(">2xHH", data)
            for record in struct.iter_unpack(">6H", data[6 : 6 + 12 * count]):
                platform, _encoding, _language, kind, length, offset = record
                if kind != 6:
                    continue
                raw = data[strings + offset : strings + offset + length]
                text = raw.decode("utf-16-be" if platform in {0, 3} else "latin-1", "ignore")
                name = "".join(c for c in text if c.isascii() and (c.isalnum() or c == "-"))
                if name:
                    return name
        return "".join(c for c in self.path.stem if c.isascii() and c.isalnum()) or "Font"

    def _read_cmap(self) -> dict[int, int]:
        data = self._table("cmap")
        (count,) = struct.unpack_from(">2xH", data)
        offsets = {
            (platform, encoding): offset
            for platform, encoding, offset in struct.iter_unpack(">HHI", data[4 : 4 + 8 * count])
        }
        for key in ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)):
            if key not in offsets:
                continue
            table = data[offsets[key] :]
            (form,) = struct.unpack_from(">H", table)
            if form == 12:
                return _cmap_12(table)
            if form == 4:
                return _cmap_4(table)
        raise FontError("no Unicode cmap")

    def _glyph_range(self, gid: int) -> tuple[int, int]:
        if self._long_loca:
            start, end = struct.unpack_from(">II", self._data, self._loca_start + 4 * gid)
            return start, end
        start, end = struct.unpack_from(">HH", self._data, self._loca_start + 2 * gid)
        return 2 * start, 2 * end

    def _advance(self, gid: int) -> tuple[int, int]:
        """Advance and left side bearing in font units."""
        last = self._metric_count - 1
        if gid <= last:
            advance, bearing = struct.unpack_from(">Hh", self._data, self._hmtx_start + 4 * gid)
            return advance, bearing
        (advance,) = struct.unpack_from(">H", self._data, self._hmtx_start + 4 * last)
        (bearing,) = struct.unpack_from(
            ">h", self._data, self._hmtx_start + 4 * self._metric_count + 2 * (gid - self._metric_count)
        )
        return advance, bearing

    # -- writing a subset --------------------------------------------------------------------------------------

    def _outline(self, gid: int) -> bytes:
        start, end = self._glyph_range(gid) if gid < self._glyph_count else (0, 0)
        if not start < end <= self._glyf_length:
            return b""
        return self._data[self._glyf_start + start : self._glyf_start + end]

    def _collect(self, order: list[int], number: dict[int, int]) -> list[bytes]:
        """Outlines in the new order; parts of composite glyphs are added to the order and renumbered."""
        glyphs: list[bytes] = []
        while len(glyphs) < len(order):
            outline = self._outline(order[len(glyphs)])
            if len(outline) > 10 and outline[0] >= 0x80:  # negative number of contours: a composite
                changed = bytearray(outline)
                for at, part in _components(outline):
                    if part not in number:
                        number[part] = len(order)
                        order.append(part)
                    struct.pack_into(">H", changed, at, number[part])
                outline = bytes(changed)
            glyphs.append(outline + b"\0" * (-len(outline) % 4))
        return glyphs

    def _assemble(self, glyphs: list[bytes], metrics: list[tuple[int, int]]) -> bytes:
        offsets = [0]
        for outline in glyphs:
            offsets.append(offsets[-1] + len(outline))
        head = bytearray(self._head)
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        tables = {
            "glyf": b"".join(glyphs) or b"\0\0\0\0",
            "head": bytes(head),
            "hhea": self._hhea[:34] + struct.pack(">H", len(glyphs)),
            "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in metrics),
            "loca": struct.pack(f">{len(offsets)}I", *offsets),
            "maxp": _with_composites(self._maxp[:4] + struct.pack(">H", len(glyphs)) + self._maxp[6:]),
        }
        tables |= {tag: self._table(tag) for tag in _KEPT_TABLES if tag in self._tables}
        return _font_file(tables)


def _drawn_as(number: int, outline: bytes) -> bytes:
    """A composite glyph that is nothing but another glyph."""
    if not outline:
        return b""
    words, offsets = 0x0001, 0x0002
    return struct.pack(">h", -1) + outline[2:10] + struct.pack(">HHhhxx", words | offsets, number, 0, 0)


def _with_composites(maxp: bytes) -> bytes:
    """The table of limits, raised for glyphs that are drawn as another glyph."""
    limits = bytearray(maxp)
    points, contours, composite_points, composite_contours = struct.unpack_from(">4H", limits, 6)
    struct.pack_into(">HH", limits, 10, max(points, composite_points), max(contours, composite_contours))
    elements, depth = struct.unpack_from(">HH", limits, 28)
    struct.pack_into(">HH", limits, 28, max(elements, 1), depth + 1)
    return bytes(limits)


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where the glyph number of each part of a composite glyph stands, and the number."""
    at = 10
    more = True
    while more and at + 4 <= len(outline):
        flags, part = struct.unpack_from(">HH", outline, at)
        yield at + 2, part
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_XY_SCALE else 8 if flags & _HAS_2X2 else 0
        more = bool(flags & _MORE)


def _cmap_12(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">12xI", table)
    glyphs: dict[int, int] = {}
    for first, last, gid in struct.iter_unpack(">III", table[16 : 16 + 12 * count]):
        if last > 0x10FFFF or last - first > 0xFFFF:
            raise FontError("cmap")
        glyphs.update(zip(range(first, last + 1), range(gid, gid + last - first + 1), strict=True))
    return glyphs


def _cmap_4(table: bytes) -> dict[int, int]:
    (twice,) = struct.unpack_from(">6xH", table)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + twice)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * twice)
    offsets = struct.unpack_from(f">{count}H", table, 16 + 3 * twice)
    glyphs: dict[int, int] = {}
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if first == 0xFFFF:
            continue
        size = last - first + 1
        if offsets[segment] == 0:
            found = range(first + deltas[segment], last + deltas[segment] + 1)
            glyphs.update(
                (code, gid & 0xFFFF) for code, gid in zip(range(first, last + 1), found, strict=True)
            )
            continue
        at = 16 + 3 * twice + 2 * segment + offsets[segment]
        listed = struct.unpack_from(f">{size}H", table, at)
        glyphs.update(
            (code, (gid + deltas[segment]) & 0xFFFF)
            for code, gid in zip(range(first, last + 1), listed, strict=True)
            if gid
        )
    return glyphs


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Tables put together to a TrueType file, with directory and check sums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [
        struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    ]
    body: list[bytes] = []
    at = 12 + 16 * count
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sIII", tag.encode("latin-1"), total, at, len(data)))
        body.append(padded)
        at += len(padded)
    return b"".join(directory + body)
