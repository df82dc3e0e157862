"""`restore`, `export`, `import` and `prune`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.documents import etag_of
from tests.cli.running import Command
from tests.serving import Server


def test_restore_puts_a_version_back_and_keeps_the_replaced_one(holdfast: Command, story: list[str]) -> None:
    said = holdfast("restore", "story", story[0])
    assert said.code == 0
    live = holdfast.data / "story.json"
    assert etag_of(live.read_bytes()) == story[0]
    assert holdfast("restore", "story", story[2]).code == 0
    assert etag_of(live.read_bytes()) == story[2]


def test_restore_takes_the_beginning_of_a_hash(holdfast: Command, story: list[str]) -> None:
    assert holdfast("restore", "story", story[1].removeprefix("sha256-")[:8]).code == 0
    assert etag_of((holdfast.data / "story.json").read_bytes()) == story[1]


def test_restore_by_path_takes_back_only_that_value(holdfast: Command, story: list[str]) -> None:
    assert holdfast("restore", "story", story[0], "--path", "/title").code == 0
    text = (holdfast.data / "story.json").read_text()
    assert json.loads(text) == {"title": "one", "n": 1.0, "new": True}
    assert '"n": 1.0' in text


def test_a_version_that_is_not_kept_is_a_sentence(holdfast: Command, story: list[str]) -> None:
    said = holdfast("restore", "story", "ffffffff")
    assert said.code == 1
    assert "holdfast history" in said.errors


def test_export_writes_the_bytes_and_never_over_a_file(holdfast: Command, story: list[str], tmp_path: Path) -> None:
    live = (holdfast.data / "story.json").read_bytes()
    assert holdfast("export", "story").out.encode() == live
    target = tmp_path / "copy.json"
    assert holdfast("export", "story", "--output", target).code == 0
    assert target.read_bytes() == live
    target.write_text("mine")
    assert holdfast("export", "story", "--output", target).code == 1
    assert target.read_text() == "mine"
    assert holdfast("export", "story", "--output", target, "--force").code == 0
    assert target.read_bytes() == live


def test_a_broken_file_is_exported_raw(holdfast: Command) -> None:
    holdfast.write("broken.json", '{"a": 1,,}')
    assert holdfast("export", "broken").code == 1
    assert holdfast("export", "broken", "--raw").out == '{"a": 1,,}'


def test_import_makes_updates_and_copies(holdfast: Command, tmp_path: Path) -> None:
    source = tmp_path / "My Plan.json"
    source.write_text('{"n": 9007199254740993}')
    assert holdfast("import", source).code == 0
    assert (holdfast.data / "my-plan.json").read_text() == '{\n  "n": 9007199254740993\n}\n'
    source.write_text('{"n": 2}')
    assert holdfast("import", source, "--id", "my-plan").code == 1, "there is one already"
    assert holdfast("import", source, "--id", "my-plan", "--mode", "update").code == 0
    assert holdfast("import", "-", "--id", "my-plan", "--mode", "copy", text='{"n": 3}').code == 0
    ids = {row["id"] for row in holdfast("list", "--json").json["projects"]}
    assert ids == {"my-plan", "my-plan-2"}


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), ("[1]", "top level is an array"), ('{"a":}', "line 1, column 6")]
)
def test_what_is_no_document_is_not_imported(holdfast: Command, text: str, said: str) -> None:
    found = holdfast("import", "-", "--id", "new", text=text)
    assert found.code == 1
    assert said in found.errors
    assert not (holdfast.data / "new.json").exists()


def test_prune_says_what_it_removed_and_keeps_the_last_versions(holdfast: Command, story: list[str]) -> None:
    said = holdfast("prune", "story", "--json")
    assert said.code == 0
    kept = {row["etag"] for row in holdfast("history", "story", "--json").json["backups"]}
    assert kept == set(story)


def test_commands_work_while_a_server_runs_and_it_notices(server: Server) -> None:
    first = server.create("story", {"n": 1})
    server.save("story", {"n": 2}, first.headers["etag"])
    command = Command(server.data)
    assert command("restore", "story", first.json()["etag"]).code == 0
    assert server.load("story").json() == {"n": 1}
    assert command("import", "-", "--id", "story", "--mode", "update", text='{"n": 3}').code == 0
    assert server.load("story").json() == {"n": 3}
