"""What the door does with a dossier: bind it into a file, say what it lacks."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop.door.acting import acting
from desktop.errors import OfficeError

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


def print_month(arguments: Namespace, write_new: Callable[[Path, bytes], None]) -> int:
    """Write the dossiers of the cases closed in a month into a folder, with a table of what each lacks.

    1 when one of them could not be bound or lacks something.
    """
    folder: Path = arguments.out
    if folder.is_dir() and any(folder.iterdir()):
        raise OfficeError(f"文件夹“{folder}”里已经有文件，没有装订。", todo="请换一个空的文件夹。")
    with acting(arguments) as office:
        from desktop.dossier.run import bind_each
        from desktop.queries.dossier_runs import dossier_choices

        choices = office.ask(dossier_choices, month=_month(arguments.month))
        if not choices:
            raise OfficeError(f"{arguments.month}没有结案的案件。")
        run = bind_each(office, tuple(reversed(choices)), _into(folder, write_new), _tell)
    for one in run.made:
        sys.stdout.write(f"{one.choice.number}　{one.words}\n")
    sys.stdout.write(f"{run.words}\n")
    if run.fault is not None:
        raise run.fault
    sys.stdout.write(f"清单：{run.summary}\n")
    return FAULTY if any(one.lacking or one.refusal for one in run.made) else DONE


def _month(text: str) -> date:
    """Return the first day of a month written 2026-11; OfficeError for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as fault:
        raise OfficeError(f"看不懂月份“{text}”。", todo="请写成 2026-11 这样。") from fault


def _into(folder: Path, write_new: Callable[[Path, bytes], None]) -> Callable[[bytes, str, str], Path]:
    """Return what writes a file into a folder, which is made where it is not there; namesakes get a number."""

    def put(content: bytes, title: str, ending: str) -> Path:
        plain = re.sub(r'[\\/:*?"<>|]', " ", title)
        names = (f"{plain}{ending}", *(f"{plain}（{number}）{ending}" for number in range(2, 1000)))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise OfficeError(f"不能建立文件夹“{folder}”。", todo="请检查磁盘和文件夹的权限。") from fault
        path = next(path for name in names if not (path := folder / name).exists())
        write_new(path, content)
        return path

    return put


def _tell(_done: int, _total: int, words: str) -> None:
    """Say on stderr what goes on."""
    sys.stderr.write(f"{words}…\n")


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
