"""A data folder with commands on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.decisions import Precondition
from storage.store import Store
from tests.cli.running import Command


@pytest.fixture
def holdfast(data: Path) -> Command:
    """The commands on an empty data folder."""
    return Command(data)


@pytest.fixture
def story(data: Path) -> list[str]:
    """A project `story` that was saved three times; the etags in order."""
    store = Store(data)
    etags = [store.save("story", b'{"title":"one","n":1.0}', Precondition(create=True)).etag]
    for body in (b'{"title":"two","n":1.0}', b'{"title":"three","n":1.0,"new":true}'):
        etags.append(store.save("story", body, Precondition(base=etags[-1])).etag)
    store.close()
    return etags
