"""One writer at a time for a project: a lock in this process, then a lock file between processes.

A fresh FileLock is made for every hold, because one that is shared lets several threads in at once, and one that is
bound to a thread stays held when another thread releases it. Lock files are never deleted: a waiter would hold the
lock of a file that no longer has a name.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from storage.errors import LockTimeout
from storage.files.faults import fault_of

log = logging.getLogger(__name__)


class Locks:
    """The locks of all projects of one data folder."""

    def __init__(self, folder: Path, wait: float = 10.0) -> None:
        """Keep lock files in `folder`, and give up after `wait` seconds."""
        self._folder = folder
        self._wait = wait
        self._guard = threading.Lock()
        self._threads: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold the lock `name` for the length of a with block.

        Raises:
            LockTimeout: another writer held it for too long.
        """
        with self._guard:
            within = self._threads[name]
        deadline = time.monotonic() + self._wait
        if not within.acquire(timeout=self._wait):
            raise self._timeout(name)
        try:
            between = filelock.FileLock(
                self._folder / f"{name}.lock",
                timeout=max(0.0, deadline - time.monotonic()),
                thread_local=False,
                fallback_to_soft=False,
            )
            try:
                between.acquire()
            except filelock.Timeout as error:  # an OSError too
                raise self._timeout(name) from error
            except OSError as error:
                raise fault_of(error, Path(between.lock_file), writing=True) from error
            try:
                yield
            finally:
                _release(between)
        finally:
            within.release()

    def _timeout(self, name: str) -> LockTimeout:
        return LockTimeout(f"another writer has held {name!r} for {self._wait:g} seconds", id=name, wait=self._wait)


def _release(lock: filelock.BaseFileLock) -> None:
    """Let go of a lock file; that this failed says nothing about what was done under it."""
    try:
        lock.release()
    except OSError as error:
        log.warning("%s: %s", lock.lock_file, error)
        with suppress(OSError):
            lock.release(force=True)
