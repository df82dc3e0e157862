"""`doctor`: each thing that it finds, and that putting it right loses nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from storage.documents import etag_of
from storage.names import BackupName
from storage.store import Store
from tests.cli.running import Command
from tests.kinds.film.offices import order_of
from tests.serving import Server

TEXT = b'{\n  "saved": true\n}\n'


def codes(holdfast: Command, *options: str) -> list[str]:
    return [finding["code"] for finding in holdfast("doctor", "--json", *options).json["findings"]]


def kept(data: Path) -> set[str]:
    """Return the hashes of all that a person finds of `story`."""
    return {etag_of(path.read_bytes()) for path in [data / "story.json", *(data / "backups").glob("story/*.json")]}


def test_a_folder_in_order_is_well(holdfast: Command, story: list[str]) -> None:
    said = holdfast("doctor")
    assert (said.code, said.out.strip()) == (0, "All is well.")


def test_a_broken_file_is_named_with_its_place(holdfast: Command) -> None:
    holdfast.write("broken.json", '{\n  "a": 1,\n  oops\n}')
    said = holdfast("doctor")
    assert said.code == 1
    assert "broken_file" in said.out
    assert "line 3, column 3" in said.out


@pytest.mark.parametrize(
    "name", ["story (conflicted copy 2026-01-01).json", "story.sync-conflict-20260101-101010.json"]
)
def test_a_conflicted_copy_is_named_with_its_project(holdfast: Command, story: list[str], name: str) -> None:
    holdfast.write(name, TEXT)
    found = holdfast("doctor", "--json").json["findings"]
    assert [(finding["code"], finding["project"]) for finding in found] == [("conflicted_copy", "story")]


def test_a_replaced_version_that_a_crash_left_is_rescued(holdfast: Command, story: list[str]) -> None:
    left = holdfast.data / ".holdfast" / "tmp" / "story.1.0123abcd.tmp"
    left.write_bytes(TEXT)
    assert codes(holdfast) == ["leftover"]
    said = holdfast("doctor", "--fix")
    assert said.code == 0
    assert "fixed" in said.out
    assert not left.exists()
    assert etag_of(TEXT) in kept(holdfast.data)


def test_half_a_file_is_not_removed_before_a_day_has_passed(holdfast: Command, story: list[str]) -> None:
    left = holdfast.data / ".holdfast" / "tmp" / "story.1.0123abcd.tmp"
    left.write_bytes(TEXT[:9])
    assert codes(holdfast, "--fix") == ["leftover"]
    assert left.read_bytes() == TEXT[:9]


def test_a_backup_that_was_edited_is_kept_as_a_hand_edit(holdfast: Command, story: list[str]) -> None:
    backup = min((holdfast.data / "backups" / "story").glob("*.json"))
    backup.write_bytes(TEXT)
    assert codes(holdfast) == ["backup_changed"]
    assert holdfast("doctor", "--fix").code == 0
    (found,) = [path for path in (holdfast.data / "backups" / "story").iterdir() if path.read_bytes() == TEXT]
    name = BackupName.parse(found.name)
    assert name is not None
    assert name.why == "hand-edit"


def test_a_backup_that_is_the_same_file_as_the_project_is_separated(holdfast: Command, story: list[str]) -> None:
    live = holdfast.data / "story.json"
    name = f"20260101T000000.000Z--0099--{story[2].removeprefix('sha256-')[:12]}--save.json"
    os.link(live, holdfast.data / "backups" / "story" / name)
    assert "shared_file" in codes(holdfast)
    before = kept(holdfast.data)
    assert holdfast("doctor", "--fix").code == 0
    assert live.stat().st_nlink == 1
    assert kept(holdfast.data) == before


def test_a_clock_that_jumped_is_named(holdfast: Command, story: list[str]) -> None:
    backup = max((holdfast.data / "backups" / "story").glob("*.json"))
    backup.rename(backup.with_name("20200101T000000.000Z" + backup.name[20:]))
    assert "clock_jump" in codes(holdfast)


def test_a_date_in_the_future_is_named(holdfast: Command, story: list[str]) -> None:
    os.utime(holdfast.data / "story.json", (4_000_000_000, 4_000_000_000))
    assert "time_in_future" in codes(holdfast)


def test_a_link_that_leads_nowhere_is_named(holdfast: Command) -> None:
    (holdfast.data / "lost.json").symlink_to(holdfast.data / "nowhere.json")
    assert len(codes(holdfast)) == 1


def test_two_names_that_are_one_on_other_systems_are_named(holdfast: Command) -> None:
    holdfast.write("Plan.json", "{}")
    holdfast.write("PLAN.json", "{}")
    assert "names_alike" in codes(holdfast)


def test_doctor_works_while_a_server_runs(server: Server) -> None:
    server.create("story", {"n": 1})
    assert Command(server.data)("doctor", "--fix").code == 0


def test_nothing_is_changed_without_fix(holdfast: Command, story: list[str]) -> None:
    holdfast.write(".holdfast/tmp/story.1.0123abcd.tmp", TEXT)
    before = sorted((path, path.stat().st_mtime_ns) for path in holdfast.data.rglob("*.json"))
    holdfast("doctor")
    assert sorted((path, path.stat().st_mtime_ns) for path in holdfast.data.rglob("*.json")) == before
    Store(holdfast.data).close()


def test_an_order_behind_its_film_ledger_is_put_right(holdfast: Command, data: Path) -> None:
    path = holdfast.write("order.json", json.dumps(order_of([4, 7])))
    holdfast("film", "plan", "order")
    for step in ("start", "complete"):
        holdfast("film", step, "order", "1")
    numbered = json.loads(path.read_text())
    path.write_text(json.dumps({**numbered, "film_register": {}, "film_number_results": {}}))
    assert codes(holdfast) == ["order_behind_ledger"]
    assert codes(holdfast, "--fix") == []
    assert json.loads(path.read_text())["film_number_results"]["results"] == numbered["film_number_results"]["results"]


def test_a_broken_rule_of_the_film_register_is_named(holdfast: Command, data: Path) -> None:
    holdfast.write("order.json", json.dumps(order_of([4, 7])))
    holdfast("film", "plan", "order")
    ledger = data / "film-ledger.json"
    document = json.loads(ledger.read_text())
    document["entries"].append({"seq": 2, "at": "", "user": "", "event": "archived", "project": "order"})
    ledger.write_text(json.dumps(document))
    assert "film_ledger_damaged" in codes(holdfast)
