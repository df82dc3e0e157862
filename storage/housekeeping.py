"""Work that nobody waits for: copies of current versions, second looks at displaced files, thinning.

An editor that writes in place destroys the version before its edit, and no exchange can help there. So within a
second after a save has settled, or after a version was first loaded, a copy of it lies in the backups.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.files.fs import Identity
from storage.listings import Backup
from storage.names import BackupName, moment_of
from storage.retention import Kept, to_remove

if TYPE_CHECKING:
    from storage.store import Store

log = logging.getLogger(__name__)
_LATEST = 5.0
"""Seconds after the first of several saves at which the copy is made even if saves go on without a pause."""
_PAUSE_BETWEEN_THINNINGS = 30.0


class Housekeeper:
    """One background thread of a store; it takes the project's lock for each piece of work."""

    def __init__(self, store: Store) -> None:
        """Serve `store`; the thread starts with the first piece of work."""
        self._store = store
        self._wake = threading.Condition()
        self._due: dict[str, tuple[float, float]] = {}
        self._displaced: dict[str, list[tuple[Path, Identity | None]]] = {}
        self._thinned: dict[str, float] = {}
        self._seen: dict[str, str] = {}
        self._thread: threading.Thread | None = None
        self._closing = False

    def wrote(self, project: str) -> None:
        """Copy the current version soon, when no further save has come for a moment."""
        now = time.monotonic()
        with self._wake:
            was_idle = not self._due
            first = self._due.get(project, (0.0, now + _LATEST))[1]
            self._due[project] = (min(now + self._store.settings.settle, first), first)
            self._start()
            if was_idle:
                self._wake.notify()

    def saw(self, project: str, etag: str) -> None:
        """Copy a version that was loaded, unless it was seen before: an open page now has it as its base."""
        if self._seen.get(project) != etag:
            self._seen[project] = etag
            self.wrote(project)

    def kept(self, project: str, displaced: Path, identity: Identity | None) -> None:
        """Look again soon at a file that was displaced, in case an editor still had it open.

        Args:
            project: the id.
            displaced: where the file is now.
            identity: what it had when it was read, or None if it was never read.
        """
        with self._wake:
            self._displaced.setdefault(project, []).append((displaced, identity))

    def flush(self) -> None:
        """Do now all that is due."""
        while self._due:
            with self._wake:
                project = next(iter(self._due), None)
                if project is None:
                    return
                del self._due[project]
            self._tidy(project)

    def close(self) -> None:
        """Do all that is due and stop."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()
        self.flush()

    def thin(self, project: str) -> list[Backup]:
        """Remove the versions that retention lets go; the caller holds the lock. Return them."""
        store = self._store
        rules = store.project_settings.retention(project)
        if rules is None:
            return []
        backups = {backup.name: backup for backup in store.backups.all(project)}
        kept = [_as_planned(backup) for backup in backups.values()]
        gone = [backups[plan.name] for plan in to_remove(kept, store.now(), rules)]
        gone = [backup for backup in gone if self._is_safe_to_remove(project, backup)]
        for backup in gone:
            store.backups.remove(backup)
        return gone

    def _is_safe_to_remove(self, project: str, backup: Backup) -> bool:
        """Check the content against the name, since an edit that went into a backup stands nowhere else."""
        return self._store.backups.verify(project, backup).name == backup.name

    def _start(self) -> None:
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="holdfast-housekeeper", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._wake:
                if self._closing:
                    return
                now = time.monotonic()
                ready = [project for project, (due, _) in self._due.items() if due <= now]
                if not ready:
                    earliest = min((due for due, _ in self._due.values()), default=None)
                    self._wake.wait(None if earliest is None else max(0.01, earliest - now))
                    continue
                for project in ready:
                    del self._due[project]
            for project in ready:
                self._tidy(project)

    def _tidy(self, project: str) -> None:
        try:
            with self._store.locks.hold(project):
                self._settle(project)
                if time.monotonic() - self._thinned.get(project, -1e9) > _PAUSE_BETWEEN_THINNINGS:
                    self._thinned[project] = time.monotonic()
                    self.thin(project)
            self._look_again(project)
        except (StorageError, OSError) as error:
            log.warning("housekeeping of %s: %s", project, error)

    def _settle(self, project: str) -> None:
        store = self._store
        current = store.versions.read(project)
        if current is None or current.problem is not None:
            return
        newest = next(iter(store.backups.all(project)), None)
        if newest is None or not current.etag.startswith(f"sha256-{newest.name.hash12}"):
            store.backups.keep(project, current.content, current.etag, store.origin(project, current))

    def _look_again(self, project: str) -> None:
        """Rename what an editor wrote into after it was displaced; the lock is held for such a one only."""
        with self._wake:
            displaced = self._displaced.pop(project, [])
        for path, identity in displaced:
            name = BackupName.parse(path.name)
            if name is None or not path.exists() or self._is_untouched(path, identity):
                continue
            backup = Backup(name, path)
            if not self._store.backups.fits_its_name(backup):
                with self._store.locks.hold(project):
                    self._store.backups.verify(project, backup)

    def _is_untouched(self, path: Path, identity: Identity | None) -> bool:
        """Say whether the time stamps show that nobody wrote to a file since it was read."""
        if identity is None or not self._store.fine_clock:
            return False
        return Identity.of(self._store.fs.status(path)).same_content(identity)


def _as_planned(backup: Backup) -> Kept:
    """Return a backup as retention sees it; renaming a file, as pinning does, moves its change time and no other."""
    try:
        status = backup.path.stat()
    except OSError:
        return Kept(backup.name, 0)
    return Kept(
        backup.name, status.st_size, pinned_at=moment_of(status.st_ctime_ns) if backup.name.pinned_later else None
    )
