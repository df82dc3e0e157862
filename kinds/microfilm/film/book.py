"""The ledger's file: read with a look at whether anything of it is missing, and written by adding lines only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson

from kinds.microfilm.film.entries import Entry
from kinds.microfilm.film.errors import LedgerDamaged
from kinds.microfilm.film.ledger import Ledger
from kinds.microfilm.film.reducing import reduce
from storage import documents, numbers
from storage.edits import edit
from storage.errors import NoSuchProject, StorageError
from storage.names import timestamp
from storage.store import Store
from storage.terms import Terms

PROJECT = "film-ledger"
"""Id of the project that is the ledger."""
VERSION = 1
_ADDING = Terms(source="film register")
_WRITTEN = ("save", "delete", "recovered")
"""Why versions are kept that the register itself has written; others may be what somebody made of the file."""


class Book:
    """The ledger of one data folder. Adding needs the register's lock, reading does not."""

    def __init__(self, store: Store) -> None:
        """Keep the ledger in `store`."""
        self._store = store
        self._read: tuple[str, Ledger] | None = None
        self._kept: dict[str, tuple[int, str]] = {}

    def read(self) -> Ledger:
        """Return what the ledger says. It is a value of its own: do not change it.

        Raises:
            LedgerDamaged: lines are missing that a kept version has, or one cannot be.
            FileBroken: the file is no document.
        """
        try:
            current = self._store.load(PROJECT)
        except NoSuchProject:
            self._compare([])
            return Ledger()
        if self._read is None or self._read[0] != current.etag:
            lines = lines_of(current.laid_out)
            self._compare(lines)
            ledger = reduce(lines)
            _demand_sound(ledger)
            self._read = current.etag, ledger
        return self._read[1]

    def lines(self) -> list[Any]:
        """Return the lines as they stand in the file, whether they can be or not."""
        try:
            return lines_of(self._store.load(PROJECT).laid_out)
        except NoSuchProject:
            return []

    def add(self, entries: Sequence[Entry], user: str, key: str | None) -> list[Entry]:
        """Write lines at the end of the ledger, all or none, and return them as they were written.

        Raises:
            LedgerDamaged: a line cannot be, after those that are there; nothing was written.
        """
        at = timestamp(self._store.now())
        written: list[Entry] = []
        after = Ledger()

        def added(text: bytes | None) -> bytes:
            nonlocal after
            document: dict[str, Any] = {"film_ledger": VERSION, "entries": []} if text is None else numbers.loads(text)
            first = len(document["entries"]) + 1
            written[:] = [
                replace(entry, seq=seq, at=at, user=user, key=key) for seq, entry in enumerate(entries, first)
            ]
            lines = [*document["entries"], *(entry.as_dict() for entry in written)]
            after = reduce(lines)
            _demand_sound(after)
            return numbers.dumps({**document, "entries": lines})

        saved = edit(self._store, PROJECT, added, _ADDING)
        if saved is not None:
            self._read = saved.etag, after
        return written

    def _compare(self, lines: list[Any]) -> None:
        """Look whether the newest kept version has lines that the ledger has not."""
        for backup in self._store.backups.all(PROJECT):
            if backup.name.why not in _WRITTEN:
                continue
            count, digest = self._known(backup.name.hash12, backup)
            if count > len(lines) or _digest(lines[:count]) != digest:
                text = (
                    f"the ledger has {len(lines)} lines and its kept version {backup.name} has {count}, not all of "
                    "them in it; no number is issued from a ledger that has lost any"
                )
                raise LedgerDamaged(text, id=PROJECT, backup=str(backup.name), lines=len(lines), keptLines=count)
            return

    def _known(self, hash12: str, backup: Any) -> tuple[int, str]:
        if hash12 not in self._kept:
            kept = lines_of(documents.read_file(self._store.backups.read(backup)).laid_out)
            self._kept = {hash12: (len(kept), _digest(kept))}
        return self._kept[hash12]


def lines_of(text: bytes) -> list[Any]:
    """Return the lines in the text of a ledger."""
    document = documents.parse(text)
    found = document.get("entries") if isinstance(document, dict) else None
    return [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []


def kept_lines(store: Store) -> list[tuple[str, list[Any]]]:
    """Return the names and lines of all kept versions that the register has written."""
    found = []
    for backup in store.backups.all(PROJECT):
        if backup.name.why not in _WRITTEN:
            continue
        try:
            text = documents.read_file(store.backups.read(backup)).laid_out
        except StorageError:
            continue
        found.append((str(backup.name), lines_of(text)))
    return found


def _digest(lines: list[Any]) -> str:
    return hashlib.sha256(orjson.dumps(lines, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _demand_sound(ledger: Ledger) -> None:
    if ledger.faults:
        first = ledger.faults[0]
        text = f"line {first.seq} of the ledger cannot be: {first.text}; `holdfast film check` names all"
        faults = [{"line": fault.seq, "rule": fault.rule, "text": fault.text} for fault in ledger.faults[:50]]
        raise LedgerDamaged(text, id=PROJECT, faults=faults)
