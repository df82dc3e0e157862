"""`/api/events`: who changed what, as it happens."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from typing import Any

import httpx2 as httpx
import pytest

from tests.serving import Server, wait_for


class Listener(threading.Thread):
    """Reads the stream of events as a browser does."""

    def __init__(self, server: Server, cursor: str | None = None) -> None:
        super().__init__(daemon=True)
        self.events: list[dict[str, Any]] = []
        self.missed = 0
        self.cursor = cursor or ""
        self.listening = threading.Event()
        self.ended = threading.Event()
        self._url = f"{server.url}/api/events"
        self._headers = {"Last-Event-ID": cursor} if cursor else {}

    def run(self) -> None:
        streaming = httpx.stream("GET", self._url, headers=self._headers, timeout=30, trust_env=False)
        with contextlib.suppress(httpx.HTTPError), streaming as answer:
            kind = "message"
            for line in answer.iter_lines():
                self.listening.set()
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "id":
                    self.cursor = value
                elif name == "data":
                    self.missed += kind == "missed"
                    if kind == "message":
                        self.events.append(json.loads(value))
                    kind = "message"
        self.ended.set()


@pytest.fixture
def heard(server: Server) -> Listener:
    listener = Listener(server)
    listener.start()
    assert listener.listening.wait(5)
    return listener


def test_a_save_is_heard_with_its_source(server: Server, heard: Listener) -> None:
    saved = server.put("story", {"n": 1}, {"If-None-Match": "*", "Holdfast-Client": "tab-7"}).json()
    assert wait_for(lambda: heard.events != [], 1.0)
    assert heard.events == [
        {
            "id": "story",
            "etag": saved["etag"],
            "savedAt": saved["savedAt"],
            "why": "save",
            "source": "tab-7",
            "before": None,
        }
    ]


def test_a_hand_edit_is_heard_within_a_second_and_our_own_saves_only_once(server: Server, heard: Listener) -> None:
    base = server.create("story", {"a": 1, "b": 1}).json()["etag"]
    for number in range(5):
        base = server.save("story", {"a": 1, "b": number}, base).json()["etag"]
    assert wait_for(lambda: base in {version["etag"].strip('"') for version in server.backups("story")})
    began = time.monotonic()
    server.file("story").write_text('{"a": 2, "b": 3}')
    assert wait_for(lambda: heard.events[-1]["why"] == "hand-edit", 1.0), heard.events
    assert time.monotonic() - began < 1.0
    assert heard.events[-1]["changes"] == 2
    assert [event["why"] for event in heard.events] == ["save"] * 6 + ["hand-edit"]


def test_files_that_come_and_go_are_projects_that_come_and_go(server: Server, heard: Listener) -> None:
    server.file("dropped").write_text("{}")
    assert wait_for(lambda: [event["id"] for event in heard.events] == ["dropped"], 1.5)
    server.file("dropped").unlink()
    assert wait_for(lambda: heard.events[-1]["etag"] is None, 1.5)
    assert heard.events[-1]["why"] == "delete"


def test_a_ruined_file_is_heard_as_broken_and_its_restore_as_a_restore(server: Server, heard: Listener) -> None:
    server.create("story", {"n": 1})
    assert wait_for(lambda: server.backups("story") != [])
    kept = (server.data / "backups" / "story" / server.backups("story")[0]["name"]).read_bytes()
    server.file("story").write_text('{"n": ')
    assert wait_for(lambda: heard.events[-1]["why"] == "broken", 3.0), heard.events
    server.file("story").write_bytes(kept)
    assert wait_for(lambda: heard.events[-1]["why"] in ("restore", "save"), 1.5), heard.events


def test_a_merge_says_how_many_places_it_changed(server: Server, heard: Listener) -> None:
    base = server.create("story", {"a": 1, "b": 1, "c": 1}).json()["etag"]
    server.save("story", {"a": 2, "b": 1, "c": 1}, base)
    server.save("story", {"a": 1, "b": 2, "c": 2}, base)
    assert wait_for(lambda: len(heard.events) == 3, 1.0)
    assert (heard.events[-1]["why"], heard.events[-1]["changes"]) == ("merge", 2)


def test_a_reader_that_comes_back_hears_what_it_missed(server: Server, heard: Listener) -> None:
    base = server.create("story", {"n": 0}).json()["etag"]
    assert wait_for(lambda: heard.cursor.endswith("-1"), 1.0)
    cursor = heard.cursor
    for number in range(1, 4):
        base = server.save("story", {"n": number}, base).json()["etag"]
    again = Listener(server, cursor)
    again.start()
    assert wait_for(lambda: len(again.events) == 3, 2.0)
    assert again.events[-1]["etag"] == base
    assert again.missed == 0


def test_a_reader_of_before_a_restart_is_told_to_look_anew(server: Server) -> None:
    listener = Listener(server, "0123abcd-5")
    listener.start()
    assert wait_for(lambda: listener.missed == 1, 2.0)


def test_who_asks_for_json_gets_what_there_is_at_once(server: Server) -> None:
    headers = {"Accept": "application/json"}
    cursor = server.client.get("/api/events", headers=headers).json()["cursor"]
    server.create("story", {"n": 1})
    news = server.client.get(f"/api/events?since={cursor}", headers=headers).json()
    assert [event["id"] for event in news["events"]] == ["story"]
    assert not news["missed"]


def test_the_server_ends_with_open_streams(server: Server) -> None:
    listeners = [Listener(server) for _ in range(20)]
    for listener in listeners:
        listener.start()
    assert all(listener.listening.wait(5) for listener in listeners)
    began = time.monotonic()
    assert server.stop() == 0 or server.process.returncode == -15
    assert time.monotonic() - began < 4
    assert "Traceback" not in server.said
    assert "ERROR" not in server.said
    assert all(listener.ended.wait(2) for listener in listeners)


def test_every_event_names_the_version_that_it_replaced(server: Server, heard: Listener) -> None:
    first = server.create("story", {"a": 1, "b": 1}).json()["etag"]
    server.save("story", {"a": 2, "b": 1}, first)
    merged = server.save("story", {"a": 1, "b": 2}, first).json()["etag"]
    assert wait_for(lambda: merged in {version["etag"] for version in server.backups("story")})
    server.file("story").write_text('{"a": 3, "b": 3}')
    assert wait_for(lambda: heard.events[-1]["why"] == "hand-edit", 1.5)
    edit = heard.events[-1]
    server.client.post("/api/projects/story/restore", json={"backup": first})
    server.client.delete("/api/projects/story", headers={"If-Match": f'"{first}"'})
    server.client.post("/api/projects/story/restore", json={"backup": first})
    assert wait_for(lambda: len(heard.events) == 7, 1.5), heard.events
    assert [event["why"] for event in heard.events] == [
        *("save", "save", "merge", "hand-edit", "restore", "delete", "restore")
    ]
    befores, etags = [event["before"] for event in heard.events], [event["etag"] for event in heard.events]
    assert befores == [None, *etags[:-1]]
    assert (edit["before"], edit["changes"]) == (merged, 2)
    found = server.client.get(f"/api/projects/story/diff?from={edit['before']}&to={edit['etag']}").json()
    assert [change["path"] for change in found["changes"]] == ["/a", "/b"]


def test_a_hand_edit_that_a_save_meets_before_it_was_noticed_is_heard_first(server: Server, heard: Listener) -> None:
    for number in range(5):
        name = f"story{number}"
        base = server.create(name, {"a": 1, "b": 1}).json()["etag"]
        assert wait_for(lambda name=name: server.backups(name) != [])
        server.file(name).write_text('{"a": 2, "b": 1}')
        saved = server.save(name, {"a": 1, "b": 2}, base).json()
        assert saved["merged"]
        assert wait_for(lambda saved=saved: heard.events[-1]["etag"] == saved["etag"], 1.5)
        mine = [event for event in heard.events if event["id"] == name]
        assert [event["why"] for event in mine] == ["save", "hand-edit", "merge"]
        assert [event["before"] for event in mine] == [None, *(event["etag"] for event in mine[:-1])]
