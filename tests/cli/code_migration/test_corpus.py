"""Every pattern: what becomes of it, that it parses, and that a second run changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from cli.code_migration.deciding import decide
from cli.code_migration.rewriting import rewritten
from cli.code_migration.scripts import Source, read_source
from cli.code_migration.service import Service
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


def test_code_that_is_cut_up_breaks_nothing() -> None:
    """Whatever the code, there is a plan, its outcome parses, and a second one has nothing to do."""
    random = Random(1)
    files = [path for case in CASES for path in (case.folder / "before").iterdir()]
    for _ in range(150):
        sources = [cut_up(random, path, number) for number, path in enumerate(random.sample(files, 2))]
        texts = rewritten(decide(sources, Service()), Service())
        again = [read_source(one.path, one.name, texts.get(one, one.text).encode()) for one in sources]
        assert decide(again, Service()).chosen == []


def cut_up(random: Random, path: Path, number: int) -> Source:
    text = path.read_text()
    for _ in range(random.randint(0, 2)):
        start = random.randrange(len(text) + 1)
        put = random.choice(["", ";", "{", "}", "(", "\n", "async ", "\0", "export ", "`", "\U0001f600", "<script>"])
        text = text[:start] + put + text[start + random.randint(0, 40) :]
    return read_source(Path(f"/{number}") / path.name, path.name, text.encode())
