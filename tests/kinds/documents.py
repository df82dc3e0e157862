"""Small valid documents of each kind, to be changed by tests."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"

JOB: dict[str, Any] = {
    "id": "job-1", "prompt": "heroic knight", "width": 64, "height": 64, "seed": None, "status": "success",
    "result": "data:image/png;base64,AAAA", "error": None, "startTime": 1698589123456, "endTime": 1698589125901,
    "duration": 2.445, "createdAt": 1698589120000,
}  # fmt: skip
HISTORY: dict[str, Any] = {"jobs": [JOB], "lastJobId": 1, "savedAt": "2025-10-29T04:30:00.000Z", "version": "1.0"}

FILM: dict[str, Any] = {
    "id": "film-1",
    "name": "Dawn",
    "schemaVersion": "1.0",
    "sequences": [{"id": "s1", "name": "One", "description": "", "shotIds": ["a"], "duration": 5}],
    "shots": [
        {
            "id": "a", "sequenceId": "s1", "startTime": 0, "duration": 5, "prompt": "a harbour at dawn",
            "metadata": {"mood": "calm"}, "position": 0, "generatedImageUrl": "data:image/png;base64,AAAA",
            "promptValidation": {"isValid": True, "errors": [], "warnings": [], "suggestions": []},
        }
    ],
    "audioPhrases": [
        {
            "id": "p1", "shotId": "a", "text": "Land ahead", "startTime": 0, "endTime": 2,
            "metadata": {"character": "Anna", "emotion": "joy"}, "generatedAudioUrl": "a.mp3",
            "voiceParameters": {"voiceType": "female", "speed": 1.0, "pitch": 0, "language": "en"},
        }
    ],
    "generationHistory": [{"id": "g1", "timestamp": 1698589120000, "status": "success"}],
    "masterCoherenceSheet": {"url": "sheet.png", "generatedAt": 1698589120000},
    "capabilities": {
        "gridGeneration": True, "promotionEngine": False, "qaEngine": False, "autofixEngine": False,
        "voiceGeneration": True,
    },
}  # fmt: skip


def order() -> dict[str, Any]:
    """Return the real archive order, its sections under their browser keys."""
    files = sorted((DATA / "microfilm").glob("*.json"))
    return {path.stem: json.loads(path.read_bytes()) for path in files}


def changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a copy with the value at a path such as `shots/0/prompt`."""
    made = copy.deepcopy(document)
    *parts, last = path.split("/")
    holder: Any = made
    for part in parts:
        holder = holder[int(part)] if isinstance(holder, list) else holder[part]
    holder[last] = value
    return made


def without(document: dict[str, Any], path: str) -> dict[str, Any]:
    """Return a copy without the member at a path."""
    made = copy.deepcopy(document)
    *parts, last = path.split("/")
    holder: Any = made
    for part in parts:
        holder = holder[int(part)] if isinstance(holder, list) else holder[part]
    del holder[last]
    return made
