"""What a crash leaves behind, put right at the next start: rescued if it stands nowhere else, never deleted blindly.

Everything is done under the project's lock, because another server may be saving at this moment, and doing it twice
is doing it once.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from storage import documents
from storage.errors import DocumentError, StorageError
from storage.files.faults import as_faults
from storage.names import id_of, is_id
from storage.store import Store

_TEMPORARY = re.compile(r"\.?(?P<project>[a-z0-9][a-z0-9_-]{0,63})\.\d+\.[0-9a-f]{8}\.tmp")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A temporary file that no save is using."""

    path: Path
    action: str
    """`rescued` into the backups, `removed`, or `waiting` until it is old."""
    project: str | None = None
    backup: str | None = None


def recover(store: Store) -> list[Leftover]:
    """Rescue or remove what crashed saves left, and return what was done."""
    found = []
    for path in _temporaries(store):
        try:
            found.append(_recover_one(store, path))
        except StorageError:
            found.append(Leftover(path, "waiting"))
    _unlink_shared(store)
    return found


def leftovers(store: Store) -> list[Path]:
    """Return the temporary files that lie about now."""
    return [path for path in _temporaries(store) if not path.name.startswith("+index.")]


def _temporaries(store: Store) -> list[Path]:
    """List our temporary folders, and the folders that linked project files lie in."""
    own = {store.layout.temporary, store.layout.all_backups}
    folders = set(own)
    for name in store.fs.names(store.layout.data):
        path = store.layout.data / name
        if id_of(name) and path.is_symlink() and path.exists():
            folders.add(path.resolve().parent)
    return [
        folder / name
        for folder in sorted(folders)
        for name in sorted(store.fs.names(folder))
        if name.endswith(".tmp") and (folder in own or (name.startswith(".") and _TEMPORARY.fullmatch(name)))
    ]


def _recover_one(store: Store, path: Path) -> Leftover:
    match = _TEMPORARY.fullmatch(path.name)
    if match is None or not is_id(match["project"]):
        return _remove_when_old(store, path)
    project = match["project"]
    with store.locks.hold(project):
        if not path.exists():
            return Leftover(path, "removed", project)
        with as_faults(path, writing=False):
            content = path.read_bytes()
        etag = documents.etag_of(content)
        if _is_second_name(store, path, project) or _stands_elsewhere(store, project, etag):
            store.fs.unlink(path)
            return Leftover(path, "removed", project)
        if not _is_document(content):
            return _remove_when_old(store, path)
        backup = store.backups.keep(project, content, etag, "recovered")
        store.fs.unlink(path)
        return Leftover(path, "rescued", project, str(backup.name))


def _is_document(content: bytes) -> bool:
    try:
        documents.read_file(content)
    except DocumentError:
        return False
    return True


def _is_second_name(store: Store, path: Path, project: str) -> bool:
    """Say whether a crash between link and unlink left the live file with two names."""
    live = store.layout.live(project)
    return live.exists() and store.fs.status(live).st_ino == store.fs.status(path).st_ino


def _stands_elsewhere(store: Store, project: str, etag: str) -> bool:
    current = store.versions.read(project)
    return (current is not None and current.etag == etag) or store.backups.find(project, etag) is not None


def _remove_when_old(store: Store, path: Path) -> Leftover:
    """Remove a piece without a whole text in it, after a day in which somebody may want to look at it."""
    age = time.time() - path.stat().st_mtime
    if age < store.settings.leftover_age.total_seconds():
        return Leftover(path, "waiting")
    store.fs.unlink(path)
    return Leftover(path, "removed")


def _unlink_shared(store: Store) -> None:
    """Separate a live file from a backup that is the same file, which a crash of the fallback leaves.

    An editor that writes in place would change the backup too. The content is in the live file, so that the
    backup's name can go.
    """
    for name in store.fs.names(store.layout.data):
        project = id_of(name)
        if project is None or not _has_two_names(store, name):
            continue
        with store.locks.hold(project):
            inode = store.fs.status(store.layout.data / name).st_ino
            for backup in store.backups.all(project):
                if store.fs.status(backup.path).st_ino == inode:
                    store.backups.remove(backup)


def _has_two_names(store: Store, name: str) -> bool:
    try:
        return store.fs.status(store.layout.data / name).st_nlink > 1
    except OSError:
        return False
