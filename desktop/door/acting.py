"""Opening an office for a command, with the account that was named."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import OfficeError
from desktop.office import Office

DESK = "命令行"


def unopened(arguments: Namespace, place: str | None = None) -> Office:
    """Return the office of the named database, not yet opened."""
    password = None
    if arguments.database_password_file is not None:
        password = first_line(arguments.database_password_file)
    return Office(place or arguments.database, desk=DESK, password=password)


@contextmanager
def acting(arguments: Namespace) -> Iterator[Office]:
    """Open the office and sign in as the named account; it is closed at the end."""
    office = unopened(arguments)
    if not office.exists():
        raise OfficeError(
            f"找不到数据库文件“{arguments.database}”。", todo="请核对位置，或用 onestop init 建立。"
        )
    office.open()
    try:
        office.sign_in(arguments.login, account_password(arguments, office))
        yield office
    finally:
        office.close()


def account_password(arguments: Namespace, office: Office) -> str:
    """Return the account's password: from its file, empty in a demo centre, or typed at the prompt."""
    from desktop.signing_in import demo_cards

    if arguments.password_file is not None:
        return first_line(arguments.password_file)
    if demo_cards(office):
        return ""
    if not sys.stdin.isatty():
        raise OfficeError("没有给出密码。", todo="请用 --password-file 指明密码文件。")
    return getpass.getpass("密码：")


def first_line(path: Path) -> str:
    """Return the first line of a file, without its line break."""
    try:
        return path.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as fault:
        raise OfficeError(f"读不了文件“{path}”。") from fault
