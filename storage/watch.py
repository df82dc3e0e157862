"""Hand edits, noticed: the data folder is watched, and looked over now and then where nothing notifies.

What a file holds is compared with what was announced last, so that our own saves are never taken for somebody
else's, and an editor that only touches a file changes nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from contextlib import suppress

import watchfiles

from storage import diff, documents
from storage.errors import StorageError
from storage.events import Event
from storage.index import Index
from storage.names import id_of
from storage.store import Store
from storage.versions import Current

log = logging.getLogger(__name__)
_GATHER_MS = 200
_QUIET_MS = 40
_SWEEP = 2.0
"""Seconds between two looks over the whole folder ..."""
_SWEEP_MANY = 10.0
"""... and where there are thousands of projects."""
_MANY = 2000
_GONE_FOR = 0.3
"""Seconds for which a file has to be missing: some editors delete it before they write it anew."""
_MOST_COMPARED = 4 << 20


class Watcher:
    """One background thread that announces what others do to the files of a store."""

    def __init__(self, store: Store, index: Index) -> None:
        """Watch the data folder of `store`; `index` tells what changed without opening every file."""
        self._store = store
        self._index = index
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="holdfast-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch; what is there now is known."""
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def sweep(self) -> None:
        """Look for projects that are not as they were announced."""
        rows = {row.id: row.etag for row in self._index.rows()}
        known = dict(self._store.announced)
        self._look_at([project for project, etag in rows.items() if known.get(project) != etag])
        self._look_at([project for project, etag in known.items() if etag is not None and project not in rows])

    def look(self, project: str) -> None:
        """Announce a project if it is not as it was announced last.

        Raises:
            StorageError: it cannot be read.
        """
        store = self._store
        current = store.versions.read(project)
        if _etag(current) == store.announced.get(project):
            return
        if current is None:
            time.sleep(_GONE_FOR)
        with store.locks.hold(project):
            current = store.versions.read(project)
            if _etag(current) == store.announced.get(project):
                return
            store.announce(self._event(project, current))
        store.housekeeper.wrote(project)

    def _run(self) -> None:
        is_known = False
        while not self._stop.is_set():
            try:
                if not is_known:
                    self._know()
                    is_known = True
                self._follow()
            except (OSError, StorageError, RuntimeError) as error:
                log.warning("watching %s: %s", self._store.layout.data, error)
                self._stop.wait(_SWEEP)

    def _know(self) -> None:
        """Take what is there now for announced."""
        for row in self._index.rows():
            self._store.announced.setdefault(row.id, row.etag)

    def _follow(self) -> None:
        pause = _SWEEP_MANY if self._index.known > _MANY else _SWEEP
        swept = time.monotonic()
        for changes in watchfiles.watch(
            self._store.layout.data,
            watch_filter=None,
            debounce=_GATHER_MS,
            step=_QUIET_MS,
            stop_event=self._stop,
            rust_timeout=int(pause * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=False,
        ):
            names = {path.replace("\\", "/").rsplit("/", 1)[-1] for _, path in changes}
            self._look_at(project for name in sorted(names) if (project := id_of(name)))
            if time.monotonic() - swept >= pause:
                self.sweep()
                swept = time.monotonic()

    def _look_at(self, projects: Iterable[str]) -> None:
        for project in projects:
            try:
                self.look(project)
            except StorageError as error:
                log.info("%s: %s", project, error.detail)

    def _event(self, project: str, current: Current | None) -> Event:
        """Describe a version that somebody else put there, or that a project is gone."""
        before = self._store.announced.get(project)
        if current is None:
            return Event(project, None, self._store.now(), "delete", before=before)
        reason = "broken" if current.problem else self._reason(project, current)
        changes = self._changes(project, before, current)
        return Event(project, current.etag, current.saved_at, reason, changes=changes, before=before)

    def _reason(self, project: str, current: Current) -> str:
        """Say how a foreign version came to be: another process of ours keeps a copy, `cp` of a backup is a restore."""
        kept = self._store.backups.all(project)
        if kept and current.etag.startswith(f"sha256-{kept[0].name.hash12}"):
            return kept[0].name.why
        return "restore" if self._store.backups.has(project, current.etag) else "hand-edit"

    def _changes(self, project: str, before: str | None, current: Current) -> int | None:
        """Count the places that differ from the version before, if both can be read and are not too large."""
        if before is None or current.reading is None or len(current.content) > _MOST_COMPARED:
            return None
        with suppress(StorageError):
            content = self._store.backups.find(project, before)
            if content is not None:
                old = documents.parse(documents.read_file(content).text)
                return sum(1 for _ in diff.differences(old, documents.parse(current.reading.text)))
        return None


def _etag(current: Current | None) -> str | None:
    return None if current is None else current.etag
