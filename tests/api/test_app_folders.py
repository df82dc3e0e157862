"""Which folders may be apps, and which files of them are there for a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.app_folders import AppFolder, apps_of, find, parts_of
from api.problems import RequestProblem


@pytest.fixture
def tool(tmp_path: Path) -> AppFolder:
    """A folder with a page, beside the data folder."""
    folder = tmp_path / "tool"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text("page")
    (folder / "sub" / "a b.js").write_text("script")
    return AppFolder("tool", folder)


def test_a_text_names_an_app_and_its_folder(tool: AppFolder, data: Path) -> None:
    assert apps_of([f"tool={tool.folder}", f"o-2={tool.folder}/sub"], data) == (
        tool,
        AppFolder("o-2", tool.folder / "sub"),
    )
    assert apps_of([], data) == ()
    assert tool.address == "/apps/tool/"


def test_a_folder_may_be_named_from_home_and_hold_an_equals_sign(
    tool: AppFolder, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tool.folder.parent))
    assert apps_of(["tool=~/tool"], data) == (tool,), "shells leave it to us after an equals sign"
    (tool.folder / "a=b").mkdir()
    assert apps_of([f"x={tool.folder}/a=b"], data)[0].folder.name == "a=b"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["tool"], "NAME=FOLDER"),
        (["tool="], "NAME=FOLDER"),
        (["=folder"], "name of an app"),
        (["My Tool={folder}"], "name of an app"),
        (["con={folder}"], "name of an app"),
        (["../x={folder}"], "name of an app"),
        (["tool={folder}/missing"], "is not there"),
        (["tool={folder}/index.html"], "is a file"),
        (["tool={folder}", "tool={folder}/sub"], "two apps"),
        (["tool={data}"], "data folder"),
        (["tool={data}/inside"], "data folder"),
        (["tool={folder}/link-to-data"], "data folder"),
        (["tool={folder}/\0"], "is not there"),
    ],
)
def test_what_cannot_be_an_app_is_said(tool: AppFolder, data: Path, texts: list[str], why: str) -> None:
    (data / "inside").mkdir()
    (tool.folder / "link-to-data").symlink_to(data)
    with pytest.raises(ValueError, match=why):
        apps_of([text.format(folder=tool.folder, data=data) for text in texts], data)


def test_a_data_folder_that_is_not_there_yet_is_in_nobodys_way(tool: AppFolder, tmp_path: Path) -> None:
    assert apps_of([f"tool={tool.folder}"], tmp_path / "later") == (tool,)


def test_an_address_has_parts() -> None:
    assert parts_of("") == ()
    assert parts_of("sub/") == ("sub",)
    assert parts_of("sub/a b.js") == ("sub", "a b.js")
    assert parts_of("Größe/(1) 50%.png") == ("Größe", "(1) 50%.png")
    assert parts_of("console.js") == ("console.js",)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "//", "a//b", "/etc/passwd", "..", "../x", "a/../../x", ".", "a/./b", "a/.."),
        *(".git/config", ".env", "a/.env", ".", "a\\b", "..\\x", "\\\\host\\share", "C:/x", "c:x", "a.html::$DATA"),
        *("a\0.js", "a\nb", "a\x7f", "con", "CON", "nul.txt", "sub/Aux.tar.gz", "com1", "lpt9.x", "con .txt"),
        *("a.", "a ", "index.html.", "index.html ", "sub./a", "..."),
    ],
)  # fmt: skip
def test_no_address_leads_out_or_to_what_is_hidden(tool: AppFolder, data: Path, path: str) -> None:
    assert parts_of(path) is None
    with pytest.raises(RequestProblem) as refused:
        find(tool, path, data)
    assert refused.value.problem.status == 404


def test_files_and_folders_are_found(tool: AppFolder, data: Path) -> None:
    assert find(tool, "", data) == tool.folder.resolve()
    assert find(tool, "sub/a b.js", data).read_text() == "script"
    (tool.folder / "again.js").symlink_to(tool.folder / "sub" / "a b.js")
    assert find(tool, "again.js", data).read_text() == "script", "links inside the folder are fine"


def test_links_lead_neither_out_nor_into_hidden_files(tool: AppFolder, data: Path, tmp_path: Path) -> None:
    (tmp_path / "tool-secret").mkdir()
    (tmp_path / "tool-secret" / "key").write_text("secret")
    (tool.folder / ".env").write_text("secret")
    links = {"file": "../tool-secret/key", "folder": "../tool-secret", "hidden": ".env", "round": "round", "gone": "x"}
    for name, target in links.items():
        (tool.folder / name).symlink_to(target)
    for path in ("file", "folder", "folder/key", "hidden", "round", "gone"):
        with pytest.raises(RequestProblem) as refused:
            find(tool, path, data)
        assert (refused.value.problem.status, refused.value.problem.code) == (404, "not_found"), path


def test_a_data_folder_inside_an_app_is_not_served(tool: AppFolder) -> None:
    data = tool.folder / "data"
    (data / "backups").mkdir(parents=True)
    (data / "story.json").write_text("{}")
    (tool.folder / "other-way").symlink_to(data)
    for path in ("data", "data/story.json", "data/backups", "other-way/story.json"):
        with pytest.raises(RequestProblem):
            find(tool, path, data)
    assert find(tool, "index.html", data).read_text() == "page"


def test_a_folder_that_was_exchanged_is_looked_at_anew(tool: AppFolder, data: Path) -> None:
    tool.folder.rename(tool.folder.with_name("old"))
    with pytest.raises(RequestProblem):
        find(tool, "index.html", data)
    tool.folder.mkdir()
    (tool.folder / "index.html").write_text("built again")
    assert find(tool, "index.html", data).read_text() == "built again"
    (tool.folder / "index.html").unlink()
    tool.folder.rmdir()
    (data / "index.html").write_text("data")
    tool.folder.symlink_to(data)
    with pytest.raises(RequestProblem):
        find(tool, "index.html", data)


def test_a_name_that_is_too_long_is_not_there(tool: AppFolder, data: Path) -> None:
    for path in ("a" * 5000, "sub/" * 2000, "\ud800"):
        with pytest.raises(RequestProblem):
            find(tool, path, data)
