"""Saves that are worked out from a version that is on disk: patches, and edits as if nobody else could save."""

from __future__ import annotations

from collections.abc import Callable

from storage import documents, numbers, patching
from storage.decisions import Precondition
from storage.errors import FileBusy, NoSuchBackup, NoSuchProject, ProjectExists
from storage.saved import Saved
from storage.store import Store
from storage.terms import PLAIN_TERMS, Terms
from storage.versions import Current

_RACES = 50


def patch(
    store: Store, project: str, body: bytes, *, merge: bool, asked: Precondition, terms: Terms = PLAIN_TERMS
) -> Saved:
    """Save what a patch makes of a version: of the one that `asked` names, or of the current one.

    Args:
        store: where the project is.
        project: the id.
        body: a merge patch (RFC 7396) or a JSON patch (RFC 6902).
        merge: whether it is a merge patch.
        asked: the version that the patch was made for.
        terms: what becomes of it if the file has moved on.

    Raises:
        PatchFailed: an operation cannot be done; nothing was changed.
    """
    current = store.load(project)
    text = _text_of(store, project, asked.base, current)
    changes = numbers.loads(documents.read_part(body))
    document = numbers.loads(text)
    result = patching.merge_patched(document, changes) if merge else patching.json_patched(document, changes)
    base = asked if asked.base else Precondition(base=current.etag)
    return store.save(project, numbers.compact(result), base, "save", terms)


def edit(
    store: Store, project: str, change: Callable[[bytes | None], bytes | None], terms: Terms = PLAIN_TERMS
) -> Saved | None:
    """Save what `change` makes of the current version, as if nobody else could save meanwhile.

    Args:
        store: where the project is.
        project: the id.
        change: gets the laid-out text of the current version, or None if there is no project; returns the text of
            the whole document to save, or None to leave everything as it is. It is called again if somebody else
            saved meanwhile.
        terms: who saves, and whether the contract is held against it.

    Raises:
        FileBroken: the file is not a document; it is not replaced.
        DocumentError, VersionError, RequestError, FaultError: as a save.
    """
    for _ in range(_RACES):
        current = _loaded(store, project)
        body = change(None if current is None else current.laid_out)
        if body is None:
            return None
        asked = Precondition(create=True) if current is None else Precondition(base=current.etag)
        try:
            return store.save(project, body, asked.exactly(), terms=terms)
        except (FileBusy, ProjectExists, NoSuchProject):
            continue
    raise FileBusy(f"{project!r} is being saved by others all the time", id=project)


def _loaded(store: Store, project: str) -> Current | None:
    try:
        return store.load(project)
    except NoSuchProject:
        return None


def _text_of(store: Store, project: str, base: str | None, current: Current) -> bytes:
    if base is None or base == current.etag:
        return current.laid_out
    found = store.backups.find(project, base)
    if found is None:
        text = f"the version of {project!r} that the patch was made for is not kept; send the whole document"
        raise NoSuchBackup(text, id=project, current=current.etag)
    return documents.read_file(found).laid_out
