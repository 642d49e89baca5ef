"""What the printing tests share: the bundled fonts alone, and reading a PDF back as a reader does."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pypdfium2
import pytest

from desktop.printing.blocks import Document, Paragraph
from desktop.printing.fonts import FontSet
from desktop.printing.pdf import set_pdf


@pytest.fixture(scope="session")
def made_at() -> datetime:
    """The moment that the files name as their making."""
    return datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


@pytest.fixture(scope="session")
def bundled() -> FontSet:
    """No fonts of the PC: what every machine has."""
    return FontSet([])


@pytest.fixture(scope="session")
def read_back() -> Callable[[bytes], list[str]]:
    """The text of each page as a PDF reader finds it, lines joined."""

    def read(pdf: bytes) -> list[str]:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            texts = []
            for page in document:
                with closing(page), closing(page.get_textpage()) as text:
                    texts.append(text.get_text_range().replace("\r\n", "\n"))
            return texts

    return read


@pytest.fixture(scope="session")
def set_text(bundled: FontSet, made_at: datetime) -> Callable[..., bytes]:
    """A PDF of one paragraph, without page numbers."""

    def set_paragraph(text: str, **options: object) -> bytes:
        document = Document("试样", (Paragraph((text,), **options),), "某某", page_numbers=False)
        return set_pdf(document, made_at=made_at, fonts=bundled)

    return set_paragraph
