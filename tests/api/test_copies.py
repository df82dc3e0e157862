"""Conflicted copies of sync tools: recognised, merged by the version that both come from, and kept."""

from __future__ import annotations

import json
from typing import Any

import httpx2 as httpx
import pytest

from storage.documents import etag_of
from tests.cli.running import Command
from tests.serving import Server, wait_for

NAMES = [
    "story (conflicted copy 2026-11-20 120000).json",
    "story (Ann's conflicted copy 2026-11-20).json",
    "story (Case Conflict).json",
    "story.sync-conflict-20261120-120000-ABCDEFG.json",
    "story (1).json",
    "story (conflict 2026-11-20-12-00-00).json",
    "story - Copy.json",
    "story - Copy (2).json",
    "story copy 2.json",
]
BASE = {"title": "Dawn", "note": "", "shots": [{"id": "s1", "text": "one"}]}


def merge(server: Server, name: str) -> httpx.Response:
    return server.client.post("/api/projects/story/merge-copy", json={"name": name})


def diverged(server: Server, name: str, copy: Any) -> None:
    """Save a project three times; the copy comes from the second version."""
    base = server.create("story", {"title": "Night"}).json()["etag"]
    base = server.save("story", BASE, base).json()["etag"]
    (server.data / name).write_text(json.dumps(copy))
    server.save("story", {**BASE, "title": "theirs", "shots": [*BASE["shots"], {"id": "s2"}]}, base)


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_listed_with_its_project_and_merged(server: Server, name: str) -> None:
    copy = {**BASE, "note": "on the laptop", "shots": [{"id": "s1", "text": "edited"}]}
    diverged(server, name, copy)
    (other,) = server.client.get("/api/projects").json()["otherFiles"]
    assert (other["action"], other["of"]) == ("merge", "story")
    answer = merge(server, name)
    assert answer.status_code == 200, answer.text
    assert server.load("story").json() == {
        "title": "theirs",
        "note": "on the laptop",
        "shots": [{"id": "s1", "text": "edited"}, {"id": "s2"}],
    }
    assert not (server.data / name).exists()
    kept = [path.read_bytes() for path in (server.data / "backups" / "story").glob("*--conflict.json")]
    assert json.dumps(copy).encode() in kept


def test_a_copy_that_overlaps_stays_and_says_where(server: Server) -> None:
    diverged(server, NAMES[0], {**BASE, "title": "on the laptop"})
    answer = merge(server, NAMES[0])
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_base")
    assert [found["path"] for found in answer.json()["conflicts"]] == ["/title"]
    assert (server.data / NAMES[0]).exists()
    assert server.load("story").json()["title"] == "theirs"


def test_a_copy_of_which_nothing_older_is_known_is_left_alone(server: Server) -> None:
    server.file("story").write_text(json.dumps(BASE))
    (server.data / NAMES[0]).write_text(json.dumps({**BASE, "note": "x"}))
    assert merge(server, NAMES[0]).status_code == 412
    assert server.load("story").json() == BASE
    assert (server.data / NAMES[0]).exists()


def test_a_copy_of_an_older_version_brings_nothing_new(server: Server) -> None:
    diverged(server, NAMES[0], BASE)
    before = server.file("story").read_bytes()
    assert merge(server, NAMES[0]).json()["unchanged"]
    assert server.file("story").read_bytes() == before
    assert not (server.data / NAMES[0]).exists()


@pytest.mark.parametrize("name", ["none.json", "../story.json", ".holdfast", "story.json", ""])
def test_only_what_is_listed_can_be_merged(server: Server, name: str) -> None:
    server.create("story", BASE)
    assert merge(server, name).status_code in (404, 422)


def test_doctor_merges_what_does_not_overlap(server: Server) -> None:
    copy = {**BASE, "note": "on the laptop"}
    diverged(server, NAMES[0], copy)
    (server.data / NAMES[3]).write_text(json.dumps({**BASE, "title": "overlaps"}))
    command = Command(server.data)
    said = command("doctor", "--fix")
    assert "merged into 'story'" in said.out
    assert said.code == 1, "the one that overlaps is left"
    assert not (server.data / NAMES[0]).exists()
    assert (server.data / NAMES[3]).exists()
    assert wait_for(lambda: server.load("story").json()["note"] == "on the laptop")
    assert etag_of(json.dumps(copy).encode()) in {
        etag_of(path.read_bytes()) for path in (server.data / "backups" / "story").iterdir()
    }
