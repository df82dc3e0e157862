"""Requests that schemathesis makes up from the description: nothing fails, and every answer is one that it names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import orjson
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.result import Ok
from schemathesis.generation.modes import GenerationMode

from api.headers import HEADERS
from tests.api.described import app_on, closed, codes_at, described
from tests.kinds.film.offices import order_of
from tests.serving import DATA, Server


def zipped(**files: str) -> bytes:
    """Return a zip file of some documents."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.json", text)
    return packed.getvalue()


FILES = {"text/csv": b"id,text\r\n1,c\r\n3,d\r\n", "application/zip": zipped(one='{"n": 1}', two='{"n": 2}')}
"""Bodies that can be taken."""

with TemporaryDirectory() as _folder:
    DOCUMENT = closed(described(app_on(Path(_folder))))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)]
PROJECTS = {
    "story": b'{"title": "Dawn", "items": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]}',
    "history": (DATA / "pixellab" / "job_history.json").read_bytes(),
    "broken": b'{"title": "Dawn",',
    "order": orjson.dumps({**order_of([1500, 2000]), "project": "order"}),
    "Plan (1)": b'{"title": "Plan"}',
    "story (conflicted copy)": b'{"title": "Dusk"}',
}
"""Files that are there before the requests to each address."""
HINTS: dict[str, list[Any]] = {
    "id": ["story", "history", "broken", "deleted", "fresh"],
    "collection": ["items", "jobs"],
    "key": ["1", "job-1"],
    "name": ["current"],
    "file": ["pixellab.schema.json", "main.js"],
    "project": ["history", "12", "order"],
    "roll": ["1", "2"],
    "session": [],
    "app": ["tool"],
    "path": ["index.html", "a.js", "sub", "con", "client/index.js", "dashboard/main.js"],
    "version": ["000000000000"],
    "from": ["current"],
    "to": ["current"],
    "sort": ["savedAt", "id"],
    "fields": ["*", "id,text", "prompt"],
}
"""Values that lead somewhere, for parts of addresses and of queries."""
FIELDS: dict[str, list[Any]] = {
    "backup": ["current"],
    "name": ["Plan (1).json", "story (conflicted copy).json"],
    "paths": [["/title"]],
    "reason": ["the lamp burnt out"],
    "temp_roll": ["best", "new", "T1"],
    "attempt": [1],
    "rolls": [[1]],
    "location": ["OU"],
    "next": ["10000100"],
}
"""The same for members of bodies."""
LUCKY = 0.7
"""How often a known value takes the place of a made-up one."""
TRANSPORT = {"connection", "content-length", "content-type", "date", "server", "transfer-encoding"}
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
MANY = hypothesis.settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
]


@schemathesis.serializer("application/zip", "text/csv")
def as_bytes(context: Any, value: Any) -> bytes:
    """Send what has no structure as it is."""
    return bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of which one project was deleted, and that serves a tool."""
    tool = tmp_path_factory.mktemp("tool")
    (tool / "sub").mkdir()
    (tool / "index.html").write_text("<title>Tool</title>")
    (tool / "a.js").write_text("let a;")
    with Server(tmp_path_factory.mktemp("data"), "--app", f"tool={tool}") as started:
        gone = started.create("deleted", {"n": 1}).headers["etag"]
        started.client.delete("/api/projects/deleted", headers={"If-Match": gone})
        HINTS["version"] = re.findall(r"/assets/([0-9a-f]+)/", started.client.get("/").text)[:1]
        HINTS["session"] = [started.client.get("/api/workflow/session/12/").json()["session_id"]]
        yield started


@pytest.fixture
def server(running: Server) -> Server:
    """The server, with its files as they were."""
    for name in PROJECTS:
        (running.data / f"{name}.json").unlink(missing_ok=True)
    put_files(running)
    return running


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Connections that are used again."""
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


def put_files(server: Server) -> None:
    """Put back what is not there."""
    for name, content in PROJECTS.items():
        path = server.data / f"{name}.json"
        if not path.exists():
            path.write_bytes(content)


def label(operation: Any) -> str:
    return str(operation.label)


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_every_answer_is_one_that_is_described(operation: Any, server: Server, session: requests.Session) -> None:
    modes = [operation.as_strategy(mode) for mode in GenerationMode]

    @MANY
    @given(case=st.one_of(modes), luck=st.randoms())
    def ask(case: Any, luck: Random) -> None:
        put_files(server)
        lead_somewhere(case, luck, server)
        answer = case.call(server.url, session=session, headers=own_headers(case))
        case.validate_response(answer, checks=CHECKS)
        check_names(case, answer)

    ask()


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_every_limit_is_answered_as_described(operation: Any, server: Server, session: requests.Session) -> None:
    config = SCHEMA.config.generation
    cases = SCHEMA.iter_coverage_cases(operation, generation_modes=list(GenerationMode), generation_config=config)
    luck = Random(1)
    for case in cases:
        if case.method.upper() != operation.method.upper():
            continue
        put_files(server)
        lead_somewhere(case, luck, server)
        answer = case.call(server.url, session=session, headers=own_headers(case))
        case.validate_response(answer, checks=CHECKS)
        check_names(case, answer)


def lead_somewhere(case: Any, luck: Random, server: Server) -> None:
    """Put known values into most of a request, because made-up ones seldom name anything that is there."""
    for holder, hints in ((case.path_parameters, HINTS), (case.query, HINTS), (case.body, FIELDS)):
        for name in holder if isinstance(holder, dict) else ():
            if name in hints and luck.random() < LUCKY:
                holder[name] = luck.choice(hints[name])
    for name in [name for name in case.headers if luck.random() < LUCKY / 2]:
        del case.headers[name]
    project = str((case.path_parameters or {}).get("id"))
    takes_base = case.operation.headers.get("If-Match") is not None
    if takes_base and project in HINTS["id"] and luck.random() < LUCKY:
        case.headers["If-Match"] = server.load(project).headers.get("etag", "")
        case.headers.pop("If-None-Match", None)
    if case.media_type in FILES and luck.random() < LUCKY:
        case.body = FILES[case.media_type]


def own_headers(case: Any) -> dict[str, str]:
    """Ask for JSON where the answer would be a stream that does not end."""
    return {"Accept": "application/json"} if case.path == "/api/events" else {}


def check_names(case: Any, answer: Any) -> None:
    """Look up the code of a problem, and the headers."""
    operation = DOCUMENT["paths"][case.operation.path][case.operation.method.lower()]
    if answer.status_code >= 400 and answer.content and "json" in answer.headers["content-type"][0]:
        code = answer.json()["code"]
        allowed = codes_at(DOCUMENT, operation, answer.status_code)
        assert code in allowed, f"{case.operation.label} answers {answer.status_code} {code}, which is not described"
    unknown = {name.lower() for name in answer.headers} - TRANSPORT - {name.lower() for name in HEADERS}
    assert not unknown, f"{case.operation.label} sends {unknown}"
