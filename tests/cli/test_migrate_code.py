"""`migrate-code`: what it prints, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cli.code_migration.deciding import decide
from cli.code_migration.files import Changed, found_in, write_all
from cli.code_migration.rewriting import rewritten
from cli.code_migration.service import Service
from tests.cli.code_migration.cases import migrate

CODE = 'export const read = () => localStorage.getItem("a");\n'
DONE = (
    'import { storage } from "/client/workflow-storage.js";\n\n'
    'export const read = async () => await storage.getItem("a");\n'
)
LEFT = 'class A {\n  b = localStorage.getItem("b");\n}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file, in which the command runs."""
    (tmp_path / "code.mjs").write_text(CODE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    own = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_dry_run_is_the_default_and_prints_a_difference(folder: Path) -> None:
    code, said = migrate("code.mjs")
    assert code == 0
    assert "code.mjs:1  get 'a'  can be rewritten" in said
    assert '+export const read = async () => await storage.getItem("a");' in said
    assert "--write does it" in said
    assert (folder / "code.mjs").read_text() == CODE
    assert [path.name for path in folder.iterdir()] == ["code.mjs"]


def test_write_rewrites_and_keeps_the_original_beside_it(folder: Path) -> None:
    (folder / "code.mjs").chmod(0o640)
    code, said = migrate("code.mjs", "--write")
    assert code == 0
    assert "originals in" in said
    assert (folder / "code.mjs").read_text() == DONE
    assert (folder / "code.mjs.orig").read_text() == CODE
    assert (folder / "code.mjs").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["code.mjs", "code.mjs.orig"]


def test_an_original_is_never_overwritten(folder: Path) -> None:
    (folder / "code.mjs.orig").write_text("older")
    migrate("code.mjs", "--write")
    assert (folder / "code.mjs.orig").read_text() == "older"
    assert (folder / "code.mjs.orig.2").read_text() == CODE


def test_no_original_is_kept_beside_a_file_that_git_has(folder: Path) -> None:
    (folder / "new.mjs").write_text(CODE)
    git(folder, "init", "-q")
    git(folder, "add", "code.mjs")
    git(folder, "commit", "-qm", "code")
    code, _ = migrate(".", "--write")
    assert code == 0
    assert not (folder / "code.mjs.orig").exists()
    assert (folder / "new.mjs.orig").read_text() == CODE
    git(folder, "checkout", "code.mjs")
    (folder / "code.mjs").write_text(CODE + "// not committed\n")
    migrate("code.mjs", "--write")
    assert (folder / "code.mjs.orig").read_text() == CODE + "// not committed\n"


def test_line_ends_byte_order_mark_and_missing_last_line_end_stay(folder: Path) -> None:
    text = "\ufeff" + "// é 😀\r\n\r\nexport function a() {\r\n\treturn localStorage.é;\r\n}"
    (folder / "code.mjs").write_bytes(text.encode())
    assert migrate("code.mjs", "--write")[0] == 0
    assert (folder / "code.mjs").read_bytes().decode() == (
        '\ufeff// é 😀\r\nimport { storage } from "/client/workflow-storage.js";\r\n\r\n'
        'export async function a() {\r\n\treturn await storage.getItem("é") ?? undefined;\r\n}'
    )


def test_json_is_one_document_for_programs(folder: Path) -> None:
    (folder / "left.js").write_text(LEFT)
    code, said = migrate(".", "--json")
    found = json.loads(said)
    assert code == 0
    assert [(use["file"], use["line"], use["key"], use["rewritable"], use["reason"]) for use in found["uses"]] == [
        ("code.mjs", 1, "a", True, None),
        ("left.js", 2, "b", False, "it is in the initialiser of a class field"),
    ]
    assert found["madeAsync"] == [{"file": "code.mjs", "line": 1, "name": "read", "exported": True}]
    assert [(file["file"], file["original"]) for file in found["files"]] == [("code.mjs", None)]
    assert (found["found"], found["rewritten"], found["left"], found["written"]) == (2, 1, 1, False)


def test_the_module_and_the_service_can_be_named(folder: Path) -> None:
    migrate("code.mjs", "--write", "--import", "./store.js", "--service", "getWorkflowStorage()")
    assert (folder / "code.mjs").read_text() == (
        'import { getWorkflowStorage } from "./store.js";\n\n'
        'export const read = async () => await getWorkflowStorage().getItem("a");\n'
    )


@pytest.mark.parametrize("service", ["a b", "window.storage", "1", "new Storage()"])
def test_a_service_that_is_no_export_is_refused(folder: Path, service: str) -> None:
    code, said = migrate("code.mjs", "--service", service)
    assert code == 2
    assert "--service is a name" in said


def test_a_file_that_is_no_code_is_refused(folder: Path) -> None:
    (folder / "notes.txt").write_text("localStorage")
    code, said = migrate("notes.txt")
    assert code == 2
    assert "is none of .cjs, .html, .js" in said


def test_libraries_hidden_folders_and_minified_files_are_passed_over_unless_they_are_named(folder: Path) -> None:
    for name in ("node_modules/lib/a.js", ".cache/a.js", "a.min.js", "b.js.orig"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(LEFT)
    assert {use["file"] for use in json.loads(migrate(".", "--json")[1])["uses"]} == {"code.mjs"}
    assert {use["file"] for use in json.loads(migrate("a.min.js", "--json")[1])["uses"]} == {"a.min.js"}


def test_a_file_that_is_named_twice_is_taken_once(folder: Path) -> None:
    (folder / "link.mjs").symlink_to("code.mjs")
    assert json.loads(migrate(".", "code.mjs", "./code.mjs", "link.mjs", "--json")[1])["found"] == 1


def test_a_file_that_is_not_utf_8_holds_back_what_it_may_use(folder: Path) -> None:
    (folder / "latin.js").write_bytes(b"// caf\xe9\nlocalStorage.clear();\n")
    found = json.loads(migrate(".", "--json")[1])
    assert found["rewritten"] == 0
    assert [use["reason"] for use in found["uses"] if use["file"] == "latin.js"] == ["the file is not UTF-8"]
    (folder / "latin.js").write_bytes(b"// caf\xe9\n")
    assert json.loads(migrate(".", "--json")[1])["rewritten"] == 1


def test_a_file_that_changed_meanwhile_stops_the_writing_of_all(folder: Path) -> None:
    (folder / "other.mjs").write_text(CODE)
    sources = found_in([folder])
    texts = rewritten(decide(sources, Service()), Service())
    (folder / "other.mjs").write_text("// changed\n")
    with pytest.raises(Changed) as caught:
        write_all(texts)
    assert caught.value.name.endswith("other.mjs")
    assert (folder / "code.mjs").read_text() == CODE


def test_a_folder_without_any_use_says_so(folder: Path) -> None:
    (folder / "code.mjs").write_text("export const a = 1;\n")
    code, said = migrate(".")
    assert code == 0
    assert said == "0 uses of localStorage, none that can be rewritten\n"


def test_escape_characters_in_code_do_not_reach_the_terminal(folder: Path) -> None:
    (folder / "code.mjs").write_text('export const a = () => localStorage.getItem("\x1b[2J");\n')
    assert "\x1b" not in migrate(".")[1]


def test_a_file_that_cannot_be_written_is_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "code.mjs")

    monkeypatch.setattr("cli.code_migration.files.write_new", refuse)
    code, said = migrate(".", "--write")
    assert code == 1
    assert "code.mjs: Permission denied" in said
    assert (folder / "code.mjs").read_text() == CODE


@pytest.mark.parametrize("name", ["long.js", "long.html"])
def test_lines_that_no_person_wrote_are_not_parsed(folder: Path, name: str) -> None:
    code = 'localStorage.setItem("a", 1);' * 10_000
    (folder / name).write_text(f"<script>{code}</script>" if name.endswith("html") else code)
    found = json.loads(migrate(".", "--json")[1])
    assert found["rewritten"] == 0
    assert {use["file"] for use in found["uses"]} == {"code.mjs", name}
    assert "too long" in found["uses"][-1]["reason"]
