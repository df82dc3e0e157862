"""What happened to projects, for everybody who listens: a short memory that all readers share.

A reader keeps nothing here but a number, so that a slow one costs no memory; one that fell behind further than the
memory reaches is told to ask anew.
"""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from storage.names import timestamp

CAPACITY = 1000
"""How many events are remembered."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one project."""

    id: str
    etag: str | None
    """Of the version that is current now, or None if the project is gone."""
    saved_at: datetime
    why: str
    source: str | None = None
    """Which client made the change, as it named itself."""
    changes: int | None = None
    """How many places of the document changed, for a merge or a hand edit."""
    before: str | None = None
    """etag of the version that was current before, or None if there was no project or nothing is known of it."""

    def as_dict(self) -> dict[str, object]:
        """Return what the HTTP interface shows."""
        shown: dict[str, object] = {
            "id": self.id,
            "etag": self.etag,
            "savedAt": timestamp(self.saved_at),
            "why": self.why,
            "source": self.source,
            "before": self.before,
        }
        if self.changes is not None:
            shown["changes"] = self.changes
        return shown


@dataclass(frozen=True, slots=True)
class News:
    """What a reader has not seen yet."""

    events: list[tuple[str, Event]]
    """Each with the cursor behind it."""
    cursor: str
    """Where to go on."""
    missed: bool
    """Whether events were forgotten before the reader saw them, so that it has to look at everything anew."""


class Events:
    """The events of one store since it was opened."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Remember the last `capacity` events."""
        self._start = secrets.token_hex(4)
        self._last = 0
        self._recent: deque[Event] = deque(maxlen=capacity)
        self._guard = threading.Lock()
        self._listeners: set[Callable[[], None]] = set()

    @property
    def cursor(self) -> str:
        """Where somebody begins who wants only what is to come."""
        return self._cursor(self._last)

    def publish(self, event: Event) -> None:
        """Tell everybody who listens, from any thread."""
        with self._guard:
            self._last += 1
            self._recent.append(event)
            listeners = list(self._listeners)
        for wake in listeners:
            wake()

    def since(self, cursor: str) -> News:
        """Return what came after `cursor`; of an unknown one, from another start, nothing can be said."""
        start, _, number = cursor.partition("-")
        with self._guard:
            last, recent = self._last, list(self._recent)
        seen = int(number) if start == self._start and number.isascii() and number.isdigit() else None
        if seen is None or seen > last or last - seen > len(recent):
            return News([], self._cursor(last), missed=True)
        fresh = recent[len(recent) - (last - seen) :]
        numbered = [(self._cursor(seen + 1 + at), event) for at, event in enumerate(fresh)]
        return News(numbered, self._cursor(last), missed=False)

    @contextmanager
    def listening(self, wake: Callable[[], None]) -> Iterator[None]:
        """Call `wake` after each event, from the thread of whoever published it."""
        with self._guard:
            self._listeners.add(wake)
        try:
            yield
        finally:
            with self._guard:
                self._listeners.discard(wake)

    def _cursor(self, number: int) -> str:
        return f"{self._start}-{number}"
