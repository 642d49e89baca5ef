"""What each command of the door does: init, print, dossiers, lint, search, backup, restore, verify, doctor.

What was asked for goes to stdout, progress and refusals to stderr. Exit codes: 0 done; 1 faults found; 2 a
refusal in plain words; 3 our own fault, with the number under which it stands in the log.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from desktop.door.acting import (
    acting,
    acting_by_backup,
    database_password,
    refuse_password_in_address,
    unopened,
)
from desktop.errors import OfficeError

DONE, FAULTY, REFUSED, UNEXPECTED = 0, 1, 2, 3
PDF = ".pdf"


def run_command(arguments: Namespace) -> int:
    """Run the command of parsed arguments; return the exit code."""
    try:
        refuse_password_in_address(arguments.database)
        return _COMMANDS[arguments.command](arguments)
    except OfficeError as refusal:
        sys.stderr.write(f"{refusal}\n")
    except KeyboardInterrupt:
        sys.stderr.write("已停止。\n")
    except Exception as fault:  # noqa: BLE001 - the last stop: no traceback on the console
        from desktop.log import report
        from desktop.paths import log_folder

        number = report(fault)
        sys.stderr.write(f"出了意外的问题，没有做成。错误编号 {number}，经过记在{log_folder()}。\n")
        return UNEXPECTED
    return REFUSED


def _init(arguments: Namespace) -> int:
    """Found a centre from a file of answers; never over an existing one."""
    from desktop.door.answers import read_answers
    from desktop.front_door import front_door

    answers = read_answers(arguments.answers)
    office = unopened(arguments)
    try:
        if office.exists():
            office.open()
            door = front_door(office)
            if door.founded:
                raise OfficeError(f"这里已经有{door.centre_name}的数据库，不能再建一次。")
            office.close()
        office.found(answers)
    finally:
        office.close()
    _say(f"已建立{answers.centre_name.strip()}：{arguments.database}")
    _say(f"系统管理员{answers.admin_name.strip()}，登录名{answers.admin_login}。")
    return DONE


def _print(arguments: Namespace) -> int:
    """Write a paper of a case, as it was issued, into a PDF file that does not exist yet."""
    out: Path = arguments.out
    if out.suffix.lower() != PDF:
        raise OfficeError(f"“{out}”应当以 {PDF} 结尾。")
    _refuse_existing(out)
    if arguments.dossier:
        from desktop.door.dossier import print_dossier

        return print_dossier(arguments, _write_new)
    with acting(arguments) as office:
        from desktop.queries.agreements import paper_bytes
        from desktop.queries.issued_papers import issued_paper
        from desktop.services.door import record_reprint

        paper = office.ask(issued_paper, number=arguments.number, key=arguments.paper)
        content = office.ask(paper_bytes, paper_id=paper.paper_id)
        office.perform(record_reprint, paper_id=paper.paper_id)
        _write_new(out, content)
    _say(f"{paper.title}，第{paper.edition}版，{paper.pages}页，一式{paper.copies}份。")
    _say(f"已存为{out}")
    return DONE


def _dossiers(arguments: Namespace) -> int:
    """Write the dossiers of a month into a folder."""
    from desktop.door.dossier import print_month

    return print_month(arguments, _write_new)


def _lint(arguments: Namespace) -> int:
    """Print what a dossier lacks."""
    from desktop.door.dossier import print_lint

    return print_lint(arguments)


def _search(arguments: Namespace) -> int:
    """Print the matters that a text finds, names and numbers masked as in every export."""
    from desktop.door.table import table

    with acting(arguments) as office:
        from desktop.queries.found_lines import LIMIT, found_lines
        from desktop.search.find import is_whole_number
        from desktop.services.finding import find_by_number

        number = is_whole_number(arguments.text)
        ids = office.perform(find_by_number, text=arguments.text).matter_ids if number else ()
        lines = office.ask(found_lines, text=arguments.text, ids=ids or None)  # else another system's number
    if not lines:
        _say("没有找到。")
        return DONE
    rows = [(line.code, line.day.isoformat(), line.state_words, line.title) for line in lines]
    for row in table(("事项编号", "发生日期", "状态", "事项"), rows):
        _say(row)
    _say(f"共{len(rows)}件。" if len(rows) < LIMIT else f"只列出前{len(rows)}件，请写得再具体些。")
    return DONE


def _backup(arguments: Namespace) -> int:
    """Make a checked backup in a folder, or as a file that does not exist yet."""
    from desktop.backing_up import back_up_now

    with acting(arguments) as office:
        report = back_up_now(office, arguments.file, _progress)
    size = report.size / 2**20
    _say(f"已备份到{report.path}（{size:.1f} MB，含{report.summary.head_seq}条操作记录，已核对）。")
    return DONE


def _restore(arguments: Namespace) -> int:
    """Say what a backup holds; replace the database only after that was seen."""
    from desktop.database.contents import look_into
    from desktop.door.restoring import contents_in_words, restored
    from desktop.queries.backups import daily_backup

    contents = look_into(arguments.file)
    for line in contents_in_words(contents):
        _say(line)
    if not contents.sound:
        raise OfficeError("这个备份已损坏，没有恢复。", todo="请换一个备份。")
    with acting_by_backup(arguments, contents) as actor:
        if actor.office is not None:
            actor.office.ask(daily_backup)
        _agree(arguments, there=actor.there)
        outcome = restored(actor, contents, arguments, _progress)
    _say(f"已恢复到{arguments.database}。")
    if outcome.replaced is not None:
        _say(f"原来的数据库留在{outcome.replaced}。")
    return DONE


def _agree(arguments: Namespace, *, there: bool) -> None:
    """Ask for a typed 是 unless --yes was given; OfficeError when it does not come."""
    if arguments.yes:
        return
    what = "它会替换现有的数据库（原来的改名留着）。" if there else ""
    if not sys.stdin.isatty():
        raise OfficeError(f"还没有恢复。{what}", todo="看过上面的内容后，加上 --yes 再执行一次。")
    sys.stderr.write(f"{what}确定恢复请输入“是”：")
    sys.stderr.flush()
    if sys.stdin.readline().strip() != "是":
        raise OfficeError("没有恢复。")


def _verify(arguments: Namespace) -> int:
    """Check the database, or a backup; 1 when something is wrong with it."""
    if arguments.backup is None:
        from desktop.backing_up import check_now

        with acting(arguments) as office:
            report = check_now(office, _progress)
    else:
        from desktop.database.contents import look_into
        from desktop.database.verify import verify
        from desktop.queries.backups import may_check
        from desktop.services.backups import record_check

        contents = look_into(arguments.backup)
        with acting_by_backup(arguments, contents) as actor:
            if actor.office is None:
                raise OfficeError(f"找不到数据库“{arguments.database}”，没有账号可以核对备份。")
            actor.office.ask(may_check)
            report = verify(arguments.backup, progress=_progress)
            actor.office.perform(record_check, faults=sum(len(check.faults) for check in report.checks))
    for check in report.checks:
        _say(f"{check.name}：{'没有问题' if check.sound else ''}")
        for fault in check.faults:
            _say(f"  {fault}")
    _say(f"操作日志{report.events}条，末尾 {report.head_hash[:16]}")
    _say("没有发现问题。" if report.sound else "发现问题，见上。")
    return DONE if report.sound else FAULTY


def _doctor(arguments: Namespace) -> int:
    """Print the report of versions, places and the database; with --bundle write it into a zip with the logs."""
    from desktop.door.doctor import bundle, report, write

    if arguments.login is not None:
        with acting(arguments):
            pass
    lines = report(arguments.database, database_password(arguments))
    if arguments.bundle is not None:
        bundle(lines, arguments.bundle)
    write(lines)
    if arguments.bundle is not None:
        _say(f"已打包到{arguments.bundle}")
    return DONE


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "init": _init,
    "print": _print,
    "dossiers": _dossiers,
    "lint": _lint,
    "search": _search,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
    "doctor": _doctor,
}


def _refuse_existing(path: Path) -> None:
    """Refuse to write over a file, and into a folder that is not there."""
    if path.exists():
        raise OfficeError(f"“{path}”已经存在，没有打印。", todo="请换一个文件名。")
    if not path.absolute().parent.is_dir():
        raise OfficeError(f"文件夹“{path.absolute().parent}”不存在。")


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist; a half-written one does not stay."""
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError as fault:
        raise OfficeError(f"“{path}”已经存在，没有打印。", todo="请换一个文件名。") from fault
    except OSError as fault:
        raise OfficeError(f"写不了文件“{path}”。", todo="请检查磁盘和文件夹的权限。") from fault


def _say(line: str) -> None:
    """Write a line of the answer."""
    sys.stdout.write(f"{line}\n")


class _Told:
    """What was said last, so that each step of a long task is said once."""

    words = ""


def _progress(_done: int, _total: int, words: str) -> None:
    """Say on stderr what goes on."""
    if words and words != _Told.words:
        _Told.words = words
        sys.stderr.write(f"{words}…\n")
