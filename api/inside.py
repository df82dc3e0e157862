"""Documents parsed for reading, and kept while they are looked into: the same one is asked for again and again.

As long as the file is the version that was parsed it is not even read again: a history of 40 MB is more than the store
holds in memory, and a page asks for its pictures one by one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kinds.kind import Collection, Document, Kind
from kinds.queries import field_names
from kinds.registry import Kinds
from storage import documents
from storage.store import Store
from storage.versions import Glance

_MOST_BYTES = 64 << 20
_MOST = 32


@dataclass
class Opened:
    """One version of a document, parsed; nobody changes it."""

    etag: str
    size: int
    kind: Kind
    document: Document
    _fields: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def collections(self) -> dict[str, Collection]:
        """The collections by their names."""
        return {collection.name: collection for collection in self.kind.collections(self.document)}

    @cached_property
    def stats(self) -> dict[str, Any]:
        """The kind's figures."""
        return self.kind.stats(self.document)

    def fields(self, collection: Collection) -> frozenset[str]:
        """Return the names of all fields of a collection, of its items and of its kind."""
        if collection.name not in self._fields:
            known = {collection.key, *collection.search, *collection.columns}
            known.update(field_names(collection.items(self.document)))
            self._fields[collection.name] = frozenset(known)
        return self._fields[collection.name]


class Inside:
    """The parsed documents of a store, by etag."""

    def __init__(self, store: Store, kinds: Kinds) -> None:
        """Parse what `store` loads."""
        self._store = store
        self._kinds = kinds
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        self._guard = threading.Lock()
        self._parsing: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def open(self, project: str) -> tuple[Glance, Opened]:
        """Return what is known of the current version of a project, and what is in it.

        Raises:
            NoSuchProject, FileBroken, FileBusy, NotRegularFile, TooLarge, FaultError
        """
        known = self._known(project)
        if known is not None:
            return known
        with self._guard:
            alone = self._parsing[project]
        with alone:  # of many who ask at once only the first parses
            return self._known(project) or self._read(project)

    def _known(self, project: str) -> tuple[Glance, Opened] | None:
        seen = self._store.versions.glance(project)
        opened = None if seen is None else self._held(seen.etag)
        if seen is None or opened is None:
            return None
        self._store.housekeeper.saw(project, seen.etag)
        return seen, opened

    def _held(self, etag: str) -> Opened | None:
        """Return a version that is parsed already, unless a contract has made it another kind since."""
        with self._guard:
            opened = self._opened.get(etag)
            if opened is None or opened.kind != self._kinds.of(opened.document):
                return None
            self._opened.move_to_end(etag)
            return opened

    def _read(self, project: str) -> tuple[Glance, Opened]:
        current = self._store.load(project)
        opened = self._held(current.etag)
        if opened is None:
            document = documents.parse(current.text)
            opened = Opened(current.etag, len(current.text), self._kinds.of(document), document)
            self._keep(opened)
        return current.glance, opened

    def _keep(self, opened: Opened) -> None:
        with self._guard:
            self._opened[opened.etag] = opened
            while len(self._opened) > 1 and (len(self._opened) > _MOST or self._bytes() > _MOST_BYTES):
                self._opened.popitem(last=False)

    def _bytes(self) -> int:
        return sum(opened.size for opened in self._opened.values())
