"""The film register: the real order of 1,762 documents step by step, and steps among 10,000 lines of the ledger."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.serving import Served, request

_REAL = Path(__file__).parent.parent / "tests" / "data" / "microfilm"
_SECTIONS = {"project_state": "ProjectState", "analysis_data": "AnalysisData", "index_data": "IndexData"}
_SETTINGS = {"capacity_16mm": 10, "capacity_35mm": 6, "padding": 100, "minimum": 150}
_ORDERS, _ROLLS, _ROUNDS = 10, 500, 15
_AT = "2026-01-01T00:00:00.000Z"


def film_figures(folder: Path) -> list[tuple[str, float]]:
    """Return name and seconds of each step: with the real order first, then with a small one among many lines."""
    real = {name: json.loads((_REAL / f"microfilm{file}.json").read_text()) for name, file in _SECTIONS.items()}
    with Served("holdfast", folder / "real") as served:
        measured = [(f"real order, {name}", seconds) for name, seconds in _filmed(served, real, range(1, 3))]
    lines = list(_lines())
    (folder / "many").mkdir()
    (folder / "many" / "film-ledger.json").write_text(json.dumps({"film_ledger": 1, "entries": lines}))
    with Served("holdfast", folder / "many") as served:
        measured.append((f"first look at {len(lines):,} lines", _timed(served, "GET", "/api/film/ledger?since=99999")))
        small = {**real, "analysis_data": _analysis(_ROUNDS), "index_data": {}}
        found = _filmed(served, small, range(1, _ROUNDS + 1))
        measured += [(f"among {len(lines):,} lines, {name}", seconds) for name, seconds in found]
        measured.append((f"check of {len(lines):,} lines", _timed(served, "GET", "/api/film/check")))
    return measured


def _filmed(served: Served, order: dict[str, Any], rolls: range) -> list[tuple[str, float]]:
    """Plan an order and film some rolls; of several steps of one kind the median."""
    _timed(served, "PUT", "/api/projects/order", {"project": "12", **order}, If_None_Match="*")
    settings = {"padding": 150} if len(rolls) == 2 else _SETTINGS
    measured = [("plan", _timed(served, "POST", "/api/film/order/plan", settings))]
    for step in ("start", "complete"):
        taken = [_timed(served, "POST", f"/api/film/order/rolls/{roll}/{step}", {}) for roll in rolls]
        measured.append((step, median(taken)))
    measured.append(("rolls", median(_timed(served, "GET", "/api/film/order/rolls") for _ in range(9))))
    return measured


def _timed(served: Served, method: str, path: str, body: Any = None, **headers: str) -> float:
    sent = None if body is None else json.dumps(body).encode()
    began = time.perf_counter()
    status, _, answer = request(served.connection, method, path, sent, **headers)
    if status >= 300:
        raise RuntimeError(answer.decode())
    return time.perf_counter() - began


def _analysis(documents: int) -> dict[str, Any]:
    found = [{"name": f"{place:05}.pdf", "path": "", "pages": 10} for place in range(documents)]
    return {"analysisResults": {"documents": found}}


def _lines() -> Iterator[dict[str, Any]]:
    """Return a ledger in which every order was planned and filmed."""
    running = 0
    for seq, line in enumerate((line for order in range(_ORDERS) for line in _lines_of(f"order-{order}")), 1):
        if line["event"] == "completed":
            running += 1
            line["number"] = f"1{running:07}"
        yield {"seq": seq, "at": _AT, "user": "ada", **line}


def _lines_of(project: str) -> Iterator[dict[str, Any]]:
    rolls = [
        {"roll_id": roll, "film_type": "16mm", "capacity": 10, "pages": 10, "documents": 1}
        | {"first": f"{roll:05}.pdf", "last": f"{roll:05}.pdf", "digest": f"{roll:016x}"}
        for roll in range(1, _ROLLS + 1)
    ]
    yield {"event": "planned", "project": project, "location": "OU", "rolls": rolls, "settings": _SETTINGS}
    for roll in range(1, _ROLLS + 1):
        filming = {"project": project, "roll": roll, "attempt": 1}
        yield {"event": "started", **filming}
        rest = {"pages": 0, "usable": -100, "unwind": True}
        yield {"event": "completed", **filming, "location": "OU", "capacity": 10, "rest": rest}
