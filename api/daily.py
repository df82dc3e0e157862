"""Housekeeping that no save sets off: at the start and once a day."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool

from storage.errors import StorageError
from storage.names import is_id
from storage.store import Store

log = logging.getLogger("holdfast")
AFTER_START = 5.0
"""Seconds after the start, when pages that were waiting for the server have what they need."""
DAY = 24 * 60 * 60.0

Chore = Callable[[], str]
"""Does its work and says in words what it did; empty if there was nothing to do."""


async def keep_house(chores: Sequence[Chore], first: float = AFTER_START, every: float = DAY) -> None:
    """Do the chores again and again until cancelled; one that fails does not keep the others from theirs.

    Args:
        chores: what is done, in this order.
        first: seconds before the first time.
        every: seconds between two times.
    """
    pause = first
    while True:
        await asyncio.sleep(pause)
        for chore in chores:
            await run_in_threadpool(_done, chore)
        pause = every


def thin_all(store: Store) -> str:
    """Thin the kept versions of projects that nobody has saved for long, and say how many went."""
    removed = 0
    for project in store.backups.projects():
        if not is_id(project):
            continue
        try:
            with store.locks.hold(project):
                removed += len(store.housekeeper.thin(project))
        except (StorageError, OSError) as error:
            log.warning("housekeeping of %s: %s", project, error)
    return f"{removed} kept versions thinned out" if removed else ""


def _done(chore: Chore) -> None:
    try:
        said = chore()
    except (StorageError, OSError) as error:
        log.warning("housekeeping: %s", error)
        return
    if said:
        log.info("housekeeping: %s", said)
