"""Figures and log lines: what happened is counted once, and no name of a project is among the figures."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from api.measuring import Measuring
from api.metrics import Metrics
from kinds.registry import open_store
from storage.decisions import Precondition
from storage.index import Index
from tests.serving import Server, wait_for


def figures(server: Server) -> dict[str, float]:
    answer = server.client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


def since(before: dict[str, float], after: dict[str, float], *names: str) -> dict[str, float]:
    grown = {name: value - before.get(name, 0.0) for name, value in after.items() if value != before.get(name, 0.0)}
    return {name: value for name, value in grown.items() if name.partition("{")[0] in names}


def lines(server: Server) -> list[dict[str, Any]]:
    marked = [line.partition("holdfast.save: ")[2] for line in server.said.splitlines() if "holdfast.save: " in line]
    return [json.loads(line) for line in marked]


def test_saves_are_counted_by_what_came_of_them(server: Server) -> None:
    before = figures(server)
    base = server.create("story", {"a": 1, "b": 1}).json()["etag"]
    server.save("story", {"a": 1, "b": 1}, base)
    server.save("story", {"a": 2, "b": 1}, base)
    server.save("story", {"a": 1, "b": 2}, base)
    server.save("story", {"a": 3, "b": 1}, base)
    server.put("story", {"a": 1}, {})
    server.put("story", b"{", {"If-Match": f'"{base}"'})
    after = figures(server)
    assert since(before, after, "holdfast_saves_total", "holdfast_conflicts_total") == {
        "holdfast_saves_total{outcome=created}": 1,
        "holdfast_saves_total{outcome=saved}": 1,
        "holdfast_saves_total{outcome=unchanged}": 1,
        "holdfast_saves_total{outcome=merged}": 1,
        "holdfast_saves_total{outcome=refused}": 3,
        "holdfast_conflicts_total{}": 1,
    }
    assert since(before, after, "holdfast_changes_total") == {
        "holdfast_changes_total{why=save}": 2,
        "holdfast_changes_total{why=merge}": 1,
    }
    assert since(before, after, "holdfast_problems_total") == {
        "holdfast_problems_total{code=stale_base}": 1,
        "holdfast_problems_total{code=precondition_required}": 1,
        "holdfast_problems_total{code=json_syntax}": 1,
    }
    assert after["holdfast_save_seconds_count{}"] - before["holdfast_save_seconds_count{}"] == 7
    assert after["holdfast_request_seconds_count{method=PUT,route=/api/projects/{id}}"] == 7


def test_loads_hand_edits_and_refusals_are_counted(server: Server) -> None:
    etag = server.create("story", {"a": 1}).headers["etag"]
    before = figures(server)
    server.load("story")
    server.client.get("/api/projects/story", headers={"If-None-Match": etag})
    server.client.get("/api/projects", headers={"Origin": "http://evil.test"})
    server.client.get("/nowhere")
    server.file("story").write_text('{"a": 2}')
    assert wait_for(lambda: figures(server)["holdfast_changes_total{why=hand-edit}"] == 1)
    after = figures(server)
    assert since(before, after, "holdfast_loads_total") == {
        "holdfast_loads_total{outcome=sent}": 1,
        "holdfast_loads_total{outcome=not modified}": 1,
    }
    assert since(before, after, "holdfast_problems_total") == {
        "holdfast_problems_total{code=origin_not_allowed}": 1,
        "holdfast_problems_total{code=not_found}": 1,
    }
    assert "story" not in server.client.get("/metrics").text


def test_what_there_is_is_counted_when_somebody_asks(server: Server) -> None:
    server.create("a", {})
    server.create("b", {"jobs": [], "lastJobId": 1})
    server.file("c").write_text("{")
    assert wait_for(lambda: figures(server)["holdfast_backups{}"] == 2)
    found = figures(server)
    assert (found["holdfast_projects{state=ok}"], found["holdfast_projects{state=broken}"]) == (2, 1)
    assert found["holdfast_kinds{kind=pixellab}"] == 1
    assert found["holdfast_uptime_seconds{}"] > 0
    assert found["process_resident_memory_bytes{}"] > 1_000_000


def test_a_save_writes_one_line_that_a_program_can_read(server: Server) -> None:
    base = server.create("story", {"a": 1}).json()["etag"]
    named = {"If-Match": f'"{base}"', "Holdfast-Client": 'tab "1"'}
    server.put("story", {"a": 2}, named)
    server.put("story", {"a": 3}, named)
    assert wait_for(lambda: len(lines(server)) == 3)
    made, saved, refused = lines(server)
    assert (made["id"], made["outcome"], made["base"], made["client"]) == ("story", "created", None, None)
    assert (saved["outcome"], saved["base"], saved["client"]) == ("saved", base[:19], 'tab "1"')
    assert saved["size"] == server.file("story").stat().st_size
    assert saved["ms"] > 0
    assert (refused["outcome"], refused["code"]) == ("refused", "stale_base")


def test_a_quiet_server_writes_no_lines(start_server: Any) -> None:
    server = start_server("--quiet")
    server.create("story", {"a": 1})
    server.stop()
    assert lines(server) == []


def test_measuring_costs_little(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save("story", b"{}", Precondition(create=True))
    metrics = Metrics(store, Index(store.fs, store.layout, store.settings, store.meaning))

    async def app(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"x"})

    async def nothing(*_: Any) -> Any:
        return {"type": "http.request", "body": b""}

    async def taken(what: Any) -> float:
        scope = {"type": "http", "method": "GET", "path": "/"}
        began = time.perf_counter()
        for _ in range(2000):
            await what(scope, nothing, nothing)
        return (time.perf_counter() - began) / 2000

    bare, measured = asyncio.run(taken(app)), asyncio.run(taken(Measuring(app, metrics)))
    store.close()
    assert measured - bare < 100e-6
