"""What the operating system reports, in the words of the error tree."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import DiskFull, IoFault, NotRegularFile, PermissionDenied, ReadOnlyFolder, StorageError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def fault_of(error: OSError, path: Path, *, writing: bool) -> StorageError:
    """Turn an OSError into the error that says what it means for the project at `path`."""
    name = path.name
    said = error.strerror or str(error)
    if error.errno in _FULL:
        return DiskFull(f"the disk or the quota is full, so {name} was not saved", file=name)
    if error.errno == errno.EROFS or (writing and error.errno in (errno.EACCES, errno.EPERM)):
        return ReadOnlyFolder(f"the folder of {name} cannot be written ({said})", file=name)
    if error.errno in (errno.EACCES, errno.EPERM):
        return PermissionDenied(f"{name} cannot be read ({said})", file=name)
    if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
        return NotRegularFile(f"{name} is not a regular file ({said})", file=name)
    if error.errno == errno.EBUSY:
        return IoFault(f"{name} cannot be replaced; is it a single-file mount? Mount its folder instead", file=name)
    return IoFault(f"{name}: {said}", file=name, errno=errno.errorcode.get(error.errno or 0, str(error.errno)))


@contextmanager
def as_faults(path: Path, *, writing: bool) -> Iterator[None]:
    """Raise what a block raises as OSError in the words of the error tree."""
    try:
        yield
    except OSError as error:
        raise fault_of(error, path, writing=writing) from error
