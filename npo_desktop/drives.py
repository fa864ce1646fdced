"""What kind of drive a folder is on, as the system says; unknown counts as fixed."""

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

REMOTE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "9p", "webdav"),
        *("fuse.sshfs", "fuse.davfs", "davfs", "fuse.rclone", "fuse.gvfsd-fuse", "afpfs"),
        *("fuse.onedriver", "fuse.google-drive-ocamlfuse", "fuse.s3fs"),
    }
)
# Windows: GetDriveTypeW, and attributes of files that may exist in a cloud only.
_REMOVABLE, _REMOTE, _OPTICAL = 2, 4, 5
_PLACEHOLDER = 0x0000_1000 | 0x0004_0000 | 0x0040_0000  # offline, recall on open, on data access
_NOT_INDEXED = 0x2000

SYSTEM: str = sys.platform


class Drive(StrEnum):
    """Kinds that matter to a database."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    REMOTE = "remote"


def drive_of(folder: Path) -> Drive:
    """The kind of drive that an existing folder is on."""
    if SYSTEM == "win32":
        return _windows_drive(folder)
    if SYSTEM == "linux":
        return linux_drive(folder, Path("/proc/mounts"), Path("/sys"))
    return Drive.FIXED


def is_writable(folder: Path) -> bool:
    """Whether a new file can be made there, tried and taken away again."""
    probe = folder / f".npo-{os.getpid()}.probe"
    try:
        descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        return False
    os.close(descriptor)
    probe.unlink(missing_ok=True)
    return True


def has_placeholder(path: Path) -> bool:
    """Whether Windows says that this may exist in a cloud only."""
    try:
        return bool(getattr(path.stat(), "st_file_attributes", 0) & _PLACEHOLDER)
    except OSError:
        return False


def keep_private(folder: Path) -> None:
    """For this user alone, and not in the search index; as far as the system can."""
    if SYSTEM == "win32":
        kernel = _kernel()
        attributes = int(kernel.GetFileAttributesW(str(folder)))
        if attributes != -1:
            kernel.SetFileAttributesW(str(folder), attributes | _NOT_INDEXED)
    else:
        folder.chmod(0o700)


def linux_drive(folder: Path, mounts: Path, devices: Path) -> Drive:
    """By the mount that the folder is under; ``mounts`` as /proc/mounts, ``devices`` as /sys."""
    device, system = _mount_of(folder, mounts)
    if system in REMOTE_SYSTEMS:
        return Drive.REMOTE
    name = Path(device).name
    for block in (devices / "class" / "block" / name, devices / "class" / "block" / _disk(name)):
        try:
            if (block / "removable").read_text().strip() == "1":
                return Drive.REMOVABLE
        except OSError:
            continue
    return Drive.FIXED


def _mount_of(folder: Path, mounts: Path) -> tuple[str, str]:
    """Device and file system of the longest mount point above a folder."""
    found, longest = ("", ""), -1
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for words in map(str.split, lines):
        if len(words) < 3:
            continue
        point = _unescaped(words[1])
        if len(point) > longest and Path(point) in (folder, *folder.parents):
            found, longest = (words[0], words[2]), len(point)
    return found


def _unescaped(text: str) -> str:
    r"""A mount point as it is called: a space stands there as \040."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _disk(partition: str) -> str:
    """sdb of sdb1, mmcblk0 of mmcblk0p1."""
    stem = partition.rstrip("0123456789")
    return stem[:-1] if stem.endswith("p") and stem[-2:-1].isdigit() else stem


def _windows_drive(folder: Path) -> Drive:
    kind = int(_kernel().GetDriveTypeW(_windows_root(folder.parts)))
    if kind in (_REMOVABLE, _OPTICAL):
        return Drive.REMOVABLE
    return Drive.REMOTE if kind == _REMOTE else Drive.FIXED


def _windows_root(parts: Sequence[str]) -> str:
    """``C:\\`` or ``\\\\server\\share\\``: with its last stroke, as Windows wants it."""
    root = parts[0] if parts else ""
    return root if root.endswith("\\") else root + "\\"


def _kernel() -> Any:
    ctypes: Any = import_module("ctypes")  # its Windows half has no types elsewhere
    return ctypes.windll.kernel32
