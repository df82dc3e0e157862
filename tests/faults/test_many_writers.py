"""Ten clients at full speed on one project, half of them always with a stale base: every field and item is there."""

from __future__ import annotations

import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults import checks
from tests.serving import Server

CLIENTS = 10
SECONDS = 30.0


@dataclass
class Client:
    """One page: it edits its own field and appends its own items to an array that all of them share."""

    server: Server
    number: int
    saves: int = 0
    merges: int = 0
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def run(self, until: float) -> None:
        """Save until the time is over; an even client goes on from what it sent, an odd one from what is there."""
        loaded = self.server.load("shared")
        document, base = loaded.json(), loaded.headers["etag"]
        while time.monotonic() < until:
            self._edit(document)
            began = time.monotonic()
            answer = self.server.save("shared", document, base)
            self.seconds.append(time.monotonic() - began)
            if answer.status_code != 200:
                self.failures.append(answer.text)
                return
            said = answer.json()
            self.saves += 1
            self.merges += said["merged"]
            if self.number % 2:
                document, base = said.get("document", document), said["etag"]
            else:
                base = said["sent"]

    def _edit(self, document: dict[str, Any]) -> None:
        document[f"field{self.number}"] = self.saves + 1
        if self.saves < 40:
            document["items"].append({"id": f"c{self.number}-{self.saves}", "by": self.number})


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_every_field_and_every_item_of_ten_writers_is_there(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.create("shared", {"items": []})
        clients = [Client(server, number) for number in range(CLIENTS)]
        until = time.monotonic() + SECONDS
        threads = [threading.Thread(target=client.run, args=(until,), daemon=True) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [failure for client in clients for failure in client.failures] == []
        found = server.load("shared").json()
    wanted = {f"c{client.number}-{item}" for client in clients for item in range(min(40, client.saves))}
    ids = [item["id"] for item in found["items"]]
    assert set(ids) == wanted
    assert len(ids) == len(wanted)
    assert {name: found[name] for name in found if name != "items"} == {
        f"field{client.number}": client.saves for client in clients
    }
    assert checks.misnamed(tmp_path, "shared") == []
    report(clients)


def report(clients: list[Client]) -> None:
    saves, merges = sum(client.saves for client in clients), sum(client.merges for client in clients)
    times = sorted(taken * 1000 for client in clients for taken in client.seconds)
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"{saves / SECONDS:.0f} saves/s, {merges} of {saves} merged, p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    assert merges > saves / 4
