"""The ledger's file: read with a look at whether anything of it is missing, and written by adding lines only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson

from kinds.microfilm.film.entries import WRITER, Entry, Who
from kinds.microfilm.film.errors import LedgerDamaged
from kinds.microfilm.film.ledger import Ledger
from kinds.microfilm.film.reducing import add, reduce
from storage import documents, numbers
from storage.edits import edit
from storage.errors import FileBusy, NoSuchProject, StorageError
from storage.names import timestamp
from storage.store import Store
from storage.terms import Terms

PROJECT = "film-ledger"
"""Id of the project that is the ledger."""
VERSION = 1
_ADDING = Terms(source=WRITER)
_WRITTEN = ("save", "delete", "recovered")
"""Why versions are kept that the register itself has written; others may be what somebody made of the file."""


class Book:
    """The ledger of one data folder. Adding needs the register's lock, reading does not."""

    def __init__(self, store: Store) -> None:
        """Keep the ledger in `store`."""
        self._store = store
        self._read: tuple[str, Ledger] | None = None
        self._kept: dict[str, tuple[int, str]] = {}
        self._lines: list[Any] = []
        """The lines that this process has read or written last: a version that a sync tool puts back may have fewer."""

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
            self._know(current.etag, lines, ledger)
            return ledger
        return self._read[1]

    def lines(self) -> list[Any]:
        """Return the lines as they stand in the file, whether they can be or not."""
        try:
            return lines_of(self._store.load(PROJECT).laid_out, whole=False)
        except NoSuchProject:
            return []

    def add(self, entries: Sequence[Entry], who: Who) -> list[Entry]:
        """Write lines at the end of the ledger, all or none, and return them as they were written."""
        at = timestamp(self._store.now())
        before, lines = self.read(), self._lines
        written = [
            replace(entry, seq=seq, at=at, user=who.user, key=who.key, request=who.request)
            for seq, entry in enumerate(entries, len(lines) + 1)
        ]
        after = before.fork(entry.project for entry in entries if entry.project)
        for entry in written:
            add(after, entry)
        if after.faults:
            raise RuntimeError(f"the film register decided on a line that cannot be: {after.faults[0]}")
        lines = [*lines, *(entry.as_dict() for entry in written)]

        def added(text: bytes | None) -> bytes:
            document = {"film_ledger": VERSION} if text is None else numbers.loads(text)
            if document.get("entries", []) != lines[: -len(written)]:
                raise FileBusy(f"{PROJECT!r} was changed by another program just now", id=PROJECT)
            return numbers.dumps({**document, "entries": lines})

        saved = edit(self._store, PROJECT, added, _ADDING)
        if saved is not None:
            self._know(saved.etag, lines, after)
        return written

    def _know(self, etag: str, lines: list[Any], ledger: Ledger) -> None:
        self._read = etag, ledger
        self._lines = lines

    def _compare(self, lines: list[Any]) -> None:
        """Look whether this process, or the newest kept version, knows lines that the ledger has not."""
        count = len(self._lines)
        if lines[:count] != self._lines:
            raise _lost("what this server has read of it", count, lines)
        for backup in self._store.backups.all(PROJECT):
            if backup.name.why not in _WRITTEN:
                continue
            count, digest = self._known(backup.name.hash12, backup)
            if not _begins(lines, count, digest):
                raise _lost(f"its kept version {backup.name}", count, lines, backup=str(backup.name))
            return

    def _known(self, hash12: str, backup: Any) -> tuple[int, str]:
        if hash12 not in self._kept:
            kept = lines_of(documents.read_file(self._store.backups.read(backup)).laid_out, whole=False)
            self._kept = {hash12: (len(kept), _digest(kept))}
        return self._kept[hash12]


def lines_of(text: bytes, *, whole: bool = True) -> list[Any]:
    """Return the lines in the text of a ledger.

    Raises:
        LedgerDamaged: it is no list of lines, and the `whole` ledger is wanted.
    """
    document = documents.parse(text)
    found = document.get("entries") if isinstance(document, dict) else None
    lines = [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []
    if whole and (not isinstance(found, list) or len(lines) < len(found)):
        text_of = f"{PROJECT}.json holds no list of lines, so nobody can say which numbers were issued"
        raise LedgerDamaged(text_of, id=PROJECT)
    return lines


def kept_lines(store: Store) -> Iterator[tuple[str, list[Any]]]:
    """Return the names and lines of all kept versions that the register has written, one after the other."""
    for backup in store.backups.all(PROJECT):
        if backup.name.why in _WRITTEN:
            try:
                text = documents.read_file(store.backups.read(backup)).laid_out
            except StorageError:
                continue
            yield str(backup.name), lines_of(text, whole=False)


def _begins(lines: list[Any], count: int, digest: str) -> bool:
    return len(lines) >= count and _digest(lines[:count]) == digest


def _lost(where: str, count: int, lines: list[Any], **facts: str) -> LedgerDamaged:
    text = (
        f"the ledger has {len(lines)} lines, and {where} has {count}, not all of them in it; no number is issued from "
        "a ledger that has lost any"
    )
    return LedgerDamaged(text, id=PROJECT, lines=len(lines), keptLines=count, **facts)


def _digest(lines: list[Any]) -> str:
    return hashlib.sha256(orjson.dumps(lines, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _demand_sound(ledger: Ledger) -> None:
    if ledger.faults:
        first = ledger.faults[0]
        text = f"line {first.seq} of the ledger cannot be: {first.text}; `holdfast film check` names all"
        faults = [{"line": fault.seq, "rule": fault.rule, "text": fault.text} for fault in ledger.faults[:50]]
        raise LedgerDamaged(text, id=PROJECT, faults=faults)
