"""Orders that the film register has put into its ledger, kept as the ledger says when others save them.

The pages of the register save whole sections, and a tab that was open for long sends old ones.
"""

from __future__ import annotations

import logging
import threading

from kinds.microfilm.film.entries import WRITER
from kinds.microfilm.film.office import FilmOffice
from storage.errors import StorageError
from storage.events import Events

log = logging.getLogger("holdfast")


class Settler:
    """Looks at orders after somebody else has saved them, on a thread of its own."""

    def __init__(self, events: Events, office: FilmOffice) -> None:
        """Hear of saves from `events`."""
        self._events = events
        self._office = office
        self._woken = threading.Event()
        self._stop = False
        self._thread = threading.Thread(target=self._run, name="holdfast-settling", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the order that is being put right."""
        self._stop = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        cursor = self._events.cursor
        with self._events.listening(self._woken.set):
            while not self._stop:
                self._woken.wait()
                self._woken.clear()
                news = self._events.since(cursor)
                cursor = news.cursor
                ids = {event.id for _, event in news.events if event.etag is not None and event.source != WRITER}
                for project in sorted(ids):
                    self._settle(project)

    def _settle(self, project: str) -> None:
        try:
            self._office.settle(project)
        except (StorageError, OSError) as error:
            log.warning("film register: %s: %s", project, error)
        except Exception:
            log.exception("film register: %s", project)  # the orders after it have to be looked at all the same
