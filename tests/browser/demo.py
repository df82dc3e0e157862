"""A data folder as somebody has it after some days of work, for pictures of the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.serving import DATA, Server, wait_for

_PROMPTS: dict[str, list[tuple[str, float, str, str, str]]] = {
    "The harbour": [
        ("A quiet harbour at dawn, fog over still water, a lone figure on the pier", 4, "wide", "dawn", "calm"),
        ("Close on Mara's hands, rope burns, cold light", 3.5, "close", "dawn", "tense"),
        ("The ferry comes out of the fog, its horn, gulls", 5, "wide", "dawn", "hopeful"),
    ],
    "The crossing": [
        ("The ferry alone on a grey sea, seen from far above", 6, "wide", "overcast", "calm"),
        ("Engine room, steam and red light, the mechanic shouts", 4.5, "medium", "low key", "tense"),
        ("Mara looks back at the shrinking coast", 3, "close", "overcast", "tense"),
    ],
    "The lighthouse": [
        ("The lighthouse, its lamp lit against a storm sky", 7, "wide", "lamp", "hopeful"),
        ("Door", 2, "close", "lamp", "tense"),
        ("Spiral stairs from below, a shadow moves", 4, "low", "lamp", "tense"),
        ("The lamp room: an old man turns around", 8, "medium", "lamp", "calm"),
    ],
}
_PHRASES = [
    ("shot-2", "It was never the rope. It was the knot.", 4.5, 7, "Mara"),
    ("shot-5", "She's gone! Cut the fuel!", 19, 20.5, "Mechanic"),
    ("shot-10", "You took your time.", 40, 42, "Keeper"),
]
_CAPABILITIES = ("gridGeneration", "promotionEngine", "qaEngine", "autofixEngine", "voiceGeneration")


def film() -> dict[str, Any]:
    """Return a short film project."""
    shots: list[dict[str, Any]] = []
    sequences: list[dict[str, Any]] = []
    start = 0.0
    for number, (name, planned) in enumerate(_PROMPTS.items(), 1):
        ids = []
        for prompt, duration, angle, lighting, mood in planned:
            ids.append(f"shot-{len(shots) + 1}")
            about = {"cameraAngle": angle, "lighting": lighting, "mood": mood}
            place = {"id": ids[-1], "sequenceId": f"seq-{number}", "position": len(shots), "startTime": start}
            shots.append({**place, "duration": duration, "prompt": prompt, "metadata": about})
            start += duration
        total = sum(duration for _, duration, *_ in planned)
        band: dict[str, Any] = {"id": f"seq-{number}", "name": name, "description": "", "duration": total}
        sequences.append({**band, "shotIds": ids})
    phrases = [
        {
            "id": f"p{number}",
            "shotId": shot,
            "text": text,
            "startTime": first,
            "endTime": last,
            "metadata": {"character": who},
        }
        for number, (shot, text, first, last, who) in enumerate(_PHRASES, 1)
    ]
    return {
        "id": "dunmore",
        "name": "The Lamp at Dunmore",
        "schemaVersion": "1.0",
        "sequences": sequences,
        "shots": shots,
        "audioPhrases": phrases,
        "generationHistory": [],
        "capabilities": dict.fromkeys(_CAPABILITIES, True),
    }


def order() -> dict[str, Any]:
    """Return the real archive order, analysed and not planned yet."""
    read = {
        name: json.loads((DATA / "microfilm" / f"microfilm{name}.json").read_text())
        for name in ("ProjectState", "AnalysisData")
    }
    about = {"session_id": "3f2b1c1e-8a4e-4d0e-9e0a-1a2b3c4d5e6f", "project": "12", "user": "local", "is_active": True}
    times = dict.fromkeys(("created_at", "updated_at", "last_accessed"), "2026-11-26T08:00:00.000Z")
    return {**about, **times, "project_state": read["ProjectState"], "analysis_data": read["AnalysisData"]}


BOOKS: dict[str, Any] = {
    "title": "Reading list",
    "books": [
        {"id": 1, "title": "Middlemarch", "author": "George Eliot", "pages": 880, "read": True},
        {"id": 2, "title": "The Periodic Table", "author": "Primo Levi", "pages": 240, "read": False},
        {"id": 3, "title": "Austerlitz", "author": "W. G. Sebald", "pages": 298, "read": True},
    ],
    "notes": {"next": "ask Jo for the Levi", "shelf": ["hall", "desk"]},
}


def fill(data: Path) -> None:
    """Write the files."""
    documents = {"dunmore": film(), "rrd018-2025": order(), "reading-list": BOOKS}
    for name, document in documents.items():
        (data / f"{name}.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    (data / "job_history.json").write_bytes((DATA / "pixellab" / "job_history.json").read_bytes())
    (data / "notes.json").write_text('{\n  "title": "Notes",\n  "items": [1, 2, 3,]\n}\n')
    (data / "Trip (1).json").write_text('{"title": "Trip to Lisbon", "days": 5}\n')


def live(server: Server) -> None:
    """Let some days of work happen: saves, a save point, a hand edit, a restore, and a first roll on film."""
    document = film()
    etag = server.load("dunmore").headers["etag"]
    server.client.post("/api/projects/dunmore/backups", json={"label": "first cut"})
    document["shots"][2]["prompt"] = "The ferry comes out of the fog, its horn far away, one gull"
    etag = server.save("dunmore", document, etag).headers["etag"]
    document["shots"][7]["prompt"] = "The door of the lighthouse, salt on old paint, it stands ajar"
    document["shots"][8]["duration"] = 5.5
    server.save("dunmore", document, etag)
    assert wait_for(lambda: len(server.backups("dunmore")) > 2)
    document["audioPhrases"][2]["text"] = "You took your time, Mara."
    document["name"] = "The Lamp at Dunmore Head"
    server.file("dunmore").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    assert wait_for(lambda: any(version["why"] == "hand-edit" for version in server.backups("dunmore")))
    for step in ("plan", "rolls/1/start", "rolls/1/complete", "rolls/2/start"):
        answer = server.client.post(f"/api/film/rrd018-2025/{step}", json={}, headers={"X-User": "ada"})
        assert answer.status_code == 200, answer.text
