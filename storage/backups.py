"""The kept versions of each project: files whose names say when, in which order, what and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from storage.documents import etag_of
from storage.errors import IoFault, NoSuchBackup, StorageError
from storage.files.faults import as_faults
from storage.files.fs import Fs
from storage.files.steps import keep_copy, read_all, sync_folder
from storage.labels import Labels
from storage.layout import Layout
from storage.listings import Backup, Listings
from storage.names import BackupName, timestamp
from storage.thinned import Thinned

_HASH_START = len("sha256-")


class Backups:
    """The folder of backups. Writing needs the project's lock, reading does not."""

    def __init__(self, fs: Fs, layout: Layout, now: Callable[[], datetime]) -> None:
        """Name new backups by the clock `now`."""
        self._fs = fs
        self._layout = layout
        self._now = now
        self._listings = Listings(fs, layout)
        self._etags: dict[Path, str] = {}
        self._labels = Labels(fs, layout)
        self._thinned = Thinned(fs, layout)

    def all(self, project: str) -> list[Backup]:
        """Return the kept versions of a project, newest first."""
        return self._listings.all(project)

    def count(self, project: str) -> int:
        """Return how many versions of a project are kept."""
        return len(self.all(project))

    def get(self, project: str, name: str) -> Backup:
        """Return the backup with a file name, or the one that had it before it was pinned or unpinned.

        Raises:
            NoSuchBackup: there is none.
        """
        wanted = BackupName.parse(name)
        alike = [] if wanted is None else [kept for kept in self.all(project) if kept.name.is_of_same(wanted)]
        if alike:
            return next((backup for backup in alike if backup.name == wanted), alike[0])
        raise NoSuchBackup(f"{project!r} has no backup {name!r}", id=project, backup=name)

    def read(self, backup: Backup) -> bytes:
        """Return the bytes of a backup."""
        with _unless_gone(backup):
            content = read_all(self._fs, backup.path)
        self._etags[backup.path] = etag_of(content)
        return content

    def etag(self, backup: Backup) -> str:
        """Return the whole hash of a backup, of which its name holds the beginning."""
        known = self._etags.get(backup.path)
        if known is None:
            self.read(backup)
            known = self._etags[backup.path]
        return known

    def find(self, project: str, etag: str) -> bytes | None:
        """Return the kept version with this etag, or None."""
        for backup in self.all(project):
            if backup.name.hash12 == hash12(etag):
                content = self.read(backup)
                if etag_of(content) == etag:
                    return content
        return None

    def with_etag(self, project: str, etag: str) -> Backup | None:
        """Return the newest backup with this etag, or None; one whose etag is known is not read."""
        alike = (backup for backup in self.all(project) if backup.name.hash12 == hash12(etag))
        return next((backup for backup in alike if self.etag(backup) == etag), None)

    def newest_before(self, project: str, moment: datetime) -> bytes | None:
        """Return the newest version that was kept before a moment and was current then, or None."""
        for backup in self.all(project):
            if backup.name.kept_at < moment and backup.name.why not in ("broken", "conflict"):
                return self.read(backup)
        return None

    def thinned_at(self, project: str, etag: str) -> datetime | None:
        """Return when a version was kept that retention has let go of since, or None if it is not known."""
        return self._thinned.kept_at(project, hash12(etag))

    def has(self, project: str, etag: str) -> bool:
        """Say whether the names show a version with this etag."""
        return any(backup.name.hash12 == hash12(etag) for backup in self.all(project))

    def why_kept(self, project: str, etag: str) -> str | None:
        """Return the reason for which a version with this etag was kept first, or None if it was not."""
        known = [backup.name.why for backup in self.all(project) if backup.name.hash12 == hash12(etag)]
        return known[-1] if known else None

    def next_path(self, project: str, etag: str, why: str) -> Path:
        """Return the path for a version that is kept now; :meth:`noted` says when it is there."""
        newest = self.all(project)
        sequence = newest[0].name.sequence + 1 if newest else 1
        return self._layout.backups(project) / str(BackupName(sequence, self._now(), hash12(etag), why))

    def keep(self, project: str, content: bytes, etag: str, why: str, label: str = "") -> Backup:
        """Write a version into the backups; it is durable when this returns."""
        path = self.next_path(project, etag, why)
        self._labels.put(path, label)
        try:
            keep_copy(self._fs, self._layout.all_backups, path, content)
        except StorageError:
            self._labels.discard(path)
            raise
        return self.noted(path, etag)

    def keep_once(self, project: str, content: bytes, etag: str, why: str) -> Backup:
        """As :meth:`keep`, but return the kept version if there is one with this content and reason already."""
        for backup in self.all(project):
            if backup.name.hash12 == hash12(etag) and backup.name.why == why:
                return backup
        return self.keep(project, content, etag, why)

    def noted(self, path: Path, etag: str) -> Backup:
        """Add a backup that was just made at a path of :meth:`next_path`; the caller still holds the lock."""
        name = BackupName.parse(path.name)
        if name is None:
            raise NoSuchBackup(f"{path.name!r} is not the name of a backup", backup=path.name)
        backup = Backup(name, path)
        self._etags[path] = etag
        self._listings.add(backup, labelled=self._labels.has(path))
        return backup

    def fits_its_name(self, backup: Backup) -> bool:
        """Read a backup again and compare its hash with its name."""
        return hash12(etag_of(self.read(backup))) == backup.name.hash12

    def verify(self, project: str, backup: Backup) -> Backup:
        """Give a backup whose content no longer fits its name the name that fits.

        An editor that had the replaced file open writes into what has become the backup. What it wrote is a hand
        edit, and is kept as one.
        """
        if self.fits_its_name(backup):
            return backup
        etag = self.etag(backup)
        path = self.next_path(project, etag, "hand-edit")
        with as_faults(backup.path, writing=True):
            self._fs.move_new(backup.path, path)
            sync_folder(self._fs, path.parent)
        self._listings.forget(project)
        return self.noted(path, etag)

    def remove(self, backup: Backup) -> None:
        """Remove one kept version and its label; its name is remembered, since an open tab may have it as its base."""
        self._thinned.note(backup.path.parent.name, backup.name)
        with as_faults(backup.path, writing=True):
            self._fs.unlink(backup.path)
        self._labels.discard(backup.path)
        self._etags.pop(backup.path, None)

    def add_label(self, path: Path, label: str) -> None:
        """Label a version that was just kept; failing to is no reason to fail a save."""
        with suppress(StorageError):
            self._labels.put(path, label)
        self._listings.forget(path.parent.name)

    def label(self, backup: Backup) -> str | None:
        """Return what the operator called a version that was listed."""
        return self._labels.read(backup.path) if self._listings.may_have_label(backup) else None

    def mark(self, backup: Backup, name: BackupName, label: str) -> Backup:
        """Give a backup another name and label; whatever happens, it has the old ones or the new ones.

        Raises:
            FaultError: it has the old ones, or the disk did not confirm the new ones.
        """
        path = backup.path.with_name(str(name))
        if path != backup.path or label != (self.label(backup) or ""):
            self._labels.put(path, label)
            self._rename(backup, path)
        return Backup(name, path)

    def _rename(self, backup: Backup, path: Path) -> None:
        self._listings.forget(path.parent.name)
        if path == backup.path:
            return
        with as_faults(backup.path, writing=True):
            try:
                self._fs.move_new(backup.path, path)
            except OSError:
                self._labels.discard(path)
                raise
            sync_folder(self._fs, path.parent)
        self._labels.discard(backup.path)
        known = self._etags.pop(backup.path, None)
        if known is not None:
            self._etags[path] = known

    def projects(self) -> list[str]:
        """Return the ids of all projects that have a folder of backups, also of deleted ones."""
        try:
            return sorted(self._fs.names(self._layout.all_backups))
        except FileNotFoundError:
            return []

    def describe(self, backup: Backup) -> dict[str, object]:
        """Return what the HTTP interface shows of a backup."""
        with _unless_gone(backup):
            size = self._fs.status(backup.path).st_size
        shown: dict[str, object] = {
            "name": str(backup.name),
            "savedAt": timestamp(backup.name.kept_at),
            "etag": self.etag(backup),
            "size": size,
            "why": backup.name.why,
            "pinned": backup.pinned,
        }
        if label := self.label(backup):
            shown["label"] = label
        return shown


@contextmanager
def _unless_gone(backup: Backup) -> Iterator[None]:
    """Say of a backup that was thinned or renamed since it was listed that there is none."""
    try:
        with as_faults(backup.path, writing=False):
            yield
    except IoFault as error:
        if os.path.lexists(backup.path):
            raise
        raise NoSuchBackup(f"{backup.path.name!r} is gone", backup=backup.path.name) from error


def hash12(etag: str) -> str:
    """Return the part of an etag that a backup's name holds."""
    return etag[_HASH_START : _HASH_START + 12]
