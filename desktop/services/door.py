"""What the door without windows writes into the log besides the use cases that it shares with the window."""

from __future__ import annotations

from desktop.errors import NotFoundError
from desktop.permissions import requires
from desktop.work import Work
from models.agreement import Paper
from models.values.permissions import Permission


@requires(Permission.PAPER_PRINT)
def record_reprint(work: Work, *, paper_id: int) -> None:
    """Record that an issued paper was printed again; it shows telephone numbers in full."""
    paper = work.session.get(Paper, paper_id)
    if paper is None:
        raise NotFoundError("没有找到这份文书。")
    work.record(
        "paper:reprint", paper, words=f"重印{paper.title}，第{paper.edition}版", matter_id=paper.matter_id
    )


@requires(Permission.CENTRE_BACK_UP)
def record_restore(work: Work, *, name: str) -> None:
    """Record that the centre was restored from a backup; written into the restored database."""
    work.record("centre:restore", None, words=f"从备份{name}恢复")
