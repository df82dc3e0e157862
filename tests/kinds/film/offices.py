"""Film registers on real folders, for tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.standing import Standing
from kinds.microfilm.film.steps import Step
from kinds.registry import Kinds
from storage.files.fs import Fs
from storage.index import Index
from storage.settings import Settings
from storage.store import Store
from tests.serving import DATA

SMALL = {"capacity_16mm": 10, "capacity_35mm": 6, "padding": 1, "minimum": 2}
"""Film so short that a few pages fill it."""
WHY = Asked(reason="because")


def order_of(pages: Sequence[int], location: str = "OU", oversized: Sequence[int] = ()) -> dict[str, Any]:
    """Return an order whose documents have so many pages; those that are named have one oversized page."""
    documents = [
        {
            "name": f"doc-{place:03}.pdf",
            "path": f"X:\\doc-{place:03}.pdf",
            "pages": count,
            "hasOversized": place in oversized,
            "totalOversized": int(place in oversized),
            "oversizedPages": [1] if place in oversized else [],
        }
        for place, count in enumerate(pages, 1)
    ]
    return {
        "project": "12",
        "project_state": {"projectInfo": {"archiveId": "RRD018-2025", "location": location}},
        "analysis_data": {"analysisResults": {"documents": documents}},
    }


def real(name: str) -> Any:
    """Return a section of the real order."""
    return json.loads((DATA / "microfilm" / f"microfilm{name}.json").read_text())


def real_order() -> dict[str, Any]:
    """Return the real order before anything of it was planned; its index is made already."""
    return {
        "project": "12",
        "project_state": real("ProjectState"),
        "analysis_data": real("AnalysisData"),
        "index_data": real("IndexData"),
    }


def put(store: Store, project: str, document: Any) -> None:
    """Write an order's file as another program does."""
    store.layout.live(project).write_text(json.dumps(document))


def opened(folder: Path, *, fs: Fs | None = None, now: Callable[[], datetime] | None = None) -> Store:
    """Open a store that knows the kinds; it copies nothing on its own while a test runs."""
    settings = Settings(settle=60.0, patience=0.05)
    return Store(folder, settings, meaning=Kinds(), fs=fs, now=now or (lambda: datetime.now(UTC)))


def office_on(store: Store) -> FilmOffice:
    """Return the film register of a store."""
    return FilmOffice(store, Index(store.fs, store.layout, store.settings, store.meaning).rows)


def filmed(office: FilmOffice, project: str, *rolls: int, temp_roll: str | None = None) -> Standing:
    """Film rolls without a hitch."""
    for roll in rolls:
        office.step(project, roll, Step.START, Asked(temp_roll=temp_roll), Who())
        office.step(project, roll, Step.COMPLETE, Asked(), Who())
    return office.look(project)
