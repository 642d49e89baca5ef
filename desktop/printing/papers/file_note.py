"""卷宗情况说明: what is missing, damaged or was put in later, and what happened after the closing.

Free text, 立卷人 and 检查人 each with the day (mediation.md 1.3 O). Papers that come after the archiving reach the
dossier only through such a note (3.2, row 26).
"""

from dataclasses import dataclass

from desktop.printing.blocks import Document, NumberLine, Spacer, Title, shown
from desktop.printing.papers.form import Form, KnownFacts
from desktop.printing.papers.parties import signatures, stamps, text_or_lines
from desktop.printing.profile import PaperEntry, national_profile

_LINES = 14  # ruled lines where nothing is filled in


@dataclass(frozen=True, slots=True)
class FileNotePaper:
    """What the note says, in one or several paragraphs; `number` is the 卷号, or empty."""

    committee_name: str
    text: str = ""
    number: str = ""
    void: bool = False


def file_note(paper: FileNotePaper, entry: PaperEntry | None = None) -> Document:
    """The note as a tree of blocks; 立卷人 and 检查人 sign and date by hand."""
    entry = entry or national_profile().entry("file_note")
    number = [NumberLine("卷号：", shown(paper.number, "number", "卷号"))] if paper.number.strip() else []
    return Document(
        title=f"{entry.title} {paper.number}".strip(),
        blocks=(
            Title(entry.title),
            *number,
            Spacer(),
            *text_or_lines(paper.text, "text", "情况说明", _LINES),
            Spacer(),
            signatures(entry.signers),
        ),
        author=paper.committee_name,
        stamps=stamps(void=paper.void),
    )


def _blank(known: KnownFacts) -> FileNotePaper:
    return FileNotePaper(known.committee_name, number=known.number)


FORM = Form(file_note, _blank, {})
