"""Housekeeping that no save sets off."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.daily import Daily, Stopping, thinning
from storage.decisions import Precondition
from storage.errors import LockTimeout
from storage.settings import Settings
from storage.store import Store
from tests.serving import wait_for


def test_chores_are_done_again_and_again_and_a_failure_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fails(_: Stopping) -> str:
        done.append("fails")
        raise LockTimeout("another writer is busy")

    def works(_: Stopping) -> str:
        done.append("works")
        return "something done"

    caplog.set_level(logging.INFO, "holdfast")
    daily = Daily([fails, works], first=0.01, every=0.05)
    daily.start()
    assert wait_for(lambda: len(done) >= 4)
    daily.close()
    assert done[:4] == ["fails", "works", "fails", "works"]
    assert "another writer is busy" in caplog.text
    assert "something done" in caplog.text
    many = len(done)
    assert not wait_for(lambda: len(done) > many + 2, 0.3)


def test_versions_of_projects_that_nobody_saves_are_thinned(tmp_path: Path) -> None:
    clock = datetime(2026, 1, 1, tzinfo=UTC)
    store = Store(tmp_path, Settings(settle=0.01, lock_wait=0.1), now=lambda: clock)
    base = store.save("story", b'{"n": 0}', Precondition(create=True)).etag
    for number in range(1, 60):
        clock += timedelta(seconds=1)
        base = store.save("story", b'{"n": %d}' % number, Precondition(base=base)).etag
    store.housekeeper.flush()
    thinning(store)(lambda: False)  # a copy and the version that was replaced may still be two of one content
    kept = store.backups.count("story")
    assert thinning(store)(lambda: False) == ""
    clock += timedelta(days=40)
    assert thinning(store)(lambda: True) == ""
    (tmp_path / "backups" / "busy").mkdir()
    with Store(tmp_path, Settings()).locks.hold("busy"):  # a project in trouble keeps no other from being thinned
        assert "thinned out" in thinning(store)(lambda: False)
    assert store.backups.count("story") < kept
    assert store.load("story").etag == base
    store.close()
