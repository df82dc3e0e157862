"""The sessions of a data folder: found, begun, changed, and put away when nobody uses them."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kinds.kind import Document
from kinds.microfilm import sessions
from kinds.microfilm.sessions import Update
from storage import documents, numbers
from storage.decisions import Precondition
from storage.edits import edit
from storage.errors import NoSuchProject, StorageError
from storage.history import History
from storage.index import Row
from storage.names import moment_of
from storage.others import OtherFiles
from storage.store import Store
from storage.terms import Terms

log = logging.getLogger("holdfast")
KIND = "microfilm"
DAYS = 30
"""Days after which a session that nobody uses is put away."""
_MAKING = "+sessions"
"""Name of the lock under which sessions are made; no project can have it."""
UNCHECKED = Terms(validate=False)
"""A mark of ours must not wait until a contract is kept that its content breaks already."""

Change = Callable[[Document], Document | None]


@dataclass(frozen=True, slots=True)
class Session:
    """One session as the list shows it."""

    id: str
    """Id of the project that holds it."""
    session_id: str
    project: str
    user: str
    is_active: bool
    last_used: str
    """ISO 8601; when it was opened or changed last."""

    @classmethod
    def of(cls, row: Row) -> Session:
        """Read a row of the list of projects."""
        facts = row.facts
        used = facts.get("last_accessed") or facts.get("updated_at") or ""
        session_id, project = str(facts.get("session_id", "")), str(facts.get("project", ""))
        user = str(facts.get("user") or sessions.LOCAL_USER)
        return cls(row.id, session_id, project, user, facts.get("is_active") is not False, str(used))


class Sessions:
    """The workflow sessions of a store."""

    def __init__(self, store: Store, rows: Callable[[], Iterable[Row]]) -> None:
        """Look sessions up among `rows`, the list of projects."""
        self._store = store
        self._rows = rows

    def all(self) -> list[Session]:
        """Return every session, the one that was used last first."""
        found = [Session.of(row) for row in self._rows() if row.kind == KIND and row.facts.get("session_id")]
        return sorted(found, key=lambda session: session.last_used, reverse=True)

    def open(self, project: str, user: str) -> tuple[Document, bool]:
        """Return the session of an archive order, and whether it had to be made.

        One that was put away is active again: its work must not seem lost.
        """
        found = self._of_order(project, user)
        if found is None:
            with self._store.locks.hold(_MAKING):  # or two tabs that open at once would get a session each
                found = self._of_order(project, user)
                if found is None:
                    return self._made(project, user), True
        return self._changed(found.id, lambda document: sessions.opened(document, self._store.now())), False

    def change(self, session_id: str, user: str, change: Change) -> Document:
        """Change a session as if nobody else could meanwhile, and return it.

        Raises:
            NoSuchProject: this user has no such session.
        """
        return self._changed(self.project_of(session_id, user), change)

    def project_of(self, session_id: str, user: str) -> str:
        """Return the id of the project that holds a session.

        Raises:
            NoSuchProject: this user has no such session.
        """
        for session in self.all():
            if session.session_id == session_id and session.user == user:
                return session.id
        raise NoSuchProject(f"there is no session {session_id!r}", session=session_id)

    def update(self, session_id: str, user: str, update: Update) -> Document:
        """Put sections into a session."""
        return self.change(session_id, user, lambda document: sessions.updated(document, update, self._store.now()))

    def clear(self, session_id: str, user: str) -> Document:
        """Empty a session; what it held is kept and pinned."""
        project = self.project_of(session_id, user)
        document = self._loaded(project)
        if sessions.cleared(document, self._store.now()) is not None:
            History(self._store).pin(project, "before the session was cleared")
        return self._changed(project, lambda found: sessions.cleared(found, self._store.now()))

    def migrate(self, project: str, user: str, update: Update) -> tuple[Document, list[str]]:
        """Take over what a browser held, and return the session and the names of what was left alone."""
        document, _ = self.open(project, user)
        skipped: list[str] = []

        def change(found: Document) -> Document | None:
            nonlocal skipped
            made, skipped = sessions.migrated(found, update, self._store.now())
            return made

        return self.change(str(document["session_id"]), user, change), skipped

    def archive_old(self, older_than: timedelta) -> list[Session]:
        """Put away the sessions that nobody has used for long; nothing is deleted, and what cannot be saved stays."""
        before = self._store.now() - older_than
        return [session for session in self.all() if session.is_active and self._archived(session, before)]

    def _archived(self, session: Session, before: datetime) -> bool:
        """Put a session away unless somebody used it since a moment, and say whether that was done."""
        try:
            if self._used(session) >= before:
                return False
            put_away = edit(self._store, session.id, lambda text: _archived(text, before, self._store.now()), UNCHECKED)
        except StorageError as error:  # the others have to be put away all the same
            log.warning("session %s stays as it is: %s", session.id, error)
            return False
        return put_away is not None

    def _used(self, session: Session) -> datetime:
        moment = sessions.moment_of(session.last_used)
        if moment is not None:
            return moment
        return moment_of(self._store.load(session.id).identity.mtime_ns)

    def _of_order(self, project: str, user: str) -> Session | None:
        """Return the session that was used last, an active one before those that were put away."""
        mine = [session for session in self.all() if session.project == project and session.user == user]
        return next((session for session in mine if session.is_active), mine[0] if mine else None)

    def _made(self, project: str, user: str) -> Document:
        begun = sessions.begun(str(uuid.uuid4()), project, user, self._store.now())
        stem = f"{KIND}-{project}" if user == sessions.LOCAL_USER else f"{KIND}-{project}-{user}"
        free = OtherFiles(self._store).free_id(stem)
        self._store.save(free, numbers.dumps(begun), Precondition(create=True))
        return begun

    def _changed(self, project: str, change: Change) -> Document:
        """Carry a change out and return what the session is then."""
        result: list[Document] = []

        def changed(text: bytes | None) -> bytes | None:
            if text is None:
                raise NoSuchProject(f"there is no project {project!r}", id=project)
            document: Document = numbers.loads(text)
            made = change(document)
            result[:] = [document if made is None else made]
            return None if made is None else numbers.dumps(made)

        edit(self._store, project, changed)
        return result[0]

    def _loaded(self, project: str) -> Document:
        found: Document = numbers.loads(documents.read_file(self._store.load(project).content).laid_out)
        return found


def _archived(text: bytes | None, before: datetime, now: datetime) -> bytes | None:
    """Return a session put away, or None if it is gone or was opened since it was listed."""
    if text is None:
        return None
    document: Document = numbers.loads(text)
    used = sessions.used_at(document)
    return None if used is not None and used >= before else numbers.dumps(sessions.archived(document, now))
