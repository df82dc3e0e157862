"""Load and save projects: the one way by which every version comes and goes.

Parse before the lock; under the lock compare with the bytes on disk, decide, and act. Everything slow that nobody
waits for (the copy of the current version, thinning, second looks) is left to the housekeeper.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from storage import documents
from storage.backups import Backups
from storage.contracts import Contract, demand_writer, hold
from storage.decisions import Create, OnDisk, Precondition, Refuse, Replace, Stale, Unchanged, decide
from storage.documents import Draft, Notice
from storage.errors import (
    FileBroken,
    FileBusy,
    NoSuchProject,
    OnlyGrows,
    PreconditionRequired,
    StorageError,
    TooLarge,
)
from storage.events import Event, Events
from storage.files import writing
from storage.files.fs import Fs, Identity
from storage.files.locks import Locks
from storage.files.place import Place, Raced
from storage.growth import must_grow
from storage.housekeeping import Housekeeper
from storage.layout import Layout
from storage.meaning import KindCache, Meaning, NoMeaning
from storage.merging import Merging
from storage.names import check_id, moment_of, timestamp
from storage.probe import has_fine_clock
from storage.project_settings import ProjectSettings
from storage.saved import Attempt, Saved, ignored
from storage.settings import Settings
from storage.shrink import Shrunk, shrunk
from storage.terms import PLAIN_TERMS, Terms
from storage.versions import Current, Versions

_RACES = 50


class _Save(NamedTuple):
    """One request to save."""

    project: str
    body: bytes
    asked: Precondition
    why: str
    terms: Terms


class Store:
    """The projects of one data folder."""

    def __init__(
        self,
        data: Path,
        settings: Settings | None = None,
        *,
        meaning: Meaning | None = None,
        fs: Fs | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open a data folder, making what is missing of it.

        Args:
            data: the folder.
            settings: limits and waits.
            meaning: says which contract holds for a document.
            fs: the system calls; a test gives one that fails.
            now: the clock that names backups.
        """
        self.settings = settings or Settings()
        self.layout = Layout(data)
        self.meaning = meaning or NoMeaning()
        self.kinds = KindCache(self.meaning)
        self.fs = fs or Fs()
        self.now = now
        for folder in (self.layout.data, self.layout.locks, self.layout.temporary, self.layout.all_backups):
            self.fs.make_folder(folder)
        self.fine_clock = has_fine_clock(self.layout.temporary)
        self.versions = Versions(self.fs, self.layout, self.settings, fine_clock=self.fine_clock)
        self.backups = Backups(self.fs, self.layout, now)
        self.project_settings = ProjectSettings(self.fs, self.layout, self.settings.retention)
        self.locks = Locks(self.layout.locks, self.settings.lock_wait)
        self.origins: dict[str, tuple[str, str]] = {}
        self.announced: dict[str, str | None] = {}
        self.events = Events()
        self.observe: Callable[[Attempt], None] = ignored
        self.housekeeper = Housekeeper(self)
        self.merging = Merging(self)

    def close(self) -> None:
        """Finish what is still to be copied, and stop the housekeeper."""
        self.housekeeper.close()

    def load(self, project: str) -> Current:
        """Return the version on disk.

        Raises:
            NoSuchProject, FileBroken, FileBusy, NotRegularFile, TooLarge, FaultError
        """
        current = self.versions.read(check_id(project))
        if current is None:
            raise NoSuchProject(f"there is no project {project!r}", id=project)
        if current.problem is not None:
            text = f"the file of {project!r} is broken: {current.problem.detail}"
            raise FileBroken(text, current.problem, id=project, etag=current.etag, **self.last_good(project))
        self.housekeeper.saw(project, current.etag)
        return current

    def last_good(self, project: str) -> dict[str, object]:
        """Return as a fact which kept version is the newest one that was not broken."""
        for backup in self.backups.all(project):
            if backup.name.why not in ("broken", "conflict"):
                return {"lastGood": {"name": str(backup.name), "savedAt": timestamp(backup.name.kept_at)}}
        return {"lastGood": None}

    def save(
        self, project: str, body: bytes, asked: Precondition, why: str = "save", terms: Terms = PLAIN_TERMS
    ) -> Saved:
        """Save a whole document as it was sent.

        Args:
            project: the id.
            body: JSON text.
            asked: the version that it replaces.
            why: how the new version came to be, as its backup will say.
            terms: what becomes of it if the file has moved on.

        Raises:
            DocumentError: the text is no document.
            StaleBase: the file was changed at the same places; what was sent is kept.
            VersionError, RequestError, FaultError
        """
        began = time.perf_counter()
        saved: Saved | None = None
        fault: StorageError | None = None
        try:
            saved = self._save(_Save(check_id(project), body, asked, why, terms))
            return saved
        except StorageError as error:
            fault = error
            raise
        finally:
            if not asked.exact or saved is not None:  # who asks exactly works it out anew when it is refused
                self.observe(Attempt(project, why, terms.source, asked.base, time.perf_counter() - began, saved, fault))

    def _save(self, save: _Save) -> Saved:
        project, body, asked, why, terms = save
        if asked == Precondition():
            raise PreconditionRequired(f"a save of {project!r} has to name the version that it replaces", id=project)
        seen = self.versions.read(project)
        draft = self._drafted(body, seen)
        kind = self.kinds.kind_of(draft.text, seen.etag if seen and draft.keeps_members else None)
        demand_writer(self._contract_of(seen), project, terms.source)
        contract = self.meaning.contract(kind)
        doubts = hold(contract, draft.text, validate=terms.validate and not _stands(seen, draft))
        with self.locks.hold(project):
            for _ in range(_RACES):
                current = self.versions.read(project, seen)
                if current is not seen:
                    draft, seen = self._drafted(body, current), current
                    doubts = hold(contract, draft.text, validate=terms.validate and not _stands(seen, draft))
                try:
                    saved = self._save_locked(save, draft, current)
                except Raced:
                    self.versions.forget(project)
                    continue
                if saved.document is None:
                    self.kinds.note(saved.etag, kind)
                    saved = replace(saved, warnings=(*saved.warnings, *doubts)) if doubts else saved
                self.housekeeper.wrote(project)
                if not saved.unchanged:
                    done = why if saved.document is None else "merge"
                    event = Event(project, saved.etag, saved.saved_at, done, terms.source, saved.changes)
                    self.announce_change(event, current)
                return saved
        raise FileBusy(f"{project!r} is being replaced by another program all the time", id=project)

    def announce(self, event: Event) -> None:
        """Tell everybody who listens which version is current now; the caller holds the project's lock."""
        self.announced[event.id] = event.etag
        self.events.publish(event)

    def announce_change(self, event: Event, replaced: Current | None) -> None:
        """As :meth:`announce`, for a change of ours, which knows the version that it replaced.

        If nobody has heard of that one yet, since it was put there by hand a moment ago, it comes first.
        """
        if replaced is None:
            self.announce(event)
            return
        known = self.announced.get(event.id)
        if known not in (None, replaced.etag):
            why = self.origin(event.id, replaced)
            self.announce(Event(event.id, replaced.etag, replaced.saved_at, why, before=known))
        self.announce(replace(event, before=replaced.etag))

    def write(self, project: str, draft: Draft, current: Current | None, why: str, kept_why: str | None) -> Saved:
        """Put a draft in place of `current`; the caller holds the lock and has decided.

        Raises:
            Raced: the file is not `current` any more, and nothing was done.
            OnlyGrows: it would lose items of a list that only grows.
        """
        if len(draft.text) > self.settings.loaded_bytes:
            limit = self.settings.loaded_bytes
            text = f"laid out, the document has {len(draft.text):,} bytes; files up to {limit:,} are loaded"
            raise TooLarge(text, size=len(draft.text), limit=limit)
        place = Place.of(project, self.layout)
        if current is None:
            identity = writing.create(self.fs, place, draft.text)
            return self._written(project, draft, identity, why, created=True)
        self.must_grow(project, current, draft.text)
        draft.begin_hash()
        lost = self._lost(draft, current, why) if kept_why is None else []
        reason = kept_why or ("pin" if lost else self.origin(project, current))

        def name_backup(surprise: str | None) -> Path:
            if surprise is None:
                return self.backups.next_path(project, current.etag, reason)
            return self.backups.next_path(project, surprise, "hand-edit")

        put = writing.replace(self.fs, place, draft.text, current.identity, name_backup)
        if put.surprise:
            text = f"the file was edited at the moment of saving; that version is kept as {put.backup.name}"
            draft.warnings = (*draft.warnings, Notice("concurrent_hand_edit_kept", text))
        else:
            self.backups.noted(put.backup, current.etag)
            if lost:
                draft.warnings = (*draft.warnings, self._said_lost(lost, put.backup))
        self.housekeeper.kept(project, put.backup, None if put.surprise else current.identity)
        return self._written(project, draft, put.identity, why, kept=put.backup.name)

    def must_grow(self, project: str, current: Current, text: bytes | None) -> None:
        """Refuse a text, or None for no file at all, that loses items of a list which only grows.

        Raises:
            OnlyGrows: the contract of the current version has such a list.
        """
        contract = self._contract_of(current)
        if contract is None or not contract.growing or current.reading is None:
            return
        if text is not None and self.meaning.kind_of(text) != contract.name:
            said = f"{project!r} has to stay a {contract.name}, whose lists only grow"
            raise OnlyGrows(said, id=project, path="")
        must_grow(project, contract.growing, current.reading.laid_out, text)

    def _contract_of(self, current: Current | None) -> Contract | None:
        if current is None or current.reading is None:
            return None
        kind = self.kinds.kind_of(current.reading.laid_out, current.etag)
        self.kinds.note(current.etag, kind)
        return self.meaning.contract(kind)

    def _lost(self, draft: Draft, current: Current, why: str) -> list[Shrunk]:
        """Return what the new version drops more than half of, if it was saved and not restored."""
        before = current.reading.laid_out if current.reading else b""
        if why == "restore" or not before or not (draft.may_shrink or len(draft.text) * 2 < len(before)):
            return []
        return shrunk(before, draft.text)

    def _said_lost(self, lost: list[Shrunk], backup: Path) -> Notice:
        """Label the pinned version that a save dropped so much of, and say where it is."""
        said = ", ".join(map(str, lost))
        self.backups.add_label(backup, f"before {said}")
        return Notice("shrunk", f"{said}; the version before is pinned as {backup.name}", lost[-1].path)

    def origin(self, project: str, current: Current) -> str:
        """Return how the version on disk came to be: by a save of ours, as a kept one says, or by hand."""
        if current.problem is not None:
            return "broken"
        etag, why = self.origins.get(project, ("", ""))
        if etag == current.etag:
            return why
        return self.backups.why_kept(project, current.etag) or "hand-edit"

    def _drafted(self, body: bytes, seen: Current | None) -> Draft:
        if seen is None or seen.reading is None:
            return documents.read_request(body)
        return documents.read_request(body, seen.reading.laid_out, clean=seen.clean)

    def _save_locked(self, save: _Save, draft: Draft, current: Current | None) -> Saved:
        project, body, asked, why, terms = save
        disk = None if current is None else OnDisk(current.etag, _same(current, draft), current.problem)
        match decide(project, disk, asked):
            case Refuse(error):
                if isinstance(error, FileBroken):
                    error.facts |= self.last_good(project)
                raise error
            case Create():
                return self.write(project, draft, None, why, None)
            case Replace(kept_why):
                return self.write(project, draft, current, why, kept_why)
            case Unchanged() if current is not None:
                return self.unchanged(project, draft, current)
            case Stale(base) if current is not None:
                return self.merging.merge(project, body, current, base, terms)
        raise AssertionError("every decision is handled above")

    def unchanged(self, project: str, draft: Draft, current: Current) -> Saved:
        """Return the answer to a save of what stands there already."""
        size = len(current.content)
        return Saved(
            project, current.etag, current.etag, current.saved_at, size, unchanged=True, warnings=draft.warnings
        )

    def _written(
        self,
        project: str,
        draft: Draft,
        identity: Identity | None,
        why: str,
        *,
        created: bool = False,
        kept: str | None = None,
    ) -> Saved:
        if draft.checked:
            self.versions.written(project, draft.text, draft.etag, identity)
        else:
            self.versions.forget(project)
        self.origins[project] = (draft.etag, why)
        saved_at = moment_of(identity.mtime_ns) if identity else self.now()
        size = len(draft.text)
        return Saved(project, draft.etag, draft.etag, saved_at, size, created, False, draft.warnings, kept)


def _stands(current: Current | None, draft: Draft) -> bool:
    """Tell whether a document is on disk already: to send it again is no new breach of its contract."""
    return current is not None and _same(current, draft)


def _same(current: Current, draft: Draft) -> bool:
    if current.reading is not None and current.reading.laid_out == draft.text:
        return True
    return current.content == draft.text
