"""`holdfast export`: tables at a terminal, and what is said when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import Command
from tests.kinds.documents import FILM, order


@pytest.fixture
def film(holdfast: Command) -> str:
    """A film project with two collections and more."""
    holdfast.write("film.json", json.dumps(FILM))
    return "film"


def test_csv_goes_to_the_terminal(holdfast: Command, film: str) -> None:
    said = holdfast("export", film, "--format", "csv", "--collection", "shots", "--fields", "id,metadata.mood")
    assert (said.code, said.out) == (0, '"id","metadata.mood"\n"a","calm"\n')


def test_csv_goes_to_a_file_with_its_mark_and_lines_as_they_are(holdfast: Command, film: str, tmp_path: Path) -> None:
    target = tmp_path / "shots.csv"
    given = ("--format", "csv", "--collection", "shots", "--fields", "id", "--bom", "--output", target)
    assert holdfast("export", film, *given).code == 0
    assert target.read_bytes() == b'\xef\xbb\xbf"id"\r\n"a"\r\n'
    assert holdfast("export", film, *given).code == 1, "it is there already"
    assert holdfast("export", film, *given, "--force").code == 0


def test_a_list_of_its_own_needs_no_name(holdfast: Command) -> None:
    holdfast.write("plain.json", '{"things": [{"id": 1, "text": "=1+1"}, {"id": 2, "n": null}]}')
    said = holdfast("export", "plain", "--format", "csv")
    assert said.out.splitlines() == ['"id","text","n"', '"1","\'=1+1",""', '"2","",""']


def test_a_workbook_has_a_sheet_for_each_collection(holdfast: Command, tmp_path: Path) -> None:
    holdfast.write("order.json", json.dumps(order()))
    target = tmp_path / "order.xlsx"
    said = holdfast("export", "order", "--format", "xlsx", "--output", target, "--json")
    assert said.json["size"] == target.stat().st_size
    assert openpyxl.load_workbook(target).sheetnames == ["Documents", "Rolls", "Segments", "Index", "Film numbers"]
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in {"", ".xlsx"}] == []


def test_a_cut_text_is_said(holdfast: Command, tmp_path: Path) -> None:
    holdfast.write("long.json", json.dumps({"things": [{"id": 1, "text": "x" * 40_000}]}))
    said = holdfast("export", "long", "--format", "xlsx", "--fields", "*", "--output", tmp_path / "a.xlsx")
    assert said.code == 0
    assert "1 text" in said.errors


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["--format", "pdf"], "'json', 'csv', 'xlsx'"),
        (["--format", "xlsx"], "--output"),
        (["--format", "xlsx", "--output", "-"], "--output"),
        (["--format", "csv"], "sequences, shots"),
        (["--format", "csv", "--collection", "nothing"], "shots"),
        (["--format", "csv", "--collection", "shots", "--fields", "colour"], "prompt"),
    ],
)
def test_what_cannot_be_exported_says_what_can(holdfast: Command, film: str, given: list[str], wanted: str) -> None:
    said = holdfast("export", film, *given)
    assert said.code == 2
    assert wanted in said.errors.replace("\n", " ")


def test_a_document_without_lists_says_so(holdfast: Command) -> None:
    holdfast.write("plain.json", '{"title": "Dawn"}')
    said = holdfast("export", "plain", "--format", "csv")
    assert said.code == 2
    assert "no list" in said.errors


def test_nothing_is_left_of_an_export_that_failed(holdfast: Command, film: str, tmp_path: Path) -> None:
    target = tmp_path / "out" / "film.csv"
    given = ("--format", "csv", "--collection", "nothing", "--output", target)
    assert holdfast("export", film, *given).code == 2
    assert not target.parent.exists()
