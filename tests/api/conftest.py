"""A server that the tests of a module share; each test takes projects of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.serving import Server, wait_for

_numbers = count(1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a folder that is empty at the start of the module."""
    with Server(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with one project, whose data no refused request may change."""
    with Server(tmp_path_factory.mktemp("data")) as server:
        server.create("story", {"n": 1})
        assert wait_for(lambda: len(server.backups("story")) == 1)
        yield server


@pytest.fixture
def project() -> str:
    """An id that no other test uses."""
    return f"p{next(_numbers)}"
