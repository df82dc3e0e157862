"""Requests that schemathesis makes up from the description: nothing fails, and every answer is one that it names."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.generation.modes import GenerationMode

from api.headers import HEADERS
from tests.api.described import app_on, closed, codes_at, described, operations
from tests.serving import DATA, Server

with TemporaryDirectory() as _folder:
    DOCUMENT = closed(described(app_on(Path(_folder))))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
KNOWN = ["story", "history", "film", "broken", "deleted", "nobody"]
"""Ids of projects in different states."""
TRANSPORT = {"connection", "content-length", "content-type", "date", "server", "transfer-encoding"}
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
MANY = hypothesis.settings(
    max_examples=40,
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
def as_bytes(_: object, value: Any) -> bytes:
    """Send what has no structure as it is."""
    return bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a folder with projects of some kinds and in some states."""
    data = tmp_path_factory.mktemp("data")
    with Server(data) as running:
        running.create("story", {"title": "Dawn", "items": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]})
        shutil.copy(DATA / "pixellab" / "job_history.json", data / "history.json")
        shutil.copy(DATA / "microfilm" / "microfilmAnalysisData.json", data / "film.json")
        (data / "broken.json").write_text('{"title": "Dawn",')
        (data / "Plan (1).json").write_text('{"title": "Plan"}')
        (data / "story (conflicted copy).json").write_text('{"title": "Dusk"}')
        gone = running.create("deleted", {"n": 1}).headers["etag"]
        running.client.delete("/api/projects/deleted", headers={"If-Match": gone})
        yield running


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Connections that are used again."""
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


def label(operation: Any) -> str:
    return str(operation.label)


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_every_answer_is_one_that_is_described(operation: Any, server: Server, session: requests.Session) -> None:
    modes = [operation.as_strategy(mode) for mode in GenerationMode]

    @MANY
    @given(case=st.one_of(modes), known=st.sampled_from([None, *KNOWN]), is_current=st.booleans())
    def ask(case: Any, known: str | None, is_current: bool) -> None:
        if known and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = known
            if is_current and "If-Match" in case.headers:
                case.headers["If-Match"] = server.load(known).headers.get("etag", "")
        answer = case.call(server.url, session=session, headers=_own_headers(case))
        case.validate_response(answer, checks=CHECKS)
        check_names(case, answer)

    ask()


def _own_headers(case: Any) -> dict[str, str]:
    """Ask for JSON where the answer would be a stream that does not end."""
    return {"Accept": "application/json"} if case.path == "/api/events" else {}


def check_names(case: Any, answer: Any) -> None:
    """Look up the code of a problem, and the headers."""
    described_as = {
        path: found for method, path, found in operations(DOCUMENT) if method == case.operation.method.upper()
    }
    if answer.status_code >= 400 and answer.content and "json" in answer.headers["content-type"][0]:
        code = answer.json()["code"]
        allowed = codes_at(DOCUMENT, described_as[case.operation.path], answer.status_code)
        assert code in allowed, f"{case.operation.label} answers {answer.status_code} {code}, which is not described"
    unknown = {name for name in answer.headers if name.lower() not in TRANSPORT} - {name.lower() for name in HEADERS}
    assert not unknown, f"{case.operation.label} sends {unknown}"
