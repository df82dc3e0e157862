"""What a save would do, worked out without doing it."""

from __future__ import annotations

from typing import Any

import orjson

from storage import diff, documents
from storage.contracts import hold
from storage.diff import Change
from storage.errors import ProjectExists
from storage.names import check_id
from storage.store import Store
from storage.terms import PLAIN_TERMS, Terms

MOST_CHANGES = 200
_LARGEST_VALUE = 2000


def preview(store: Store, project: str, body: bytes, *, creates: bool, terms: Terms = PLAIN_TERMS) -> dict[str, Any]:
    """Say what saving a whole document would change.

    Args:
        store: where it would be saved.
        project: the id.
        body: JSON text.
        creates: whether it would make a project.
        terms: whether the contract is held against it.

    Raises:
        DocumentError, NoSuchProject, ProjectExists, FileBroken: as the save would.
    """
    old = None if creates else documents.read_file(store.load(project).content).laid_out
    draft = documents.read_request(body, old)
    if creates:
        _check_free(store, project, draft.text)
    kind = store.meaning.kind_of(draft.text)
    doubts = hold(store.meaning.contract(kind), draft.text, validate=terms.validate)
    changes = [] if old is None else list(diff.differences(documents.parse(old), documents.parse(draft.text)))
    return {
        "id": project,
        "action": "create" if old is None else "save" if draft.text != old else "unchanged",
        "kind": kind,
        "size": len(draft.text),
        "changes": [_shown(change) for change in changes[:MOST_CHANGES]],
        "counts": diff.counts(changes),
        "truncated": len(changes) > MOST_CHANGES,
        "warnings": [notice.as_dict() for notice in (*draft.warnings, *doubts)],
    }


def _check_free(store: Store, project: str, text: bytes) -> None:
    """Refuse to make a project that is there, unless it holds the same already."""
    current = store.versions.read(check_id(project))
    if current is not None and current.content != text:
        raise ProjectExists(f"there is a project {project!r} already", id=project, etag=current.etag)


def _shown(change: Change) -> dict[str, Any]:
    """Show a change without values that are too large to be looked at."""
    shown = change.as_dict()
    return {
        name: value
        for name, value in shown.items()
        if name not in ("from", "to") or len(orjson.dumps(value)) <= _LARGEST_VALUE
    }
