"""The film register over HTTP."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import openpyxl
import pytest

from tests.api.walking import needs_curl, walk
from tests.kinds.film.offices import SMALL, order_of
from tests.serving import ROOT, Server

Send = Callable[..., httpx.Response]
WHY = {"reason": "because"}


@pytest.fixture
def send(shared: Server) -> Send:
    """Return what sends a request to the film register: `send("order/rolls/1/start", {…})`; without a body, a GET."""

    def sending(path: str, body: Any = None, **headers: str) -> httpx.Response:
        heads = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is None:
            return shared.client.get(f"/api/film/{path}", headers=heads)
        return shared.client.post(f"/api/film/{path}", json=body, headers=heads)

    return sending


@pytest.fixture
def order(shared: Server, project: str, send: Send) -> str:
    """An order with three rolls of 4, 7 and 4 pages."""
    shared.create(project, order_of([4, 7, 4]))
    assert send(f"{project}/plan", SMALL).status_code == 200
    return project


def film(send: Send, order: str, roll: int, **start: Any) -> dict[str, Any]:
    """Film a roll without a hitch."""
    assert send(f"{order}/rolls/{roll}/start", start).status_code == 200
    answer: dict[str, Any] = send(f"{order}/rolls/{roll}/complete", {}).json()
    return answer


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Return what is wrong."""
    return answer.status_code, answer.json()["code"]


def test_an_order_is_planned_and_shown(send: Send, order: str) -> None:
    shown = send(f"{order}/rolls").json()
    assert {name: shown[name] for name in ("project", "archive_id", "location", "state", "steps", "settings")} == {
        "project": order,
        "archive_id": "RRD018-2025",
        "location": "OU",
        "state": "registered",
        "steps": ["plan"],
        "settings": SMALL,
    }
    roll = shown["rolls"][1]
    assert {name: roll[name] for name in ("roll_id", "state", "steps", "film_number", "pages_used", "utilization")} == {
        "roll_id": 2,
        "state": "planned",
        "steps": ["start"],
        "film_number": None,
        "pages_used": 7,
        "utilization": 0.7,
    }


def test_filming_gives_numbers_one_after_the_other(send: Send, order: str) -> None:
    numbers = [int(film(send, order, roll)["film_number"]) for roll in (1, 2, 3)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert send(f"{order}/rolls").json()["state"] == "filming_complete"


def test_a_second_click_gives_the_same_number(send: Send, order: str) -> None:
    first = film(send, order, 1)
    second = send(f"{order}/rolls/1/complete", {}).json()
    assert (second["repeated"], second["film_number"], second["entries"]) == (True, first["film_number"], [])


def test_a_key_in_the_head_or_in_the_body_makes_asking_again_safe(send: Send, order: str) -> None:
    send(f"{order}/rolls/1/start", {})
    failed = send(f"{order}/rolls/1/fail", WHY, Idempotency_Key=f"{order}-head")
    again = send(f"{order}/rolls/1/fail", {**WHY, "key": f"{order}-head"})
    assert (failed.json()["repeated"], again.json()["repeated"]) == (False, True)
    assert again.json()["entries"] == failed.json()["entries"]
    other = send(f"{order}/rolls/2/start", {"key": f"{order}-head"})
    assert problem(other) == (409, "key_reused")


def test_an_illegal_step_is_409_with_state_and_legal_steps(send: Send, order: str) -> None:
    answer = send(f"{order}/rolls/1/complete", {})
    assert problem(answer) == (409, "illegal_step")
    assert (answer.json()["state"], answer.json()["legal"]) == ("planned", ["start"])
    answer = send(f"{order}/archive", {})
    assert (answer.json()["state"], answer.json()["legal"]) == ("registered", ["plan"])


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("plan", {"capacity_16mm": 0}, "capacity_16mm"),
        ("plan", {"capacity": 2900}, "capacity"),
        ("plan", {"speed": 3}, "speed"),
        ("rolls/1/fail", {}, "reason"),
        ("rolls/1/fail", {"reason": "x", "spoiled": "yes"}, "spoiled"),
        ("rolls/1/start", {"temp_roll": "T0"}, "temp_roll"),
        ("rolls/1/complete", {"attempt": 0}, "attempt"),
        ("rolls/1/complete", {"temp_roll": "best"}, "temp_roll"),
        ("rolls/1/void", {"reason": "x" * 1001}, "reason"),
        ("rework", {"reason": "x", "rolls": []}, "rolls"),
        ("rework", {"reason": "x", "rolls": ["1"]}, "rolls"),
        ("migrate", {"filmed": 1}, "filmed"),
    ],
)
def test_what_cannot_be_used_is_422_and_names_the_field(
    send: Send, order: str, path: str, body: dict[str, Any], field: str
) -> None:
    answer = send(f"{order}/{path}", body)
    assert problem(answer) == (422, "bad_film_request")
    assert answer.json()["field"] == field


