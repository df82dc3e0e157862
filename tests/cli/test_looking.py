"""`list`, `history` and `diff`: what is there, for people and for programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Command
from tests.serving import DATA


def test_the_list_shows_projects_broken_ones_and_other_files(holdfast: Command, story: list[str]) -> None:
    holdfast.write("broken.json", '{"a": 1,,}')
    holdfast.write("Plan (1).json", "{}")
    said = holdfast("list")
    assert said.code == 0
    assert "story" in said.out
    assert "broken (broken): line 1, column 9" in said.out
    assert "Plan (1).json" in said.out
    shown = holdfast("list", "--json").json
    assert {row["id"]: row["state"] for row in shown["projects"]} == {"story": "ok", "broken": "broken"}
    assert shown["total"] == 2
    assert [other["name"] for other in shown["otherFiles"]] == ["Plan (1).json"]


def test_real_files_are_listed(holdfast: Command, data: Path) -> None:
    shutil.copy(DATA / "pixellab" / "job_history.json", data / "job_history.json")
    (row,) = holdfast("list", "--json").json["projects"]
    assert (row["id"], row["state"], row["size"]) == ("job_history", "ok", (data / "job_history.json").stat().st_size)


def test_history_lists_the_kept_versions_newest_first(holdfast: Command, story: list[str]) -> None:
    said = holdfast("history", "story")
    assert said.code == 0
    assert story[0].removeprefix("sha256-")[:12] in said.out
    kept = [row["etag"] for row in holdfast("history", "story", "--json").json["backups"]]
    assert list(dict.fromkeys(kept)) == story[::-1]


def test_diff_says_what_changed(holdfast: Command, story: list[str]) -> None:
    said = holdfast("diff", "story", story[1], "current")
    assert said.code == 0
    assert "/new" in said.out
    found = holdfast("diff", "story", story[0], story[1], "--json").json
    assert found["changes"] == [{"op": "replace", "path": "/title", "from": "one", "to": "two"}]


@pytest.mark.parametrize("command", [["history", "none"], ["diff", "none", "a"], ["export", "none"]])
def test_a_project_that_is_not_there_is_a_sentence_and_an_exit_code(holdfast: Command, command: list[str]) -> None:
    said = holdfast(*command)
    assert said.code == 1
    assert "there is no project 'none'" in said.errors
    assert "holdfast list" in said.errors
    assert "Traceback" not in said.errors


def test_a_wrong_data_folder_is_not_made(tmp_path: Path) -> None:
    said = Command(tmp_path / "typo")("list")
    assert said.code == 2
    assert "there is no data folder" in said.errors
    assert not (tmp_path / "typo").exists()
