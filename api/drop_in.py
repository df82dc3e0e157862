"""`/local-storage/{id}.js`: the script that makes the localStorage of a page a project, with the project in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.context import context, existing_id
from api.operations import TEXT, Answer, Described, Operation
from api.pages import CLIENT
from api.problems import problem_of
from storage.errors import NoSuchProject, StorageError
from storage.store import Store

_PARTS = ("texts", "beginning", "cache", "keeper", "natives", "storage", "hearing", "start")
"""The modules that the script is made of, each after those that it imports."""
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_UNSAFE = {
    b"<": b"\\u003c",
    b">": b"\\u003e",
    b"&": b"\\u0026",
    "\u2028".encode(): b"\\u2028",
    "\u2029".encode(): b"\\u2029",
}
"""What may not stand in a script as it is: `</script>`, comments of HTML, and line ends of older JavaScript."""


async def load_drop_in(request: Request) -> Response:
    """Return the script with the project as it stands on disk."""
    project = existing_id(request)
    at = context(request)
    if at.options.token is None:
        given = await run_in_threadpool(_given, at.store, project)
    else:
        given = _shown(project, problem=None)
    return Response(script_of(given), headers={"Cache-Control": "no-store"}, media_type="text/javascript")


def script_of(given: bytes) -> bytes:
    """Return the script for what a page is given, a JSON text.

    The text stands in it as one literal that only JSON.parse reads, so that no key is taken for syntax or prototype.
    """
    literal = orjson.dumps(given.decode())
    for unsafe, escaped in _UNSAFE.items():
        literal = literal.replace(unsafe, escaped)
    return shim(CLIENT / "storage-shim").replace(b"__GIVEN__", literal)


@cache
def shim(folder: Path) -> bytes:
    """Join the shim's modules into one classic script, since only such a one runs before the page's own.

    Each import stands on a line of its own and each export before a declaration; names are unique in all of them.
    """
    modules = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS]
    body = "\n".join(_EXPORT.sub("", _IMPORT.sub("", module)) for module in modules)
    begin = "start(JSON.parse(__GIVEN__), globalThis, document.currentScript.src);"
    guarded = f'try {{ {begin} }} catch (error) {{ console.error("holdfast:", error); }}'
    return f'(() => {{\n"use strict";\n{body}\n{guarded}\n}})();\n'.encode()


def _given(store: Store, project: str) -> bytes:
    try:
        current = store.load(project)
    except NoSuchProject:
        return _shown(project, text=b"{}", problem=None)
    except StorageError as error:
        return _shown(project, problem={"code": problem_of(error).code, "detail": error.detail})
    return _shown(project, text=msgspec.json.format(current.text, indent=-1), etag=current.etag, problem=None)


def _shown(
    project: str, *, text: bytes | None = None, etag: str | None = None, problem: dict[str, str] | None
) -> bytes:
    document = orjson.Fragment(text) if text is not None else None
    return orjson.dumps({"id": project, "etag": etag, "problem": problem, "document": document})


routes = [
    Described(
        "GET",
        "/local-storage/{id}.js",
        load_drop_in,
        Operation(
            "Load the drop-in: a script that makes the localStorage of a page the project",
            {200: Answer("The script", TEXT, "text/javascript", headers=("Cache-Control",))},
            problems=("no_such_project",),
            tag="pages",
            description="The first script of a page. It holds the project, or nothing where a token is needed, and is "
            "given to pages of the server itself and of origins that `--allow-origin` names, and to no others. A "
            "project that does not exist is made by the first write.",
        ),
    ),
]
