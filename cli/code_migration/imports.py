"""Where the import of the service goes."""

from __future__ import annotations

import re

from cli.code_migration.scripts import Script
from cli.code_migration.service import Service
from cli.code_migration.syntax import Node

_KEPT_FIRST = re.compile(r"//\s*@ts-|/[/*]\s*(?:eslint|global|@jsx)|///")


def import_edit(script: Script, service: Service) -> tuple[int, str]:
    """Return the position of the line that brings the service, and the line."""
    ending = "\r\n" if "\r\n" in script.text else "\n"
    line = service.import_line(ending) if script.kind == "module" else service.classic_line(ending)
    imports = [node for node in script.root.inner if node.kind == "import_statement"]
    after = imports[-1] if imports and script.kind == "module" else _head(script)
    if after is None:
        lead = re.match(r"[ \t]*\r?\n", script.text) if script.offset else None
        start = lead.end() if lead else 0
        indent = _indent(script.text, start)
        apart = ending if not script.offset and script.text[:1] not in ("", "\r", "\n") else ""
        return start, (indent if lead else "") + line + apart
    start = script.text.find("\n", after.end)
    indent = _indent(script.text, after.start)
    if start < 0 or script.text[after.end : start].strip(" \t\r;"):
        return after.end, f"{ending}{indent}{line.removesuffix(ending)}" + (ending if start >= 0 else "")
    return start + 1, indent + line


def _head(script: Script) -> Node | None:
    """Return the last of the directives and comments that have to stay first."""
    last: Node | None = None
    for node in script.root.children:
        gap = script.text[node.end :]
        if node.kind == "comment":
            apart = re.match(r"[ \t]*\r?\n[ \t]*\r?\n", gap) is not None
            if not apart and not _KEPT_FIRST.match(node.text):
                break
        elif node.kind != "hash_bang_line" and not _is_directive(node):
            break
        last = node
    return last


def _is_directive(node: Node) -> bool:
    return node.kind == "expression_statement" and bool(node.inner) and node.inner[0].kind == "string"


def _indent(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1 if position else 0
    found = re.match(r"[ \t]*", text[start:])
    return found.group() if found else ""
