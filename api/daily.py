"""Housekeeping that no save sets off: soon after the start and once a day, on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from kinds.microfilm.archive import Sessions
from kinds.microfilm.film.office import FilmOffice
from storage.errors import StorageError
from storage.names import is_id
from storage.store import Store

log = logging.getLogger("holdfast")
AFTER_START = 5.0
"""Seconds after the start, when pages that were waiting for the server have what they need."""
DAY = 24 * 60 * 60.0

Stopping = Callable[[], bool]
"""Says whether the server is stopping, so that what is left has to wait for the next day."""
Chore = Callable[[Stopping], str]
"""Does its work and says in words what it did; empty if there was nothing to do."""


class Daily:
    """Does chores again and again; one that fails does not keep the others from theirs."""

    def __init__(self, chores: Sequence[Chore], first: float = AFTER_START, every: float = DAY) -> None:
        """Do `chores` in this order, for the first time after `first` seconds and then `every` so many."""
        self._chores = chores
        self._pauses = (first, every)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="holdfast-daily", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the piece of work that is being done."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        pause, every = self._pauses
        while not self._stop.wait(pause):
            for chore in self._chores:
                self._do(chore)
            pause = every

    def _do(self, chore: Chore) -> None:
        try:
            said = chore(self._stop.is_set)
        except (StorageError, OSError) as error:
            log.warning("housekeeping: %s", error)
            return
        except Exception:
            log.exception("housekeeping")  # a fault in one chore must not end the others for good
            return
        if said:
            log.info("housekeeping: %s", said)


def settling(office: FilmOffice) -> Chore:
    """Return the chore that derives orders anew which a crash left behind the film ledger."""

    def settle(_: Stopping) -> str:
        settled = office.repair()
        return f"put right by the film ledger: {', '.join(settled)}" if settled else ""

    return settle


def archiving(sessions: Sessions, days: float) -> Chore:
    """Return the chore that puts away sessions which nobody has used for so many days."""

    def archive_old(_: Stopping) -> str:
        put_away = sessions.archive_old(timedelta(days=days))
        return f"sessions put away: {', '.join(session.id for session in put_away)}" if put_away else ""

    return archive_old


def thinning(store: Store) -> Chore:
    """Return the chore that thins the kept versions of projects which nobody saves."""

    def thin_all(stopping: Stopping) -> str:
        removed = 0
        for project in filter(is_id, store.backups.projects()):
            if stopping():
                break
            removed += _thinned(store, project)
        return f"{removed} kept versions thinned out" if removed else ""

    return thin_all


def _thinned(store: Store, project: str) -> int:
    """Thin one project, and return how many versions went; the others must not wait for one that is in trouble."""
    try:
        with store.locks.hold(project):
            return len(store.housekeeper.thin(project))
    except (StorageError, OSError) as error:
        log.warning("housekeeping of %s: %s", project, error)
        return 0
