"""The parts of a .docx file that are not the text: styles, fonts and their stand-ins, settings; the same bytes twice.

python-docx's own template brings half a megabyte of English styles, a thumbnail and the hour of saving; here the
few parts that a paper needs are written instead.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.printing.characters import clean
from desktop.printing.fonts import Typeface

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FACES = {
    Typeface.FANGSONG: "仿宋",
    Typeface.KAITI: "楷体",
    Typeface.HEITI: "黑体",
    Typeface.SONGTI: "宋体",
    Typeface.XIAOBIAOSONG: "方正小标宋简体",
}
"""The names by which Word and WPS know the typefaces of office papers."""

_STAND_INS = {  # where a PC has not the first, the next that it has
    "仿宋": ("FangSong", "仿宋_GB2312", "华文仿宋", "STFangsong"),
    "楷体": ("KaiTi", "楷体_GB2312", "华文楷体", "STKaiti"),
    "黑体": ("SimHei", "华文黑体", "微软雅黑"),
    "宋体": ("SimSun", "华文宋体", "STSong"),
    "方正小标宋简体": ("小标宋体", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong"),
}
_NEEDED_PARTS = ("styles", "fontTable", "settings", "theme", "header", "footer", "image")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip file's calendar


def finished(
    document: "WordDocument", *, title: str, author: str, language: str, size: float, made_at: datetime
) -> bytes:
    """The file of a document whose text is written: properties, styles of this type size, the same bytes every time.

    Raises ValueError for a moment without time zone.
    """
    if made_at.tzinfo is None:
        raise ValueError("时间要带时区")
    made = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.title = properties.subject = clean(title)
    properties.author = properties.last_modified_by = clean(author)
    properties.language = language
    properties.created = properties.modified = made
    properties.comments, properties.keywords, properties.revision = "", "", 1
    for rels in (document.part.rels, document.part.package.rels):
        for key, rel in list(rels.items()):
            kind = rel.reltype.rsplit("/", 1)[-1]
            if rels is document.part.rels and kind not in _NEEDED_PARTS:
                rels.pop(key)
            if kind in {"thumbnail", "extended-properties"}:
                rels.pop(key)
    output = io.BytesIO()
    document.save(output)
    written = {
        "word/styles.xml": _styles(size, language),
        "word/fontTable.xml": _fonts(),
        "word/settings.xml": _settings(language),
    }
    return _packed(output, {name: (_XML + text).encode() for name, text in written.items()})


def _packed(saved: io.BytesIO, written: dict[str, bytes]) -> bytes:
    """The parts of a saved file, some of them replaced, without the hour of saving."""
    output = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, written.get(name) or source.read(name))
    return output.getvalue()


def _styles(size: float, language: str) -> str:
    face = FACES[Typeface.FANGSONG]
    fonts = (
        f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}" w:hint="eastAsia"/>'
    )
    height = round(2 * size)
    return f"""<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="0"/>
<w:sz w:val="{height}"/><w:szCs w:val="{height}"/><w:lang w:val="{language}" w:eastAsia="{language}"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>
<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/></w:style>
</w:styles>"""


def _fonts() -> str:
    """The fonts, each with those that may stand in for it where a PC has it not."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _STAND_INS.items()
    )
    return f"<w:fonts {_W}>{entries}</w:fonts>"


def _settings(language: str) -> str:
    """As Word of today, not as an old one; marks squeezed as Chinese setting does."""
    place = 'w:uri="http://schemas.microsoft.com/office/word"'
    return f"""<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>
<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" {place} w:val="15"/></w:compat>
<w:themeFontLang w:val="{language}" w:eastAsia="{language}"/></w:settings>"""
