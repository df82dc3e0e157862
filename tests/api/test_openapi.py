"""The description of the server is complete: every route, status, code and header, and in the words of the docs too."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from api.codes import PROBLEMS, statuses_of
from api.headers import HEADERS
from api.operations import Described
from api.problems import TABLE
from tests.api.described import app_on, codes_at, described, operations, parts, resolved
from tests.api.walking import needs_curl, walk
from tests.serving import Server

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "api.md").read_text()
SOURCES = sorted((ROOT / "api").rglob("*.py"))
NEVER_ANSWERED = {("bad_contract", 422)}
"""What no address answers: a contract that cannot be used is in nobody's way."""
LAST_RESORT = {("not_found", 404), ("method_not_allowed", 405), ("bad_request", 400)}
"""What the application's handler of HTTP errors says, whose codes stand in no call."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    return app_on(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def document(app: Starlette) -> dict[str, Any]:
    return described(app)


def calls(folder: str, names: set[str]) -> Iterator[ast.Call]:
    """Yield the calls of some functions and classes in the modules of a folder."""
    for source in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node


def raised() -> set[tuple[str, int]]:
    """Return the codes that are written in calls of `RequestProblem` and `Problem`, each with its status."""
    found = set()
    for call in calls("api", {"RequestProblem", "Problem"}):
        match call.args[:2]:
            case [ast.Constant(value=int(status)), ast.Constant(value=str(code))]:
                found.add((code, status))
    return found


def every_fact() -> set[str]:
    """Return the names of the facts that problems are given where they are raised."""
    raisers = {"RequestProblem", *(error.__name__ for error in TABLE)}
    made = [call for folder in ("api", "kinds", "storage") for call in calls(folder, raisers)]
    return {keyword.arg for call in made for keyword in call.keywords if keyword.arg} - {"headers"}


def every_code() -> set[tuple[str, int]]:
    """Return every code that can be answered, with its status."""
    return raised() | LAST_RESORT | {(problem.code, problem.status) for problem in TABLE.values()}


def headers_read() -> set[str]:
    """Return the names of the headers that the server looks at, in lower case."""
    text = "\n".join(source.read_text() for source in SOURCES).lower()
    taken = re.findall(
        r"""(?:headers\.get\(|headers\[|ask\.one\(|in ask\.headers\[|_moment\(headers, )"([a-z-]+)""", text
    )
    named = re.findall(r"""["`, ](holdfast-[a-z-]+[a-z]|x-[a-z-]+[a-z])[":`, ]""", text)
    return {*taken, *named}


def test_every_route_says_what_it_does(app: Starlette) -> None:
    for route in app.routes:
        is_folder = isinstance(route, Mount) and isinstance(route.app, StaticFiles)
        assert isinstance(route, Described) or is_folder, f"{route} needs an Operation: use api.operations.Described"


def test_every_route_is_described(app: Starlette, document: dict[str, Any]) -> None:
    found = {(method, path.rstrip("/")) for method, path, _ in operations(document)}
    routes = [route for route in app.routes if isinstance(route, Described)]
    assert {(route.method, route.path_format.rstrip("/")) for route in routes} <= found
    assert len({operation["operationId"] for _, _, operation in operations(document)}) == len(
        list(operations(document))
    )


def test_the_description_is_openapi_3_1(document: dict[str, Any]) -> None:
    schemathesis.openapi.from_dict(document).validate()


def test_every_schema_can_be_used(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
        whole = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        jsonschema_rs.Draft202012Validator(whole).is_valid({})


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for part in parts(document):
        if isinstance(part, dict) and isinstance(part.get("$ref"), str):
            assert resolved(document, {"$ref": part["$ref"]}), part


def test_no_schema_is_left_over(document: dict[str, Any]) -> None:
    used = {part["$ref"] for part in parts(document) if isinstance(part, dict) and isinstance(part.get("$ref"), str)}
    assert {f"#/components/schemas/{name}" for name in document["components"]["schemas"]} <= used


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    examples = 0
    for _, _, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if "example" in content and content["schema"].get("$ref") != "#/components/schemas/JsonPatch":
                schema = {**content["schema"], "components": document["components"]}
                jsonschema_rs.Draft202012Validator(schema).validate(content["example"])
                examples += 1
    assert examples > 5


def test_every_tag_is_explained(document: dict[str, Any]) -> None:
    named = {tag["name"] for tag in document["tags"]}
    assert {tag for _, _, operation in operations(document) for tag in operation["tags"]} == named


def test_every_code_that_can_be_answered_is_known() -> None:
    for code, status in every_code():
        assert code in PROBLEMS, f"api.codes does not know {code!r}"
        assert status in statuses_of(code), f"api.codes does not know {code!r} under {status}"
    assert set(PROBLEMS) == {code for code, _ in every_code()}


def test_every_code_is_described_under_its_status(document: dict[str, Any]) -> None:
    found = set()
    for response in document["components"]["responses"].values():
        said = response["content"]["application/problem+json"]["schema"]["properties"]
        found |= {(code, said["status"]["const"]) for code in said["code"]["enum"]}
    for _, _, operation in operations(document):
        for status in map(int, operation["responses"]):
            found |= {(code, status) for code in codes_at(document, operation, status)}
    expected = every_code() | {(code, status) for code in PROBLEMS for status in statuses_of(code)}
    assert expected - NEVER_ANSWERED <= found, expected - found


def test_every_fact_of_a_problem_is_described(document: dict[str, Any]) -> None:
    assert every_fact() <= set(document["components"]["schemas"]["Problem"]["properties"])


def test_every_operation_names_problems_that_exist(app: Starlette) -> None:
    for route in (found for found in app.routes if isinstance(found, Described)):
        for named in route.operation.problems:
            status, _, code = named.rpartition(" ")
            assert code in PROBLEMS, f"{route.path}: {code!r} is no code"
            assert not status or int(status) in statuses_of(code), f"{route.path}: {named!r}"


def test_every_header_that_is_read_is_described(document: dict[str, Any]) -> None:
    said = json.dumps(document).lower()
    missing = {name for name in headers_read() if name not in said}
    assert not missing - {"holdfast-daily", "holdfast-settling"}, "names of threads are no headers, the others are"


def test_the_docs_name_every_address(document: dict[str, Any]) -> None:
    for method, path, _ in operations(document):
        if path.startswith("/dashboard/"):
            continue
        assert f"`{method} {path}" in DOCS, f"docs/api.md does not name {method} {path}"


def test_the_docs_name_every_code() -> None:
    missing = {code for code in PROBLEMS if f"`{code}`" not in DOCS}
    assert not missing


def test_the_docs_name_every_header(document: dict[str, Any]) -> None:
    sent = {
        parameter["name"]
        for _, _, operation in operations(document)
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "header"
    }
    missing = {name for name in (*sent, *HEADERS) if f"`{name}" not in DOCS}
    assert not missing


@needs_curl
def test_the_examples_in_the_docs_work(start_server: Callable[[], Server], tmp_path: Path) -> None:
    examples, answers = walk(DOCS, start_server(), tmp_path)
    assert examples > 30
    assert answers.count('"merged":true') == 1


def test_the_server_serves_its_description(shared: Server, document: dict[str, Any]) -> None:
    answer = shared.client.get("/openapi.json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    served = answer.json()
    assert served["openapi"] == "3.1.0"
    assert served["paths"] == document["paths"]
    assert served["components"] == document["components"]


def test_what_can_be_got_answers_head(shared: Server, document: dict[str, Any]) -> None:
    for method, path, _ in operations(document):
        if method != "GET" or "{" in path or path == "/api/events":
            continue
        answer = shared.client.head(path)
        assert (answer.status_code, answer.content) == (200, b""), path


def test_other_addresses_and_methods_are_problems_too(shared: Server) -> None:
    answer = shared.client.get("/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    answer = shared.client.delete("/api/projects")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"
