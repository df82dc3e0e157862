"""The built-in kinds: what they say of real documents, and that no document makes them fail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinds import generic, pixellab, storycore
from kinds.kind import Kind
from kinds.microfilm import register
from storage.pointers import get
from tests.kinds.documents import DATA, FILM, HISTORY, changed, order
from tests.storage.jsons import values

KINDS = (generic.KIND, pixellab.KIND, storycore.KIND, register.KIND)
NAMES = (
    *("jobs", "lastJobId", "id", "status", "duration", "createdAt", "result", "sequences", "shots", "audioPhrases"),
    *("shotIds", "sequenceId", "metadata", "generationHistory", "analysis_data", "analysisResults", "documents"),
    *("allocation_data", "allocationResults", "results", "rolls_16mm", "document_segments", "index_data", "indexData"),
    *("index", "film_number_results", "workflow_state", "project_state", "session_id", "name", "title"),
)
inner = st.recursive(
    values,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(NAMES), part, max_size=4),
    max_leaves=20,
)
shaped = st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)


@given(shaped)
def test_no_document_makes_a_kind_fail(document: dict[str, Any]) -> None:
    for kind in KINDS:
        kind.detect(document)
        kind.warnings(document)
        json.dumps([kind.stats(document), kind.summary(document).text], allow_nan=False)
        for collection in kind.collections(document):
            assert all(isinstance(item, dict) for item in collection.items(document))


def test_the_real_job_history_in_figures() -> None:
    document = json.loads((DATA / "pixellab" / "job_history.json").read_bytes())
    found = pixellab.KIND.stats(document)
    durations = [job["duration"] for job in document["jobs"] if job["duration"] is not None]
    assert {name: found[name] for name in ("total", "completed", "failed", "idle", "queued", "running")} == {
        "total": 36, "completed": 33, "failed": 2, "idle": 1, "queued": 0, "running": 0,
    }  # fmt: skip
    assert found["totalDuration"] == pytest.approx(sum(durations))
    assert found["avgDuration"] == pytest.approx(sum(durations) / len(durations), abs=1e-6)
    assert found["successRate"] == pytest.approx(33 / 35, abs=1e-6)
    assert sum(day["total"] for day in found["perDay"]) == sum(job["createdAt"] is not None for job in document["jobs"])
    assert sum(found["durations"]["counts"]) == len(durations)
    summary = pixellab.KIND.summary(document)
    assert summary.text == "36 jobs, 33 done"
    assert summary.picture is not None
    assert get(document, summary.picture).startswith("data:image/")


def test_doubts_about_a_job_history() -> None:
    twice = changed(HISTORY, "jobs", [{"id": "job-1"}, {"id": "job-7"}, {"id": "job-1"}])
    found = [(notice.code, notice.path) for notice in pixellab.KIND.warnings(twice)]
    assert found == [("duplicate_id", "/jobs/2/id"), ("counter_behind", "/lastJobId")]


def test_a_film_project_in_figures() -> None:
    found = storycore.KIND.stats(FILM)
    assert (found["shots"], found["duration"], found["words"], found["danglingReferences"]) == (1, 5, 2, 0)
    assert found["perSequence"] == [{"label": "One", "shots": 1, "duration": 5}]
    assert found["phrasesByCharacter"] == [{"label": "Anna", "count": 1}]
    assert storycore.KIND.summary(FILM).picture == "/shots/0/generatedImageUrl"
    assert storycore.KIND.summary(FILM).name == "Dawn"


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("shots/0/sequenceId", "gone", [("dangling_reference", "/shots/0/sequenceId")]),
        ("audioPhrases/0/shotId", "gone", [("dangling_reference", "/audioPhrases/0/shotId")]),
        ("sequences/0/shotIds", ["a", "gone"], [("dangling_reference", "/sequences/0/shotIds/1")]),
        ("shots/0/prompt", "   short  ", [("prompt_length", "/shots/0/prompt")]),
        ("shots/0/prompt", "x" * 501, [("prompt_length", "/shots/0/prompt")]),
        ("shots/0/prompt", " " + "x" * 500 + " ", []),
        ("shots/0/prompt", "x" * 10, []),
        ("generationHistory", [{"id": "g"}, {"id": "g"}], [("duplicate_id", "/generationHistory/1/id")]),
    ],
)
def test_doubts_about_a_film_project(path: str, value: object, wanted: list[tuple[str, str]]) -> None:
    assert [(found.code, found.path) for found in storycore.KIND.warnings(changed(FILM, path, value))] == wanted


def test_the_real_order_in_figures() -> None:
    document = order()
    found = register.KIND.stats(document)
    assert (found["documents"], found["pages"], found["filmNumbers"], found["indexed"]) == (1762, 3552, 2, 1762)
    assert found["rolls"][0] == {"label": "16mm", "count": 2, "pages": 3552, "utilisation": round(3552 / 5800, 4)}
    assert found["rolls"][1]["count"] == 0
    assert register.KIND.summary(document).name == "RRD018-2025 · RRD018-2025_OU_(PILS)"


def test_the_collections_of_the_real_order() -> None:
    document = order()
    found = {collection.name: collection.items(document) for collection in register.KIND.collections(document)}
    assert {name: len(items) for name, items in found.items()} == {
        "documents": 1762, "rolls": 2, "segments": 1762, "index": 1762, "film_numbers": 1762,
    }  # fmt: skip
    assert [roll["film_number"] for roll in found["rolls"]] == ["10000008", "10000009"]
    assert [roll["documents"] for roll in found["rolls"]] == [1468, 294]
    assert found["film_numbers"][0]["blip"] == "10000008-0001.00001"
    row = document["microfilmIndexData"]["indexData"]["index"][0]
    assert list(found["index"][0].values())[:5] == [row[0], row[1], *row[2]]


def test_lists_of_objects_are_collections_of_any_document() -> None:
    document = {"cats": [{"id": 1}, {"id": 2}], "dogs": [{"name": "a"}, {"name": "b"}], "n": [1], "none": []}
    assert [(found.name, found.key) for found in generic.KIND.collections(document)] == [
        ("cats", "id"),
        ("dogs", "name"),
    ]
    assert generic.KIND.stats(document)["depth"] == 3
    assert generic.KIND.summary({"title": "Dawn", **document}).name == "Dawn"


def test_kinds_are_told_apart_and_lists_of_somebody_else_are_left_alone() -> None:
    documents: dict[Kind, dict[str, Any]] = {pixellab.KIND: HISTORY, storycore.KIND: FILM, register.KIND: order()}
    for kind, document in documents.items():
        assert [other for other in documents if other.detect(document)] == [kind]
    assert not any(kind.detect({"jobs": [{"id": 1}], "shots": []}) for kind in KINDS)
