"""`serve`, the command that a person begins with."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, Server


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "server.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_it_says_where_it_is_what_it_serves_and_how_to_stop(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_text("{}")
    with Server(tmp_path) as server:
        assert f"Holdfast serves 1 project of {tmp_path}" in server.said
        assert f"Open http://127.0.0.1:{server.port}/" in server.said
        assert "Ctrl+C" in server.said


def test_a_busy_port_is_said_clearly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        done = run("serve", "--port", str(busy.getsockname()[1]), "--data", tmp_path)
    assert done.returncode == 1
    assert "choose another --port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7"])
def test_other_machines_are_not_let_in_without_a_token(tmp_path: Path, host: str) -> None:
    done = run("--host", host, "--port", "0", "--data", tmp_path)
    assert done.returncode == 2
    assert "--token auto" in done.stderr


def test_every_file_as_an_origin_needs_a_token(tmp_path: Path) -> None:
    done = run("--allow-origin", "null", "--port", "0", "--data", tmp_path)
    assert done.returncode == 2
    assert "--token auto" in done.stderr


def test_with_a_token_the_address_that_is_printed_holds_it(tmp_path: Path) -> None:
    with Server(tmp_path, "--token", "secret-of-this-test") as server:
        assert "/#token=secret-of-this-test" in server.said
        assert server.client.get("/api/projects").status_code == 401
        headers = {"Authorization": "Bearer secret-of-this-test"}
        assert server.client.get("/api/projects", headers=headers).status_code == 200


def test_it_ends_cleanly_when_asked_to(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.create("story", {"n": 1})
    server.stop()
    assert len(list((tmp_path / "backups" / "story").iterdir())) == 1, "the copy of the last version was made"
    assert "Traceback" not in server.said


@pytest.mark.parametrize("name", ["serve", "list", "history", "diff", "restore", "export", "import", "doctor", "prune"])
def test_every_command_explains_itself(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert "--data" in done.stdout


def test_output_that_nobody_reads_to_the_end_is_no_error(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"p{number}.json").write_text("{}")
    script = f"{sys.executable} server.py list --data {tmp_path} | head -n 1"
    done = subprocess.run(script, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.stderr == ""
