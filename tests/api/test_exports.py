"""Exports over HTTP: the data as files that spreadsheets and people can use, and back again."""

from __future__ import annotations

import csv
import io
import json
import shutil

import openpyxl
import pytest

from tests.kinds.documents import DATA, FILM, order
from tests.serving import Server

REAL = DATA / "pixellab" / "job_history.json"


@pytest.fixture
def history(shared: Server, project: str) -> str:
    shutil.copy(REAL, shared.file(project))
    return project


def test_csv_equals_the_data(shared: Server, history: str) -> None:
    answer = shared.client.get(f"/api/projects/{history}/export?format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{history}-jobs.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    jobs = json.loads(REAL.read_bytes())["jobs"]
    assert [row["id"] for row in rows] == [job["id"] for job in jobs]
    assert [row["duration"] for row in rows] == [
        "" if job["duration"] is None else repr(job["duration"]) for job in jobs
    ]
    assert "result" not in rows[0]
    whole = shared.client.get(f"/api/projects/{history}/export?format=csv&fields=*&bom=1")
    assert whole.content.startswith(b"\xef\xbb\xbf")
    assert "data:image/png" in whole.text


def test_csv_that_comes_back_changes_nothing(shared: Server, history: str) -> None:
    before = shared.load(history).headers["etag"]
    for fields in ("", "&fields=*"):
        body = shared.client.get(f"/api/projects/{history}/export?format=csv{fields}").content
        query = f"id={history}&mode=update&collection=jobs"
        answer = shared.client.post(f"/api/import?{query}", content=body, headers={"Content-Type": "text/csv"})
        assert (answer.status_code, answer.json()["unchanged"]) == (200, True)
    assert shared.load(history).headers["etag"] == before


def test_rows_of_csv_are_shown_and_then_taken(shared: Server, project: str) -> None:
    shared.create(project, FILM)
    body = b"id,prompt,duration\na,a harbour at night,7\n"
    query = f"/api/import?id={project}&collection=shots"
    shown = shared.client.post(f"{query}&dry_run=1", content=body, headers={"Content-Type": "text/csv"}).json()
    assert [(change["path"], change["to"]) for change in shown["documents"][0]["changes"]] == [
        ("/shots/0/duration", 7), ("/shots/0/prompt", "a harbour at night"),
    ]  # fmt: skip
    assert shared.load(project).json() == FILM
    assert shared.client.post(query, content=body, headers={"Content-Type": "text/csv"}).status_code == 200
    assert shared.load(project).json()["shots"][0]["duration"] == 7
    broken = shared.client.post(query, content=b"id,duration\na,-1\n", headers={"Content-Type": "text/csv"})
    assert broken.json()["code"] == "contract_broken"
    for collection, content in (("nothing", body), ("shots", b"prompt\nx\n")):
        path = f"/api/import?id={project}&collection={collection}"
        assert (
            shared.client.post(path, content=content, headers={"Content-Type": "text/csv"}).json()["code"] == "bad_csv"
        )


def test_a_workbook_holds_every_collection(shared: Server, project: str) -> None:
    shared.create(project, order())
    answer = shared.client.get(f"/api/projects/{project}/export?format=xlsx")
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{project}.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Documents", "Rolls", "Segments", "Index", "Film numbers"]
    one = shared.client.get(f"/api/projects/{project}/export?format=xlsx&collection=rolls").content
    assert openpyxl.load_workbook(io.BytesIO(one)).sheetnames == ["Rolls"]


def test_formulas_arrive_as_text(shared: Server, project: str) -> None:
    shared.create(project, {"things": [{"id": 1, "text": '=HYPERLINK("http://evil.test")'}]})
    rows = shared.client.get(f"/api/projects/{project}/export?format=csv").text
    assert "\"'=HYPERLINK(" in rows
    content = shared.client.get(f"/api/projects/{project}/export?format=xlsx").content
    cell = openpyxl.load_workbook(io.BytesIO(content))["things"]["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil.test")')


@pytest.mark.parametrize(
    ("query", "status", "wanted"),
    [
        ("format=pdf", 400, "json, csv, xlsx"),
        ("format=csv", 400, "sequences, shots"),
        ("format=csv&collection=nothing", 404, "shots"),
        ("format=csv&collection=shots&fields=colour", 400, "prompt"),
        ("format=xlsx&collection=nothing", 404, "shots"),
        ("format=csv&collection=shots&bom=yes", 400, "0, 1"),
    ],
)
def test_an_export_that_cannot_be_made_says_what_can(shared: Server, query: str, status: int, wanted: str) -> None:
    if not shared.file("film").exists():
        shared.create("film", FILM)
    answer = shared.client.get(f"/api/projects/film/export?{query}")
    assert answer.status_code == status
    assert wanted in answer.json()["detail"]


def test_a_document_without_lists_has_no_table(shared: Server, project: str) -> None:
    shared.create(project, {"title": "Dawn"})
    assert shared.client.get(f"/api/projects/{project}/export?format=csv").status_code == 400
    assert shared.client.get(f"/api/projects/{project}/export?format=xlsx").status_code == 200
