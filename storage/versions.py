"""The version of each project that is on disk now, read once and remembered until the file changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from storage import documents
from storage.documents import Notice, Reading
from storage.errors import DocumentError
from storage.files.fs import Fs, Identity
from storage.files.reading import read_stable
from storage.files.steps import read_all
from storage.layout import Layout
from storage.names import moment_of
from storage.settings import Settings

_COARSE_CLOCK = 2_000_000_000
"""Nanoseconds within which two edits may have one time stamp: FAT counts two seconds."""
_MOST_CHECKED = 4096


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a version without its text."""

    etag: str
    identity: Identity
    warnings: tuple[Notice, ...]
    """What reading its text has to warn of."""

    @property
    def saved_at(self) -> datetime:
        """When the file was last written, as the file system says."""
        return moment_of(self.identity.mtime_ns)


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
    """Whether no key stands twice in it, so that a later version need be searched only where it differs."""
    read_at: int
    """When its identity was taken, in nanoseconds since 1970."""

    @property
    def text(self) -> bytes:
        """The text that is shown: UTF-8 without a byte order mark; of a broken file its bytes."""
        return self.reading.text if self.reading else self.content

    @property
    def laid_out(self) -> bytes:
        """The text as a save would lay it out; of a broken file its bytes."""
        return self.reading.laid_out if self.reading else self.content

    @property
    def glance(self) -> Glance:
        """What is known of it without its text."""
        return Glance(self.etag, self.identity, self.reading.warnings if self.reading else ())

    @property
    def saved_at(self) -> datetime:
        """When the file was last written, as the file system says."""
        return moment_of(self.identity.mtime_ns)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is known of a version whose text was let go of: reading it again needs no hash and no check."""

    etag: str
    identity: Identity
    hashed_at: int


class Versions:
    """Reads current versions, and holds the texts of the last used ones within a budget of bytes."""

    def __init__(self, fs: Fs, layout: Layout, settings: Settings, *, fine_clock: bool) -> None:
        """Trust equal time stamps at once only where `fine_clock` says that the file system tells edits apart."""
        self._fs = fs
        self._layout = layout
        self._settings = settings
        self._fine_clock = fine_clock
        self._held: OrderedDict[str, Current] = OrderedDict()
        self._bytes = 0
        self._checked: OrderedDict[str, _Checked] = OrderedDict()
        self._glances: OrderedDict[str, tuple[Glance, int]] = OrderedDict()
        self._guard = threading.Lock()

    def known(self, project: str) -> Current | None:
        """Return the version on disk if that is known without reading the file."""
        held = self._held.get(project)
        if held is None or not self._is_unchanged(project, held.identity, held.read_at):
            return None
        with self._guard:
            if project in self._held:
                self._held.move_to_end(project)
        return held

    def glance(self, project: str) -> Glance | None:
        """Return what is known of the version on disk without reading the file; None of one that may be broken."""
        found = self._glances.get(project)
        if found is None or not self._is_unchanged(project, found[0].identity, found[1]):
            return None
        return found[0]

    def read(self, project: str, seen: Current | None = None) -> Current | None:
        """Return the version on disk, or None if there is no such project.

        Args:
            project: the id.
            seen: the version that the caller has read a moment ago; it is returned if it still stands there.

        Raises:
            FileBusy, NotRegularFile, TooLarge, FaultError: it cannot be read.
        """
        known = self.known(project)
        if known is not None:
            return known
        if seen is not None and self._is_unchanged(project, seen.identity, seen.read_at):
            return seen
        return self._read_checked(project) or self._read_anew(project)

    def written(self, project: str, text: bytes, etag: str, identity: Identity | None) -> None:
        """Remember a version that was checked and has just been put in place."""
        if identity is None:
            self.forget(project)
            return
        now = time.time_ns()
        self._note_checked(project, _Checked(etag, identity, now))
        self._hold(project, Current(etag, text, identity, Reading(text, (), text), None, clean=True, read_at=now))

    def forget(self, project: str) -> None:
        """Let go of a project."""
        with self._guard:
            self._drop(project)
            self._checked.pop(project, None)
            self._glances.pop(project, None)

    def _is_unchanged(self, project: str, identity: Identity, hashed_at: int) -> bool:
        """Say whether a file has certainly not changed since it was hashed."""
        try:
            now = Identity.of(self._fs.status(self._layout.live(project)))
        except OSError:
            return False  # the read that follows says what is wrong
        return now == identity and (self._fine_clock or hashed_at - identity.mtime_ns >= _COARSE_CLOCK)

    def _read_checked(self, project: str) -> Current | None:
        """Read the text of a version that was checked before, if it still stands there."""
        checked = self._checked.get(project)
        if checked is None or not self._is_unchanged(project, checked.identity, checked.hashed_at):
            return None
        try:
            text = read_all(self._fs, self._layout.live(project))
        except OSError:
            return None  # as above
        if not self._is_unchanged(project, checked.identity, checked.hashed_at):
            return None
        reading = Reading(text, (), text)
        return Current(checked.etag, text, checked.identity, reading, None, clean=True, read_at=checked.hashed_at)

    def _read_anew(self, project: str) -> Current | None:
        path = self._layout.live(project)
        found = read_stable(self._fs, path, limit=self._settings.loaded_bytes, patience=self._settings.patience)
        if found is None:
            self.forget(project)
            return None
        now = time.time_ns()
        etag = documents.etag_of(found.content)
        try:
            reading = documents.read_file(found.content)
        except DocumentError as problem:
            current = Current(etag, found.content, found.identity, None, problem, clean=False, read_at=now)
        else:
            clean = all(notice.code != "duplicate_key" for notice in reading.warnings)
            current = Current(etag, found.content, found.identity, reading, None, clean=clean, read_at=now)
            if reading.laid_out == found.content and not reading.warnings:
                self._note_checked(project, _Checked(etag, found.identity, now))
        self._hold(project, current)
        return current

    def _hold(self, project: str, current: Current) -> None:
        """Hold a version in memory, and let go of those that were not used for longest."""
        size = len(current.content)
        with self._guard:
            self._drop(project)
            self._note_glance(project, current)
            if size > self._settings.cached_bytes:
                return
            self._held[project] = current
            self._bytes += size
            while self._bytes > self._settings.cached_bytes:
                self._drop(next(iter(self._held)))

    def _note_glance(self, project: str, current: Current) -> None:
        self._glances.pop(project, None)
        if current.reading is not None:
            self._glances[project] = (current.glance, current.read_at)
        while len(self._glances) > _MOST_CHECKED:
            self._glances.popitem(last=False)

    def _drop(self, project: str) -> None:
        held = self._held.pop(project, None)
        if held is not None:
            self._bytes -= len(held.content)

    def _note_checked(self, project: str, checked: _Checked) -> None:
        with self._guard:
            self._checked[project] = checked
            self._checked.move_to_end(project)
            while len(self._checked) > _MOST_CHECKED:
                self._checked.popitem(last=False)
