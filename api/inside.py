"""Documents parsed for reading, and kept while they are looked into: the same one is asked for again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kinds.kind import Collection, Document, Kind
from kinds.queries import field_names
from kinds.registry import Kinds
from storage import documents
from storage.store import Store
from storage.versions import Current

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

    def open(self, project: str) -> tuple[Current, Opened]:
        """Return the current version of a project, and what is in it.

        Raises:
            NoSuchProject, FileBroken, FileBusy, NotRegularFile, TooLarge, FaultError
        """
        current = self._store.load(project)
        with self._guard:
            opened = self._opened.get(current.etag)
            if opened is not None and opened.kind == self._kinds.of(opened.document):
                self._opened.move_to_end(current.etag)
                return current, opened
        text = current.text
        document = documents.parse(text)
        opened = Opened(current.etag, len(text), self._kinds.of(document), document)
        self._keep(opened)
        return current, opened

    def _keep(self, opened: Opened) -> None:
        with self._guard:
            self._opened[opened.etag] = opened
            while len(self._opened) > 1 and (len(self._opened) > _MOST or self._bytes() > _MOST_BYTES):
                self._opened.popitem(last=False)

    def _bytes(self) -> int:
        return sum(opened.size for opened in self._opened.values())
