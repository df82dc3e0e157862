"""The pages: files of our own, with fixed types, and nothing of the data folder."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from api.operations import Described, file_operation

STATIC = Path(__file__).parent.parent / "static"


async def first_page(_: Request) -> Response:
    """Return the dashboard."""
    page = STATIC / "dashboard" / "index.html"
    return FileResponse(page, headers={"Cache-Control": "no-cache"}, media_type="text/html")


async def icon(_: Request) -> Response:
    """Return the icon that browsers ask for by themselves."""
    return FileResponse(STATIC / "dashboard" / "icon.svg", media_type="image/svg+xml")


routes = [
    Described("GET", "/", first_page, file_operation("Show the first page", "text/html")),
    Described("GET", "/favicon.ico", icon, file_operation("Show the icon", "image/svg+xml")),
    Mount("/dashboard", StaticFiles(directory=STATIC / "dashboard", check_dir=False)),
    Mount("/client", StaticFiles(directory=STATIC / "client", check_dir=False)),
]
