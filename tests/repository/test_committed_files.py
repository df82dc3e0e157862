"""What is committed names no machine, no registry, and documents every module."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
PACKAGES = ("cli", "api", "kinds", "storage", "bench")
# Written in pieces, so that this file does not contain what it looks for.
REGISTRIES = re.compile("|".join([r"registry\.npm" + "js", r"pypi\." + "org", "python" + "hosted"]))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+)/[\w.]")


def committed_texts() -> list[tuple[str, str]]:
    """List every tracked text file with its content, as it is on disk now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    contents = [(path, path.read_bytes()) for path in paths if path.is_file()]
    return [(str(path.relative_to(ROOT)), data.decode()) for path, data in contents if b"\0" not in data]


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS], ids=["a registry", "a path of one machine"])
def test_no_committed_file_names(pattern: re.Pattern[str]) -> None:
    found = [f"{name}: {match.group()}" for name, text in committed_texts() for match in pattern.finditer(text)]
    assert found == []


def test_the_locks_leave_the_registry_to_the_machine() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    for lock in LOCKS:
        text = (ROOT / lock).read_text()
        assert re.findall(r"^--(?:extra-)?index-url.*|^--find-links.*|://.*", text, re.MULTILINE) == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in LOCKS:
        pins = re.split(r"^(?=\w)", (ROOT / lock).read_text(), flags=re.MULTILINE)
        assert [pin.split()[0] for pin in pins if pin.strip() and "--hash=sha256:" not in pin] == []


def test_the_tests_run_with_the_versions_that_people_run() -> None:
    pinned = [
        re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.MULTILINE)
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert set(pinned[0]) <= set(pinned[1])


def test_every_module_says_what_it_is() -> None:
    scripts = [ROOT / "server.py", ROOT / "bootstrap.py", ROOT / "build_hook.py"]
    modules = [*scripts, *(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
    silent = [str(path.relative_to(ROOT)) for path in modules if ast.get_docstring(ast.parse(path.read_text())) is None]
    assert silent == []
