"""空白文书 and the set of papers that a mediator takes along for work away from the PC (practice.md 3)."""

from collections.abc import Sequence

from desktop.printing.blocks import Document
from desktop.printing.papers.form import KnownFacts
from desktop.printing.profile import PaperProfile, national_profile

OUTING = ("rights_notice", "session", "agreement", "performance_proof")
"""The notice, ruled minutes, the agreement, the receipt."""


def outing_papers(
    known: KnownFacts | None = None, *, keys: Sequence[str] = OUTING, profile: PaperProfile | None = None
) -> tuple[Document, ...]:
    """外出调解包: papers to be filled in by hand, each as often as the profile has copies for these parties.

    What is known stands on them; nothing known: wholly blank. Print them by set_together(…, fronts=True). Raises
    KeyError for a paper that the profile does not print.
    """
    profile, known = profile or national_profile(), known or KnownFacts()
    papers: list[Document] = []
    for key in keys:
        copies = profile.entry(key).copies(len(known.parties_or_blank))
        papers += [profile.blank(key, known)] * copies
    return tuple(papers)
