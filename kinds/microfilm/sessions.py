"""Workflow sessions: what an archive order looks like to the register's pages, and what their requests change in it.

Everything here is pure: a function takes a document and returns what it becomes, or what is shown of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kinds.kind import Document
from kinds.microfilm.sections import BROWSER_KEYS, SECONDARY, SECTIONS, section
from storage import numbers
from storage.errors import DocumentError, JsonSyntax, NotAnObject
from storage.names import timestamp
from storage.sameness import same

LOCAL_USER = "local"
_KEPT_BY_CLEAR = ("ui_preferences",)
_STALE = timedelta(days=1)
"""How old `last_accessed` may be before a look at a session writes it anew: a read should not rewrite megabytes."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a request changes."""

    sections: dict[str, Any] = field(default_factory=dict)
    """New content of each section; an empty object clears it."""
    others: dict[str, Any] = field(default_factory=dict)
    """New values of secondary keys; None removes one."""

    @property
    def fields(self) -> list[str]:
        """Names of the sections and keys, as an answer lists them."""
        return [*self.sections, *self.others]


def begun(session_id: str, project: str, user: str, now: datetime) -> Document:
    """Return the document of a session that begins."""
    moment = timestamp(now)
    return {
        "session_id": session_id,
        "project": project,
        "user": user,
        "created_at": moment,
        "updated_at": moment,
        "last_accessed": moment,
        "is_active": True,
        **{name: {} for name in BROWSER_KEYS},
    }


def shown(document: Document, *, created: bool) -> dict[str, Any]:
    """Return what the pages get: every section, whether it is there or not, and the secondary keys that are there."""
    return {
        "session_id": document["session_id"],
        **{name: section(document, name) for name in BROWSER_KEYS},
        **{key: document[key] for key in SECONDARY if key in document},
        "created": created,
        "updated_at": document.get("updated_at"),
    }


def read_update(fields: Any) -> Update:
    """Read the body of an update: sections, by their own names or by those of the browser, and secondary keys.

    Other keys are passed over, as the pages have always been allowed to send them.

    Raises:
        NotAnObject: the body or a section is no object.
    """
    if not isinstance(fields, dict):
        raise NotAnObject("the body has to be an object of sections")
    update = Update()
    for key, value in fields.items():
        name = key if key in BROWSER_KEYS else SECTIONS.get(key)
        if name is not None:
            update.sections[name] = _content(key, value)
        elif key in SECONDARY:
            update.others[key] = value
    return update


def updated(document: Document, update: Update, now: datetime) -> Document | None:
    """Return a document with new sections, or None if it has them all already."""
    changed = {name: content for name, content in update.sections.items() if not same(section(document, name), content)}
    for key, value in update.others.items():
        if value is None and key in document:
            changed[key] = None
        elif value is not None and not same(document.get(key), value):
            changed[key] = value
    if not changed:
        return None
    renamed = {BROWSER_KEYS[name] for name in changed if name in BROWSER_KEYS} - BROWSER_KEYS.keys()
    whole = {key: value for key, value in {**document, **changed}.items() if key not in renamed}
    return _touched({key: value for key, value in whole.items() if changed.get(key, 0) is not None}, now)


def cleared(document: Document, now: datetime) -> Document | None:
    """Return a document with empty sections, or None if they are empty; how the pages look is no work and stays."""
    update = Update({name: {} for name in BROWSER_KEYS if name not in _KEPT_BY_CLEAR}, dict.fromkeys(SECONDARY))
    return updated(document, update, now)


def migrated(document: Document, update: Update, now: datetime) -> tuple[Document | None, list[str]]:
    """Return a document with what a browser held, or None if it has that already, and what was left alone.

    A section with other content is left alone: it is newer than the browser's copy, or somebody would have to choose.
    """
    filled = {name: section(document, name) for name in update.sections}
    skipped = [name for name, content in update.sections.items() if filled[name] and not same(filled[name], content)]
    skipped += [key for key in update.others if key in document and not same(document[key], update.others[key])]
    taken = Update(
        {name: content for name, content in update.sections.items() if name not in skipped and content},
        {key: value for key, value in update.others.items() if key not in skipped and value is not None},
    )
    return updated(document, taken, now), skipped


def opened(document: Document, now: datetime) -> Document | None:
    """Return a document that is active and was just looked at, or None if that need not be written."""
    moment = moment_of(document.get("last_accessed"))
    is_fresh = moment is not None and now - moment < _STALE
    if is_fresh and document.get("is_active") is not False:
        return None
    active = {key: value for key, value in document.items() if key != "archived_at"}
    return {**active, "is_active": True, "last_accessed": timestamp(now)}


def archived(document: Document, now: datetime) -> Document:
    """Return a document that is out of the list of sessions, and otherwise as it was."""
    return {**document, "is_active": False, "archived_at": timestamp(now)}


def used_at(document: Document) -> datetime | None:
    """Return when a session was opened or changed last, or None if it does not say."""
    return moment_of(document.get("last_accessed") or document.get("updated_at"))


def moment_of(value: Any) -> datetime | None:
    """Read a moment of a document, or return None if it is none."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _touched(document: Document, now: datetime) -> Document:
    stamps = {"updated_at": timestamp(now), "last_accessed": timestamp(now), "is_active": True}
    return {**{key: value for key, value in document.items() if key != "archived_at"}, **stamps}


def _content(key: str, value: Any) -> Any:
    """Return a section's content: an object, or one as JSON text, as localStorage holds it; null clears."""
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        value = _parsed(key, value)
    if not isinstance(value, dict):
        raise NotAnObject(f"{key!r} has to be an object, or the JSON text of one", path=f"/{key}")
    return value


def _parsed(key: str, text: str) -> Any:
    try:
        return numbers.loads(text.encode())
    except (ValueError, RecursionError, DocumentError) as error:
        raise JsonSyntax(f"{key!r} holds a text that is not JSON: {error}", path=f"/{key}") from error
