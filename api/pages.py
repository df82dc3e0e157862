"""The pages: files of our own, with fixed types, and nothing of the data folder."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent.parent / "static"


async def first_page(_: Request) -> Response:
    """Return the dashboard."""
    page = STATIC / "dashboard" / "index.html"
    return FileResponse(page, headers={"Cache-Control": "no-cache"}, media_type="text/html")


async def icon(_: Request) -> Response:
    """Return the icon that browsers ask for by themselves."""
    return FileResponse(STATIC / "dashboard" / "icon.svg", media_type="image/svg+xml")


routes = [
    Route("/", first_page, methods=["GET"]),
    Route("/favicon.ico", icon, methods=["GET"]),
    Mount("/dashboard", StaticFiles(directory=STATIC / "dashboard", check_dir=False)),
]
