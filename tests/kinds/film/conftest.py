"""A film register on a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kinds.microfilm.film.office import FilmOffice
from storage.store import Store
from tests.kinds.film.offices import office_on, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty data folder."""
    found = opened(tmp_path)
    yield found
    found.close()


@pytest.fixture
def office(store: Store) -> FilmOffice:
    """Its film register."""
    return office_on(store)
