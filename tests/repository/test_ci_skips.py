"""The plugin that keeps skipped tests from passing for tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPING = "import pytest\n\ndef test_it():\n    pytest.skip({reason!r})\n"


@pytest.mark.parametrize(
    ("reason", "in_ci", "exit_code"),
    [("no chromium", "1", 1), ("platform: needs Linux", "1", 0), ("no chromium", "0", 0)],
)
def test_a_skip_fails_only_in_ci_and_only_for_no_good_reason(
    tmp_path: Path, reason: str, in_ci: str, exit_code: int
) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING.format(reason=reason))
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.ci_skips",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        tmp_path,
        tmp_path,
    ]
    environment = {**os.environ, "HOLDFAST_CI": in_ci}
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == exit_code, done.stdout
    assert ("SKIPPED IN CI" in done.stdout) == bool(exit_code)
