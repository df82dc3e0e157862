"""The version of each project that is on disk now, read once and remembered until the file changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import documents
from storage.documents import Reading
from storage.errors import DocumentError
from storage.files.fs import Fs, Identity
from storage.files.reading import read_stable
from storage.layout import Layout
from storage.names import moment_of
from storage.settings import Settings

_COARSE_CLOCK = 2_000_000_000
"""Nanoseconds within which two edits may have one time stamp: FAT counts two seconds."""


@dataclass(frozen=True, slots=True)
class Current:
    """One version of a project as it stands on disk."""

    etag: str
    content: bytes
    """The bytes of the file."""
    identity: Identity
    reading: Reading | None
    """What is shown of it, or None if it is broken ..."""
    problem: DocumentError | None
    """... and then what is wrong with it."""
    clean: bool
    """Whether it passed every check that a request has to pass."""

    @property
    def saved_at(self) -> datetime:
        """When the file was last written, as the file system says."""
        return moment_of(self.identity.mtime_ns)


@dataclass(frozen=True, slots=True)
class _Entry:
    current: Current
    hashed_at: int


class Versions:
    """Reads current versions, and holds the texts of the last used ones within a budget of bytes."""

    def __init__(self, fs: Fs, layout: Layout, settings: Settings, *, fine_clock: bool) -> None:
        """Trust equal time stamps at once only where `fine_clock` says that the file system tells edits apart."""
        self._fs = fs
        self._layout = layout
        self._settings = settings
        self._fine_clock = fine_clock
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._bytes = 0
        self._clean: OrderedDict[str, None] = OrderedDict()
        self._guard = threading.Lock()

    def known(self, project: str) -> Current | None:
        """Return the version on disk if that is known without reading the file."""
        entry = self._trusted(project)
        return entry.current if entry else None

    def read(self, project: str) -> Current | None:
        """Return the version on disk, or None if there is no such project.

        Raises:
            FileBusy, NotRegularFile, TooLarge, FaultError: it cannot be read.
        """
        entry = self._trusted(project)
        if entry is not None:
            return entry.current
        found = read_stable(
            self._fs, self._path(project), limit=self._settings.loaded_bytes, patience=self._settings.patience
        )
        if found is None:
            self.forget(project)
            return None
        current = self._understood(found.content, found.identity)
        self.remember(project, current)
        return current

    def written(self, project: str, text: bytes, etag: str, identity: Identity | None) -> None:
        """Remember a version that was checked and has just been put in place."""
        if identity is None:
            self.forget(project)
            return
        self._mark_clean(etag)
        reading = Reading(text, (), text)
        self.remember(project, Current(etag, text, identity, reading, None, clean=True))

    def remember(self, project: str, current: Current) -> None:
        """Hold a version in memory, and let go of those that were not used for longest."""
        size = len(current.content)
        with self._guard:
            self._drop(project)
            if size > self._settings.cached_bytes:
                return
            self._entries[project] = _Entry(current, time.time_ns())
            self._bytes += size
            while self._bytes > self._settings.cached_bytes:
                self._drop(next(iter(self._entries)))

    def forget(self, project: str) -> None:
        """Let go of a project."""
        with self._guard:
            self._drop(project)

    def _path(self, project: str) -> Path:
        return self._layout.live(project)

    def _trusted(self, project: str) -> _Entry | None:
        """Return what is remembered if the file has certainly not changed since."""
        entry = self._entries.get(project)
        if entry is None:
            return None
        try:
            identity = Identity.of(self._fs.status(self._path(project)))
        except OSError:
            return None  # the read that follows says what is wrong
        if identity != entry.current.identity:
            return None
        if not self._fine_clock and entry.hashed_at - identity.mtime_ns < _COARSE_CLOCK:
            return None
        with self._guard:
            if project in self._entries:
                self._entries.move_to_end(project)
        return entry

    def _drop(self, project: str) -> None:
        entry = self._entries.pop(project, None)
        if entry is not None:
            self._bytes -= len(entry.current.content)

    def _understood(self, content: bytes, identity: Identity) -> Current:
        etag = documents.etag_of(content)
        if etag in self._clean:
            return Current(etag, content, identity, Reading(content, (), content), None, clean=True)
        try:
            reading = documents.read_file(content)
        except DocumentError as problem:
            return Current(etag, content, identity, None, problem, clean=False)
        if reading.laid_out == content and not reading.warnings:
            self._mark_clean(etag)
        return Current(etag, content, identity, reading, None, clean=not reading.warnings)

    def _mark_clean(self, etag: str) -> None:
        with self._guard:
            self._clean[etag] = None
            self._clean.move_to_end(etag)
            while len(self._clean) > 4096:
                self._clean.popitem(last=False)


