"""The living server is killed at random, a hundred times and more, and no acknowledged save is gone (P1)."""

from __future__ import annotations

import contextlib
import random
import threading
from pathlib import Path
from typing import Any

import httpx2 as httpx
import orjson
import pytest

from tests.faults import checks
from tests.serving import Server

KILLS = 110
CLIENTS = 4


class Client(threading.Thread):
    """Saves its own project as fast as it can until the server is gone, and logs what was acknowledged."""

    def __init__(self, server: Server, project: str, number: int) -> None:
        super().__init__()
        self.project = project
        self.number = number
        self.acknowledged: list[str] = []
        self._url = f"{server.url}/api/projects/{project}"

    def run(self) -> None:
        with contextlib.suppress(httpx.HTTPError), httpx.Client(timeout=10, trust_env=False) as client:
            found = client.get(self._url)
            base = {"If-Match": found.headers["etag"]} if found.status_code == 200 else {"If-None-Match": "*"}
            while True:
                self.number += 1
                answer = client.put(self._url, json=document(self.number), headers=base)
                assert answer.status_code in (200, 201), answer.text
                base = {"If-Match": answer.headers["etag"]}
                self.acknowledged.append(answer.json()["etag"])


def document(number: int) -> dict[str, Any]:
    return {"n": number, "text": f"{number:08d}" * 200}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_acknowledged_save_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    chance = random.Random(20261120)
    numbers = {f"p{index}": 0 for index in range(CLIENTS)}
    acknowledged: dict[str, set[str]] = {project: set() for project in numbers}
    for _ in range(KILLS):
        server = Server(tmp_path)
        clients = [Client(server, project, number) for project, number in numbers.items()]
        for client in clients:
            client.start()
        threading.Event().wait(chance.uniform(0.02, 0.25))
        server.kill()
        for client in clients:
            client.join()
            acknowledged[client.project].update(client.acknowledged)
            numbers[client.project] = client.number
            check_live(tmp_path, client)
    for project, etags in acknowledged.items():
        checks.recovered(tmp_path)
        assert etags - checks.etags_in(tmp_path, project) == set()
        assert checks.misnamed(tmp_path, project) == []
    count = sum(map(len, acknowledged.values()))
    print(f"{KILLS} kills, {count} acknowledged saves, 0 lost")
    assert count > 10 * KILLS


def check_live(folder: Path, client: Client) -> None:
    """The file holds the last acknowledged version, or the one whose answer the kill cut off."""
    content = checks.content_of(folder / f"{client.project}.json")
    if client.acknowledged:
        assert content is not None
        assert orjson.loads(content)["n"] >= client.number - 1
