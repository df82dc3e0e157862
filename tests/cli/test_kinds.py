"""`validate`, `stats`, `sessions`, and the formats of `export` and `import`."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kinds.microfilm import sessions
from storage.names import timestamp
from tests.cli.running import Command
from tests.kinds.documents import DATA, FILM, changed, order

MONTHS_AGO = "2026-01-02T03:04:05.678Z"


@pytest.fixture
def film(holdfast: Command) -> Command:
    """A data folder with a film project."""
    holdfast.write("film.json", json.dumps(FILM))
    return holdfast


def test_validate_says_what_is_wrong_and_ends_with_one(film: Command) -> None:
    assert film("validate").code == 0
    film.write("bad.json", json.dumps(changed(FILM, "shots/0/duration", 0)))
    film.write("broken.json", "{")
    said = film("validate")
    assert said.code == 1
    assert "bad: 1 violation of the contract storycore" in said.out
    assert "/shots/0/duration has to be more than 0" in said.out
    assert "broken:" in said.out
    found = {project["id"]: project for project in film("validate", "--json").json["projects"]}
    assert (found["bad"]["count"], found["film"]["count"]) == (1, 0)
    assert film("validate", "film").code == 0
    assert film("validate", "bad").code == 1


def test_validate_tells_doubts_and_contracts_that_cannot_be_used(film: Command) -> None:
    film.write("film.json", json.dumps(changed(FILM, "shots/0/prompt", "short")))
    said = film("validate")
    assert said.code == 0
    assert "the prompt is too short" in said.out
    (film.data / "contracts").mkdir()
    film.write("contracts/todo.schema.json", "{")
    said = film("validate")
    assert (said.code, "contracts/todo.schema.json" in said.out) == (1, True)


def test_stats_are_the_figures_of_the_kind(film: Command) -> None:
    found = film("stats", "film", "--json").json
    assert (found["kind"], found["stats"]["shots"]) == ("storycore", 1)
    assert "prompts.valid" in film("stats", "film").out
    assert film("stats", "nothing").code == 1


def test_export_makes_tables(film: Command, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(film("export", "film", "--format", "csv", "--collection", "shots").out)))
    assert (rows[0]["id"], rows[0]["metadata.mood"]) == ("a", "calm")
    target = tmp_path / "film.xlsx"
    assert film("export", "film", "--format", "xlsx", "-o", target).code == 0
    assert openpyxl.load_workbook(target).sheetnames == ["Sequences", "Shots", "Phrases", "Generations"]
    for wrong in (["csv"], ["xlsx"], ["csv", "--collection", "x"], ["csv", "--collection", "shots", "--fields", "x"]):
        assert film("export", "film", "--format", *wrong).code == 2


def test_import_shows_first_what_would_change(film: Command, tmp_path: Path) -> None:
    rows = tmp_path / "shots.csv"
    rows.write_text("id,duration\na,7\n")
    before = (film.data / "film.json").read_bytes()
    said = film("import", rows, "--id", "film", "--collection", "shots", "--dry-run")
    assert "~ /shots/0/duration" in said.out
    assert "Nothing was changed" in said.out
    assert (film.data / "film.json").read_bytes() == before
    assert film("import", rows, "--id", "film", "--collection", "shots").code == 0
    assert json.loads((film.data / "film.json").read_bytes())["shots"][0]["duration"] == 7
    assert film("import", rows, "--id", "film").code == 2


def test_import_takes_zips_and_dumps_of_local_storage(holdfast: Command, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.write(DATA / "pixellab" / "job_history.json", "job_history.json")
        opened.writestr("Film.json", json.dumps(FILM))
    shown = holdfast("import", archive, "--dry-run", "--json").json["documents"]
    assert [(found["id"], found["kind"]) for found in shown] == [("job_history", "pixellab"), ("film", "storycore")]
    assert holdfast("import", archive).code == 0
    dump = tmp_path / "dump.json"
    texts = {key: json.dumps(value, separators=(",", ":")) for key, value in order().items()}
    dump.write_text(json.dumps({**texts, "microfilmProjectState": '{"spaced": 1}'}))
    assert holdfast("import", dump, "--id", "order", "--format", "local-storage").code == 0
    assert holdfast("stats", "order", "--json").json["stats"]["documents"] == 1762


def test_import_refuses_what_breaks_its_contract_unless_told_not_to(holdfast: Command, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(changed(FILM, "name", 5)))
    said = holdfast("import", bad)
    assert (said.code, "/name has to be a text" in said.errors) == (1, True)
    assert holdfast("import", bad, "--no-validate").code == 0


def test_sessions_are_listed_and_put_away(holdfast: Command) -> None:
    assert holdfast("sessions").out == "No sessions are active.\n"
    moment = sessions.moment_of(MONTHS_AGO)
    assert moment is not None
    assert timestamp(moment) == MONTHS_AGO
    for project in ("13", "12"):
        session = sessions.begun("0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d", project, "local", moment)
        holdfast.write(f"microfilm-{project}.json", json.dumps(session))
    assert {found["project"] for found in holdfast("sessions", "--json").json["sessions"]} == {"12", "13"}
    said = holdfast("sessions", "--archive-older-than", "30")
    assert "microfilm-12 is put away" in said.out
    assert holdfast("sessions", "--json").json["sessions"] == []
    assert len(holdfast("sessions", "--archived", "--json").json["sessions"]) == 2
    stored = json.loads((holdfast.data / "microfilm-12.json").read_bytes())
    assert (stored["is_active"], stored["created_at"]) == (False, MONTHS_AGO)
