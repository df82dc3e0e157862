"""Two servers on one folder whose clients film rolls of one location at full speed: numbers are unique and gapless."""

from __future__ import annotations

import threading
from itertools import pairwise
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.kinds.film.offices import SMALL, order_of
from tests.serving import Server

CLIENTS, ROLLS = 4, 10
DOUBLE = 2
"""How often each roll is completed, as a second click does; the other server gets the second one."""


def film_all(servers: tuple[Server, Server], order: str, given: list[str], failures: list[str]) -> None:
    """Film every roll of an order; a server that is busy is asked again with the same key."""
    for roll in range(1, ROLLS + 1):
        for step, servers_asked in (("start", servers[:1]), ("complete", servers[:DOUBLE])):
            answers = [
                ask(server, f"/api/film/{order}/rolls/{roll}/{step}", f"{order}-{roll}-{step}")
                for server in servers_asked
            ]
            failures += [answer.text for answer in answers if answer.status_code != 200]
            if step == "complete" and not failures:
                numbers = {answer.json()["film_number"] for answer in answers}
                failures += [f"one roll has {numbers}"] if len(numbers) > 1 else []
                given += numbers
        if failures:
            return


def ask(server: Server, path: str, key: str) -> httpx.Response:
    """Send a step until the server is not busy."""
    while True:
        answer = server.client.post(path, json={}, headers={"Idempotency-Key": key})
        if answer.status_code != 503:
            return answer


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_numbers_of_two_servers_are_unique_and_have_no_gap(tmp_path: Path) -> None:
    failures: list[str] = []
    given: list[str] = []
    with Server(tmp_path) as one, Server(tmp_path) as other:
        for client in range(2 * CLIENTS):
            one.create(f"order-{client}", order_of([8] * ROLLS))
            one.client.post(f"/api/film/order-{client}/plan", json=SMALL)
        threads = [
            threading.Thread(target=film_all, args=(servers, f"order-{client}", given, failures), daemon=True)
            for client, servers in enumerate([(one, other), (other, one)] * CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        proof = other.client.get("/api/film/check").json()
    numbers = sorted(map(int, given))
    assert numbers[0] == 10000001
    assert len(numbers) == 2 * CLIENTS * ROLLS
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))
    assert proof["holds"], proof
