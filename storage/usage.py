"""How much room a data folder takes, measured on a thread of its own: 200,000 kept versions take a second to look at.

A figure is up to half a minute old. A folder of kept versions is looked into again only when a file in it came, went or
was renamed, so that every measurement but the first costs a look at each project.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from storage.layout import Layout
from storage.names import id_of

log = logging.getLogger(__name__)
_HOLDS_FOR = 30.0
"""Seconds for which a measurement is good enough."""
_WAIT = 0.05
"""Seconds that somebody who asks waits for a measurement; one of some hundred projects takes less."""
_AT_ONCE = 64
"""Folders that are looked into before others get their turn at the interpreter."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes; each None until it is known."""

    projects: int | None = None
    """Of the files of all projects."""
    backups: int | None = None
    """Of all kept versions, also of deleted projects."""
    free: int | None = None
    """Free on the disk of the data folder."""
    total: int | None = None
    """Of that disk."""


class Usage:
    """The room that one data folder takes."""

    def __init__(self, layout: Layout) -> None:
        """Measure the folder of `layout` when somebody asks."""
        self._layout = layout
        self._guard = threading.Lock()
        self._room = Room()
        self._measured: float | None = None
        self._underway: threading.Event | None = None
        self._folders: dict[str, tuple[int, int]] = {}

    def room(self) -> Room:
        """Return what was measured last; if that is long ago, measure anew and wait a moment for it."""
        with self._guard:
            is_fresh = self._measured is not None and time.monotonic() - self._measured < _HOLDS_FOR
            if not is_fresh and self._underway is None:
                self._underway = threading.Event()
                threading.Thread(
                    target=self._measure, args=(self._underway,), name="holdfast-usage", daemon=True
                ).start()
            underway = self._underway
        if underway is not None:
            underway.wait(_WAIT)
        return self._room

    def _measure(self, done: threading.Event) -> None:
        try:
            disk = shutil.disk_usage(self._layout.data)
            self._room = Room(self._room.projects, self._room.backups, disk.free, disk.total)
            self._room = Room(self._of_projects(), self._of_backups(), disk.free, disk.total)
        except OSError as error:
            log.warning("measuring %s: %s", self._layout.data, error)
        finally:
            with self._guard:
                self._measured = time.monotonic()
                self._underway = None
            done.set()

    def _of_projects(self) -> int:
        return sum(status.st_size for entry, status in _entries(self._layout.data) if id_of(entry.name))

    def _of_backups(self) -> int:
        """Add the folders up, and remember each under the time at which its names changed last."""
        known, self._folders = self._folders, {}
        for count, (entry, status) in enumerate(_entries(self._layout.all_backups)):
            if not entry.is_dir():
                continue
            stamp, size = known.get(entry.name, (None, 0))
            if stamp != status.st_mtime_ns:
                size = sum(inside.st_size for _, inside in _entries(entry.path))
                if count % _AT_ONCE == 0:
                    time.sleep(0.001)
            self._folders[entry.name] = (status.st_mtime_ns, size)
        return sum(size for _, size in self._folders.values())


def _entries(folder: str | os.PathLike[str]) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    """Yield what is in a folder, without what goes while it is looked at."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            try:
                yield entry, entry.stat()
            except OSError:
                continue
