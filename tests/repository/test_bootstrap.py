"""The script of the two set-up commands."""

import ast
import subprocess
import sys
import time
from pathlib import Path

BOOTSTRAP = Path(__file__).resolve().parents[2] / "bootstrap.py"


def test_an_old_python_can_read_it() -> None:
    ast.parse(BOOTSTRAP.read_text(), feature_version=(3, 8))


def test_it_imports_nothing_that_has_to_be_installed() -> None:
    imports = [
        node for node in ast.walk(ast.parse(BOOTSTRAP.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_it_explains_its_commands() -> None:
    answer = subprocess.run([sys.executable, BOOTSTRAP], check=False, capture_output=True, text=True, timeout=30)
    assert answer.returncode == 2
    assert "bootstrap.py run" in answer.stderr
    assert "bootstrap.py test" in answer.stderr


def test_it_is_quick_when_nothing_has_changed() -> None:
    setup = [sys.executable, str(BOOTSTRAP), "setup"]
    subprocess.run(setup, check=True, timeout=110)
    started = time.monotonic()
    again = subprocess.run(setup, check=True, capture_output=True, timeout=30)
    assert again.stdout == b""
    assert time.monotonic() - started < 1