def test_what_is_not_there_is_404(shared: Server, send: Send, order: str) -> None:
    assert problem(send(f"{order}/rolls/9/start", {})) == (404, "no_such_roll")
    assert problem(send(f"{order}/rolls/one/start", {})) == (404, "no_such_roll")
    assert problem(send("nobody/rolls")) == (404, "no_such_project")
    shared.create(f"{order}x", {"title": "Dawn"})
    assert problem(send(f"{order}x/rolls")) == (409, "not_an_order")


def test_the_ledger_says_who_did_it(send: Send, order: str) -> None:
    send(f"{order}/rolls/1/start", {"reason": "a new lamp"}, X_User="ada")
    line = send(f"ledger?project={order}").json()["entries"][-1]
    assert (line["user"], line["event"], line["reason"]) == ("ada", "started", "a new lamp")


def test_the_ledger_is_read_by_location_by_order_and_from_a_line_or_a_moment_on(
    shared: Server, send: Send, order: str
) -> None:
    shared.create(f"{order}-dw", order_of([2], location="DW"))
    send(f"{order}-dw/plan", SMALL)
    before = send("ledger").json()
    moment = datetime.now(UTC).isoformat()
    number = film(send, f"{order}-dw", 1)["film_number"]
    film(send, order, 1)
    events = ["started", "completed"]
    assert [line["event"] for line in send(f"ledger?location=DW&since={before['lines']}").json()["entries"]] == events
    since = send(f"ledger?project={order}&since={moment}").json()["entries"]
    assert [line["event"] for line in since] == events
    assert send("ledger").json()["next"]["DW"] == str(int(number) + 1)
    assert problem(send("ledger?since=yesterday")) == (400, "bad_request")


def test_the_next_number_of_a_location_can_be_raised(send: Send) -> None:
    answer = send("ledger", {"location": "Berlin", "next": "30000100", "reason": "older film"}).json()
    assert answer["next"]["other"] == "30000100"
    assert (answer["entries"][0]["first"], answer["entries"][0]["last"]) == (1, 99)
    for body in ({"location": "Berlin", "next": "30000005"}, {"location": "OU", "next": "30000200"}):
        assert problem(send("ledger", {**body, **WHY})) == (422, "bad_film_request")


def test_temp_rolls_are_offered_by_length_the_best_first_named(shared: Server, send: Send, order: str) -> None:
    film(send, order, 1)
    film(send, order, 2)
    made = {
        each["source"]["roll"]: each
        for each in send("temp-rolls").json()["temp_rolls"]
        if each["source"]["project"] == order
    }
    assert {roll: each["usable"] for roll, each in made.items()} == {1: 5, 2: 2}
    offered = send("temp-rolls?pages=3&film_type=16mm").json()
    assert made[1]["id"] in {each["id"] for each in offered["temp_rolls"]}
    assert made[2]["id"] not in {each["id"] for each in offered["temp_rolls"]}
    best = next(each for each in offered["temp_rolls"] if each["id"] == offered["best"])
    assert best["usable"] == min(each["usable"] for each in offered["temp_rolls"])
    answer = send(f"{order}/rolls/3/start", {"temp_roll": made[2]["id"]})
    assert problem(answer) == (409, "no_fitting_temp_roll")
    assert made[1]["id"] in answer.json()["offered"]


