"""Copies of a project that a sync tool made beside it: merged by the newest version that both come from.

Dropbox, Syncthing, OneDrive, Google Drive and Nextcloud keep both sides of a conflict, as two files of which nobody
knows the common ancestor. It is among the kept versions: the one from which the copy differs least, since every
version after it differs by what was saved here as well, and every version before it by what was saved before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage import diff, documents
from storage.decisions import Precondition
from storage.errors import BaseUnknown, DocumentError, FileBroken, NoSuchProject
from storage.files.faults import as_faults
from storage.files.steps import sync_folder
from storage.others import OtherFiles
from storage.saved import Saved
from storage.store import Store
from storage.terms import PLAIN_TERMS, Terms

MOST_COMPARED = 60
"""How many kept versions are compared with a copy, the newest first."""


class Copies:
    """The other files of a data folder that can be merged into a project."""

    def __init__(self, store: Store, others: OtherFiles) -> None:
        """Work on the data folder of `store`."""
        self._store = store
        self._others = others

    def merge(self, project: str, name: str, terms: Terms = PLAIN_TERMS) -> Saved:
        """Merge an other file into a project, and move it to the project's backups.

        Raises:
            StaleBase: both changed the same places; the file stays, and its content is kept.
            BaseUnknown: no kept version can be what both come from.
        """
        store = self._store
        if store.versions.read(project) is None:
            raise NoSuchProject(f"there is no project {project!r}", id=project)
        content = self._others.read(name)
        try:
            text = documents.read_file(content).laid_out
        except DocumentError as problem:
            raise FileBroken(f"{name!r} is broken: {problem.detail}", problem, file=name) from problem
        saved = store.save(project, text, Precondition(base=self._ancestor(project, text)), "merge", terms)
        self._put_away(project, store.layout.data / name, content)
        return saved

    def _ancestor(self, project: str, text: bytes) -> str:
        """Return the etag of the kept version that differs least from a copy, the older one of two.

        Raises:
            BaseUnknown: nothing older than the current version is kept.
        """
        current = self._store.load(project)
        copy = documents.parse(text)
        found = [(_distance(version, copy), -age, etag) for age, (etag, version) in enumerate(self._versions(project))]
        older = [candidate for candidate in found if candidate[2] != current.etag]
        if not older:
            said = f"no version of {project!r} older than the current one is kept, so that nobody can tell what changed"
            raise BaseUnknown(said, current=current.etag, theirs=current.content, base=None, kept="")
        return min(older)[2]

    def _versions(self, project: str) -> Iterator[tuple[str, Any]]:
        """Yield the kept versions that were current, newest first, each content once."""
        backups = self._store.backups
        seen: set[str] = set()
        for backup in backups.all(project):
            if backup.name.hash12 in seen or backup.name.why in ("broken", "conflict") or len(seen) >= MOST_COMPARED:
                continue
            seen.add(backup.name.hash12)
            content = backups.read(backup)
            yield documents.etag_of(content), documents.parse(documents.read_file(content).text)

    def _put_away(self, project: str, path: Path, content: bytes) -> None:
        """Move a merged file to the backups, unless somebody wrote to it meanwhile."""
        store = self._store
        with store.locks.hold(project), as_faults(path, writing=True):
            if path.read_bytes() != content:
                return
            kept = store.backups.next_path(project, documents.etag_of(content), "conflict")
            store.fs.make_folder(kept.parent)
            store.fs.move_new(path, kept)
            sync_folder(store.fs, kept.parent)
            sync_folder(store.fs, path.parent)
            store.backups.noted(kept, documents.etag_of(content))


def _distance(version: Any, copy: Any) -> int:
    return sum(1 for _ in diff.differences(version, copy))
