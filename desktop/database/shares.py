"""Tells whether a path lies on a network share, where SQLite's locks cannot be trusted."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

NETWORK_TYPES = frozenset(
    {
        "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs",
        "nfs4", "pvfs2", "smb2", "smb3", "smbfs", "fuse.ceph", "fuse.cephfs", "fuse.davfs2", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs",
    }
)  # fmt: skip
DRIVE_REMOTE = 4
"""What GetDriveTypeW answers for a mapped network drive."""


def is_network_share(path: Path) -> bool:
    """Return whether the path lies on a network share of this PC."""
    if sys.platform == "win32":
        return is_windows_share(str(path), _drive_type)
    if str(path).startswith("\\\\"):
        return is_windows_share(str(path), lambda _root: 0)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:  # no such list here: nothing is known against the path
        return False
    return mount_type(str(path.resolve()), mounts) in NETWORK_TYPES


def is_windows_share(path: str, drive_type: Callable[[str], int]) -> bool:
    r"""Return whether a Windows path is a share: \\server\x, \\?\UNC\x, or a mapped drive; not \\?\C:."""
    text = path.replace("/", "\\")
    if re.match(r"\\\\[?.]\\UNC\\", text, re.IGNORECASE):
        return True
    if re.match(r"\\\\[?.]\\", text):
        text = text[4:]
    elif text.startswith("\\\\"):
        return True
    drive = re.match(r"([A-Za-z]:)", text)
    return drive is not None and drive_type(drive.group(1) + "\\") == DRIVE_REMOTE


def mount_type(path: str, mounts: str) -> str:
    """Return the file-system type of an absolute path by the text of /proc/mounts, or an empty text."""
    found, longest = "", -1
    wanted = PurePosixPath(path)
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code.group(1), 8)), parts[1])
        depth = len(PurePosixPath(point).parts)
        if wanted.is_relative_to(point) and depth >= longest:  # a later line covers an earlier one
            found, longest = parts[2], depth
    return found


def _drive_type(root: str) -> int:
    r"""Ask Windows what kind of drive a root such as C:\ is."""
    import ctypes

    windows = getattr(ctypes, "windll")  # noqa: B009 - exists on Windows only, and mypy runs elsewhere too
    return int(windows.kernel32.GetDriveTypeW(root))
