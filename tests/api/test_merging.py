"""Edits that meet: merged by the server, or kept and said."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx2 as httpx
import pytest

from tests.serving import Server, wait_for

BASE = {"title": "Dawn", "note": "", "shots": [{"id": "s1", "text": "one"}, {"id": "s2", "text": "two"}]}


def with_(**changes: Any) -> dict[str, Any]:
    return {**BASE, **changes}


def put(server: Server, document: Any, base: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.put("story", document, {"If-Match": f'"{base.strip(chr(34))}"', **named})


@pytest.fixture
def base(server: Server) -> str:
    """The etag of a version that two pages have loaded."""
    etag: str = server.create("story", BASE).json()["etag"]
    return etag


def kept(server: Server, name: str) -> Any:
    return server.client.get(f"/api/projects/story/backups/{name}").json()


def test_edits_of_different_places_are_both_saved(server: Server, base: str) -> None:
    put(server, with_(title="theirs", shots=[*BASE["shots"], {"id": "s3"}]), base)
    answer = put(server, with_(note="mine", shots=[{"id": "s0"}, *BASE["shots"]]), base)
    assert answer.status_code == 200
    said = answer.json()
    assert said["merged"]
    assert said["conflicts"] == []
    wanted = with_(title="theirs", note="mine", shots=[{"id": "s0"}, *BASE["shots"], {"id": "s3"}])
    assert said["document"] == wanted == json.loads(server.file("story").read_bytes())
    assert answer.headers["etag"] == f'"{said["etag"]}"' == server.load("story").headers["etag"]


def test_what_was_sent_is_a_base_for_the_next_save(server: Server, base: str) -> None:
    put(server, with_(title="theirs"), base)
    sent = put(server, with_(note="mine"), base).json()["sent"]
    answer = put(server, with_(note="mine, and more"), sent).json()
    assert answer["document"] == with_(title="theirs", note="mine, and more")


def test_a_retry_after_a_lost_answer_changes_nothing(server: Server, base: str) -> None:
    put(server, with_(title="theirs"), base)
    first = put(server, with_(note="mine"), base).json()
    again = put(server, with_(note="mine"), base).json()
    assert again["unchanged"]
    assert (again["etag"], again["sent"]) == (first["etag"], first["sent"])


def test_overlapping_edits_fail_and_everything_is_kept(server: Server, base: str) -> None:
    theirs = put(server, with_(title="theirs"), base).json()["etag"]
    refused = put(server, with_(title="mine", note="mine"), base)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_base")
    said = refused.json()
    assert said["conflicts"] == [{"path": "/title", "base": "Dawn", "mine": "mine", "theirs": "theirs"}]
    assert said["current"] == theirs
    assert kept(server, said["kept"]) == with_(title="mine", note="mine")
    assert server.load("story").json() == with_(title="theirs")


@pytest.mark.parametrize(("policy", "title"), [("mine", "mine"), ("theirs", "theirs")])
def test_a_policy_decides_and_the_loser_is_kept(server: Server, base: str, policy: str, title: str) -> None:
    put(server, with_(title="theirs"), base)
    answer = put(server, with_(title="mine", note="mine"), base, Holdfast_On_Conflict=policy)
    assert answer.status_code == 200
    said = answer.json()
    assert said["document"] == with_(title=title, note="mine")
    assert [(found["path"], found["taken"]) for found in said["conflicts"]] == [("/title", policy)]
    assert "--conflict.json" in said["kept"]
    assert kept(server, said["kept"])["title"] == {"mine": "theirs", "theirs": "mine"}[policy]


@pytest.mark.parametrize(
    ("seconds", "ahead", "title"),
    [
        (-60, 0, "theirs"),
        (60, 0, "mine"),
        (3600 - 60, 3600, "theirs"),
        (-3600 + 60, -3600, "mine"),
    ],
)
def test_the_later_edit_wins_by_our_clock(server: Server, base: str, seconds: float, ahead: float, title: str) -> None:
    put(server, with_(title="theirs"), base)
    now = time.time()
    headers = {
        "Holdfast_On_Conflict": "newest",
        "Holdfast_Edited_At": str(int((now + seconds) * 1000)),
        "Holdfast_Sent_At": str(int((now + ahead) * 1000)),
    }
    assert put(server, with_(title="mine"), base, **headers).json()["document"]["title"] == title


def test_a_clock_of_2099_does_not_win_for_ever(server: Server, base: str) -> None:
    put(server, with_(title="theirs"), base)
    future = {"Holdfast_On_Conflict": "newest", "Holdfast_Edited_At": "2099-01-01T00:00:00Z"}
    won = put(server, with_(title="from 2099"), base, **future).json()
    assert won["document"]["title"] == "from 2099"
    time.sleep(0.02)
    today = {"Holdfast_On_Conflict": "newest", "Holdfast_Edited_At": str(int(time.time() * 1000))}
    assert put(server, with_(title="today"), base, **today).json()["document"]["title"] == "today"


@pytest.mark.parametrize(
    "headers", [{"Holdfast_On_Conflict": "guess"}, {"Holdfast_Edited_At": "yesterday"}, {"Holdfast_Sent_At": "9" * 30}]
)
def test_a_header_that_says_nothing_known_is_refused(server: Server, base: str, headers: dict[str, str]) -> None:
    answer = put(server, with_(title="x"), base, **headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert server.load("story").json() == BASE


def test_an_edit_stays_where_the_other_side_deleted(server: Server, base: str) -> None:
    put(server, with_(shots=[BASE["shots"][1]]), base)
    answer = put(server, with_(shots=[{"id": "s1", "text": "edited"}, BASE["shots"][1]]), base)
    assert answer.status_code == 200
    assert {"id": "s1", "text": "edited"} in answer.json()["document"]["shots"]
    assert [(said["code"], said["path"]) for said in answer.json()["warnings"]] == [("edit_kept", "/shots/0")]


def test_a_patch_for_an_older_version_is_merged(server: Server, base: str) -> None:
    put(server, with_(title="theirs", shots=[{"id": "s0"}, *BASE["shots"]]), base)
    patch = [{"op": "replace", "path": "/shots/0/text", "value": "mine"}]
    headers = {"If-Match": f'"{base}"', "Content-Type": "application/json-patch+json"}
    answer = server.client.patch("/api/projects/story", content=json.dumps(patch), headers=headers)
    wanted = [{"id": "s0"}, {"id": "s1", "text": "mine"}, BASE["shots"][1]]
    assert answer.json()["document"] == with_(title="theirs", shots=wanted)


def test_an_unknown_base_finds_an_older_ancestor_by_its_time(server: Server, base: str) -> None:
    assert wait_for(lambda: server.backups("story") != [])
    time.sleep(0.05)
    unknown = "sha256-" + "0" * 64
    saved_at = str(int(time.time() * 1000))
    time.sleep(0.05)
    put(server, with_(title="theirs"), base)
    assert put(server, with_(note="mine"), unknown).status_code == 412
    answer = put(server, with_(note="mine"), unknown, Holdfast_Base_Saved_At=saved_at)
    assert answer.json()["document"] == with_(title="theirs", note="mine")


def test_a_hand_edit_is_merged_with_what_a_page_has_not_saved(server: Server, base: str) -> None:
    assert wait_for(lambda: server.backups("story") != [])
    server.file("story").write_text(server.file("story").read_text().replace("Dawn", "by hand"))
    answer = put(server, with_(note="mine"), base)
    assert answer.json()["document"] == with_(title="by hand", note="mine")


def test_digits_that_a_browser_rounded_survive_a_merge(server: Server) -> None:
    base = server.create("story", b'{"id":9007199254740993,"scale":1.0,"a":1,"b":1}').json()["etag"]
    put(server, b'{"id":9007199254740993,"scale":1.0,"a":2,"b":1}', base)
    answer = put(server, b'{"id":9007199254740992,"scale":1,"a":1,"b":2}', base)
    assert answer.json()["conflicts"] == []
    assert server.file("story").read_bytes() == (
        b'{\n  "id": 9007199254740993,\n  "scale": 1.0,\n  "a": 2,\n  "b": 2\n}\n'
    )


def test_a_tab_edited_during_its_own_save_comes_together_with_two_others(server: Server, base: str) -> None:
    put(server, with_(title="first other tab"), base)
    during = put(server, with_(note="typed"), base).json()
    put(server, {**during["document"], "extra": "second other tab"}, during["etag"])
    answer = put(server, with_(note="typed further"), during["sent"]).json()
    assert answer["document"] == with_(title="first other tab", note="typed further", extra="second other tab")
    assert answer["conflicts"] == []


def test_a_save_that_drops_most_of_a_list_pins_what_was_there(server: Server) -> None:
    jobs = [{"id": number, "text": "x" * 30} for number in range(10)]
    base = server.create("story", {"jobs": jobs}).json()["etag"]
    answer = put(server, {"jobs": jobs[:2]}, base).json()
    (warning,) = [said for said in answer["warnings"] if said["code"] == "shrunk"]
    assert warning["path"] == "/jobs"
    assert "10 items of /jobs became 2" in warning["detail"]
    (pinned,) = [version for version in server.backups("story") if version["pinned"]]
    assert pinned["name"] in warning["detail"]
    assert pinned["etag"] == base
    assert "became 2" in pinned["label"]
