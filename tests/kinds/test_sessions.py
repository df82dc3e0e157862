"""Sessions that nobody uses are put away, and come back when their order is opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kinds.microfilm import sessions
from kinds.microfilm.archive import Sessions
from kinds.microfilm.sessions import Update
from kinds.registry import Kinds
from storage.index import Index
from storage.settings import Settings
from storage.store import Store

MONTH = timedelta(days=30)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store(tmp_path, Settings(settle=60.0), meaning=Kinds(), now=clock)
    yield opened
    opened.close()


@pytest.fixture
def index(store: Store) -> Index:
    return Index(store.fs, store.layout, store.settings, store.meaning)


@pytest.fixture
def register(store: Store, index: Index) -> Sessions:
    return Sessions(store, index.rows)


def test_a_session_that_nobody_uses_for_a_month_is_put_away_and_not_deleted(register: Sessions, clock: Clock) -> None:
    old, _ = register.open("12", "local")
    register.update(old["session_id"], "local", Update({"project_state": {"a": 1}}))
    clock.now += timedelta(days=20)
    register.open("13", "local")
    clock.now += timedelta(days=10, seconds=-1)
    assert register.archive_old(MONTH) == []
    clock.now += timedelta(seconds=2)
    assert [session.project for session in register.archive_old(MONTH)] == ["12"]
    assert register.archive_old(MONTH) == []
    assert [(session.project, session.is_active) for session in register.all()] == [("13", True), ("12", False)]


def test_an_order_that_was_put_away_is_active_again_when_it_is_opened(register: Sessions, clock: Clock) -> None:
    old, _ = register.open("12", "local")
    register.update(old["session_id"], "local", Update({"project_state": {"a": 1}}))
    clock.now += MONTH * 2
    register.archive_old(MONTH)
    found, created = register.open("12", "local")
    assert (found["session_id"], created, found["project_state"]) == (old["session_id"], False, {"a": 1})
    assert (found["is_active"], "archived_at" in found) == (True, False)
    assert register.archive_old(MONTH) == []


def test_a_session_that_is_only_looked_at_counts_as_used(register: Sessions, clock: Clock) -> None:
    register.open("12", "local")
    for _ in range(5):
        clock.now += timedelta(days=20)
        register.open("12", "local")
        assert register.archive_old(MONTH) == []


def test_looking_at_a_session_writes_its_file_once_a_day_at_most(register: Sessions, clock: Clock) -> None:
    begun, _ = register.open("12", "local")
    clock.now += timedelta(hours=23)
    assert register.open("12", "local")[0] == begun
    clock.now += timedelta(hours=2)
    assert register.open("12", "local")[0]["last_accessed"] > begun["last_accessed"]


def test_an_update_wakes_a_session_that_was_put_away(register: Sessions, clock: Clock) -> None:
    begun, _ = register.open("12", "local")
    clock.now += MONTH * 2
    register.archive_old(MONTH)
    assert register.update(begun["session_id"], "local", Update({"index_data": {"a": 1}}))["is_active"] is True


def test_a_session_that_breaks_its_contract_is_put_away_too(register: Sessions, clock: Clock, tmp_path: Path) -> None:
    for order in ("12", "13"):
        register.open(order, "local")
    file = tmp_path / "microfilm-13.json"
    file.write_bytes(file.read_bytes().replace(b'"project_state": {}', b'"project_state": 7'))
    clock.now += MONTH * 2
    assert sorted(session.project for session in register.archive_old(MONTH)) == ["12", "13"]


def test_a_session_that_cannot_be_read_keeps_no_other_from_being_put_away(
    register: Sessions, store: Store, index: Index, clock: Clock, tmp_path: Path
) -> None:
    for order in ("12", "13", "14"):
        register.open(order, "local")
    clock.now += MONTH * 2
    listed = list(index.rows())
    (tmp_path / "microfilm-13.json").write_bytes(b'{"session_id": ')
    put_away = Sessions(store, lambda: listed).archive_old(MONTH)
    assert sorted(session.project for session in put_away) == ["12", "14"]


def test_a_session_that_is_opened_after_it_was_listed_stays(
    register: Sessions, store: Store, index: Index, clock: Clock
) -> None:
    register.open("12", "local")
    clock.now += MONTH * 2
    listed = list(index.rows())
    register.open("12", "local")
    assert Sessions(store, lambda: listed).archive_old(MONTH) == []


def test_cleared_sections_are_empty_objects_and_preferences_stay() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    begun = sessions.begun("s", "12", "local", now)
    assert sessions.cleared(begun, now) is None
    worked = sessions.updated(begun, Update({"index_data": {"a": 1}, "ui_preferences": {"dark": True}}), now)
    assert worked is not None
    emptied = sessions.cleared({**worked, "dark-mode": "true"}, now)
    assert emptied is not None
    assert (emptied["index_data"], emptied["ui_preferences"], "dark-mode" in emptied) == ({}, {"dark": True}, False)
