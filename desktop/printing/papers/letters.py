"""What notices and letters have in common: whom they address, what is enclosed, the seal and who receives them."""

from collections.abc import Sequence
from typing import Any

from desktop.printing.blocks import Block, FieldRow, LabelledField, Paragraph, Shown, shown
from desktop.printing.papers.parties import SEAL, signatures


def salutation(name: str, field: str, place: str) -> Paragraph:
    """Whom the letter is for, with a colon, at the edge of the text."""
    return Paragraph((shown(name, field, place, room=10), "："), indent=0, justified=False)


def numbered(texts: Sequence[str], field: str, place: str, *, blank: int = 3) -> list[Block]:
    """Texts as 1、 2、 3、 each a paragraph; where there are none as many lines to write on."""
    given = [text.strip() for text in texts if text.strip()]
    if not given:
        missing = Shown("", field, place, missing=True)
        return [FieldRow((LabelledField(f"　　{number}、", missing),)) for number in range(1, blank + 1)]
    return [
        Paragraph((f"{number}、", Shown(text, f"{field}.{number - 1}", f"{place}第{number}项")))
        for number, text in enumerate(given, 1)
    ]


def ends(signers: Sequence[str], **known: Any) -> list[Block]:
    """The seal over its date and the lines of those who sign, in the order of the profile: seal first or last.

    A notice is sealed above, and its receipt signed below; a record is signed, and sealed at the end. `known` as
    for `signatures`.
    """
    if SEAL not in signers[:1]:
        return [signatures(signers, **known)]
    seal = signatures((SEAL,), committee_name=known.get("committee_name", ""))
    rest = signatures(signers[1:], **known)
    return [seal, *([rest] if rest.rows else [])]
