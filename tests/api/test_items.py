"""Inside a document: items found, filtered, sorted and paged, one of them whole, and the figures of the kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.serving import Server

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"
JOBS = "/api/projects/history/items/jobs"


@pytest.fixture
def history(shared: Server) -> Server:
    """A server with the real job history."""
    if not shared.file("history").exists():
        shared.file("history").write_bytes(REAL.read_bytes())
    return shared


def asked(server: Server, query: str = "", path: str = JOBS) -> dict[str, Any]:
    answer = server.client.get(path + query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [item["id"] for item in found["items"]]


def test_a_page_of_jobs_comes_without_their_images(history: Server) -> None:
    answer = history.client.get(f"{JOBS}?limit=5")
    found = answer.json()
    assert ids(found) == ["job-1", "job-2", "job-3", "job-4", "job-5"]
    assert found["total"] == 36
    assert found["omitted"] == ["result"]
    assert len(answer.content) < 3000
    assert ids(asked(history, "?offset=34")) == ["job-36", "job-37"] or asked(history, "?offset=34")["total"] == 36


def test_words_are_looked_for_in_the_prompts(history: Server) -> None:
    found = asked(history, "?q=COIN+golden")
    assert found["total"] >= 1
    assert all("coin" in item["prompt"] and "golden" in item["prompt"] for item in found["items"])
    assert asked(history, "?q=iVBORw0KGgo")["total"] == 0


def test_items_are_filtered_by_values_and_by_ranges(history: Server) -> None:
    assert {item["status"] for item in asked(history, "?status=error&status=idle")["items"]} == {"error", "idle"}
    wide = asked(history, "?width.min=65")
    assert all(item["width"] > 64 for item in wide["items"])
    narrow = asked(history, "?width.max=64")
    assert wide["total"] + narrow["total"] == 36
    assert asked(history, "?seed=null")["total"] + asked(history, "?seed.min=")["total"] == 36


def test_times_are_filtered_by_moments(history: Server) -> None:
    every = [item["createdAt"] for item in asked(history)["items"] if item["createdAt"]]
    middle = sorted(every)[len(every) // 2]
    assert asked(history, f"?createdAt.min={middle}")["total"] == sum(at >= middle for at in every)
    assert asked(history, "?createdAt.min=2001-01-01T00:00:00Z")["total"] == len(every)
    assert history.client.get(f"{JOBS}?createdAt.min=yesterday").status_code == 400


def test_items_are_sorted_and_what_has_no_value_comes_last(history: Server) -> None:
    for query in ("?sort=duration", "?sort=-duration", "?sort=duration&order=desc"):
        values = [item["duration"] for item in asked(history, query)["items"]]
        numbers = [value for value in values if value is not None]
        assert values[: len(numbers)] == sorted(numbers, reverse=query != "?sort=duration")


def test_members_are_chosen(history: Server) -> None:
    assert set(asked(history, "?fields=prompt&limit=1")["items"][0]) == {"id", "prompt"}
    whole = asked(history, "?fields=*&limit=1")
    assert whole["items"][0]["result"].startswith("data:image/png")
    assert whole["omitted"] == []


def test_one_item_is_loaded_whole(history: Server) -> None:
    assert asked(history, "/job-1")["result"].startswith("data:image/png")
    missing = history.client.get(f"{JOBS}/job-99")
    assert (missing.status_code, missing.json()["code"]) == (404, "no_such_item")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?limit=-1", "whole number"),
        ("?order=up", "asc, desc"),
        ("?sort=colour", "prompt"),
        ("?colour=red", "prompt"),
        ("?fields=id,colour", "prompt"),
        ("?colour.min=3", "prompt"),
    ],
)
def test_a_query_that_makes_no_sense_says_what_would(history: Server, query: str, wanted: str) -> None:
    answer = history.client.get(JOBS + query)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert wanted in answer.json()["detail"]


def test_a_collection_that_is_not_there_names_those_that_are(history: Server) -> None:
    answer = history.client.get("/api/projects/history/items/shots")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_collection")
    assert answer.json()["collections"] == ["jobs"]


def test_a_known_version_is_not_sent_again(history: Server) -> None:
    for path in (JOBS, f"{JOBS}/job-1", "/api/projects/history/stats"):
        etag = history.client.get(path).headers["etag"]
        again = history.client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")


def test_the_figures_are_those_of_the_kind(history: Server) -> None:
    stats = asked(history, path="/api/projects/history/stats")
    assert stats["kind"] == "pixellab"
    assert (stats["stats"]["total"], stats["stats"]["completed"], stats["stats"]["failed"]) == (36, 33, 2)


def test_lists_of_any_document_are_collections(shared: Server, project: str) -> None:
    shared.create(project, {"cats": [{"id": 1, "name": "Tom"}, {"id": 2, "mood": {"now": "calm"}}], "n": [1, 2]})
    path = f"/api/projects/{project}/items"
    assert asked(shared, "?mood.now=calm", f"{path}/cats")["items"] == [{"id": 2, "mood": {"now": "calm"}}]
    assert asked(shared, "/1", f"{path}/cats") == {"id": 1, "name": "Tom"}
    assert shared.client.get(f"{path}/n").json()["collections"] == ["cats"]


def test_a_broken_file_has_no_items(shared: Server, project: str) -> None:
    shared.file(project).write_text("{")
    for part in ("items/jobs", "stats"):
        answer = shared.client.get(f"/api/projects/{project}/{part}")
        assert (answer.status_code, answer.json()["code"]) == (422, "file_broken")
