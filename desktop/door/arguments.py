"""What can be said on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.paths import default_database
from desktop.version import PROGRAM_NAME, PROGRAM_VERSION


def parser() -> argparse.ArgumentParser:
    """Return the parser of `onestop`; without a command it opens the window."""
    top = argparse.ArgumentParser(
        prog="onestop",
        description="一站解：乡镇综治中心的桌面程序。不带命令时打开窗口。",
        epilog="命令用账号的权限办事，并写入操作日志。密码在提示时输入，或放在 --password-file 指的文件里。",
    )
    top.add_argument("--version", action="version", version=f"{PROGRAM_NAME} {PROGRAM_VERSION}")
    _where(top)
    top.add_argument("--demo", action="store_true", help="打开一个演示中心，数据是编出来的")
    top.add_argument("--keep", type=Path, metavar="DIR", help="把演示中心留在这个文件夹里")
    top.add_argument("--seed", type=int, default=None, metavar="N", help="演示数据的种子")
    commands = top.add_subparsers(dest="command", metavar="命令")
    init = commands.add_parser("init", help="不用窗口建立综治中心")
    _where(init)
    init.add_argument(
        "--answers", type=Path, required=True, metavar="FILE", help="JSON 文件，写明首次运行要问的内容"
    )
    _papers(commands)
    search = commands.add_parser("search", help="查找事项")
    _where(search)
    _who(search)
    search.add_argument("text", help="编号、卷号、姓名、拼音首字母、电话或诉求里的词")
    backup = commands.add_parser("backup", help="备份，并核对备份")
    _where(backup)
    _who(backup)
    backup.add_argument("file", type=Path, help="备份文件，或放备份的文件夹")
    restore = commands.add_parser("restore", help="从备份恢复")
    _where(restore)
    _who(restore)
    restore.add_argument("file", type=Path, help="备份文件")
    restore.add_argument("--yes", action="store_true", help="已看过备份内容，替换现有数据库")
    verify = commands.add_parser("verify", help="核对数据库或备份：完整性、查找索引、材料、操作日志")
    _where(verify)
    _who(verify)
    verify.add_argument("--backup", type=Path, metavar="FILE", help="核对这个备份，不核对数据库")
    doctor = commands.add_parser("doctor", help="说明程序、电脑和数据库的情况")
    _where(doctor)
    _who(doctor, required=False)
    doctor.add_argument("--bundle", type=Path, metavar="FILE.zip", help="连同日志打成一个包，发给维护人员")
    return top


def _papers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of papers and dossiers."""
    paper = commands.add_parser("print", help="把案件的一份文书或整卷存为 PDF")
    _where(paper)
    _who(paper)
    paper.add_argument("number", help="卷号，全角半角括号都可以")
    paper.add_argument("--dossier", action="store_true", help="整卷：封面、目录、卷内文书和封底")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    paper.add_argument(
        "--paper",
        default="agreement",
        metavar="KEY",
        help="哪种文书，如 session、rights_notice；不写是协议书",
    )
    run = commands.add_parser("dossiers", help="把一个月结案的卷宗逐卷存为 PDF，附一张缺什么的清单")
    _where(run)
    _who(run)
    run.add_argument("month", help="哪个月结案的，如 2026-11")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="空的或还没有的文件夹")
    lint = commands.add_parser("lint", help="检查一件调解案件的卷宗：缺什么、错什么、谁去补")
    _where(lint)
    _who(lint)
    lint.add_argument("number", help="卷号，全角半角括号都可以")


def _where(part: argparse.ArgumentParser) -> None:
    """Add which database is meant; it may stand before or after the command."""
    missing = str(default_database()) if part.prog == "onestop" else argparse.SUPPRESS
    part.add_argument(
        "--database",
        default=missing,
        metavar="PATH_OR_URL",
        help="数据库文件，或 postgresql:// 地址（不写密码）",
    )
    password = None if part.prog == "onestop" else argparse.SUPPRESS
    part.add_argument(
        "--database-password-file",
        default=password,
        type=Path,
        metavar="FILE",
        help="服务器数据库的密码所在的文件",
    )


def _who(part: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add whose permissions are used."""
    part.add_argument("--as", dest="login", required=required, metavar="LOGIN", help="用哪个账号")
    part.add_argument("--password-file", type=Path, metavar="FILE", help="账号密码所在的文件（第一行）")
