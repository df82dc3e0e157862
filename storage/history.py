"""What can be done with the kept versions of a project: look, compare, pin, restore, and undo a deletion."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from storage import diff, documents, numbers
from storage.decisions import Precondition
from storage.documents import Draft
from storage.errors import FileBusy, NoSuchBackup, NoSuchProject, PreconditionRequired, StaleBase
from storage.events import Event
from storage.files.place import Raced
from storage.names import check_id
from storage.placing import item_at
from storage.saved import Saved
from storage.store import Store
from storage.taking import with_value_of
from storage.versions import Current

MOST_CHANGES = 2000
_RACES = 50


class History:
    """The kept versions of a store's projects."""

    def __init__(self, store: Store) -> None:
        """Work on the projects of `store`."""
        self._store = store

    def backups(self, project: str) -> list[dict[str, object]]:
        """Describe the kept versions of a project, newest first; also of one that was deleted."""
        kept = self._store.backups.all(check_id(project))
        if not kept and self._store.versions.read(project) is None:
            raise NoSuchProject(f"there is no project {project!r}", id=project)
        for _ in range(_RACES):
            with suppress(NoSuchBackup):  # one was thinned or pinned while they were looked at
                return [self._store.backups.describe(backup) for backup in self._store.backups.all(project)]
        raise FileBusy(f"the kept versions of {project!r} change all the time", id=project)

    def version(self, project: str, name: str) -> tuple[bytes, str]:
        """Return bytes and etag of a version: a backup's name, an etag, or `current`."""
        check_id(project)
        if name == "current":
            current = self._store.load(project)
            return current.content, current.etag
        if name.startswith("sha256-"):
            there = self._store.versions.read(project)
            if there is not None and there.etag == name:
                return there.content, name
            content = self._store.backups.find(project, name)
            if content is None:
                raise NoSuchBackup(f"no kept version of {project!r} has the hash {name}", id=project, backup=name)
            return content, name
        backup = self._store.backups.get(project, name)
        content = self._store.backups.read(backup)
        return content, documents.etag_of(content)

    def raw(self, project: str) -> bytes:
        """Return the bytes on disk, also of a file that is broken."""
        current = self._store.versions.read(check_id(project))
        if current is None:
            raise NoSuchProject(f"there is no project {project!r}", id=project)
        return current.content

    def etag(self, project: str, name: str) -> str:
        """Return the etag of a version as :meth:`version` names them, without reading one whose etag is known."""
        known = self._store.versions.glance(check_id(project))
        if name == "current":
            return self._store.load(project).etag if known is None else known.etag
        if known is not None and known.etag == name:
            return name
        if not name.startswith("sha256-"):
            return self._store.backups.etag(self._store.backups.get(project, name))
        return name if self._store.backups.with_etag(project, name) else self.version(project, name)[1]

    def compare(self, project: str, earlier: str, later: str, *, only_counts: bool = False) -> dict[str, Any]:
        """Return the structural difference of two versions, or only how many changes of each sort there are."""
        before, from_etag = self.version(project, earlier)
        after, to_etag = self.version(project, later)
        was, now = self._parsed(before), self._parsed(after)
        changes = list(diff.differences(was, now))
        found = {"from": from_etag, "to": to_etag, "counts": diff.counts(changes)}
        if only_counts:
            return found
        shown = [_shown(change, was, now) for change in changes[:MOST_CHANGES]]
        return {**found, "changes": shown, "truncated": len(changes) > MOST_CHANGES}

    def pin(self, project: str, label: str) -> dict[str, object]:
        """Keep the current version as a save point."""
        with self._store.locks.hold(check_id(project)):
            current = self._store.load(project)
            backup = self._store.backups.keep(project, current.content, current.etag, "pin", label)
            return self._store.backups.describe(backup)

    def restore(
        self, project: str, name: str, paths: list[str] | None, asked: Precondition, source: str | None = None
    ) -> Saved:
        """Put a kept version back, or only the values at some JSON pointers of it.

        The version that it replaces is kept, so that a restore is undone by another one.

        Raises:
            BadPointer: a path is neither in the kept version nor in the current one.
            StaleBase: `asked` names a base that is no longer current.
        """
        store = self._store
        kept, _ = self.version(project, name)
        with store.locks.hold(project):
            for _ in range(_RACES):
                current = store.versions.read(project)
                draft = self._draft(kept, paths, current)
                if current is not None and current.etag == draft.etag:
                    return Saved(project, draft.etag, draft.etag, current.saved_at, len(draft.text), unchanged=True)
                if asked.base is not None and (current is None or current.etag != asked.base):
                    raise self._moved_on(project, current)
                try:
                    saved = store.write(project, draft, current, "restore", None)
                except Raced:
                    store.versions.forget(project)
                    continue
                store.housekeeper.wrote(project)
                store.announce_change(Event(project, saved.etag, saved.saved_at, "restore", source), current)
                return saved
        raise FileBusy(f"{project!r} is being replaced by another program all the time", id=project)

    def _draft(self, kept: bytes, paths: list[str] | None, current: Current | None) -> Draft:
        """Return the document that a restore puts in place, byte for byte the kept one if it is restored whole."""
        if paths is None:
            documents.read_file(kept)
            return Draft(kept, checked=False)
        if current is None or current.reading is None:
            raise PreconditionRequired("only a project that can be read can take single values from a backup")
        document = numbers.loads(current.reading.laid_out)
        source = numbers.loads(documents.read_file(kept).laid_out)
        for path in paths:
            document = with_value_of(document, source, path)
        return documents.read_request(numbers.dumps(document), current.reading.laid_out)

    def _parsed(self, content: bytes) -> Any:
        return documents.parse(documents.read_file(content).text)

    def _moved_on(self, project: str, current: Current | None) -> StaleBase | NoSuchProject:
        if current is None:
            return NoSuchProject(f"there is no project {project!r}", id=project)
        text = f"{project!r} has changed since; nothing was restored"
        return StaleBase(text, current=current.etag, theirs=current.content, base=None, kept="")


def _shown(change: diff.Change, before: Any, after: Any) -> dict[str, Any]:
    """Return a change with the item that it lies in, by the document into which its path points."""
    item = item_at(before if change.op == "remove" else after, change.path)
    return change.as_dict() if item is None else {**change.as_dict(), "item": item.as_dict()}