def test_labels_are_what_is_written_on_the_boxes(send: Send, order: str) -> None:
    number = film(send, order, 2)["film_number"]
    (label,) = send(f"{order}/labels").json()["labels"]
    assert (label["film_number"], label["archive_id"], label["film_type"]) == (number, "RRD018-2025", "16mm")
    assert (label["first_document"], label["last_document"]) == ("doc-002.pdf", "doc-002.pdf")


def test_the_rules_are_proved(send: Send, order: str) -> None:
    film(send, order, 1)
    proof = send("check").json()
    assert proof["holds"], proof
    assert [rule["rule"] for rule in proof["rules"]] == [1, 2, 3, 4, 5, 6, 7]


def test_an_old_save_of_the_whole_ledger_takes_no_line_away(shared: Server, send: Send, order: str) -> None:
    ledger = shared.load("film-ledger")
    document = {**ledger.json(), "entries": ledger.json()["entries"][:-1]}
    assert problem(shared.save("film-ledger", document, ledger.headers["etag"])) == (409, "written_by_program")
    gone = shared.client.delete("/api/projects/film-ledger", headers={"If-Match": ledger.headers["etag"]})
    assert problem(gone) == (409, "only_grows")
    assert shared.load("film-ledger").json() == ledger.json()


def test_the_old_pages_see_numbers_in_the_sections_that_they_know(shared: Server, send: Send, project: str) -> None:
    session = shared.client.get("/api/workflow/session/77/").json()["session_id"]
    update = {name: order_of([4])[name] for name in ("project_state", "analysis_data")}
    shared.client.patch(f"/api/workflow/session/{session}/update/", json=update)
    assert send("77/plan", SMALL).status_code == 200
    number = film(send, "77", 1)["film_number"]
    seen = shared.client.get("/api/workflow/session/77/").json()
    assert seen["film_number_results"]["results"]["rolls_16mm"][0]["film_number"] == number
    assert seen["allocation_data"]["allocationResults"]["results"]["rolls_16mm"][0]["film_number"] == number


def rows(shared: Server, project: str, collection: str) -> list[dict[str, str]]:
    """Return a collection as CSV gives it."""
    answer = shared.client.get(f"/api/projects/{project}/export?format=csv&collection={collection}")
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_ledger_rolls_and_index_are_exported_as_csv(shared: Server, send: Send, order: str) -> None:
    number = film(send, order, 2)["film_number"]
    (line,) = [row for row in rows(shared, "film-ledger", "entries") if row["number"] == number]
    assert (line["event"], line["project"], line["roll"], line["attempt"]) == ("completed", order, "2", "1")
    assert [(row["roll_id"], row["state"], row["film_number"]) for row in rows(shared, order, "rolls")] == [
        ("1", "planned", ""),
        ("2", "filmed", number),
        ("3", "planned", ""),
    ]
    index = {row["document"]: row["blip"] for row in rows(shared, order, "index")}
    assert index == {"doc-001.pdf": "", "doc-002.pdf": f"{number}-0001.00001", "doc-003.pdf": ""}


def test_ledger_rolls_and_index_are_exported_as_xlsx(shared: Server, send: Send, order: str) -> None:
    number = film(send, order, 1)["film_number"]
    sheets = {"film-ledger": {"Lines", "Film numbers", "Temp rolls"}, order: {"Rolls", "Index"}}
    for project, names in sheets.items():
        content = shared.client.get(f"/api/projects/{project}/export?format=xlsx").content
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert names <= set(book.sheetnames)
        for name in names - {"Temp rolls", "Index"}:
            assert number in {cell for row in book[name].iter_rows(values_only=True) for cell in row}


@needs_curl
def test_the_walk_through_in_the_docs_works(start_server: Callable[[], Server], tmp_path: Path) -> None:
    server = start_server()
    text = (ROOT / "docs" / "film-register.md").read_text()
    walk(text, server, tmp_path)
    told = re.findall(r"^\| (\d+) \| (\w+) \| (\w+) \| (\d?) ?\| (\d*) ?\|$", text, re.MULTILINE)
    entries = server.client.get("/api/film/ledger?project=12").json()["entries"]
    shown = [
        (line["seq"], line["user"], line["event"], line.get("roll", ""), line.get("number", "")) for line in entries
    ]
    assert told == [tuple(map(str, line)) for line in shown]
    assert server.client.get("/api/film/check").json()["holds"]
