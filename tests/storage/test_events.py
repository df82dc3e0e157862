"""What happened to projects, for everybody who listens."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from storage.events import Event, Events


def event(number: int) -> Event:
    return Event(f"p{number}", None, datetime(2026, 1, 1, tzinfo=UTC), "save")


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 10))
def test_a_reader_gets_all_that_is_remembered_or_is_told_that_it_missed_some(
    before: int, after: int, capacity: int
) -> None:
    events = Events(capacity)
    for number in range(before):
        events.publish(event(number))
    cursor = events.cursor
    for number in range(before, before + after):
        events.publish(event(number))
    news = events.since(cursor)
    assert news.missed == (after > capacity)
    if not news.missed:
        assert [found.id for _, found in news.events] == [f"p{number}" for number in range(before, before + after)]
    assert events.since(news.cursor).events == []


def test_a_reader_goes_on_behind_any_event_it_saw() -> None:
    events = Events()
    cursor = events.cursor
    for number in range(5):
        events.publish(event(number))
    third, _ = events.since(cursor).events[2]
    assert [found.id for _, found in events.since(third).events] == ["p3", "p4"]


def test_a_reader_of_another_start_has_missed_everything() -> None:
    old = Events()
    old.publish(event(1))
    for cursor in (old.cursor, "", "nonsense", "-1", f"{Events().cursor}0"):
        news = Events().since(cursor)
        assert news.missed
        assert news.events == []


def test_everybody_who_listens_is_woken_from_any_thread_until_it_stops() -> None:
    events, woken = Events(), threading.Event()
    with events.listening(woken.set):
        threading.Thread(target=events.publish, args=(event(1),)).start()
        assert woken.wait(5)
        woken.clear()
    events.publish(event(2))
    assert not woken.is_set()


def test_an_event_is_shown_with_its_facts() -> None:
    shown = Event("story", "sha256-x", datetime(2026, 1, 1, tzinfo=UTC), "merge", "tab-1", 3, "sha256-w").as_dict()
    assert shown == {
        "id": "story",
        "etag": "sha256-x",
        "savedAt": "2026-01-01T00:00:00.000Z",
        "why": "merge",
        "source": "tab-1",
        "before": "sha256-w",
        "changes": 3,
    }
