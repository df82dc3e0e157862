"""The kept versions of each project: files whose names say when, in which order, what and why."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.documents import etag_of
from storage.errors import IoFault, NoSuchBackup, StorageError
from storage.files.faults import as_faults
from storage.files.fs import Fs
from storage.files.steps import discard, keep_copy, read_all, sync_folder
from storage.layout import Layout
from storage.names import BackupName, timestamp
from storage.thinned import Thinned

_HASH_START = len("sha256-")


@dataclass(frozen=True, slots=True)
class Backup:
    """One kept version."""

    name: BackupName
    path: Path

    @property
    def pinned(self) -> bool:
        """Whether an operator asked for it to be kept."""
        return self.name.why == "pin"

    @property
    def label_path(self) -> Path:
        """The text file beside a pinned version that holds what the operator called it."""
        return self.path.with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a folder held when its time stamp was `stamp`."""

    stamp: int
    newest_first: list[Backup]


class Backups:
    """The folder of backups. Writing needs the project's lock, reading does not."""

    def __init__(self, fs: Fs, layout: Layout, now: Callable[[], datetime]) -> None:
        """Name new backups by the clock `now`."""
        self._fs = fs
        self._layout = layout
        self._now = now
        self._listings: dict[str, _Listing] = {}
        self._etags: dict[Path, str] = {}
        self._thinned = Thinned(fs, layout)

    def all(self, project: str) -> list[Backup]:
        """Return the kept versions of a project, newest first."""
        folder = self._layout.backups(project)
        with as_faults(folder, writing=False):
            try:
                stamp = self._fs.status(folder).st_mtime_ns
            except FileNotFoundError:
                return []
        remembered = self._listings.get(project)
        if remembered is not None and remembered.stamp == stamp:
            return remembered.newest_first
        with as_faults(folder, writing=False):
            names = self._fs.names(folder)
        found = [Backup(name, folder / str(name)) for text in names if (name := BackupName.parse(text))]
        found.sort(key=lambda backup: backup.name, reverse=True)
        self._listings[project] = _Listing(stamp, found)
        return found

    def count(self, project: str) -> int:
        """Return how many versions of a project are kept."""
        return len(self.all(project))

    def get(self, project: str, name: str) -> Backup:
        """Return the backup with a file name.

        Raises:
            NoSuchBackup: there is none.
        """
        for backup in self.all(project):
            if str(backup.name) == name:
                return backup
        raise NoSuchBackup(f"{project!r} has no backup {name!r}", id=project, backup=name)

    def read(self, backup: Backup) -> bytes:
        """Return the bytes of a backup."""
        try:
            with as_faults(backup.path, writing=False):
                content = read_all(self._fs, backup.path)
        except IoFault as error:
            if os.path.lexists(backup.path):
                raise
            raise NoSuchBackup(f"{backup.path.name!r} is gone", backup=backup.path.name) from error
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
        if label:
            keep_copy(self._fs, self._layout.all_backups, path.with_suffix(".txt"), label.encode() + b"\n")
        try:
            keep_copy(self._fs, self._layout.all_backups, path, content)
        except StorageError:
            discard(self._fs, path.with_suffix(".txt"))
            raise
        return self.noted(path, etag)

    def keep_once(self, project: str, content: bytes, etag: str, why: str) -> Backup:
        """As :meth:`keep`, but return the kept version if there is one with this content and reason already."""
        for backup in self.all(project):
            if backup.name.hash12 == hash12(etag) and backup.name.why == why:
                return backup
        return self.keep(project, content, etag, why)

    def noted(self, path: Path, etag: str) -> Backup:
        """Add a backup that was just made at a path of :meth:`next_path`; the caller still holds the lock.

        The folder is not listed again for it: a page that saves for an hour has thousands of versions there.
        """
        name = BackupName.parse(path.name)
        if name is None:
            raise NoSuchBackup(f"{path.name!r} is not the name of a backup", backup=path.name)
        backup = Backup(name, path)
        self._etags[path] = etag
        listing = self._listings.pop(path.parent.name, None)
        if listing is not None:
            with suppress(OSError):  # then the folder is listed again, and says what is wrong
                stamp = self._fs.status(path.parent).st_mtime_ns
                self._listings[path.parent.name] = _Listing(stamp, [backup, *listing.newest_first])
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
        self._listings.pop(project, None)
        return self.noted(path, etag)

    def remove(self, backup: Backup) -> None:
        """Remove one kept version and its label; its name is remembered, since an open tab may have it as its base."""
        self._thinned.note(backup.path.parent.name, backup.name)
        with as_faults(backup.path, writing=True):
            self._fs.unlink(backup.path)
            if backup.pinned and os.path.lexists(backup.label_path):
                self._fs.unlink(backup.label_path)
        self._etags.pop(backup.path, None)

    def add_label(self, path: Path, label: str) -> None:
        """Label a pinned version that is there already; failing to is no reason to fail a save."""
        with suppress(StorageError):
            keep_copy(self._fs, self._layout.all_backups, path.with_suffix(".txt"), label.encode() + b"\n")

    def label(self, backup: Backup) -> str | None:
        """Return what the operator called a pinned version."""
        if not backup.pinned:
            return None
        try:
            return backup.label_path.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, UnicodeDecodeError):
            return None

    def projects(self) -> list[str]:
        """Return the ids of all projects that have a folder of backups, also of deleted ones."""
        try:
            return sorted(self._fs.names(self._layout.all_backups))
        except FileNotFoundError:
            return []

    def describe(self, backup: Backup) -> dict[str, object]:
        """Return what the HTTP interface shows of a backup."""
        with as_faults(backup.path, writing=False):
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


def hash12(etag: str) -> str:
    """Return the part of an etag that a backup's name holds."""
    return etag[_HASH_START : _HASH_START + 12]
