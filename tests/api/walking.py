"""The examples in the docs, run one after the other against a real server as a reader would."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.serving import Server

STATUSES = """
curl() {
    case "$*" in
        -s*) command curl "$@" ;;
        *) command curl -sS -w '%{stderr}%{http_code}\\n' "$@" 2>>statuses >>answers ;;
    esac
}
"""
"""Makes curl note the status of each answer, but for those that a variable is made of."""
needs_curl = pytest.mark.skipif(
    None in (shutil.which("curl"), shutil.which("bash")), reason="platform: no curl or no bash"
)


def walk(text: str, server: Server, folder: Path) -> tuple[int, str]:
    """Run the examples of a page in `folder`, and hold each answer against the status that stands beside it.

    Returns:
        How many there are, and all answers.
    """
    examples = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    expected = re.findall(r"# (\d{3})$", examples, re.MULTILINE)
    script = examples.replace("http://127.0.0.1:8787", server.url)
    done = subprocess.run(["bash", "-eu", "-c", STATUSES + script], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (folder / "statuses").read_text().split() == expected
    return len(expected), (folder / "answers").read_text()
