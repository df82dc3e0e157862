"""The yardstick `bare`: a Starlette handler that only makes the received bytes durable.

It checks nothing, keeps nothing and knows no versions: what is left is the price of HTTP and of the disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def make_durable(folder: Path, name: str, content: bytes) -> None:
    """Write `content` to a temporary file, sync it, rename it, and sync the folder."""
    temporary = folder / f"{name}.tmp"
    with open(temporary, "wb", buffering=0) as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())
    os.replace(temporary, folder / name)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def create_app(folder: Path) -> Starlette:
    """Return the yardstick's application."""
    held: dict[str, bytes] = {}

    async def save(request: Request) -> Response:
        content = await request.body()
        make_durable(folder, request.path_params["id"], content)
        held[request.path_params["id"]] = content
        return Response(b'{"ok":true}', media_type="application/json")

    async def load(request: Request) -> Response:
        return Response(held[request.path_params["id"]], media_type="application/json")

    path = "/api/projects/{id}"
    return Starlette(routes=[Route(path, save, methods=["PUT"]), Route(path, load, methods=["GET"])])


def main() -> None:
    """Serve a folder on a port: `python -m bench.bare FOLDER PORT`."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    uvicorn.run(create_app(folder), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
