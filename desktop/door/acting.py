"""Opening an office for a command, with the account that was named."""

from __future__ import annotations

import getpass
import re
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop.errors import OfficeError
from desktop.office import Office

if TYPE_CHECKING:
    from desktop.database.contents import BackupContents

DESK = "命令行"
_SECRET_IN_QUERY = re.compile(r"(?:^|&)(?:password|passfile|sslpassword|service|servicefile)=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command: the account in the centre itself, else in the backup that is to become the centre."""

    office: Office | None
    """Open and signed in; None where there is no account to ask yet: a server's empty database."""
    there: bool
    """Whether `office` is the centre that the command names."""
    password: str


def refuse_password_in_address(place: str) -> None:
    """Raise OfficeError for a database address that carries a password: it would stand in the shell's history."""
    if "://" not in place:
        return
    try:
        address = urlsplit(place)
        found = address.password is not None or _SECRET_IN_QUERY.search(address.query) is not None
    except ValueError as fault:
        raise OfficeError("数据库地址写得不对。", todo="例：postgresql://用户名@服务器/数据库") from fault
    if found:
        raise OfficeError("数据库地址里不能写密码。", todo="请去掉密码，改用 --database-password-file。")


def unopened(arguments: Namespace, place: str | None = None) -> Office:
    """Return the office of the named database, not yet opened."""
    return Office(place or arguments.database, desk=DESK, password=database_password(arguments))


def database_password(arguments: Namespace) -> str | None:
    """Return the server's password from its file, or None."""
    file = arguments.database_password_file
    return None if file is None else first_line(file)


@contextmanager
def acting(arguments: Namespace) -> Iterator[Office]:
    """Open the office and sign in as the named account; it is closed at the end."""
    office = unopened(arguments)
    if not office.exists():
        raise OfficeError(
            f"找不到数据库文件“{arguments.database}”。", todo="请核对位置，或用 onestop init 建立。"
        )
    try:
        office.open()
        _refuse_empty(office)
        office.sign_in(arguments.login, account_password(arguments, office))
        yield office
    finally:
        office.close()


@contextmanager
def acting_by_backup(arguments: Namespace, contents: BackupContents) -> Iterator[Actor]:
    """Sign in to the centre that stands there, or where none does, to a copy of the backup.

    So that whoever may back up may also bring a lost centre back. A server's backup cannot be asked: then the
    actor has no office.
    """
    office = unopened(arguments)
    try:
        there = office.exists() and _opens(office)
        if there:
            password = account_password(arguments, office)
            office.sign_in(arguments.login, password)
            yield Actor(office, there=True, password=password)
        elif contents.engine == "sqlite" and contents.sound and not contents.newer:
            office.close()
            with _copy_of(contents.path) as copy:
                password = account_password(arguments, copy)
                copy.sign_in(arguments.login, password)
                yield Actor(copy, there=False, password=password)
        else:
            office.close()
            yield Actor(None, there=False, password="")
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


def _opens(office: Office) -> bool:
    """Open what stands there; False for an empty database. What is damaged or foreign is refused, not replaced."""
    from desktop.front_door import front_door

    try:
        office.open()
    except OfficeError as fault:
        if "://" in office.place:
            raise
        raise OfficeError(
            f"现有的文件“{office.place}”打不开：{fault.sentence}", todo="请先把它改名留着，再执行一次。"
        ) from fault
    return front_door(office).founded


def _refuse_empty(office: Office) -> None:
    """Refuse a database without a centre in it."""
    from desktop.front_door import front_door

    if not front_door(office).founded:
        raise OfficeError("这个数据库里还没有综治中心。", todo="请用 onestop init 建立，或从备份恢复。")


@contextmanager
def _copy_of(backup: Path) -> Iterator[Office]:
    """Open a copy of a backup, which goes at the end; the backup itself is never written to."""
    with tempfile.TemporaryDirectory(prefix="onestop-") as folder:
        copy = Office(str(shutil.copyfile(backup, Path(folder) / "centre.db")), desk=DESK)
        try:
            copy.open()
            yield copy
        finally:
            copy.close()
