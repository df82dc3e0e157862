"""Stale saves of a living store: whatever loses is in a kept version that the answer names."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.decisions import Precondition
from storage.documents import etag_of, read_request
from storage.errors import StaleBase
from storage.saved import Saved
from storage.settings import Settings
from storage.store import Store
from storage.terms import OnConflict, Terms
from tests.storage.edits import documents, edited, edits

policies = st.sampled_from([OnConflict.FAIL, OnConflict.MINE, OnConflict.THEIRS, OnConflict.NEWEST])


def kept_documents(folder: Path) -> dict[str, Any]:
    return {path.name: orjson.loads(path.read_bytes()) for path in (folder / "backups" / "story").glob("*.json")}


def attempt(store: Store, body: bytes, base: str, policy: OnConflict) -> Saved | StaleBase:
    try:
        return store.save("story", body, Precondition(base=base), "save", Terms(policy))
    except StaleBase as refused:
        return refused


@settings(max_examples=300, deadline=None)
@given(documents, edits, edits, policies)
def test_whatever_loses_is_kept_under_the_name_that_the_answer_gives(
    base: dict[str, Any], own: list[Any], other: list[Any], policy: OnConflict
) -> None:
    mine, theirs = edited(base, own, "m"), edited(base, other, "t")
    folder = Path(tempfile.mkdtemp(prefix="holdfast-merging-"))
    store = Store(folder, Settings(settle=60.0))
    try:
        first = store.save("story", orjson.dumps(base), Precondition(create=True))
        second = store.save("story", orjson.dumps(theirs), Precondition(base=first.etag))
        body = orjson.dumps(mine)
        saved = attempt(store, body, first.etag, policy)
        if isinstance(saved, StaleBase):
            assert policy is OnConflict.FAIL
            assert saved.facts["conflicts"]
            assert etag_of((folder / "story.json").read_bytes()) == second.etag
            assert kept_documents(folder)[saved.kept] == mine
            return
        if saved.conflicts:
            assert saved.kept is not None
            loser = mine if saved.conflicts[0]["taken"] == "theirs" else theirs
            assert kept_documents(folder)[saved.kept] == loser
        everything = {etag_of(path.read_bytes()) for path in folder.rglob("*.json")}
        assert {etag_of(read_request(body).text), second.etag, saved.etag, saved.sent} <= everything
        again = store.save("story", body, Precondition(base=first.etag), "save", Terms(policy))
        assert again.unchanged, "a retry after a lost answer changes nothing"
        assert again.etag == saved.etag
    finally:
        store.close()
        shutil.rmtree(folder)


@pytest.mark.parametrize("policy", list(OnConflict))
def test_a_base_that_retention_let_go_of_finds_an_older_ancestor(tmp_path: Path, policy: OnConflict) -> None:
    store = Store(tmp_path, Settings(settle=60.0))
    etags: list[str] = []
    for document in ({"n": 0}, {"n": 1}, {"n": 1, "x": 1}, {"n": 1, "x": 1, "theirs": 1}):
        asked = Precondition(base=etags[-1]) if etags else Precondition(create=True)
        etags.append(store.save("story", orjson.dumps(document), asked).etag)
    gone = next(kept for kept in store.backups.all("story") if etags[2].startswith(f"sha256-{kept.name.hash12}"))
    with store.locks.hold("story"):
        store.backups.remove(gone)
    body = b'{"n":1,"x":1,"mine":1}'
    saved = store.save("story", body, Precondition(base=etags[2]), "save", Terms(policy))
    store.close()
    assert orjson.loads((tmp_path / "story.json").read_bytes()) == {"n": 1, "x": 1, "theirs": 1, "mine": 1}
    assert saved.conflicts == ()
