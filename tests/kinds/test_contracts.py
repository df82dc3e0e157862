"""Every rule of the three contracts, by a document that keeps it and one that breaks it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from kinds.registry import BUILT_IN, CONTRACTS, Kinds
from tests.kinds.documents import FILM, HISTORY, changed, order, without

KINDS = Kinds()
UUID = "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d"


def broken_at(document: dict[str, Any]) -> list[str]:
    contract = KINDS.contract(KINDS.kind_of(orjson.dumps(document)))
    assert contract is not None
    return [violation.path for violation in contract.judge(orjson.dumps(document)).violations]


FILM_REQUIRED = [
    *("id", "name", "schemaVersion", "sequences", "shots", "audioPhrases", "generationHistory", "capabilities"),
    *(f"capabilities/{name}" for name in FILM["capabilities"]),
    *(f"sequences/0/{name}" for name in ("id", "name", "description", "shotIds", "duration")),
    *(f"shots/0/{name}" for name in ("id", "sequenceId", "startTime", "duration", "prompt", "metadata")),
    *(f"shots/0/promptValidation/{name}" for name in ("isValid", "errors", "warnings", "suggestions")),
    *(f"audioPhrases/0/{name}" for name in ("id", "shotId", "text", "startTime", "endTime", "metadata")),
    *(f"audioPhrases/0/voiceParameters/{name}" for name in ("voiceType", "speed", "pitch", "language")),
    *(f"generationHistory/0/{name}" for name in ("id", "timestamp", "status")),
    *("masterCoherenceSheet/url", "masterCoherenceSheet/generatedAt"),
]
FILM_OPTIONAL = [
    *("masterCoherenceSheet", "shots/0/position", "shots/0/promptValidation", "shots/0/generatedImageUrl"),
    *("shots/0/metadata/mood", "audioPhrases/0/voiceParameters", "audioPhrases/0/generatedAudioUrl"),
    *("audioPhrases/0/metadata/character", "audioPhrases/0/metadata/emotion"),
]
FILM_BAD: list[tuple[str, object]] = [
    ("id", 1), ("name", None), ("schemaVersion", "1.1"), ("schemaVersion", 1), ("sequences", {}), ("shots", None),
    ("audioPhrases", "none"), ("generationHistory", 0), ("capabilities", []), ("capabilities/qaEngine", "yes"),
    ("masterCoherenceSheet/url", 1), ("masterCoherenceSheet/generatedAt", "today"),
    ("sequences/0/shotIds", "a"), ("sequences/0/duration", 0), ("sequences/0/duration", -1), ("sequences/0/id", 7),
    ("shots/0/startTime", -0.1), ("shots/0/duration", 0), ("shots/0/duration", "5"), ("shots/0/prompt", None),
    ("shots/0/metadata", None), ("shots/0/metadata/mood", 3), ("shots/0/position", -1), ("shots/0/position", "first"),
    ("shots/0/promptValidation/isValid", 1), ("shots/0/promptValidation/errors", "none"),
    ("shots/0/generatedImageUrl", 5), ("audioPhrases/0/text", ""), ("audioPhrases/0/startTime", -1),
    ("audioPhrases/0/voiceParameters/voiceType", "robot"), ("audioPhrases/0/voiceParameters/speed", 0.4),
    ("audioPhrases/0/voiceParameters/speed", 2.1), ("audioPhrases/0/voiceParameters/pitch", 13),
    ("audioPhrases/0/voiceParameters/pitch", -13), ("audioPhrases/0/voiceParameters/language", "eng"),
    ("audioPhrases/0/voiceParameters/language", "e1"), ("generationHistory/0/status", "running"),
]  # fmt: skip
FILM_GOOD: list[tuple[str, object]] = [
    ("sequences", []), ("shots", []), ("audioPhrases", []), ("generationHistory", []), ("sequences/0/shotIds", []),
    ("sequences/0/duration", 0.001), ("shots/0/startTime", 0), ("shots/0/position", 2.5), ("shots/0/prompt", ""),
    ("shots/0/metadata", {}), ("audioPhrases/0/text", "x"), ("audioPhrases/0/endTime", 0.001),
    ("audioPhrases/0/voiceParameters/speed", 0.5), ("audioPhrases/0/voiceParameters/speed", 2.0),
    ("audioPhrases/0/voiceParameters/pitch", -12), ("audioPhrases/0/voiceParameters/pitch", 12),
    ("generationHistory/0/status", "cancelled"), ("generationHistory/0/status", "failed"),
    ("generationHistory/0/results", {"any": 1}), ("unknown", {"kept": True}), ("shots/0/unknown", [1]),
    ("capabilities/more", "kept"), ("$schema", "contracts/storycore.schema.json"),
]  # fmt: skip


def test_the_example_keeps_its_contract() -> None:
    assert broken_at(FILM) == []


@pytest.mark.parametrize("path", FILM_REQUIRED)
def test_a_film_project_that_misses_a_required_member_is_refused(path: str) -> None:
    holder = path.rpartition("/")[0]
    assert broken_at(without(FILM, path)) == [f"/{holder}" if holder else ""]


@pytest.mark.parametrize("path", FILM_OPTIONAL)
def test_a_film_project_may_miss_what_is_optional(path: str) -> None:
    assert broken_at(without(FILM, path)) == []


@pytest.mark.parametrize(("path", "value"), FILM_BAD)
def test_a_wrong_value_in_a_film_project_is_refused_at_its_place(path: str, value: object) -> None:
    assert f"/{path}" in broken_at(changed(FILM, path, value))


@pytest.mark.parametrize(("path", "value"), FILM_GOOD)
def test_values_at_the_edge_and_further_members_are_accepted(path: str, value: object) -> None:
    assert broken_at(changed(FILM, path, value)) == []


def test_a_phrase_has_to_end_after_it_begins() -> None:
    assert broken_at(changed(FILM, "audioPhrases/0/endTime", 0)) == ["/audioPhrases/0"]
    assert broken_at(changed(FILM, "audioPhrases/0/startTime", 2)) == ["/audioPhrases/0"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("jobs", {}), ("lastJobId", "37"), ("lastJobId", 1.5), ("savedAt", 5), ("version", 1), ("jobs/0/id", 1),
        ("jobs/0/id", ""), ("jobs/0/prompt", None), ("jobs/0/width", 0), ("jobs/0/width", "64"),
        ("jobs/0/status", "cancelled"), ("jobs/0/status", None), ("jobs/0/result", 5), ("jobs/0/error", {}),
        ("jobs/0/result", {"image_data_url": 5}), ("jobs/0/startTime", "now"), ("jobs/0/duration", "2"),
        ("jobs/0/seed", 5), ("jobs/0/isRotation", "yes"),
    ],
)  # fmt: skip
def test_a_wrong_value_in_a_job_history_is_refused(path: str, value: object) -> None:
    assert broken_at(changed(HISTORY, path, value))[0].startswith(f"/{path}")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("jobs", []), ("jobs/0/result", None), ("jobs/0/result", {"image_data_url": "data:", "more": 1}),
        ("jobs/0/seed", "42"), ("jobs/0/duration", None), ("jobs/0/startTime", None), ("jobs/0/isRotation", True),
        ("jobs/0/rotationData", {"any": [1]}), ("jobs/0/unknown", {}), ("note", "kept"), ("jobs/0/createdAt", None),
        *(("jobs/0/status", status) for status in ("idle", "queued", "running", "success", "error")),
    ],
)  # fmt: skip
def test_what_the_generator_writes_is_accepted(path: str, value: object) -> None:
    assert broken_at(changed(HISTORY, path, value)) == []


def test_a_job_needs_its_id_only() -> None:
    assert broken_at({"jobs": [{"id": "job-1"}], "lastJobId": 1}) == []
    assert broken_at({"jobs": [{"prompt": "x"}], "lastJobId": 1}) == ["/jobs/0"]
    assert broken_at({"lastJobId": 1, "$schema": "contracts/pixellab.schema.json"}) == [""]


def test_the_real_order_keeps_its_contract_under_either_names() -> None:
    real = order()
    assert broken_at(real) == []
    as_sections = {
        "session_id": UUID, "project": 12, "user": "local", "is_active": True, "created_at": "2026-11-20T12:00:00.000Z",
        "analysis_data": real["microfilmAnalysisData"], "allocation_data": real["microfilmAllocationData"],
        "index_data": {}, "ui_preferences": {"dark": True}, "dark-mode": "true", "microfilmFilmData": [1],
    }  # fmt: skip
    assert broken_at(as_sections) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("session_id", "no-uuid"), ("analysis_data", []), ("workflow_state", None), ("ui_preferences", "dark"),
        ("microfilmIndexData", 5), ("is_active", "yes"), ("user", 5), ("created_at", 5),
    ],
)  # fmt: skip
def test_a_wrong_value_in_an_order_is_refused(path: str, value: object) -> None:
    document = {"session_id": UUID, "workflow_state": {}, "analysis_data": {}, "index_data": {}}
    assert broken_at({**document, path: value}) == [f"/{path}"]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_member_has_a_title_and_a_description_that_an_editor_can_show(name: str) -> None:
    schema = json.loads((CONTRACTS / f"{name}.schema.json").read_bytes())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    nameless = [path for path, part in members(schema, "") if not (part.get("title") and part.get("description"))]
    assert nameless == []


def members(schema: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, schema
    for group in ("properties", "$defs"):
        for name, part in schema.get(group, {}).items():
            yield from members(part, f"{path}/{group}/{name}")


@pytest.mark.parametrize("kind", [*BUILT_IN.values()], ids=[*BUILT_IN])
def test_what_a_template_makes_is_of_its_kind_and_valid(kind: Any) -> None:
    document = kind.template("A title / with signs")
    assert KINDS.of(document) is kind
    assert broken_at(document) == []
    assert kind.warnings(document) == []
