"""Deleting projects, and the deleted ones: their files are moved to their backups, from where a restore brings them."""

from __future__ import annotations

from storage.decisions import Precondition
from storage.errors import NoSuchProject, PreconditionRequired, StaleBase
from storage.events import Event
from storage.files import writing
from storage.files.place import Place
from storage.listings import Backup
from storage.names import check_id, is_id, timestamp
from storage.store import Store


class Trash:
    """The deleted projects of a store."""

    def __init__(self, store: Store) -> None:
        """Work on the projects of `store`."""
        self._store = store

    def delete(self, project: str, asked: Precondition, source: str | None = None) -> Backup:
        """Move a project to its backups.

        Raises:
            StaleBase: `asked` names a version that is no longer current.
            OnlyGrows: it holds a list that only grows.
        """
        store = self._store
        with store.locks.hold(check_id(project)):
            current = store.versions.read(project)
            if current is None:
                raise NoSuchProject(f"there is no project {project!r}", id=project)
            if asked.base is None and not asked.force:
                raise PreconditionRequired(f"deleting {project!r} has to name the version that is meant", id=project)
            if asked.base != current.etag and not asked.force:
                text = f"{project!r} has changed since"
                raise StaleBase(text, current=current.etag, theirs=current.content, base=None, kept="")
            store.must_grow(project, current, None)
            kept = store.backups.next_path(project, current.etag, "delete")
            live = store.layout.live(project)
            writing.remove(store.fs, Place.of(project, store.layout), live, current.content, kept)
            store.versions.forget(project)
            store.origins.pop(project, None)
            store.housekeeper.kept(project, kept, current.identity)
            store.housekeeper.wrote(project)
            store.announce_change(Event(project, None, store.now(), "delete", source), current)
            return store.backups.noted(kept, current.etag)

    def all(self) -> list[dict[str, object]]:
        """Describe the projects that have kept versions and no file, the latest deleted first."""
        store = self._store
        live = set(store.fs.names(store.layout.data))
        gone = [name for name in store.backups.projects() if is_id(name) and f"{name}.json" not in live]
        found = [self._describe(project) for project in gone if store.backups.all(project)]
        return sorted(found, key=lambda shown: str(shown["deletedAt"]), reverse=True)

    def _describe(self, project: str) -> dict[str, object]:
        kept = self._store.backups.all(project)
        newest = next((backup for backup in kept if backup.name.why not in ("broken", "conflict")), kept[0])
        shown = self._store.backups.describe(newest)
        return {
            "id": project,
            "name": project,
            "deletedAt": timestamp(newest.name.kept_at),
            "size": shown["size"],
            "etag": shown["etag"],
            "backup": str(newest.name),
        }
