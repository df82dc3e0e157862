"""Hand edits, noticed: also where the folder does not notify."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinds.registry import Kinds
from storage.decisions import Precondition
from storage.index import Index
from storage.store import Store
from storage.watch import Watcher


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store(data)
    yield opened
    opened.close()


@pytest.fixture
def watcher(store: Store) -> Watcher:
    """A watcher that is never started: it looks only when it is told to, as at a folder that does not notify."""
    return Watcher(store, Index(store.fs, store.layout, store.settings, Kinds()))


def heard(store: Store) -> list[tuple[str, str]]:
    """Return id and reason of every event so far."""
    start = store.events.cursor.partition("-")[0]
    return [(event.id, event.why) for _, event in store.events.since(f"{start}-0").events]


def test_our_own_saves_are_announced_once(store: Store, watcher: Watcher) -> None:
    saved = store.save("story", b'{"n":1}', Precondition(create=True))
    watcher.sweep()
    store.save("story", b'{"n":2}', Precondition(base=saved.etag))
    watcher.look("story")
    watcher.sweep()
    assert heard(store) == [("story", "save"), ("story", "save")]


def test_an_edit_is_found_by_looking_over_the_folder(store: Store, watcher: Watcher, data: Path) -> None:
    store.save("story", b'{"n":1}', Precondition(create=True))
    store.housekeeper.flush()
    (data / "story.json").write_text('{"n": 2}')
    watcher.sweep()
    watcher.sweep()
    assert heard(store) == [("story", "save"), ("story", "hand-edit")]


def test_a_touched_file_is_no_edit(store: Store, watcher: Watcher, data: Path) -> None:
    store.save("story", b'{"n":1}', Precondition(create=True))
    os.utime(data / "story.json", (1_000_000_000, 1_000_000_000))
    watcher.sweep()
    assert heard(store) == [("story", "save")]


def test_a_backup_that_was_copied_back_is_a_restore(store: Store, watcher: Watcher, data: Path) -> None:
    first = store.save("story", b'{"n":1}', Precondition(create=True))
    old = (data / "story.json").read_bytes()
    store.save("story", b'{"n":2}', Precondition(base=first.etag))
    store.housekeeper.flush()
    (data / "story.json").write_bytes(old)
    watcher.sweep()
    assert heard(store)[-1] == ("story", "restore")


def test_files_come_go_and_break(store: Store, watcher: Watcher, data: Path) -> None:
    (data / "dropped.json").write_text("{}")
    watcher.sweep()
    (data / "dropped.json").write_text('{"a": 1,,}')
    os.utime(data / "dropped.json", (1_000_000_000, 1_000_000_000))
    watcher.sweep()
    (data / "dropped.json").unlink()
    watcher.sweep()
    assert heard(store) == [("dropped", "hand-edit"), ("dropped", "broken"), ("dropped", "delete")]


def test_a_save_of_another_process_is_announced_as_what_it_was(store: Store, watcher: Watcher, data: Path) -> None:
    first = store.save("story", b'{"n":1}', Precondition(create=True))
    other = Store(data)
    other.save("story", b'{"n":2}', Precondition(base=first.etag), "import")
    other.close()
    watcher.sweep()
    assert heard(store) == [("story", "save"), ("story", "import")]
