"""The system calls that storage makes, behind one small object so that a test can make each of them fail.

The idea is SQLite's VFS: what can go wrong is not mocked away but injected, operation by operation.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_RENAME_EXCHANGE = 2
_UNSUPPORTED = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)


@dataclass(frozen=True, slots=True)
class Identity:
    """What says cheaply that a file may have changed: a hint for when to hash, never the truth."""

    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Identity:
        """Take the four fields from a stat result."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def same_content(self, other: Identity) -> bool:
        """Compare all but the change time, which a rename or a link moves as well."""
        return (self.inode, self.size, self.mtime_ns) == (other.inode, other.size, other.mtime_ns)


class ExchangeUnsupported(OSError):
    """This file system or kernel cannot swap two names."""


class Fs:
    """The real operating system. Every method is one call, or one loop around it, and raises OSError."""

    def open_folder(self, path: Path) -> int:
        """Open a folder, so that it can be synced later even when no descriptor is left."""
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def open_new(self, path: Path) -> int:
        """Create a file that must not exist yet, readable by its owner only."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def open_read(self, path: Path) -> int:
        """Open a file for reading without waiting for the other end of a pipe."""
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)

    def read(self, descriptor: int, size: int) -> bytes:
        """Read a file of about `size` bytes from its beginning to its end."""
        parts = []
        while part := os.read(descriptor, max(size, 1) + 1):
            parts.append(part)
        return b"".join(parts)

    def write(self, descriptor: int, content: bytes) -> None:
        """Write all of `content`: a nearly full disk takes a part and says so by the count alone."""
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]

    def sync(self, descriptor: int) -> None:
        """Make a file or folder durable; on macOS fsync alone leaves it in the drive's cache."""
        if sys.platform == "darwin":
            _full_sync(descriptor)
        else:
            os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor; some file systems report a failed write only here."""
        os.close(descriptor)

    def status(self, path: Path) -> os.stat_result:
        """Return the status of what `path` leads to."""
        return os.stat(path)

    def link_status(self, path: Path) -> os.stat_result:
        """Return the status of `path` itself."""
        return os.lstat(path)

    def open_status(self, descriptor: int) -> os.stat_result:
        """Return the status of an open file."""
        return os.fstat(descriptor)

    def copy_mode(self, descriptor: int, status: os.stat_result) -> None:
        """Give an open file the mode of another, and its owner where that is allowed."""
        os.fchmod(descriptor, status.st_mode & 0o7777)
        if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
            try:
                os.fchown(descriptor, status.st_uid, status.st_gid)
            except PermissionError:
                return

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; fails if `target` exists."""
        os.link(source, target, follow_symlinks=False)

    def exchange(self, one: Path, other: Path) -> None:
        """Swap what two names lead to in one step (renameat2, renamex_np)."""
        _rename_by_flag(one, other, exchange=True)

    def move_new(self, source: Path, target: Path) -> None:
        """Rename to a name that must not exist yet."""
        try:
            _rename_by_flag(source, target, exchange=False)
        except ExchangeUnsupported:
            os.link(source, target, follow_symlinks=False)
            os.unlink(source)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over whatever is at `target`."""
        os.replace(source, target)

    def unlink(self, path: Path) -> None:
        """Remove a name."""
        os.unlink(path)

    def make_folder(self, path: Path) -> None:
        """Create a folder and the ones above it; an existing one is fine."""
        os.makedirs(path, exist_ok=True)

    def names(self, path: Path) -> list[str]:
        """Return the names in a folder."""
        return os.listdir(path)


if sys.platform == "darwin":

    def _full_sync(descriptor: int) -> None:
        """Sync through the drive's cache, where the file system knows how."""
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.ENOTTY, errno.EINVAL):
                raise
            os.fsync(descriptor)


def _rename_by_flag(one: Path, other: Path, *, exchange: bool) -> None:
    """Call the operating system's rename that takes flags; Python has none."""
    source, target = os.fsencode(one), os.fsencode(other)
    if _RENAMEAT2 is not None:
        flag = _RENAME_EXCHANGE if exchange else _RENAME_NOREPLACE
        failed = _RENAMEAT2(_AT_FDCWD, source, _AT_FDCWD, target, flag)
    elif _RENAMEX_NP is not None:
        failed = _RENAMEX_NP(source, target, 2 if exchange else 4)
    else:
        raise ExchangeUnsupported(errno.ENOSYS, "no atomic exchange on this system", str(other))
    if failed:
        number = ctypes.get_errno()
        kind = ExchangeUnsupported if number in _UNSUPPORTED else OSError
        raise kind(number, os.strerror(number), str(one), None, str(other))


def _system_call(name: str, *argument_types: type) -> ctypes._NamedFuncPointer | None:
    try:
        found = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError, TypeError):
        return None
    found.argtypes = argument_types
    found.restype = ctypes.c_int
    call: ctypes._NamedFuncPointer = found
    return call


_RENAMEAT2 = _system_call("renameat2", ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
_RENAMEX_NP = (
    _system_call("renamex_np", ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint) if sys.platform == "darwin" else None
)
