"""What the file system under a data folder can do, found out by doing it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_WRITES = 12


def has_fine_clock(folder: Path) -> bool:
    """Say whether writes in a row get time stamps of their own.

    Linux before 6.13 counts in steps of some milliseconds and FAT in steps of two seconds, so that an edit right after
    another one cannot be told from it by its time.
    """
    stamps: set[int] = set()
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            for _ in range(_WRITES):
                os.pwrite(file.fileno(), b"x", 0)
                stamps.add(os.fstat(file.fileno()).st_mtime_ns)
    except OSError:
        return False
    return len(stamps) == _WRITES
