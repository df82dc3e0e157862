"""What all tests share: a data folder and a real server on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving import Server

StartServer = Callable[..., Server]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def start_server(data: Path) -> Iterator[StartServer]:
    """Start servers on the data folder (or on `folder=`); all of them are ended after the test."""
    with ExitStack() as running:

        def start(*options: str, folder: Path | None = None, environment: dict[str, str] | None = None) -> Server:
            return running.enter_context(Server(folder or data, *options, environment=environment))

        yield start


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """A server on the empty data folder."""
    return start_server()
