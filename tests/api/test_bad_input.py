"""The right answer to every bad request body: status, code and place, and nothing is written."""

from __future__ import annotations

import gzip

import pytest

from tests.api.asking import etag_of, exchange, request, snapshot
from tests.api.bad_documents import ACCEPTED, FULL_DEPTH, REFUSED, Bad
from tests.serving import Server, wait_for


@pytest.fixture(scope="module")
def settled(shared: Server) -> tuple[str, str]:
    """A project and its etag, with nothing left for the server to do."""
    etag = etag_of(shared.create("settled", {"a": 1}))
    assert wait_for(lambda: shared.backups("settled"))
    return "settled", etag


@pytest.mark.parametrize("bad", REFUSED, ids=[bad.what for bad in REFUSED])
def test_a_bad_document_is_refused_with_its_place_and_nothing_is_written(
    shared: Server, settled: tuple[str, str], bad: Bad
) -> None:
    project, etag = settled
    before = snapshot(shared.data)
    for path, headers in ((f"{project}-new", {"If-None-Match": "*"}), (project, {"If-Match": f'"{etag}"'})):
        answer = shared.put(path, bad.text, headers)
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.status_code, problem["code"], problem["status"]) == (bad.status, bad.code, bad.status)
        assert bad.facts.items() <= problem.items()
        assert problem["title"]
        assert problem["detail"]
        assert problem["hint"]
    imported = shared.client.post(
        f"/api/import?id={project}-new", content=bad.text, headers={"Content-Type": "application/json"}
    )
    assert (imported.status_code, imported.json()["code"]) == (bad.status, bad.code)
    assert snapshot(shared.data) == before


@pytest.mark.parametrize(("what", "body", "stored"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_an_odd_document_is_taken_as_it_is(shared: Server, project: str, what: str, body: bytes, stored: bytes) -> None:
    assert shared.put(project, body, {"If-None-Match": "*"}).status_code == 201
    assert shared.file(project).read_bytes() == stored


def test_the_deepest_document_is_taken(shared: Server, project: str) -> None:
    assert shared.put(project, FULL_DEPTH, {"If-None-Match": "*"}).status_code == 201
    assert shared.load(project).status_code == 200


def test_a_big_integer_is_warned_of_and_keeps_its_digits_through_a_browser(shared: Server, project: str) -> None:
    made = shared.put(project, b'{"n": 9007199254740993, "a": 1}', {"If-None-Match": "*"})
    assert [(notice["code"], notice["path"]) for notice in made.json()["warnings"]] == [("big_integer", "/n")]
    saved = shared.put(project, b'{"n":9007199254740992,"a":2}', {"If-Match": made.headers["etag"]})
    assert saved.status_code == 200
    assert b'"n": 9007199254740993' in shared.file(project).read_bytes()


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        (["Content-Type: text/plain"], b"{}", "unsupported_media_type"),
        ([], b"{}", "unsupported_media_type"),
        (["Content-Type: application/json; charset=utf-16"], b"{}", "unsupported_media_type"),
        (
            ["Content-Type: application/json", "Content-Encoding: gzip"],
            gzip.compress(b"{}", mtime=0),
            "content_encoding",
        ),
        (["Content-Type: application/json", "Content-Encoding: br"], b"{}", "content_encoding"),
    ],
)
def test_a_body_of_another_kind_is_refused(
    shared: Server, project: str, headers: list[str], body: bytes, code: str
) -> None:
    host = f"Host: localhost:{shared.port}"
    sent = request("PUT", f"/api/projects/{project}", host, "If-None-Match: *", *headers, body=body)
    answer = exchange(shared.port, sent)
    assert (answer.status, answer.code) == (415, code)
    assert (answer.headers.get("accept-encoding") == "identity") == (code == "content_encoding")
    assert not shared.file(project).exists()


def test_a_body_over_the_limit_is_413_before_and_while_it_arrives(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Server(tmp_path_factory.mktemp("small"), "--max-body", "1000") as server:
        body = b'{"a": "' + b"x" * 2000 + b'"}'
        head = [f"Host: localhost:{server.port}", "Content-Type: application/json", "If-None-Match: *"]
        declared = exchange(server.port, request("PUT", "/api/projects/big", *head, body=body))
        pieces = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        start = request("PUT", "/api/projects/big", *head, "Transfer-Encoding: chunked")
        streamed = exchange(server.port, start.replace(b"Content-Length: 0\r\n", b"") + pieces)
        for answer in (declared, streamed):
            assert (answer.status, answer.code, answer.json()["limit"]) == (413, "body_too_large", 1000)
        assert not server.file("big").exists()
        assert server.create("small", {"a": 1}).status_code == 201


def test_what_follows_a_document_is_found_where_it_begins(shared: Server, project: str) -> None:
    problem = shared.put(project, b'{"a": 1}\n{"b": 2}', {"If-None-Match": "*"}).json()
    assert (problem["line"], problem["column"]) == (2, 1)
