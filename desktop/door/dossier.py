"""What the door does with a dossier: bind it into a file, say what it lacks."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from desktop.door.acting import acting

DONE, FAULTY = 0, 1


def print_dossier(arguments: Namespace, write_new: Callable[[Path, bytes], None]) -> int:
    """Write the dossier of a case, frozen or as it stands now, into a PDF file that does not exist yet."""
    with acting(arguments) as office:
        from desktop.queries.dossiers import dossier_of, dossier_pdf, dossier_view
        from desktop.services.mediation.filing import note_dossier_printed

        case_id = office.ask(dossier_of, number=arguments.number)
        content = office.ask(dossier_pdf, case_id=case_id)
        view = office.ask(dossier_view, case_id=case_id)
        office.perform(note_dossier_printed, case_id=case_id)
        write_new(arguments.out, content)
    state = f"已归档，共{view.frozen.pages}页" if view.frozen is not None else "还没有归档"
    sys.stdout.write(f"{view.number}卷宗，{state}，{len(view.rows)}份文书。\n已存为{arguments.out}\n")
    return DONE


def print_lint(arguments: Namespace) -> int:
    """Print every finding on the dossier of a case with its score; 1 when there is an error."""
    from desktop.door.table import table

    with acting(arguments) as office:
        from desktop.queries.dossiers import case_lint

        report = office.ask(case_lint, number=arguments.number)
    from desktop.dossier.lint.rules import LEVEL_LABELS

    rows = [
        (
            found.check,
            "已说明" if found.reason else LEVEL_LABELS[found.level],
            found.sentence,
            f"理由：{found.reason}" if found.reason else f"由{found.who}补办",
            found.by.isoformat() if found.by is not None else "",
        )
        for found in report.findings
    ]
    for row in table(("编号", "级别", "问题", "怎么办", "期限"), rows):
        sys.stdout.write(f"{row}\n")
    sys.stdout.write(
        f"{'' if rows else '没有发现问题。'}卷宗评分 {report.score} / 100。{report.definition}\n"
    )
    return FAULTY if report.errors else DONE
