"""Write files that nobody else knows of yet, and keep copies: the steps that a save is made of."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.files.faults import as_faults
from storage.files.fs import Fs, Identity
from storage.files.place import own_temporary

_UMASK = os.umask(0o077)
os.umask(_UMASK)


def write_new(fs: Fs, path: Path, content: bytes, like: os.stat_result | None) -> Identity:
    """Write and sync a new file; after any failure it is gone, and fsync is never tried twice.

    Args:
        fs: the system calls.
        path: a name that is not taken.
        content: its bytes.
        like: the status of the file whose mode and owner it gets; without one it gets those of any new file.

    Raises:
        OSError: no such file was made.
    """
    descriptor = fs.open_new(path)
    try:
        try:
            fs.write(descriptor, content)
            if like is None:
                os.fchmod(descriptor, 0o666 & ~_UMASK)
            else:
                fs.copy_mode(descriptor, like)
            fs.sync(descriptor)
            status = fs.open_status(descriptor)
        finally:
            fs.close(descriptor)
        if status.st_size != len(content):
            raise OSError(errno.EIO, f"wrote {status.st_size} of {len(content)} bytes")
    except OSError:
        discard(fs, path)
        raise
    return Identity.of(status)


def keep_copy(fs: Fs, folder: Path, target: Path, content: bytes) -> None:
    """Write `content` under the new name `target`, durably.

    Args:
        fs: the system calls.
        folder: where it is written first, in the same file system.
        target: a name that is not taken.
        content: its bytes.

    Raises:
        FaultError: no such file was made.
    """
    with as_faults(target, writing=True):
        fs.make_folder(target.parent)
        path = own_temporary(folder)
        write_new(fs, path, content, None)
        try:
            fs.move_new(path, target)
        except OSError:
            discard(fs, path)
            raise
        try:
            sync_folder(fs, target.parent)
        except OSError:
            discard(fs, target)
            raise


def put_copy(fs: Fs, folder: Path, target: Path, content: bytes) -> None:
    """Write `content` under the name `target`, durably, in place of what is there.

    Args:
        fs: the system calls.
        folder: where it is written first, in the same file system.
        target: the name; whoever reads it sees the old content or the new one, and never a part.
        content: its bytes.

    Raises:
        FaultError: the old content stands, or the disk did not confirm the new one.
    """
    with as_faults(target, writing=True):
        fs.make_folder(target.parent)
        path = own_temporary(folder)
        write_new(fs, path, content, None)
        try:
            fs.replace(path, target)
        except OSError:
            discard(fs, path)
            raise
        sync_folder(fs, target.parent)


def sync_folder(fs: Fs, folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = fs.open_folder(folder)
    try:
        fs.sync(descriptor)
    finally:
        fs.close(descriptor)


@contextmanager
def open_folders(fs: Fs, live: Path, *paths: Path) -> Iterator[list[int]]:
    """Open folders before anything is written, so that syncing them later needs no descriptor."""
    opened: list[int] = []
    try:
        with as_faults(live, writing=True):
            opened.extend(_open_or_make(fs, path) for path in paths)
        yield opened
    finally:
        for descriptor in opened:
            with suppress(OSError):
                fs.close(descriptor)


def _open_or_make(fs: Fs, path: Path) -> int:
    try:
        return fs.open_folder(path)
    except FileNotFoundError:
        fs.make_folder(path)
        sync_folder(fs, path.parent)
        return fs.open_folder(path)


def read_all(fs: Fs, path: Path) -> bytes:
    """Return the bytes of a file that nobody writes to."""
    descriptor = fs.open_read(path)
    try:
        return fs.read(descriptor, fs.open_status(descriptor).st_size)
    finally:
        fs.close(descriptor)


def discard(fs: Fs, path: Path) -> None:
    """Remove a file of ours after a failure; what cannot be removed is found by recovery."""
    with suppress(OSError):
        fs.unlink(path)


def append_line(path: Path, line: str, *, limit: int) -> None:
    """Add a line to a text file of ours that may be lost; beyond `limit` bytes it begins anew."""
    fresh = path.exists() and path.stat().st_size > limit
    with path.open("w" if fresh else "a", encoding="utf-8") as file:
        file.write(f"{line}\n")
