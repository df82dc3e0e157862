"""Every pattern: what becomes of it, that it parses, and that a second run changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.code_migration.cases import CASES, Case, check_syntax, contents, migrate

NAMES = [case.folder.name for case in CASES]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case) -> Path:
    """A copy of a case's code, in which the command runs."""
    folder = tmp_path / "code"
    shutil.copytree(case.folder / "before", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_outcome_is_the_expected_one(here: Path, case: Case) -> None:
    before = contents(here)
    code, said = migrate(".", "--write", *case.options)
    assert code == 0
    originals = {name.removesuffix(".orig"): text for name, text in contents(here).items() if name.endswith(".orig")}
    assert {name: text for name, text in contents(here).items() if not name.endswith(".orig")} == contents(
        case.folder / "after"
    )
    assert originals == {name: text for name, text in before.items() if (here / name).read_bytes() != text}
    assert said.splitlines()[:-1] == (case.folder / "report.txt").read_text().splitlines()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_outcome_has_no_syntax_error(case: Case) -> None:
    # `broken` is there to show that such a file is left alone.
    problems = [check_syntax(path) for path in (case.folder / "after").iterdir() if path.name != "broken.js"]
    assert [problem for of_file in problems for problem in of_file] == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_second_run_changes_nothing(here: Path, case: Case) -> None:
    migrate(".", "--write", *case.options)
    once = contents(here)
    code, said = migrate(".", "--write", *case.options)
    assert code == 0
    assert "none that can be rewritten" in said
    assert contents(here) == once


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_dry_run_changes_nothing(here: Path, case: Case) -> None:
    before = contents(here)
    assert migrate(".", *case.options)[0] == 0
    assert contents(here) == before
