"""Edits worked out from the current version, as if nobody else could save meanwhile."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import orjson
import pytest

from storage.decisions import Precondition
from storage.edits import edit
from storage.errors import FileBroken
from storage.settings import Settings
from storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, Settings(settle=60.0))


def counted(text: bytes | None) -> bytes:
    document = orjson.loads(text or b'{"n": 0}')
    return orjson.dumps({**document, "n": document["n"] + 1})


def test_an_edit_makes_a_project_that_is_not_there(store: Store) -> None:
    saved = edit(store, "story", lambda text: b'{"made": true}' if text is None else None)
    assert saved is not None
    assert saved.created
    assert orjson.loads(store.load("story").content) == {"made": True}


def test_an_edit_that_finds_nothing_to_do_changes_nothing(store: Store) -> None:
    first = store.save("story", b'{"n": 1}', Precondition(create=True))
    assert edit(store, "story", lambda _: None) is None
    assert store.load("story").etag == first.etag


def test_a_broken_file_is_not_replaced_by_an_edit(store: Store) -> None:
    (store.layout.data / "story.json").write_text("{")
    with pytest.raises(FileBroken):
        edit(store, "story", counted)
    assert (store.layout.data / "story.json").read_text() == "{"


def test_no_edit_is_lost_among_many_and_none_counts_as_a_conflict(store: Store) -> None:
    other = Store(store.layout.data, Settings(settle=60.0))
    rounds = 25

    def work(one: Store) -> None:
        for _ in range(rounds):
            edit(one, "story", counted)

    threads = [threading.Thread(target=work, args=(one,)) for one in (store, other, store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert json.loads(store.load("story").content) == {"n": 4 * rounds}
    assert not {"conflict", "merge"} & {backup.name.why for backup in store.backups.all("story")}
