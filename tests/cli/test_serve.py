"""`serve`, the command that a person begins with."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, Server, wait_for


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


def test_a_folder_of_pages_is_served_wherever_the_option_stands(tmp_path: Path) -> None:
    tool, data = tmp_path / "tool", tmp_path / "data"
    (tool / "sub").mkdir(parents=True)
    (tool / "index.html").write_text("<title>Tool</title>")
    data.mkdir()
    for options in (["--app", f"a={tool}", "--quiet", "--app", f"b={tool}/sub"], ["--quiet", f"--app=a={tool}"]):
        with Server(data, *options) as server:
            assert server.client.get("/apps/a/").content.endswith(b"<title>Tool</title>")
            assert f"Tool {server.url}/apps/a/ of {tool}\n" in server.said
    with Server(data, "--app", f"b={tool}/sub") as server:
        assert wait_for(lambda: f"/apps/b/ of {tool}/sub, which has no index.html" in server.said)


@pytest.mark.parametrize(
    ("apps", "why"),
    [
        (["tool"], "has to be NAME=FOLDER"),
        (["Tool=."], "cannot be the name of an app"),
        (["tool=missing"], "missing is not there"),
        (["tool=server.py"], "server.py is a file"),
        (["tool={data}"], "lies in the data folder"),
        (["tool=docs", "tool=static"], "two apps are named 'tool'"),
    ],
)
def test_an_app_that_cannot_be_served_ends_it_before_it_listens(tmp_path: Path, apps: list[str], why: str) -> None:
    named = [part for app in apps for part in ("--app", app.format(data=tmp_path))]
    done = run("--port", "0", "--data", tmp_path, *named)
    assert done.returncode == 2
    assert why in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


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
