"""Two servers on one folder with ten clients each: no increment is lost and no file is torn (P14)."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.faults import checks
from tests.serving import Server

CLIENTS, INCREMENTS = 10, 10


def count_up(server: Server, name: str, times: int, failures: list[str]) -> None:
    """Increment the counter; a save that met another one is tried again from what is there now.

    Each save has a mark of its own: two sides that change 5 to 6 have made the same change, which a merge takes once.
    """
    done = 0
    while done < times:
        loaded = server.load("counter")
        if loaded.status_code != 200:
            failures.append(loaded.text)
            return
        document = {"count": loaded.json()["count"] + 1, "by": f"{name}-{done}"}
        saved = server.save("counter", document, loaded.headers["etag"])
        if saved.status_code == 200:
            done += 1
        elif saved.status_code not in (409, 503):
            failures.append(saved.text)
            return


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_a_counter_of_two_servers_never_loses_an_increment(tmp_path: Path) -> None:
    failures: list[str] = []
    with Server(tmp_path) as one, Server(tmp_path) as other:
        one.create("counter", {"count": 0})
        clients = [(server, f"{server.port}-{n}") for server in (one, other) for n in range(CLIENTS)]
        threads = [
            threading.Thread(target=count_up, args=(server, name, INCREMENTS, failures), daemon=True)
            for server, name in clients
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert other.load("counter").json()["count"] == 2 * CLIENTS * INCREMENTS
    assert checks.misnamed(tmp_path, "counter") == []
