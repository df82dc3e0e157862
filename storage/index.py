"""The list of all projects, without opening each of them each time.

What a file holds is remembered under its identity (inode, size, times) and looked at again when that changes. The
memory survives in a cache file that may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from storage import documents
from storage.errors import DocumentError, FileBusy, StorageError, TooLarge
from storage.files.faults import as_faults
from storage.files.fs import Fs, Identity
from storage.files.reading import read_stable
from storage.layout import Layout
from storage.meaning import Meaning
from storage.names import id_of
from storage.settings import Settings
from storage.versions import Current

_MANY = 2000
_TRUST_FOR = 0.5
"""Seconds for which a folder of many files is not asked again for edits in place; new names show at once."""
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of a project."""

    id: str
    name: str
    kind: str
    size: int
    saved_at_ns: int
    etag: str
    state: str
    problem: dict[str, Any] | None = None
    summary: dict[str, Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """What projects of its kind are looked up by."""


Known = Callable[[str], Current | None]
"""Returns the version of a project that is held in memory, if the file is still that version."""


def nothing_known(_: str) -> Current | None:
    """Hold nothing: what an index without a store knows."""
    return None


class Index:
    """The rows of all projects of a data folder."""

    def __init__(
        self, fs: Fs, layout: Layout, settings: Settings, meaning: Meaning, known: Known = nothing_known
    ) -> None:
        """List what is in the data folder, described by `meaning`; `known` spares reading what was just saved."""
        self._fs = fs
        self._layout = layout
        self._settings = settings
        self._meaning = meaning
        self._known = known
        self._fingerprint = meaning.fingerprint()
        self._rows: dict[str, tuple[Identity, Row]] = {}
        self._kinds: dict[str, str] = {}
        self._guard = threading.Lock()
        self._stamp = 0
        self._scanned = 0.0
        self._changed = False
        self._load()

    def rows(self) -> list[Row]:
        """Return a row for each project, as the folder stands now."""
        with self._guard, as_faults(self._layout.data, writing=False):
            self._forget_other_meaning()
            if self._must_scan():
                self._scan()
            return [row for _, row in self._rows.values()]

    @property
    def known(self) -> int:
        """How many projects were there when somebody last looked."""
        return len(self._rows)

    def kind_of(self, project: str, current: Current) -> str:
        """Return the kind of a version that was just read."""
        known = self._rows.get(project)
        if known is not None and known[0] == current.identity:
            return known[1].kind
        if current.reading is None:
            return self._meaning.plain
        kind = self._kinds.get(current.etag)
        if kind is None:
            kind = self._meaning.kind_of(current.reading.text)
            if len(self._kinds) >= _MANY:
                self._kinds.clear()
            self._kinds[current.etag] = kind
        return kind

    def store(self) -> None:
        """Write the memory to its cache file; losing it costs time only, so it is not synced."""
        with self._guard:
            if not self._changed:
                return
            rows = [[asdict(identity), asdict(row)] for identity, row in self._rows.values()]
            kept = {"format": _FORMAT, "meaning": self._fingerprint, "rows": rows}
            self._changed = False
        temporary = self._layout.temporary / f"+index.{os.getpid()}.tmp"
        with contextlib.suppress(OSError):
            self._fs_write(temporary, orjson.dumps(kept))
            self._fs.replace(temporary, self._layout.index)

    def _fs_write(self, path: Path, content: bytes) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._fs.unlink(path)
        descriptor = self._fs.open_new(path)
        try:
            self._fs.write(descriptor, content)
        finally:
            self._fs.close(descriptor)

    def _load(self) -> None:
        try:
            kept = orjson.loads(self._layout.index.read_bytes())
            if kept["format"] == _FORMAT and kept["meaning"] == self._fingerprint:
                pairs = [(Identity(**identity), Row(**row)) for identity, row in kept["rows"]]
                self._rows = {row.id: (identity, row) for identity, row in pairs}
        except (OSError, ValueError, TypeError, KeyError):
            self._rows = {}

    def _forget_other_meaning(self) -> None:
        """Look at everything anew when a contract was added, changed or taken away."""
        fingerprint = self._meaning.fingerprint()
        if fingerprint != self._fingerprint:
            self._fingerprint = fingerprint
            self._rows.clear()
            self._kinds.clear()
            self._scanned = 0.0
            self._changed = True

    def _must_scan(self) -> bool:
        if len(self._rows) < _MANY or time.monotonic() - self._scanned > _TRUST_FOR:
            return True
        return self._fs.status(self._layout.data).st_mtime_ns != self._stamp

    def _scan(self) -> None:
        self._stamp = self._fs.status(self._layout.data).st_mtime_ns
        names = frozenset(name for name in self._fs.names(self._layout.data) if id_of(name))
        for name in names:
            self._look(name.removesuffix(".json"))
        for project in self._rows.keys() - {name.removesuffix(".json") for name in names}:
            del self._rows[project]
            self._changed = True
        self._scanned = time.monotonic()

    def _look(self, project: str) -> None:
        path = self._layout.live(project)
        try:
            status = self._fs.status(path)
            identity = Identity.of(status)
        except OSError as error:
            self._note_unreadable(project, path, error)
            return
        known = self._rows.get(project)
        if known is not None and known[0] == identity:
            return
        self._changed = True
        if not stat.S_ISREG(status.st_mode):
            self._rows.pop(project, None)
            return
        row = self._understood(project, path, identity)
        is_being_written = row.problem is not None and row.problem["code"] == FileBusy.__name__
        if known is None or not is_being_written:  # until it is settled, what was known of it holds
            self._rows[project] = (identity, row)

    def _note_unreadable(self, project: str, path: Path, error: OSError) -> None:
        """List a link that leads nowhere; forget a file that is gone."""
        try:
            status = self._fs.link_status(path)
        except OSError:
            if self._rows.pop(project, None):
                self._changed = True
            return
        problem = {"code": "not_a_regular_file", "detail": f"{path.name}: {error.strerror}"}
        row = Row(project, project, self._meaning.plain, 0, status.st_mtime_ns, "", "unreadable", problem)
        self._rows[project] = (Identity.of(status), row)

    def _understood(self, project: str, path: Path, identity: Identity) -> Row:
        row = Row(project, project, self._meaning.plain, identity.size, identity.mtime_ns, "", "ok")
        current = self._known(project)
        if current is not None and current.identity == identity and current.reading is not None:
            return self._described(row, current.reading.text, current.etag)
        try:
            found = read_stable(self._fs, path, limit=self._settings.loaded_bytes, patience=0.0)
        except TooLarge as error:
            return _with_state(row, "too_large", error)
        except StorageError as error:
            return _with_state(row, "unreadable", error)
        if found is None:
            return row
        try:
            text = documents.read_file(found.content).text
        except DocumentError as error:
            return _with_state(row, "broken", error, found.etag)
        return self._described(row, text, found.etag)

    def _described(self, row: Row, text: bytes, etag: str) -> Row:
        found = self._meaning.describe(text)
        state = "invalid" if found.problem else "ok"
        name = found.name or row.id
        return Row(
            row.id, name, found.kind, row.size, row.saved_at_ns, etag, state, found.problem, found.summary, found.facts
        )


def _with_state(row: Row, state: str, error: StorageError, etag: str = "") -> Row:
    problem = {"code": type(error).__name__, "detail": error.detail, **error.facts}
    return Row(row.id, row.name, row.kind, row.size, row.saved_at_ns, etag, state, problem)
