"""What people install: the packages and the page, and none of our tests."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import build_hook

ROOT = Path(__file__).resolve().parents[2]


VENDOR = {f"static/vendor/{name}" for name in (*build_hook.FILES, "licences.txt", ".stamp")}


def build(target: str, source: Path, folder: Path, environment: dict[str, str] | None = None) -> Path:
    """Build a wheel or an sdist, and return it."""
    command = [sys.executable, "-m", "build", f"--{target}", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100, env=environment)
    (built,) = folder.glob("holdfast-*")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    return zipfile.Path(build("wheel", ROOT, tmp_path_factory.mktemp("dist")))


def test_the_wheel_holds_the_front_door_the_packages_and_the_page(wheel: zipfile.Path) -> None:
    tops = {entry.name for entry in wheel.iterdir() if not entry.name.endswith(".dist-info")}
    assert tops == {"server.py", "cli", "api", "kinds", "storage", "static"}
    assert [name for name in wheel.root.namelist() if name.startswith("static/dashboard/")]


def test_the_wheel_brings_the_command(wheel: zipfile.Path) -> None:
    (entry_points,) = [name for name in wheel.root.namelist() if name.endswith("entry_points.txt")]
    assert "holdfast = cli.main:main" in wheel.root.read(entry_points).decode()


def test_the_wheel_holds_every_module_of_the_packages(wheel: zipfile.Path) -> None:
    packed = {name for name in wheel.root.namelist() if name.endswith(".py")}
    packages = ("cli", "api", "kinds", "storage")
    here = {str(path.relative_to(ROOT)) for package in packages for path in (ROOT / package).rglob("*.py")}
    assert packed == here | {"server.py"}


def test_the_wheel_holds_the_browser_libraries(wheel: zipfile.Path) -> None:
    files = {name for name in wheel.root.namelist() if not name.endswith("/")}
    assert {name for name in files if name.startswith("static/vendor/")} == VENDOR


def test_a_wheel_is_built_of_the_sdist_where_there_is_no_npm(tmp_path: Path, wheel: zipfile.Path) -> None:
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as packed:
        packed.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.glob("holdfast-*/")
    assert not (unpacked / "node_modules").exists()
    built = zipfile.Path(build("wheel", unpacked, tmp_path / "wheel", {**os.environ, "PATH": str(tmp_path)}))
    assert set(built.root.namelist()) == set(wheel.root.namelist())
