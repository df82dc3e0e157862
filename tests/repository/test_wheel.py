"""What people install: the packages and the page, and none of our tests."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    (built,) = folder.glob("holdfast-*.whl")
    return zipfile.Path(built)


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
