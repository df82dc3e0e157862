"""Pin a version that is kept already, let go of it again, and give it a label: only its name and label change."""

from __future__ import annotations

from dataclasses import replace

from storage.errors import NoSuchBackup
from storage.listings import Backup
from storage.names import PIN, BackupName, check_id
from storage.store import Store

_USUAL = "save"


def marked(store: Store, project: str, name: str, *, pinned: bool | None, label: str | None) -> Backup:
    """Change how a kept version is kept; its bytes stay as they are.

    Args:
        store: where it is kept.
        project: the id.
        name: the name of a backup, or an etag, which means the newest backup of that content.
        pinned: whether it is pinned from now on, or None to leave that as it is.
        label: what it is called from now on; empty for nothing, None to leave it as it is.

    Raises:
        NoSuchBackup: it is not kept.
        FaultError: nothing was changed, or the disk did not confirm it.
    """
    with store.locks.hold(check_id(project)):
        backup = _found(store, project, name)
        wanted = backup.name if pinned is None else name_when(backup.name, pinned, _other_why(store, project, backup))
        called = label if label is not None else store.backups.label(backup) or ""
        return store.backups.mark(backup, wanted, called)


def name_when(name: BackupName, pinned: bool, other_why: str) -> BackupName:
    """Return the name of a version that is pinned, or not pinned any more.

    Args:
        name: what it is called now.
        pinned: whether it is pinned.
        other_why: how the content came to be, for a version that was kept as a pin from the first.
    """
    if name.pinned == pinned:
        return name
    if pinned:
        return replace(name, pinned_later=True)
    return replace(name, pinned_later=False, why=other_why if name.why == PIN else name.why)


def _found(store: Store, project: str, name: str) -> Backup:
    if not name.startswith("sha256-"):
        return store.backups.get(project, name)
    found = store.backups.with_etag(project, name)
    if found is None:
        raise NoSuchBackup(f"no kept version of {project!r} has the hash {name}", id=project, backup=name)
    return found


def _other_why(store: Store, project: str, backup: Backup) -> str:
    """Return how a content came to be by the oldest version of it that was not kept as a pin."""
    alike = (kept.name for kept in reversed(store.backups.all(project)) if kept.name.hash12 == backup.name.hash12)
    return next((name.why for name in alike if name.why != PIN), _USUAL)
